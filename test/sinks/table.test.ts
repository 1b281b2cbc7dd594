import { expect, test } from "vitest";
import { foldStyled } from "../../src/sinks/fold-styled.ts";
import { stylesOf } from "../../src/sinks/style.ts";
import { tableLines } from "../../src/sinks/table.ts";
import { widthOf } from "../../src/sinks/width.ts";

const plain = stylesOf(false);
const table = {
  header: ["name", "説明", "n"],
  rows: [
    ["app.py", "掲示板の本体です。投稿と削除ができます。", "1"],
    ["README.md", "how to start it, and what it does not do", "1000"],
  ],
  align: [null, null, "right" as const],
};

test("a table that is too wide for the window gets narrower columns, and nothing of it is lost", () => {
  const lines = tableLines(table, plain, 40);
  expect(lines).toMatchInlineSnapshot(`
    [
      "name       説明                        n",
      "---------  -----------------------  ----",
      "app.py     掲示板の本体です。          1",
      "           投稿と削除ができます。",
      "README.md  how to start it, and     1000",
      "           what it does not do",
    ]
  `);
  for (const width of [80, 60, 40, 30, 24]) {
    const narrow = tableLines(table, plain, width);
    expect(Math.max(...narrow.map(widthOf))).toBeLessThanOrEqual(width);
    for (const sign of "掲示板の本体です。投稿と削除ができます。")
      expect(narrow.join("")).toContain(sign);
  }
});

test("where no column could be read any more, records stand below each other", () => {
  expect(tableLines(table, plain, 15)[0]).toBe("name: app.py");
});

test("a style that is cut goes on in the next line", () => {
  expect(foldStyled("\x1b[1mbold words\x1b[22m here", 6)).toEqual([
    "\x1b[1mbold\x1b[22m",
    "\x1b[1mwords\x1b[22m",
    "here",
  ]);
});

test("wide characters are broken anywhere, long words where they have to be, joined emoji never", () => {
  expect(foldStyled("掲示板abc", 5)).toEqual(["掲示", "板abc"]);
  expect(foldStyled("abcdefgh", 3)).toEqual(["abc", "def", "gh"]);
  expect(foldStyled("👩‍👩‍👧x👩‍👩‍👧", 3)).toEqual(["👩‍👩‍👧x", "👩‍👩‍👧"]);
});
