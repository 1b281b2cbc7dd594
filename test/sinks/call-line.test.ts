import { afterEach, expect, test } from "vitest";
import type { Fact } from "../../src/core/events.ts";
import { useLanguage } from "../../src/core/messages/language.ts";
import { callLine } from "../../src/sinks/call-line.ts";

afterEach(() => useLanguage("en"));

const call = { name: "shell", arguments: { command: "python3 -m http.server 8123" } };
const result = (content: string): Extract<Fact, { type: "tool_result" }> => ({
  ...{ type: "tool_result", callId: "c", content, isError: false, durationMs: 820 },
  effect: { kind: "exec", command: "python3 -m http.server 8123", cwd: ".", background: true },
});

test("a command in the background says so, and how long that took; what it printed is not counted here", async () => {
  const started = result("Running in the background as p1.\nServing HTTP on 0.0.0.0");
  expect(callLine(call, started, 80)).toBe(
    "$ python3 -m http.server 8123  Running in the background as p1.  0.8 s",
  );
  await useLanguage("ja");
  expect(callLine(call, started, 80)).toBe(
    "$ python3 -m http.server 8123  バックグラウンドで実行中: p1  0.8 s",
  );
  expect(callLine(call, result("killed by SIGKILL after 85 ms\n(no output)"), 80)).toContain(
    "SIGKILL で強制終了(85 ms)",
  );
});

test("of a command that was stopped the line says that alone; what it had printed stands below", async () => {
  const stopped = { ...result("Stopped by the user.\nIt had printed:\none\ntwo"), isError: true };
  expect(callLine(call, stopped, 80)).toBe("$ python3 -m http.server 8123  Stopped by the user.");
  await useLanguage("ja");
  expect(callLine(call, stopped, 80)).toBe("$ python3 -m http.server 8123  あなたが停止しました。");
});
