/** Presets, local servers and the scripted model: what is there without a key. */

import { expect, test } from "vitest";
import { findLocalServers } from "../../src/model/local-servers.ts";
import { presetNamed, presets } from "../../src/model/presets.ts";
import { startScriptedServer } from "../../src/model/scripted-server.ts";
import { json, wireServer } from "../support/wire-server.ts";

test("a preset has one name, an address without a slash at its end, and a key unless it is local", () => {
  expect(new Set(presets.map(({ name }) => name)).size).toBe(presets.length);
  for (const { baseUrl, local, keyVariable } of presets) {
    expect(new URL(baseUrl).protocol).toBe(local ? "http:" : "https:");
    expect(baseUrl).not.toMatch(/\/$/);
    expect(keyVariable === undefined).toBe(local);
  }
  expect(presetNamed("ollama")?.baseUrl).toBe("http://127.0.0.1:11434/v1");
  expect(presetNamed("nobody")).toBeUndefined();
});

test("only servers that list models count as found", async () => {
  const model = await startScriptedServer({ turns: [] });
  const other = await wireServer(json(200, "Hello from another program"));
  const silent = await wireServer({ closing: "hang" });
  const found = await findLocalServers([
    { name: "nothing there", baseUrl: "http://127.0.0.1:9/v1" },
    { name: "another program", baseUrl: other.baseUrl },
    { name: "one that never answers", baseUrl: silent.baseUrl },
    { name: "a model", baseUrl: model.baseUrl },
  ]);
  await model.close();
  expect(found.map(({ name }) => name)).toEqual(["a model"]);
});

test("a script goes on by what the last result holds", async () => {
  const server = await startScriptedServer({
    turns: [
      {
        when: [
          { contains: "FAIL", turns: [{ text: "mend it" }] },
          { lacks: "ok", turns: [{ text: "odd" }] },
        ],
        otherwise: [{ text: "fine" }],
      },
      ({ lastResult }) => ({ text: `heard ${lastResult}` }),
    ],
  });
  const say = async (content: string) => {
    const response = await fetch(`${server.baseUrl}/chat/completions`, {
      method: "POST",
      body: JSON.stringify({ messages: [{ role: "tool", content }] }),
    });
    const { choices } = (await response.json()) as { choices: [{ message: { content: string } }] };
    return choices[0].message.content;
  };
  expect([await say("1 FAIL"), await say("x"), await say("y")]).toEqual([
    "mend it",
    "heard x",
    "The script is at its end.",
  ]);
  await server.close();
});
