/** `/model`: by the name of a configured endpoint, of a provider's model, or of another model here; in a session, with what it leaves behind. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { knownKeys, resolveEndpoint } from "../../src/app/endpoint.ts";
import { openSession } from "../../src/app/open-session.ts";
import { endpointNamed, modelLines } from "../../src/app/switch-model.ts";
import { unattendedApprover } from "../../src/approval/unattended.ts";
import { loadConfig } from "../../src/config/load.ts";
import type { Entry } from "../../src/core/events.ts";
import { newHome } from "../support/skillet.ts";
import { chunk, said, wireServer } from "../support/wire-server.ts";

async function configured(settings: object, env: Record<string, string> = {}, flags = {}) {
  const home = newHome();
  const folder = join(home, ".config/skillet");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "settings.json"), JSON.stringify(settings));
  return loadConfig({
    cwd: join(home, "work"),
    env: { HOME: home, ...env },
    flags: { "base-url": "http://127.0.0.1:9/v1", model: "first", sandbox: "auto", ...flags },
    stdoutIsTerminal: false,
  });
}

const endpoints = {
  home: { baseUrl: "http://127.0.0.1:8/v1", model: "small" },
  work: { provider: "dashscope", apiKeyEnv: "WORK_KEY", model: "qwen3.7-plus" },
};

test("a configured endpoint, a provider's model, another model of this endpoint", async () => {
  const config = await configured({ endpoints }, { WORK_KEY: "k-work-123456" });
  const current = await resolveEndpoint(config);
  const named = (words: string) => endpointNamed(words, config, current);
  expect(await named("home")).toMatchObject({ baseUrl: "http://127.0.0.1:8/v1", model: "small" });
  expect(await named("work")).toMatchObject({
    provider: "dashscope",
    apiKey: "k-work-123456",
    model: "qwen3.7-plus",
  });
  expect(await named("ollama:gemma3:4b")).toMatchObject({ provider: "ollama", model: "gemma3:4b" });
  expect(await named("other")).toMatchObject({ baseUrl: "http://127.0.0.1:9/v1", model: "other" });
  expect(await named("vendor/model:free")).toMatchObject({ model: "vendor/model:free" });
  expect(modelLines(config, current).join("\n")).toMatch(/first @ .*\n.*\/model home {3}small @/);
});

test("a missing key is told, a cassette keeps its model", async () => {
  const config = await configured({ endpoints });
  const current = await resolveEndpoint(config);
  await expect(endpointNamed("work", config, current)).rejects.toThrow("WORK_KEY holds no key");
  await expect(endpointNamed("x", { ...config, replay: "/t" }, current)).rejects.toThrow(
    "A cassette holds the traffic of one endpoint",
  );
});

test("endpoints are the user's to name, and each field is known", async () => {
  await expect(configured({ endpoints: { a: { key: "sk-1" } } })).rejects.toThrow(
    '"endpoints" must be names',
  );
  await expect(configured({ endpoints: ["a"] })).rejects.toThrow('"endpoints" must be names');
});

test("no key that could come to use is ever written down", async () => {
  const config = await configured(
    { endpoints },
    {
      ...{ WORK_KEY: "k-work-123456", DEEPSEEK_API_KEY: "k-deep-123456", OTHER: "no-key-at-all" },
      HTTPS_PROXY: "http://me:p%40ss-proxy@proxy:3128",
      all_proxy: "me:x@y:z@proxy:99999",
    },
  );
  expect(knownKeys(config, { apiKey: "k-now-123456" }).sort()).toEqual([
    "k-deep-123456",
    "k-now-123456",
    "k-work-123456",
    "p%40ss-proxy",
    "p@ss-proxy",
    "x@y:z",
  ]);
});

test("the conversation goes on with another endpoint, which gets the history and none of the other's thoughts", async () => {
  const first = await wireServer({
    packets: [
      chunk({ reasoning_content: "sealed thought" }),
      chunk({ content: "one" }),
      chunk({}, "stop"),
      "data: [DONE]\n\n",
    ],
  });
  const second = await wireServer(said("two"));
  const config = await configured(
    { endpoints: { next: { baseUrl: second.baseUrl, model: "second" } } },
    {},
    { "base-url": first.baseUrl },
  );
  const entries: Entry[] = [];
  const session = await openSession({
    config,
    endpoint: await resolveEndpoint(config),
    resume: { latest: false, id: undefined },
    approver: unattendedApprover(),
    attended: false,
    sinks: [],
    entrySinks: [(entry) => void entries.push(entry)],
    notice: () => {},
  });
  onTestFinished(() => session.close());
  const { signal } = new AbortController();
  await session.conversation.turn("hi", signal);
  await session.changeModel(await endpointNamed("next", config, session.endpoint()));
  const end = await session.conversation.turn("go on", signal);
  expect(end.text).toBe("two");
  expect(second.requests[0]?.body).toMatchObject({ model: "second" });
  expect(second.requests[0]?.body.messages).toMatchObject(
    ["system", "user", "assistant", "user"].map((role) => ({ role })),
  );
  expect(second.requests[0]?.text).not.toContain("sealed thought");
  const asked = entries.filter(({ type }) => type === "model_request");
  expect(asked.map((entry) => "model" in entry && entry.model)).toEqual([false, "second"]);
});
