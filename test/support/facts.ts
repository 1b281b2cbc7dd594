/** Facts for tests of readers: one of each kind, in the order of a real turn, with text of several scripts. */

import type { Entry, Fact, SessionFact } from "../../src/core/events.ts";

export const session: SessionFact = {
  type: "session",
  version: 1,
  id: "20260102-030405-678abcd",
  cwd: "/home/user/board",
  out: "/home/user/board/sandbox",
  sandbox: "bwrap",
  model: "scripted model",
  baseUrl: "http://127.0.0.1:8080/v1",
  harness: { lane: "native" },
};

const usage = { inputTokens: 1200, cachedTokens: 800, outputTokens: 340 };

/** A whole turn: a file is written with an approval, a command runs, a check passes, the model answers. */
export function turn(text = "Done: 掲示板 is ready. 👍🏽"): Fact[] {
  const write = { path: "app.py", content: 'print("こんにちは")\n' };
  const effect = { kind: "write", path: "app.py", change: "create", bytes: 26 } as const;
  const call = { id: "call_1", name: "write_file", arguments: write };
  const run = { id: "call_2", name: "shell", arguments: { command: "python3 app.py" } };
  const exec = { kind: "exec", command: "python3 app.py", cwd: "." } as const;
  return [
    { type: "turn_start", prompt: "I want a simple BBS. 掲示板を作りたい" },
    {
      type: "message",
      message: { role: "user", content: "I want a simple BBS. 掲示板を作りたい" },
    },
    {
      type: "model_request",
      step: 1,
      attempt: 1,
      lane: "native",
      toolDelivery: "api_parameter",
      messages: 2,
      tools: 10,
      bytes: 5000,
      estimatedTokens: 1400,
    },
    {
      type: "model_reply",
      step: 1,
      attempt: 1,
      finishReason: "tool_calls",
      usage,
      ttftMs: 120,
      durationMs: 900,
      anomalies: [],
    },
    {
      type: "decision",
      step: 1,
      kind: "act",
      source: "native_tool_calls",
      nativeToolCallUsed: true,
      calls: [call, run],
      rejected: [],
      parserAttempts: ["native"],
    },
    {
      type: "message",
      message: { role: "assistant", content: "I write it.", toolCalls: [call, run] },
    },
    {
      type: "approval_request",
      calls: [
        {
          callId: "call_1",
          name: "write_file",
          effect,
          preview: write.content,
          reason: "mode ask",
        },
        {
          callId: "call_2",
          name: "shell",
          effect: exec,
          preview: exec.command,
          reason: "mode ask",
        },
      ],
    },
    { type: "approval", callId: "call_1", granted: true, by: "user", scope: "once" },
    {
      type: "approval",
      callId: "call_2",
      granted: true,
      by: "user",
      scope: "session",
      rule: "shell:python3 app.py",
    },
    { type: "tool_start", callId: "call_1", name: "write_file", arguments: write },
    {
      type: "tool_result",
      callId: "call_1",
      content: "Wrote app.py.",
      isError: false,
      durationMs: 2,
      effect,
    },
    {
      type: "message",
      message: {
        role: "tool",
        toolCallId: "call_1",
        name: "write_file",
        content: "Wrote app.py.",
      },
    },
    { type: "tool_start", callId: "call_2", name: "shell", arguments: run.arguments },
    {
      type: "tool_result",
      callId: "call_2",
      content: "exit 0\nこんにちは",
      isError: false,
      durationMs: 112,
      exitCode: 0,
      effect: exec,
    },
    {
      type: "message",
      message: {
        role: "tool",
        toolCallId: "call_2",
        name: "shell",
        content: "exit 0\nこんにちは",
      },
    },
    {
      type: "model_reply",
      step: 2,
      attempt: 1,
      finishReason: "stop",
      usage,
      ttftMs: 100,
      durationMs: 500,
      anomalies: [],
    },
    {
      type: "decision",
      step: 2,
      kind: "final",
      source: "native_text_final",
      nativeToolCallUsed: false,
      calls: [],
      rejected: [],
      parserAttempts: ["native"],
    },
    { type: "message", message: { role: "assistant", content: text } },
    { type: "turn_end", reason: "done", text, usage, verified: "not_run" },
  ];
}

/** Facts as they stand in a log, one second apart. */
export function entriesOf(facts: readonly Fact[]): Entry[] {
  return facts.map((fact, index) => ({
    seq: index + 1,
    at: new Date(Date.UTC(2026, 0, 2, 3, 4, 5 + index)).toISOString(),
    ...fact,
  }));
}
