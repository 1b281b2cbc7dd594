/** How an endpoint is driven: by family, by what was learned, by what the user says. */

import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lanes } from "../../src/lanes/index.ts";
import { capabilityStore, lessonsOf } from "../../src/model/capabilities.ts";
import { families, familyOf, unknownFamily } from "../../src/model/families.ts";
import { type HarnessInput, resolveHarness } from "../../src/model/harness.ts";
import { nothingLearned } from "../../src/model/learn.ts";
import { call, modelAt, requestOf, tool } from "../support/model-call.ts";
import { temporaryFolder } from "../support/temporary.ts";
import { json, said, wireServer } from "../support/wire-server.ts";

function harness(more: Partial<HarnessInput> = {}) {
  const resolved = resolveHarness({
    ...{ provider: "custom", baseUrl: "http://h/v1", model: "m", lane: "auto", api: "chat" },
    ...{ stream: true, thinking: null, toolChoice: null, contextWindow: null },
    ...more,
  });
  const rows = Object.fromEntries(resolved.rows.map(({ name, ...rest }) => [name, rest]));
  return { ...resolved, rows };
}

test.each([
  ["qwen3.7-plus", "qwen", "native"],
  ["Qwen/Qwen2.5-72B-Instruct", "qwen", "native"],
  ["qwen3-coder:30b", "qwen-coder", "native"],
  ["qwen3-omni-flash", "qwen-omni", "native"],
  ["deepseek-chat", "deepseek", "native"],
  ["deepseek-r1:7b", "deepseek-distill", "json_decision"],
  ["deepseek/deepseek-r1-distill-llama-70b", "deepseek-distill", "json_decision"],
  ["moonshotai/kimi-k2-instruct", "kimi", "native"],
  ["MiniMax-M2.5", "minimax", "native"],
  ["glm-4.7", "glm", "native"],
  ["openai/gpt-oss-120b", "gpt-oss", "native"],
  ["gpt-4.1-mini", "openai", "native"],
  ["o4-mini", "openai", "native"],
  ["claude-sonnet-4", "claude", "native"],
  ["gemini-2.5-pro", "gemini", "native"],
  ["gemma3:4b", "gemma", "json_decision"],
  ["codellama:13b", "llama-2", "json_decision"],
  ["llama-3.3-70b", "llama", "native"],
  ["llama3.2:1b", "small", "react"],
  ["phi4", "phi", "json_decision"],
  ["devstral-small", "mistral", "native"],
  ["something-new", "unknown", "native"],
])("%s belongs to %s and begins with %s", (model, family, lane) => {
  expect(familyOf(model).name).toBe(family);
  expect(harness({ model }).lanes[0]).toBe(lane);
});

test("every lane that a family names exists, each once, and native is among them", () => {
  for (const { name, lanes: chain } of [...families, unknownFamily]) {
    expect(new Set(chain).size, name).toBe(chain.length);
    expect(chain, name).toContain("native");
    for (const lane of chain) if (lanes.size > 1) expect([...lanes.keys()], name).toContain(lane);
  }
});

test("a named lane is the only one; tools that were refused leave the text lanes", () => {
  expect(harness({ lane: "react" })).toMatchObject({
    lanes: ["react"],
    rows: { lane_chain: { source: "flag" }, tool_delivery: { value: "prompt" } },
  });
  const learned = { ...nothingLearned(), textTools: true };
  expect(harness({ model: "qwen3", known: { learned, at: 0 } })).toMatchObject({
    lanes: ["hermes", "json_decision", "xml_decision", "react"],
    rows: { lane_chain: { source: "learned" }, decision_lane_preference: { value: "parser" } },
  });
});

test("thinking is told in the words of whoever serves the model", () => {
  const form = (provider: string, model: string) =>
    harness({ provider, model, thinking: "high" }).thinking?.form;
  expect(form("dashscope", "qwen3.7-plus")).toBe("enable_thinking");
  expect(form("vllm", "qwen3-32b")).toBe("chat_template");
  expect(form("openrouter", "qwen/qwen3-32b")).toBe("reasoning_effort");
  expect(form("custom", "deepseek-chat")).toBe("thinking_type");
  expect(form("custom", "nobody-knows")).toBe("reasoning_effort");
  expect(harness({ model: "qwen3" }).thinking).toBeUndefined();
});

test("a forced tool switches thinking off where it must, and excludes asking for it", () => {
  const forced = harness({ model: "qwen3", toolChoice: "required" });
  expect(forced.thinking).toEqual({ form: "enable_thinking", level: "off" });
  expect(forced.rows.thinking).toMatchObject({ source: "rule" });
  expect(harness({ model: "qwen3", toolChoice: "auto" }).thinking).toBeUndefined();
  expect(harness({ model: "gpt-4o", toolChoice: "required" }).thinking).toBeUndefined();
  expect(() => harness({ model: "qwen3", toolChoice: "shell", thinking: "low" })).toThrow(
    "takes only --tool-choice auto or none while it thinks",
  );
});

test("an omni model is streamed and asked for text, whatever was wanted", () => {
  expect(harness({ model: "qwen3-omni-flash", stream: false })).toMatchObject({
    stream: true,
    extra: { modalities: ["text"] },
    rows: { stream: { source: "family" } },
  });
});

test("the window: the user's word, then the endpoint's, then the family's", () => {
  const known = { learned: { ...nothingLearned(), window: 4096 }, at: 0 };
  expect(harness({ model: "qwen3", known, contextWindow: 9000 }).contextWindow).toBe(9000);
  expect(harness({ model: "qwen3", known }).contextWindow).toBe(4096);
  expect(harness({ model: "qwen3" }).contextWindow).toBe(131_072);
  expect(harness({ model: "foo" }).contextWindow).toBeNull();
});

test("what was learned is kept for a week, for each endpoint, by the user alone", () => {
  const folder = temporaryFolder();
  let now = 1_000_000;
  const store = capabilityStore(folder, () => now);
  const learned = nothingLearned();
  learned.dropped.add("stream_options");
  learned.renamed.set("max_tokens", "max_completion_tokens");
  learned.echoAll = true;
  learned.window = 8192;
  store.keep("http://h/v1 m", learned);
  store.keep("http://h/v1 other", nothingLearned());
  expect(statSync(join(folder, "capabilities.json")).mode & 0o777).toBe(0o600);
  expect(store.find("http://h/v1 m")?.learned).toEqual(learned);
  expect(lessonsOf(learned)).toHaveLength(4);
  store.forget("http://h/v1 other");
  expect(store.list().map(({ endpoint }) => endpoint)).toEqual(["http://h/v1 m"]);
  now += 8 * 24 * 3600 * 1000;
  expect(store.find("http://h/v1 m")).toBeUndefined();
});

test("a damaged or hostile file of lessons is as if nothing had been learned", () => {
  const folder = temporaryFolder();
  const path = join(folder, "capabilities.json");
  for (const text of ["", "[]", "{", '{"e":5}', '{"e":{"at":1}}', '{"e":null}']) {
    writeFileSync(path, text);
    expect(capabilityStore(folder, () => 2).find("e"), text).toBeUndefined();
  }
  const hostile = '{"e":{"at":1,"dropped":["a",5],"renamed":{"b":7},"echoAll":"yes","window":-1}}';
  writeFileSync(path, hostile);
  const found = capabilityStore(folder, () => 2).find("e")?.learned;
  expect(found).toEqual({ ...nothingLearned(), dropped: new Set(["a"]) });
  const store = capabilityStore(join(folder, "capabilities.json"), () => 2);
  store.keep("e", nothingLearned());
  expect(readFileSync(path, "utf8")).toBe(hostile);
});

test("a lesson of one session saves the next its refusal", async () => {
  const folder = temporaryFolder();
  const store = capabilityStore(folder, () => 5);
  const refusal = json(400, { error: { message: "Unsupported parameter: 'stream_options'" } });
  const first = await wireServer(refusal, said("ok"));
  const onLearned = (learned: ReturnType<typeof nothingLearned>) => store.keep("e", learned);
  await call(modelAt(first, { onLearned }));
  expect(first.requests).toHaveLength(2);
  const second = await wireServer(refusal, said("ok"));
  second.answers.shift();
  const learned = store.find("e")?.learned ?? nothingLearned();
  await call(modelAt(second, { learned }));
  expect(second.requests.map(({ body }) => "stream_options" in body)).toEqual([false]);
});

test("an endpoint that only streams is asked for a stream from then on", async () => {
  const words = "parameter.enable_thinking must be set to false for non-streaming calls";
  const server = await wireServer(json(400, { error: { message: words } }), said("ok"));
  const { reply } = await call(modelAt(server, { stream: false }));
  expect(reply?.text).toBe("ok");
  expect(server.requests.map(({ body }) => body.stream)).toEqual([false, true]);
});

test("a forced choice is told once; the request with the results goes without", async () => {
  const server = await wireServer(said("ok"));
  const model = modelAt(server, { toolChoice: "required" });
  await call(model, requestOf({ tools: [tool] }));
  const results = requestOf({
    tools: [tool],
    messages: [
      { role: "user", content: "hi" },
      {
        role: "assistant",
        content: "",
        toolCalls: [{ id: "c1", name: "read_file", arguments: { path: "a" } }],
      },
      { role: "tool", toolCallId: "c1", name: "read_file", content: "text" },
    ],
  });
  await call(model, results);
  expect(server.requests.map(({ body }) => body.tool_choice)).toEqual(["required", undefined]);
});
