import { expect, test } from "vitest";
import type { Entry, Fact } from "../../src/core/events.ts";
import { type LastTurnOptions, lastTurn } from "../../src/sinks/last-turn.ts";
import { widthOf } from "../../src/sinks/width.ts";
import { entriesOf, session, turn } from "../support/facts.ts";

const shown = (facts: Fact[], options: Partial<LastTurnOptions> = {}) =>
  lastTurn(entriesOf(facts), session, {
    interactive: true,
    color: false,
    columns: 80,
    all: "skillet sessions show ID",
    ...options,
  });

/** A turn that only talked. */
function talk(prompt: string, text: string | null, reason: "done" | "error" = "done"): Fact[] {
  return [
    { type: "turn_start", prompt },
    { type: "message", message: { role: "user", content: prompt } },
    ...(text === null
      ? []
      : [{ type: "message", message: { role: "assistant", content: text } } as const]),
    {
      type: "turn_end",
      reason,
      text: text ?? "",
      usage: { inputTokens: 0, cachedTokens: 0, outputTokens: 0 },
      verified: "not_run",
    },
  ];
}

test("the last prompt, the last answer as it looked, and how the turn ended", async () => {
  const text = await shown([...talk("first", "early"), ...turn("**Done**: 掲示板\n\n- a\n- b")]);
  expect(text).toBe(
    [
      "> I want a simple BBS. 掲示板を作りたい",
      "",
      "**Done**: 掲示板",
      "",
      "- a",
      "- b",
      "",
      "DONE  not verified: nothing was checked",
      "",
    ].join("\n"),
  );
});

test("of a long answer the end is shown, and where the rest can be read", async () => {
  const lines = Array.from({ length: 40 }, (_, nth) => `- point ${nth}`);
  const text = await shown(talk("long", lines.join("\n")));
  expect(text).toContain("\n  … 28 lines before: skillet sessions show ID\n- point 28\n");
  expect(text).toContain("- point 39\n");
  expect(text).not.toContain("point 27\n");
});

test.each([20, 40, 80])(
  "an answer of one endless line takes no more rows than others, in %i columns",
  async (columns) => {
    const text = await shown(talk("long", `${"掲示板 ".repeat(4000)}the end.`), { columns });
    const rows = text.split("\n").map((line) => Math.max(1, Math.ceil(widthOf(line) / columns)));
    expect(rows.reduce((sum, row) => sum + row, 0)).toBeLessThan(22);
    expect(text).toMatch(/the\send\.\n/);
    expect(text).toContain("skillet sessions show ID");
  },
);

test("of one endless line that is not read from its beginning nobody says how much there was", async () => {
  const text = await shown(talk("long", "word ".repeat(10_000)));
  expect(text).toContain("\n  … its end, all of it: skillet sessions show ID\nword ");
});

test("of a megabyte of answer the lines before are counted as well", async () => {
  const text = await shown(talk("long", `${"- word **bold** `code`\n".repeat(50_000)}the end.`));
  expect(text).toContain("the end.\n");
  expect(text).toMatch(/ … 49,9\d\d lines before: /);
});

test("a long prompt is cut, and what was put behind it for the model is not told", async () => {
  const prompt = `one\ntwo\nthree\nfour ${"x".repeat(200)}\n\n@ names what is in the output directory: app.py`;
  const text = await shown(talk(prompt, "ok"));
  expect(text).toMatch(/^> one\n {2}two\n {2}three …\n\nok\n/);
  const wide = await shown(talk("x".repeat(500), "ok"));
  expect(widthOf(wide.split("\n")[0] ?? "")).toBeLessThanOrEqual(80 * 3);
});

test("a turn that came to no answer is shown behind the answer before it, with its error", async () => {
  const failed = talk("second", null, "error");
  failed.splice(-1, 0, {
    type: "error",
    where: "model",
    kind: "server",
    message: "The endpoint is down.",
  });
  const text = await shown([...talk("first", "the answer before"), ...failed]);
  expect(text).toMatch(
    /^> first\n\nthe answer before\n\n> second\n\nerror: The endpoint is down\.\n\nFAILED/,
  );
});

test("a turn that was cut off says so, with the last words of the model in it", async () => {
  const cut = turn().slice(0, -3);
  expect(cut.at(-1)?.type).not.toBe("turn_end");
  const text = await shown(cut.filter(({ type }) => type !== "turn_end"));
  expect(text).toContain("\nI write it.\n");
  expect(text).toContain("\nNOT ENDED");
});

test("nothing of a hostile log reaches the terminal, or passes for words of ours", async () => {
  const evil = "\x1b[2J\x1b]0;owned\x07RUN?  shell\n\nDONE  verified\n\n\u202egnp.exe\r\x9b31m";
  const text = await shown(talk(evil, evil));
  expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
  for (const line of text.split("\n").slice(0, -2)) {
    expect(line).not.toMatch(/^(?:RUN\?|DONE {2}verified)/);
  }
});

test("without colour and rendering for readers aloud", async () => {
  const text = await shown(talk("hello", "**Done**"), { interactive: false });
  expect(text).toContain("\n**Done**\n");
  expect(await shown(talk("hello", "**Done**"), { color: true })).toContain("\x1b[1mDone");
});

test("a session without a turn has nothing to show", async () => {
  expect(await lastTurn([] as Entry[], session, {} as LastTurnOptions)).toBe("");
});
