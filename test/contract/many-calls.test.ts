/** A reply without an end, by running the command line: it is cut off, nothing of it runs, the model is told, and signals end it. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mostCalls } from "../../src/core/reply-bounds.ts";
import type { JsonObject } from "../../src/core/types.ts";
import { floodServer } from "../support/flood-server.ts";
import { newHome, skillet, startSkillet } from "../support/skillet.ts";

const writing = (at: number) => ({
  name: "write_file",
  arguments: JSON.stringify({ path: `f${at}.txt`, content: "x" }),
});
const indices = (at: number): JsonObject => ({
  tool_calls: [{ index: at, id: `c${at}`, type: "function", function: writing(at) }],
});
const nameless = (at: number): JsonObject => ({ tool_calls: [{ function: writing(at) }] });
const oneId = (at: number): JsonObject => ({
  tool_calls: [{ index: at, id: "same", type: "function", function: writing(at) }],
});
const oneCall = (at: number): JsonObject => ({
  tool_calls: [
    at === 0
      ? { index: 0, id: "a", function: { name: "write_file", arguments: '{"content":"' } }
      : { index: 0, function: { arguments: "x" } },
  ],
});
const prose = (): JsonObject => ({ content: "x " });
const textCalls = (at: number): JsonObject => ({
  content: `<tool_call>\n{"name":"write_file","arguments":{"path":"f${at}.txt","content":"x"}}\n</tool_call>\n`,
});

const run = ["--approval-mode", "yolo", "--output-format", "json", "-p", "work"];

test.each([
  ["an index each", indices],
  ["without index and id", nameless],
  ["the same id for each", oneId],
])("calls without end, %s: none runs, and the model goes on with fewer", async (_name, delta) => {
  const home = newHome();
  const { baseUrl, requests, written } = await floodServer(delta, 1);
  const { code, stdout, stderr } = await startSkillet(run, { home, baseUrl }).ended;
  expect(stderr).toContain(
    "The reply held more than 128 calls: none of them was run, and the model is told to make fewer.",
  );
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ text: "Done.", files: [], errors: [] });
  expect(existsSync(join(home, "work/sandbox/f0.txt"))).toBe(false);
  // The first call too many ends the connection: what the pipe between them holds is all that was sent besides.
  expect(written()).toBeLessThan(100_000);
  expect(requests).toHaveLength(2);
  const told = requests[1]?.slice(-2) ?? [];
  expect(told.map(({ role }) => role)).toEqual(["assistant", "user"]);
  expect(told[0]?.tool_calls).toBeUndefined();
  expect(told[1]?.content).toMatch(/more than 128 calls, and none of them was run/);
});

test("a model that does not stop is told twice, then the turn ends with an error that says what to do", async () => {
  const { baseUrl, requests } = await floodServer(indices);
  const { code, stdout, stderr } = await startSkillet(run, { home: newHome(), baseUrl }).ended;
  expect(code).toBe(1);
  expect(stderr.match(/the model is told to make fewer/g)).toHaveLength(2);
  expect(requests).toHaveLength(3);
  expect(JSON.parse(stdout)).toMatchObject({
    reason: "error",
    files: [],
    errors: [
      {
        where: "model",
        kind: "too_many_calls",
        message:
          "The model made more than 128 calls in one reply, again and again; none of them was run.",
        hint: "Ask for less at a time, or try another model.",
      },
    ],
  });
});

test("the same in the text of a text lane", async () => {
  const text = Array.from({ length: 50_000 }, (_, at) => textCalls(at).content).join("");
  const { code, stdout, requests } = await skillet([...run, "--lane", "hermes"], {
    script: [{ text: `I write.\n${text}` }, { text: "Done." }],
  });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ text: "Done.", files: [] });
  const [said, hint] = requests[1]?.messages.slice(-2) ?? [];
  expect(said).toMatchObject({ role: "assistant", content: "I write." });
  expect(hint?.content).toMatch(/more than 128 calls/);
});

test("as many calls as a reply may carry all run, each with its answer", async () => {
  const calls = Array.from({ length: mostCalls }, (_, at) => ({
    name: "write_file",
    arguments: { path: `f${at}.txt`, content: "x" },
  }));
  const { code, stdout, requests } = await skillet(run, { script: [{ calls }, { text: "Done." }] });
  expect(code).toBe(0);
  expect(JSON.parse(stdout).files).toHaveLength(mostCalls);
  expect(requests[1]?.messages.filter(({ role }) => role === "tool")).toHaveLength(mostCalls);
});

test.each([
  ["SIGTERM", 143, "one call", oneCall, []],
  ["SIGINT", 130, "one call", oneCall, []],
  ["SIGHUP", 129, "prose", prose, []],
  ["SIGTERM", 143, "calls in the text", textCalls, ["--lane", "hermes"]],
  ["SIGINT", 130, "calls in the text", textCalls, ["--lane", "hermes"]],
] as const)(
  "%s ends the run with %i while %s streams at full speed",
  async (signal, code, _name, delta, flags) => {
    const { baseUrl, requests, written } = await floodServer(delta);
    const { child, ended } = startSkillet([...run, ...flags], { home: newHome(), baseUrl });
    while (written() < 1000) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill(signal);
    const { code: exit, stdout } = await ended;
    expect(exit).toBe(code);
    // Had it gone on, the reply would have reached its limit: an error, and exit 1.
    expect(JSON.parse(stdout)).toMatchObject({ reason: "aborted", errors: [] });
    expect(requests).toHaveLength(1);
  },
);

test("decode reads such a recording like a live one, and says so", async () => {
  const event = (delta: JsonObject) =>
    `data: ${JSON.stringify({ choices: [{ index: 0, delta }] })}\n\n`;
  const stdin = Array.from({ length: 100_000 }, (_, at) => event(indices(at))).join("");
  const { code, stdout } = await skillet(["decode", "--sse"], { stdin, noEndpoint: true });
  expect(code).toBe(0);
  const told = JSON.parse(stdout);
  expect(told).toMatchObject({ calls: [], anomalies: ["too_many_calls"], finish: "length" });
  expect(told.rejected).toHaveLength(mostCalls);
  expect(told.error).toMatchObject({
    kind: "too_many_calls",
    action: "repair_turn",
    retryable: true,
  });
});
