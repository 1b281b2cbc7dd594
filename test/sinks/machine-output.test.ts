import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Entry } from "../../src/core/events.ts";
import { receiptOf } from "../../src/core/receipt.ts";
import { openLog } from "../../src/session/log.ts";
import { finalText } from "../../src/sinks/final-text.ts";
import { jsonLines } from "../../src/sinks/json-lines.ts";
import { jsonResult } from "../../src/sinks/json-result.ts";
import { entriesOf, session, turn } from "../support/facts.ts";
import { temporaryFolder } from "../support/temporary.ts";

const end = (text: string) =>
  ({
    type: "turn_end",
    reason: "done",
    text,
    usage: { inputTokens: 1, cachedTokens: 0, outputTokens: 1 },
    verified: "not_run",
  }) as const;

function collect(): { written: string[]; write: (text: string) => void } {
  const written: string[] = [];
  return { written, write: (text) => void written.push(text) };
}

test("stream-json holds the same bytes as the log, also where secrets were taken out", () => {
  const path = join(temporaryFolder(), "s.jsonl");
  const { written, write } = collect();
  const sink = jsonLines(write);
  const log = openLog(path, { now: () => 0, secrets: ["correct horse battery"] });
  const facts = [session, ...turn(), end("the key is correct horse battery \u2028 \x9b")];
  for (const fact of facts) sink(log.append(fact));
  log.close();
  expect(written.join("")).toBe(readFileSync(path, "utf8"));
  expect(written.join("")).not.toContain("correct horse");
});

test("the object at the end holds the fields of the contract in their order", () => {
  const entries: Entry[] = entriesOf(turn());
  const line = jsonResult({
    receipt: receiptOf(entries, session),
    exitCode: 0,
    sessionId: "20260102-030405-678abcd",
    text: "Done.",
  });
  expect(line).toMatch(/^[^\n]+\n$/);
  const result = JSON.parse(line);
  expect(Object.keys(result)).toEqual([
    "exitCode",
    "reason",
    "sessionId",
    "text",
    "files",
    "commands",
    "checks",
    "findings",
    "approvals",
    "usage",
    "cost",
    "durationMs",
    "verified",
    "errors",
    "limit",
    "checkpoints",
  ]);
  expect(result).toMatchObject({
    exitCode: 0,
    reason: "done",
    text: "Done.",
    files: [{ path: "app.py", change: "create", bytes: 26 }],
    commands: [{ command: "python3 app.py", exitCode: 0, ran: true }],
    cost: null,
    durationMs: 18_000,
  });
});

test("the answer is alone on its output and ends with one line feed", () => {
  const { written, write } = collect();
  const sink = finalText({ write, terminal: false });
  for (const fact of turn("Done.\x1b[0m")) void sink(fact);
  void sink({ type: "text_delta", text: "noise" });
  void sink(end("two\n"));
  void sink(end(""));
  expect(written).toEqual(["Done.\x1b[0m\n", "two\n"]);
});

test("on a terminal the answer is made safe to show", () => {
  const { written, write } = collect();
  void finalText({ write, terminal: true })(end("a\x1b[2Jb"));
  expect(written).toEqual(["a\\x1b[2Jb\n"]);
});
