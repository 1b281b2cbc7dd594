/** Prose of a slow model: each row is given out as soon as nothing can change it, and in the end the same stands there as if it had come at once. */

import { beforeAll, expect, test } from "vitest";
import { type Lex, loadLexer } from "../../src/sinks/markdown.ts";
import { markdownProse } from "../../src/sinks/prose.ts";
import { stylesOf } from "../../src/sinks/style.ts";

let lex: Lex;
beforeAll(async () => {
  lex = await loadLexer();
});

const plain = stylesOf(false);
const colored = stylesOf(true);

/** What each piece gave out, and the end. */
function given(pieces: readonly string[], columns = 20, styles = plain): string[] {
  const prose = markdownProse(lex, styles, () => columns);
  return [...pieces.map((piece) => prose.push(piece)), prose.end()];
}

const shown = (pieces: readonly string[], columns = 20, styles = plain) =>
  given(pieces, columns, styles).join("");

test("a row is given out as soon as a word is there that has no room in it", () => {
  expect(given(["The board is", " running now", " and it answers", " on 5000."])).toEqual([
    "",
    "",
    "The board is running\n",
    "now and it answers\n",
    "on 5000.\n",
  ]);
});

test("so is a row of a list item, a task, a quote, and of the paragraph below a title", () => {
  expect(given(["- The board is running", " now and it", " answers here"])).toEqual([
    "",
    "- The board is\n",
    "  running now and it\n",
    "  answers here\n",
  ]);
  expect(given(["12. [x] The board is running now", " and it"])[0]).toBe("12. [x] The board is\n");
  expect(given(["> The board is running", " now and it"])[1]).toBe("> The board is\n");
  expect(given(["# Title\n\nThe board is running now", " and it"])).toEqual([
    "# Title\n",
    "\nThe board is running\n",
    "now and it\n",
  ]);
});

test("an item is finished as soon as the next one has begun, a line as soon as the next one is no underline", () => {
  expect(given(["- one\n", "- t", "wo\n\n", "Te", "xt\n", "=", "> 3\n"])).toEqual([
    ...["", "- one\n", "- two\n", "", "", "", "\nText\n", "=> 3\n"],
  ]);
  expect(given(["1. one\n   ", "- nested\n   - more\n", "2."])).toEqual([
    ...["", "1. one\n", "", "   - nested\n   - more\n2. \n"],
  ]);
  expect(given(["1. one\n", "2. t"])).toEqual(["", "1. one\n", "2. t\n"]);
});

test.each([
  ["**", "The board is **very much running now and here** for you"],
  ["`", "The board is `very much running now and here` for you"],
  ["*", "The board is *very much running now and here* for you"],
  ["~~", "The board is ~~very much running now and here~~ for you"],
  ["[", "The board is [very much running now and here](http://a.b) for you"],
])("what an open %s begins waits for its end", (mark, text) => {
  const at = text.indexOf(mark);
  const closed = text.lastIndexOf(" for");
  let out = "";
  const prose = markdownProse(lex, colored, () => 20);
  for (const [index, character] of [...text].entries()) {
    out += prose.push(character);
    // The row before the mark has room for its first word, so nothing of it may be out.
    if (index > at && index < closed) expect(out).toBe("");
  }
  expect(out).not.toBe("");
  expect(out + prose.end()).toBe(shown([text], 20, colored));
});

test("what waits for a mark that never comes is text at the end of the paragraph", () => {
  const rows = given(["The board is **very much running now and here", "\n\n", "Next."]);
  expect(rows).toEqual(["", "The board is **very\nmuch running now and\nhere\n", "", "\nNext.\n"]);
});

test.each([
  "2 * 3 is 6 and snake_case_names are",
  "if a < b and a[0] is x, then [1] (see",
  "it costs 5 & 6 (about) — C:\\dir and so",
])("signs that are no marks hold nothing back: %s", (text) => {
  expect(given([`${text} `, "all text here"])[0]).toBe(`${shown([text]).split("\n")[0]}\n`);
});

test("Japanese comes clause by clause: how one is broken into words shows when it has ended", () => {
  const pieces = [..."掲示板を作りました。次へ「進みます」。"];
  const rows = given(pieces, 18);
  expect(rows.indexOf("掲示板を\n")).toBe(pieces.indexOf("次"));
  expect(rows.join("")).toBe("掲示板を\n作りました。次へ\n「進みます」。\n");
  // What closes a clause belongs to it.
  const closed = [..."「作りました、」次へ進む、"];
  expect(given(closed, 14).join("")).toBe(shown([closed.join("")], 14));
});

test("marks, wide characters and joined ones at the edge of a row come out the same in any pieces", () => {
  for (const text of [
    `${"e\u0301".repeat(19)} e\u0301a 👍🏽👍🏽 🇯🇵🇯🇵🇯🇵 掲\u3099示板☂\ufe0f☂\ufe0f、「次」`,
    "**太字**です、`コード`と*強調*を[文書](http://a.b/日本)に。www.a.b と x@y.zz も",
  ]) {
    for (const columns of [10, 11, 12, 13, 20, 21]) {
      for (const styles of [plain, colored]) {
        const whole = shown([text], columns, styles);
        expect(shown([...text], columns, styles)).toBe(whole);
        for (let cut = 1; cut < text.length; cut++)
          expect(shown([text.slice(0, cut), text.slice(cut)], columns, styles)).toBe(whole);
      }
    }
  }
});

test("a short line that is underlined is a title; a paragraph wider than a row is text above a rule", () => {
  const rule = `${"-".repeat(20)}\n`;
  expect(given(["Title", "\n", "--", "-\n"])).toEqual(["", "", "", "## Title\n", ""]);
  expect(shown(["The board is running now\n---\n"])).toBe(`The board is running\nnow\n${rule}`);
  expect(shown(["One line\nand one more\n---\n"])).toBe(`One line\nand one more\n${rule}`);
  expect(shown(["- The board is running\n  ---\n"])).toBe(
    `- The board is\n  running\n\n  ${"-".repeat(18)}\n`,
  );
  expect(shown(["The board is running now | x\n--- | ---\n"])).toBe(
    "The board is running\nnow | x\n--- | ---\n",
  );
});

test("a table waits until it is whole, also directly below text; one that never ends does not wait for ever", () => {
  const table = "| a | b |\n|---|---|\n| 1 | 2 |\n";
  expect(given(["See the table be", `low:\n${table}`, "| long | 4 |\n", "\n"])).toEqual([
    ...["", "See the table below:\n", "", "a     b\n----  -\n1     2\nlong  4\n", ""],
  ]);
  const prose = markdownProse(lex, plain, () => 80);
  let longest = 0;
  let waiting = prose.push(table).length;
  for (let row = 0; row < 2000; row++) {
    waiting += 20;
    if (prose.push("| row of a table |\n") !== "") waiting = 0;
    longest = Math.max(longest, waiting);
  }
  expect(longest).toBeLessThan(9000);
});

test("code comes line by line, in the middle of the reply", () => {
  expect(given(["```py\n", "a =", " 1\n", "b", " = 2\n```\n"])).toEqual([
    ...["```py\n", "", "a = 1\n", "", "b = 2\n```\n", ""],
  ]);
});

test("a block keeps the width that it began with, so that no word is lost or shown twice", () => {
  let columns = 20;
  const prose = markdownProse(lex, plain, () => columns);
  let out = prose.push("- The board is running now and it");
  columns = 40;
  out += prose.push(" answers on the loopback\n\nThe next paragraph has the new width, ");
  expect(out + prose.push("all of it\n") + prose.end()).toBe(
    [
      "- The board is",
      "  running now and it",
      "  answers on the",
      "  loopback",
      "",
      "The next paragraph has the new width,",
      "all of it",
      "",
    ].join("\n"),
  );
});

test("the rows that grow are shown as they will stand, with the blank line before them", () => {
  const prose = markdownProse(lex, colored, () => 20);
  prose.push("- The **board** is");
  expect(prose.growing()).toBe("- The \x1b[1mboard\x1b[22m is");
  prose.push(" running and **an");
  expect(prose.growing()).toBe("  running and **an");
  prose.push("swers now, and it");
  expect(prose.growing()).toBe("  running and\n  **answers now, and\n  it");
  prose.push("** is\n\nNext");
  expect(prose.growing()).toBe("\nNext");
  prose.push("\n\n| a |");
  expect(prose.growing()).toBe("");
  prose.end();
  expect(prose.growing()).toBe("");
});

/** The same numbers each time. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
}

const words = [
  ..."the,board,is,ready,and,snake_case,2 * 3,x < y,3.5,-5,1.,don't,é,e\u0301,👍🏽,🇯🇵".split(","),
  ...["掲示板を作りました。", "次へ「進みます」。", "日本語,テキスト", "한국어", "**太字**です"],
  ...["`code`", "`a*b _c`", "**bold words**", "*em*", "_em_", "~~old~~", "~5", "\\*", "&amp;"],
  ...["[docs](http://a.b/c_d)", "[0]", "[a [b] c](u)", "![i](p.png)", "<b>", "<http://q.r>"],
  ...["http://a.b/c_d).", "www.a.b", "me@x.yz", "a|b", "C:\\dir", "\t", "  "],
];
const loose = [..."**,*,`,``,_,~,[,],](,<,>,!,|,--,=,:,\\,(,)".split(","), "[x"];
const starts = [
  ...["", "", "", "", "- ", "- ", "1. ", "2) ", "*   ", "> ", "# ", "  - ", "   ", "- [ ] "],
  ...["| ", "    ", "```", "---", "===", "|---|---|", "> > ", "<", " "],
];

function randomText(next: (below: number) => number): string {
  const pick = (list: readonly string[]) => list[next(list.length)] ?? "";
  const all = next(2) ? [...words, ...loose] : words;
  let text = "";
  for (let block = 1 + next(5); block > 0; block--) {
    text += pick(starts);
    for (let word = next(25); word > 0; word--)
      text += pick(all) + pick([" ", " ", " ", " ", "", "\n", next(4) ? " " : "  \n"]);
    text += pick(["\n", "\n", "\n\n", "", "\r\n"]);
  }
  // Ended by the same piece, every block is read as a whole.
  return `${text}\n\nEnd.\n\n`;
}

test("any text cut into any pieces gives the same rows as in one piece", () => {
  const next = numbers(7);
  let early = 0;
  for (let round = 0; round < 250; round++) {
    const text = randomText(next);
    const columns = [20, 24, 40, 80][next(4)] ?? 80;
    const styles = next(2) ? plain : colored;
    const pieces: string[] = [];
    for (let at = 0; at < text.length; ) {
      const length = 1 + next(12);
      pieces.push(text.slice(at, at + length));
      at += length;
    }
    const whole = shown([text], columns, styles);
    const rows = given(pieces, columns, styles);
    early += rows.filter((one) => one !== "").length;
    expect({ text, columns, shown: rows.join("") }).toEqual({ text, columns, shown: whole });
  }
  expect(early).toBeGreaterThan(250);
});

test("a paragraph that is too long to be read as Markdown goes on as it was written, where its rows are out", () => {
  const next = numbers(3);
  for (const words of ["some **bold** words, ", "`a` and *never ", "掲示板を**作り**ました。"]) {
    const text = `${words.repeat(1000).slice(0, 9500)}\nand more **of it**\n`;
    const whole = shown([text], 80, colored);
    expect(shown([...text], 80, colored)).toBe(whole);
    const cut = next(text.length);
    expect(shown([text.slice(0, cut), text.slice(cut)], 80, colored)).toBe(whole);
    // Nothing is lost at the seam.
    const letters = (shownText: string) => shownText.replace(/\x1b\[\d+m|[\s*`]/g, "");
    expect(letters(whole)).toBe(letters(text));
  }
});

test.each([
  ["stars", "*a **b "],
  ["pairs that are none", "*a b* _c d_ "],
  ["brackets", "[a](b "],
  ["code", "`a "],
  ["marks that close", "**a** `b` *c* [d](e) "],
])("hostile %s are read a few times at most, however small the pieces", (_name, words) => {
  let read = 0;
  const counting: Lex = Object.assign(
    (text: string) => {
      read += text.length;
      return lex(text);
    },
    {
      inline: (text: string) => {
        read += text.length;
        return lex.inline(text);
      },
    },
  );
  const text = `${words.repeat(7900 / words.length)}\n\n`.repeat(3);
  const prose = markdownProse(counting, colored, () => 80);
  for (let at = 0; at < text.length; at += 4) prose.push(text.slice(at, at + 4));
  prose.end();
  expect(read).toBeLessThan(text.length * 4);
});
