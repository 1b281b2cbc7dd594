/** DESIGN 6.3, 6.6 and 6.7: what a session's log holds, where it is, and what the model is offered. */

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { newHome, skillet } from "../support/skillet.ts";

const script = [
  {
    text: "Writing.",
    calls: [
      { name: "write_file", arguments: { path: "a.txt", content: "A\n" } },
      { name: "writefile", arguments: {} },
    ],
  },
  { calls: [{ name: "shell", arguments: { command: "cat a.txt" } }] },
  { calls: [{ name: "verify", arguments: { checks: [{ run: "test -s a.txt", exit: 0 }] } }] },
  { text: "Done." },
];

function logsOf(home: string): string[] {
  const root = join(home, ".local/state/skillet/sessions");
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".jsonl"))
    .map((path) => join(root, path));
}

const parse = (text: string) =>
  text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

test("stream-json and the session file hold the same facts, the session first, numbered in order", async () => {
  const { stdout, home, code } = await skillet(
    ["-p", "build", "--approval-mode", "yolo", "--output-format", "stream-json"],
    { script },
  );
  expect(code).toBe(0);
  const [path = ""] = logsOf(home);
  expect(stdout).toBe(readFileSync(path, "utf8"));
  const facts = parse(stdout);
  expect(facts.map(({ seq }) => seq)).toEqual(facts.map((_, index) => index + 1));
  expect(facts[0]).toMatchObject({
    type: "session",
    version: 1,
    model: "scripted",
    sandbox: "bwrap",
  });
  expect(facts.map(({ type }) => type)).toEqual([
    "session",
    "turn_start",
    "message",
    "model_request",
    "model_reply",
    "decision",
    "message",
    "approval",
    "checkpoint",
    "tool_start",
    "tool_result",
    "message",
    "tool_result",
    "message",
    "model_request",
    "model_reply",
    "decision",
    "message",
    "approval",
    "tool_start",
    "tool_result",
    "message",
    "model_request",
    "model_reply",
    "decision",
    "message",
    "approval",
    "tool_start",
    "check",
    "tool_result",
    "message",
    "model_request",
    "model_reply",
    "decision",
    "message",
    "turn_end",
  ]);
  for (const fact of facts) expect(fact.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  const of = (type: string) => facts.filter((fact) => fact.type === type);
  expect(of("decision")[0]).toMatchObject({
    step: 1,
    kind: "act",
    source: "native_tool_calls",
    nativeToolCallUsed: true,
    rejected: [],
  });
  expect(of("tool_result")[1]).toMatchObject({
    isError: true,
    effect: null,
    content: expect.stringContaining("No tool named `writefile`. Tools: "),
  });
  expect(of("tool_result")[2]).toMatchObject({
    isError: false,
    exitCode: 0,
    effect: { kind: "exec", command: "cat a.txt" },
  });
  expect(of("check")[0]).toMatchObject({
    ok: true,
    expected: expect.any(String),
    actual: expect.any(String),
  });
  expect(of("turn_end")[0]).toMatchObject({
    reason: "done",
    text: "Done.",
    verified: "yes",
    usage: { inputTokens: 4, outputTokens: 4 },
  });
});

test("the session's file and folders are the user's alone", async () => {
  const { home } = await skillet(["-p", "hi"], { script: [{ text: "Hello." }] });
  const [path = ""] = logsOf(home);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  for (const folder of ["sessions", ""])
    expect(statSync(join(home, ".local/state/skillet", folder)).mode & 0o777).toBe(0o700);
});

test("--output-format json prints one object", async () => {
  const { stdout, code } = await skillet(
    ["-p", "build", "--approval-mode", "yolo", "--output-format", "json"],
    { script },
  );
  const result = JSON.parse(stdout);
  expect(code).toBe(result.exitCode);
  expect(result).toMatchObject({
    exitCode: 0,
    reason: "done",
    sessionId: expect.any(String),
    text: "Done.",
    cost: null,
    findings: [],
    files: [{ path: "a.txt", change: "create" }],
    commands: [{ command: "cat a.txt", exitCode: 0 }],
    checks: [{ ok: true }],
    usage: { inputTokens: 4, outputTokens: 4 },
    durationMs: expect.any(Number),
  });
  expect(result.approvals.length).toBeGreaterThan(0);
});

test("the model is offered the tools of the design, with their arguments", async () => {
  const { requests } = await skillet(["-p", "hi"], { script: [{ text: "Hello." }] });
  const offered = requests[0]?.tools?.map(({ function: tool }) => [
    tool.name,
    Object.keys((tool.parameters as { properties: object }).properties),
  ]);
  expect(offered).toEqual([
    ["read_file", ["path", "startLine", "endLine"]],
    ["write_file", ["path", "content"]],
    ["edit_file", ["path", "oldText", "newText", "all"]],
    ["list_files", ["pattern", "path"]],
    ["search_files", ["pattern", "path", "glob"]],
    ["shell", ["command", "cwd", "timeoutMs", "background", "hosts"]],
    ["process", ["id", "action"]],
    ["use_skill", ["name", "query"]],
    ["ask_user", ["questions"]],
    ["verify", ["checks"]],
  ]);
});

test("-c continues the conversation with its whole history, in the same log", async () => {
  const home = newHome();
  await skillet(["-p", "remember 42"], { home, script: [{ text: "Noted." }] });
  const { requests } = await skillet(["-c", "-p", "which number?"], {
    home,
    script: [{ text: "42" }],
  });
  expect(requests[0]?.messages.map(({ role, content }) => [role, content]).slice(1)).toEqual([
    ["user", "remember 42"],
    ["assistant", "Noted."],
    ["user", "which number?"],
  ]);
  expect(logsOf(home)).toHaveLength(1);
});

test("--resume takes the start of an id; an unknown one is bad input", async () => {
  const home = newHome();
  await skillet(["-p", "remember 42"], { home, script: [{ text: "Noted." }] });
  const id = parse(readFileSync(logsOf(home)[0] ?? "", "utf8"))[0].id as string;
  const { requests, code } = await skillet(["--resume", id.slice(0, -2), "-p", "and?"], {
    home,
    script: [{ text: "Yes." }],
  });
  expect([code, requests[0]?.messages.length]).toEqual([0, 4]);
  expect(await skillet(["--resume", "nope", "-p", "and?"], { home })).toMatchObject({
    code: 42,
    stderr: expect.stringContaining("nope"),
  });
});

test("the log holds no key", async () => {
  const { home } = await skillet(["-p", "hi"], {
    script: [{ text: "Hello." }],
    env: { OPENAI_API_KEY: "sk-canary-4f1b7c2e9a6d" },
  });
  for (const path of logsOf(home)) expect(readFileSync(path, "utf8")).not.toContain("4f1b7c2e9a6d");
});
