import { expect, test } from "vitest";
import { difference } from "../../../src/app/replay/compare.ts";
import type { RecordedCall } from "../../../src/core/recorded.ts";

const places = { before: ["/home/a/sandbox", "id-1"], now: ["/home/b/other", "id-2"] };

function call(
  content: string,
  more: Partial<NonNullable<RecordedCall["result"]>> = {},
): RecordedCall {
  return {
    name: "shell",
    arguments: {},
    result: { content, isError: false, exitCode: 0, ...more },
  };
}

function now(content: string, more: { isError?: boolean; exitCode?: number } = { exitCode: 0 }) {
  return {
    type: "tool_result",
    callId: "x",
    content,
    isError: false,
    durationMs: 1,
    effect: null,
    ...more,
  } as const;
}

test.each([
  ["exit 0 after 1.2 s\nok", "exit 0 after 85 ms\nok"],
  ["in /home/a/sandbox/x, see id-1", "in /home/b/other/x, see id-2"],
  ["[27/Nov/2026 20:02:04] GET /", "[01/Jan/2027 07:15:59] GET /"],
  ["2026-11-27 10:00:00.123 took 2 m 1 s", "2027-01-01 11:11:11.5 took 3 s"],
  ['The user edited this call before it ran; it ran with: {"a":1}\nok', "ok"],
])("time and place make no difference: %j", (then, again) => {
  expect(difference(call(then), now(again), places)).toBe(undefined);
});

test.each([
  [call("a\nb"), now("a\nc"), 'line 2 is "c", recorded "b"'],
  [call("a\nb"), now("a"), 'line 2 is missing, recorded "b"'],
  [call("a"), now("a\nb"), 'line 2 is "b", recorded missing'],
  [call("a"), now("a", { exitCode: 3 }), "exit 3, recorded exit 0"],
  [call("a"), now("Not run: no.", { isError: true }), "Not run: no."],
  [
    call("a"),
    now("gone", { isError: true }),
    "went through when it was recorded, failed now: gone",
  ],
  [
    call("x", { isError: true }),
    now("fine"),
    "failed when it was recorded, went through now: fine",
  ],
  [{ ...call(""), result: null }, now("fine"), "it was cut off when it was recorded; now: fine"],
])("what is different is told with both sides", (then, again, what) => {
  expect(difference(then, again, places)).toBe(what);
});
