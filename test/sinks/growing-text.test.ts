/** Text that is shown while it grows: in place, above the status line, gone before anything else is written. */

import { expect, test } from "vitest";
import type { Event } from "../../src/core/events.ts";
import { type TerminalOptions, terminal } from "../../src/sinks/terminal.ts";
import { turn } from "../support/facts.ts";
import { screenOf } from "../support/screen.ts";

/** The reply is read: what waits of its text is given out. */
const decision = (): Event => ({
  type: "decision",
  step: 1,
  kind: "final",
  source: "native_text_final",
  nativeToolCallUsed: false,
  calls: [],
  rejected: [],
  parserAttempts: [],
});

/** A terminal sink with a clock that is moved by hand. `seen`: what stood on the screen after each write. */
function played(options: Partial<TerminalOptions> = {}) {
  let time = 0;
  let tick = () => {};
  let written = "";
  const writes: string[] = [];
  const seen: string[] = [];
  const { sink } = terminal({
    write: (text) => {
      writes.push(text);
      written += text;
      seen.push(screenOf(written));
    },
    terminal: true,
    color: true,
    columns: () => 40,
    now: () => time,
    every: (_ms, callback) => {
      tick = callback;
      return () => {};
    },
    ...options,
  });
  return {
    sink,
    writes,
    seen,
    pass(ms: number) {
      time += ms;
      tick();
    },
  };
}

const status = /\n?\d+\.\d s · step .*$/;

test("text of a slow model grows on the screen, above the status line, and what stands there only ever gets longer", async () => {
  const text =
    "The board is running now, and it answers on the loopback of this machine.\n\n- 掲示板を作りました。次へ「進みます」と言うまで待ちますので、どうぞ。\n- done\n\nThat is all.";
  const { sink, seen, pass } = played();
  await sink({ type: "turn_start", prompt: "x" });
  for (const character of text) {
    await sink({ type: "text_delta", text: character });
    pass(40);
  }
  const rows = seen.map((screen) => screen.replace(status, ""));
  expect(seen.every((screen) => status.test(screen))).toBe(true);
  await sink(decision());
  const end = (seen.at(-1) ?? "").replace(status, "");
  // Words that have not ended may go to the next row, so they are compared without their places.
  const letters = (screen: string) => screen.replace(/\s/g, "");
  for (const screen of rows) expect(letters(end).startsWith(letters(screen))).toBe(true);
  expect(new Set(rows).size).toBeGreaterThan(text.length / 4);
  expect(end.trimEnd().split("\n")).toEqual([
    "The board is running now, and it answers",
    "on the loopback of this machine.",
    "",
    "- 掲示板を作りました。次へ「進みます」と",
    "  言うまで待ちますので、どうぞ。",
    "- done",
    "",
    "That is all.",
  ]);
});

test("the row that grows is redrawn at most ten times a second", async () => {
  const { sink, writes, pass } = played({ columns: () => 80 });
  await sink({ type: "turn_start", prompt: "x" });
  await sink({ type: "text_delta", text: "a" });
  const before = writes.length;
  for (let at = 0; at < 100; at++) {
    await sink({ type: "text_delta", text: at % 8 === 0 ? " " : "b" });
    pass(5);
  }
  expect(writes.length - before).toBeLessThanOrEqual(6);
});

test("a question behind half a line: the line is finished, and nothing that is redrawn is left", async () => {
  const { sink, seen, pass } = played({ columns: () => 80 });
  const request = turn().find(({ type }) => type === "approval_request") as Event;
  await sink({ type: "turn_start", prompt: "x" });
  await sink({ type: "text_delta", text: "I write the file now and" });
  pass(1000);
  expect(seen.at(-1)).toMatch(/^I write the file now and\n1\.0 s · step 0 · Ctrl-C stops$/);
  await sink({ type: "call_delta", name: "write_file", characters: 12, all: 12 });
  pass(1000);
  expect(seen.at(-1)).toMatch(
    /^I write the file now and\n2\.0 s · step 0 · writing write_file 12 characters · Ctrl-C stops$/,
  );
  await sink(decision());
  await sink(request);
  expect(seen.at(-1)).toBe("I write the file now and\n");
});

test("a terminal that became narrower has broken what is redrawn into more rows: all of them go", async () => {
  let columns = 40;
  const { sink, writes, pass } = played({ columns: () => columns });
  await sink({ type: "turn_start", prompt: "x" });
  await sink({ type: "text_delta", text: "Thirty columns of one line are" });
  pass(1000);
  columns = 20;
  const before = writes.length;
  await sink({ type: "notice", text: "hello" });
  expect(writes[before]?.startsWith("\r\x1b[3A\x1b[J")).toBe(true);
});

test("without colour nothing but the status line is redrawn, and it ends with the newest words", async () => {
  const { sink, seen, writes, pass } = played({ color: false, columns: () => 60 });
  await sink({ type: "turn_start", prompt: "x" });
  await sink({ type: "text_delta", text: "The board is running now, and it answers" });
  pass(1000);
  expect(seen.at(-1)).toBe("1.0 s · step 0 · … ning now, and it answers · Ctrl-C stops");
  await sink({ type: "text_delta", text: " on the loopback of this machine" });
  expect(seen.at(-1)).toMatch(/^The board is running .* the loopback of$/m);
  expect(writes.join("")).not.toContain("\x1b");
});

test("a row that a terminal could break is not shown before it is finished", async () => {
  for (const row of [
    "a\tb\tc\td\te\tf",
    "👨🏽👩🏽👨🏽👩🏽👨🏽👩🏽 of a long family",
    "🇯🇵🇯🇵🇯🇵🇯🇵🇯🇵🇯🇵🇯🇵🇯🇵🇯🇵🇯🇵",
  ]) {
    const { sink, seen, pass } = played();
    await sink({ type: "turn_start", prompt: "x" });
    await sink({ type: "text_delta", text: row });
    pass(1000);
    expect(seen.at(-1)).not.toContain("\n");
  }
});
