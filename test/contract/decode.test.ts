/** DESIGN 6.4: `skillet decode`, by running it. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { newHome, type RunOptions, skillet } from "../support/skillet.ts";

const decode = (args: readonly string[], options: RunOptions = {}) =>
  skillet(["decode", ...args], { noEndpoint: true, ...options });

const tools = [
  {
    type: "function",
    function: {
      name: "read_file",
      description: "",
      parameters: {
        type: "object",
        properties: { path: { type: "string" }, limit: { type: "integer" } },
        required: ["path"],
      },
    },
  },
];

function homeWith(files: Record<string, unknown>): string {
  const home = newHome();
  for (const [name, value] of Object.entries(files)) {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    writeFileSync(join(home, "work", name), text);
  }
  return home;
}

test("a text is read in its lane; every call stands in calls or in rejected, once", async () => {
  const home = homeWith({ "tools.json": tools });
  const stdin = [
    "<think>Which file?</think>I look.",
    '<tool_call>{"name": "read_file", "arguments": {"path": "a", "limit": "5",}}</tool_call>',
    '<tool_call>{"name": "open_browser", "arguments": {}}</tool_call>',
    '<tool_call>{"name": "read_file", "arguments": {}}</tool_call>',
    '<tool_call>{"name": "read_file", "arguments": {"path": "b',
  ].join("\n");
  const { code, stdout, stderr } = await decode(
    ["--lane", "hermes", "--tools", "tools.json", "--text"],
    { home, stdin },
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(JSON.parse(stdout)).toEqual({
    text: "I look.",
    reasoning: "Which file?",
    calls: [
      {
        id: expect.any(String),
        name: "read_file",
        arguments: { path: "a", limit: 5 },
        repaired: ["trailing_comma"],
      },
    ],
    rejected: [
      { name: "open_browser", reason: "unknown_tool" },
      { name: "read_file", reason: "invalid_arguments" },
      { name: "read_file", reason: "truncated" },
    ],
    finish: "stop",
    usage: null,
    source: "text:hermes",
    echo: {},
    anomalies: [],
    error: null,
  });
});

test("without --lane the native lane is in use, and text is only checked for leaked calls", async () => {
  const home = homeWith({ "tools.json": tools });
  const call = "<function=read_file>\n<parameter=path>\na\n</parameter>\n</function>\n</tool_call>";
  const leaked = await decode(["--tools", "tools.json"], { home, stdin: `I look.\n\n${call}` });
  expect(JSON.parse(leaked.stdout)).toMatchObject({
    text: "I look.",
    calls: [{ name: "read_file", arguments: { path: "a" } }],
    source: "leak:qwen_xml",
  });
  const talk = `Models write \`${call}\` then.`;
  const told = await decode(["--tools", "tools.json"], { home, stdin: talk });
  expect(JSON.parse(told.stdout)).toMatchObject({
    text: talk,
    calls: [],
    rejected: [],
    source: "native_text_final",
    error: null,
  });
});

test("streams and bodies are told by their look, and their usage and finish are read", async () => {
  const call = { id: "c1", function: { name: "read_file", arguments: '{"path":"a"}' } };
  const usage = { prompt_tokens: 9, completion_tokens: 4 };
  const body = { choices: [{ message: { tool_calls: [call] }, finish_reason: "stop" }], usage };
  const chunk = {
    choices: [{ delta: { tool_calls: [{ index: 0, ...call }] }, finish_reason: "stop" }],
    usage,
  };
  for (const [args, stdin] of [
    [[], JSON.stringify(body)],
    [["--json-body"], JSON.stringify(body)],
    [[], `data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`],
    [["--sse"], `data: ${JSON.stringify(chunk)}\n\n`],
  ] as const) {
    const { stdout } = await decode(args, { stdin });
    expect(JSON.parse(stdout)).toMatchObject({
      calls: [{ id: "c1", name: "read_file", arguments: { path: "a" } }],
      finish: "tool_calls",
      usage: { inputTokens: 9, outputTokens: 4 },
      source: "native_tool_calls",
    });
  }
});

test("an error reply is classified, with what its headers ask for", async () => {
  const home = homeWith({ "headers.json": { "Retry-After": "20" } });
  const stdin = JSON.stringify({ error: { message: "Rate limit reached." } });
  const { code, stdout } = await decode(["--status", "429", "--headers", "headers.json"], {
    home,
    stdin,
  });
  expect(code).toBe(0);
  expect(JSON.parse(stdout).error).toMatchObject({
    kind: "rate_limit",
    retryable: true,
    retryAfterMs: 20_000,
    hint: expect.any(String),
  });
});

test("where no call of a text lane can be read, the error is what goes back to the model", async () => {
  const home = homeWith({ "tools.json": tools });
  const { stdout } = await decode(["--lane", "json_decision", "--tools", "tools.json", "--text"], {
    home,
    stdin: '{"thought": "x", "action": {"name": "read_file", "args": {"path":',
  });
  expect(JSON.parse(stdout)).toMatchObject({
    calls: [],
    rejected: [{ name: "read_file", reason: "truncated" }],
    error: { kind: "truncated_call", hint: expect.stringContaining("final_answer") },
  });
});

test.each([
  [["--lane", "hermse"], "No lane or form", "Did you mean hermes?"],
  [["--text", "--sse"], "--text and --sse", "one of them"],
  [["--status", "no"], "--status must be an HTTP status", "429"],
  [["--tools", "missing.json"], "cannot be read", "tools array"],
  [["--tools", "text.txt"], "is no JSON", "tools array"],
  [["--tools", "empty.json"], "no list of tools", "function"],
  [["--tools", "nameless.json"], "Tool 1 in --tools has no name", "name"],
  [["--headers", "list.json"], "no JSON object", "retry-after"],
  [["reply.txt"], "takes no words", "< reply.txt"],
  [["--lan", "hermes"], "Unknown flag --lan", "Did you mean --lane?"],
])("%j is bad input: one line with cause and remedy, exit 42", async (args, cause, remedy) => {
  const home = homeWith({
    "text.txt": "hello",
    "empty.json": {},
    "nameless.json": [{}],
    "list.json": [],
  });
  const { code, stdout, stderr } = await decode(args, { home, stdin: "hi" });
  expect({ code, stdout }).toEqual({ code: 42, stdout: "" });
  expect(stderr).toContain(cause);
  expect(stderr).toContain(remedy);
  expect(stderr.trim().split("\n").length).toBeLessThanOrEqual(2);
});
