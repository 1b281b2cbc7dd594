import { expect, test } from "vitest";
import { textOf } from "../../src/input/cells.ts";
import { LineEditor } from "../../src/input/editor.ts";
import { type History, historyOf, type PastPrompt } from "../../src/input/history.ts";
import { keyReader } from "../../src/input/keys.ts";
import { layoutOf } from "../../src/input/layout.ts";

function editor(history: History = historyOf(() => []), multiline = true) {
  const edited = new LineEditor({ prompt: "> ", history, multiline });
  const keys = keyReader();
  return {
    edited,
    /** Each argument arrives by itself. Gives the last wish. */
    type(...pieces: string[]) {
      let wish = null;
      for (const piece of pieces) {
        const inputs = [...keys.push(piece), ...keys.settle()];
        wish = inputs.length > 0 ? edited.take(inputs, 40) : null;
      }
      return wish;
    },
    get text() {
      return edited.text;
    },
    /** With the insertion point. */
    get marked() {
      const { cells, cursor } = edited.line;
      return `${textOf(cells.slice(0, cursor))}|${textOf(cells.slice(cursor))}`;
    },
  };
}

const past = (...texts: string[]): History =>
  historyOf(() => texts.map((text): PastPrompt => [text]));

test.each([
  ["Ctrl-A, Ctrl-E", ["one two", "\x01", "X", "\x05", "Y"], "Xone twoY|"],
  ["Ctrl-B, Ctrl-F", ["abc", "\x02", "\x02", "X", "\x06", "Y"], "aXbY|c"],
  ["Alt-B, Alt-F", ["one two three", "\x1bb", "\x1bb", "X", "\x1bf", "Y"], "one XtwoY| three"],
  ["arrows", ["ab", "\x1b[D", "X", "\x1b[C", "Y"], "aXbY|"],
  ["Home, End", ["ab", "\x1b[H", "X", "\x1b[F", "Y"], "XabY|"],
  ["Ctrl-K", ["one two", "\x1bb", "\x0b"], "one |"],
  ["Ctrl-U", ["one two", "\x1bb", "\x15"], "|two"],
  ["Ctrl-W", ["one two-three", "\x17"], "one |"],
  ["Alt-Backspace", ["one two-three", "\x1b\x7f"], "one two-|"],
  ["Alt-D", ["one two", "\x01", "\x1bd"], "| two"],
  ["Ctrl-Y after Ctrl-K", ["one two", "\x1bb", "\x0b", "\x01", "\x19"], "two|one "],
  ["kills one after the other are one", ["a b c", "\x17", "\x17", "x", "\x19"], "a xb c|"],
  ["Ctrl-D in a line", ["ab", "\x01", "\x04"], "|b"],
  ["Delete", ["ab", "\x01", "\x1b[3~"], "|b"],
  ["Ctrl-T", ["ab", "\x14"], "ba|"],
  ["Ctrl-_", ["ab", "\x15", "\x1f"], "ab|"],
  ["Ctrl-A in the second line", ["a", "\n", "bc", "\x01", "X"], "a\nX|bc"],
  ["words of Japanese", ["日本語のテスト", "\x1bb", "\x1bb"], "日本語|のテスト"],
  ["Backspace takes a whole emoji", ["a👨‍👩‍👧", "\x7f"], "a|"],
  ["Backspace takes a base with its mark", ["e\u0301", "\x7f"], "|"],
  ["a mark that comes later joins", ["e", "\u0301", "\x1b[D", "X"], "X|e\u0301"],
])("%s", (_name, keys, marked) => {
  const it = editor();
  it.type(...keys);
  expect(it.marked).toBe(marked);
});

test.each([
  ["Ctrl-J", ["a", "\n", "b"]],
  ["Alt-Enter", ["a", "\x1b\r", "b"]],
  ["Shift-Enter of terminals that have it", ["a", "\x1b[13;2u", "b"]],
  ["a backslash before Enter", ["a\\", "\r", "b"]],
  ["a paste that is not marked", ["a\rb"]],
])("%s makes a new line", (_name, keys) => {
  const it = editor();
  expect(it.type(...keys)).toBeNull();
  expect(it.text).toBe("a\nb");
});

test("Enter sends; a whole line with a line feed, as programs send it, as well", () => {
  expect(editor().type("hello", "\r")).toBe("submit");
  expect(editor().type("hello\n")).toBe("submit");
  expect(editor().type("he", "llo\n")).toBeNull();
});

test("where one line is asked for, Ctrl-J sends it and a backslash is one", () => {
  expect(editor(undefined, false).type("a", "\n")).toBe("submit");
  const it = editor(undefined, false);
  expect(it.type("a\\", "\r")).toBe("submit");
  expect(it.text).toBe("a\\");
});

test("a paste is one cell: it is passed and erased as a whole", () => {
  const it = editor();
  it.type("see ", "\x1b[200~one\rtwo\rthree\x1b[201~", " ok");
  expect(layoutOf(it.edited.view, 40).rows[0]?.text).toBe("> see [paste 1: 3 lines] ok");
  expect(it.text).toBe("see one\ntwo\nthree ok");
  it.type("\x1b[D", "\x1b[D", "\x1b[D", "\x7f");
  expect(it.text).toBe("see  ok");
});

test("Enter at the end of a paste does not send it", () => {
  const it = editor();
  expect(it.type("\x1b[200~rm -rf x\r\x1b[201~")).toBeNull();
  expect(it.text).toBe("rm -rf x");
});

test("up and down walk through the history, and back to what was typed", () => {
  const it = editor(past("newest", "older"));
  it.type("draft", "\x1b[A");
  expect(it.text).toBe("newest");
  it.type("\x1b[A", "\x1b[A");
  expect(it.text).toBe("older");
  it.type("\x1b[B", "\x1b[B");
  expect(it.marked).toBe("draft|");
});

test("up goes through the rows of what is typed before it goes through the history", () => {
  const it = editor(past("older"));
  it.type("first line", "\n", "second", "\x1b[A");
  expect(it.marked).toBe("first |line\nsecond");
  it.type("\x1b[A");
  expect(it.text).toBe("older");
});

test("a prompt of several lines comes back with its pastes as units", () => {
  const history = historyOf(() => []);
  const it = editor(history);
  it.type("a ", "\x1b[200~1\r2\x1b[201~", "\r");
  it.edited.clear();
  it.type("\x1b[A");
  expect(it.text).toBe("a 1\n2");
  expect(layoutOf(it.edited.view, 40).rows.length).toBe(1);
});

test("Ctrl-R finds by words, again an older one, and any other key takes it over", () => {
  const it = editor(past("npm test", "git push", "npm install"));
  it.type("\x12", "npm");
  expect(it.edited.view).toMatchObject({ prompt: "search: ", below: ["npm test"] });
  it.type("\x12");
  expect(it.edited.view.below).toEqual(["npm install"]);
  expect(it.type("\r")).toBeNull();
  expect(it.text).toBe("npm install");
});

test("Escape leaves the search and what was typed is there", () => {
  const it = editor(past("npm test"));
  it.type("draft", "\x12", "npm", "\x1b");
  expect(it.text).toBe("draft");
});

test.each([
  ["\x03", "interrupt"],
  ["\x1b", "escape"],
  ["\x04", "leave"],
  ["\t", "complete"],
  ["\x07", "edit"],
  ["\x0c", "clear"],
  ["\x1a", "suspend"],
  ["\x1c", "quit"],
])("%j is a wish of its own", (key, wish) => {
  expect(editor().type(key)).toBe(wish);
});

test("text of several characters at once stays whole", () => {
  const it = editor();
  it.type("変換した文字列");
  expect(it.text).toBe("変換した文字列");
});

test("a hundred thousand characters that are not marked as a paste go in at once", () => {
  const it = editor();
  it.type(`${"long line\r".repeat(10_000)}end`);
  expect(it.text.length).toBe(100_003);
});

test("a tab within a paste that is not marked is text, and nothing behind it is lost", () => {
  const it = editor();
  expect(it.type("if x:\r\tfoo\r\tbar\rend")).toBeNull();
  expect(it.text).toBe("if x:\n\tfoo\n\tbar\nend");
});

test("Tab behind what came with it completes", () => {
  const it = editor();
  expect(it.type("/he\t")).toBe("complete");
  expect(it.text).toBe("/he");
});

test("what comes at once with a form feed is kept", () => {
  const it = editor();
  expect(it.type("one\x0ctwo")).toBe("clear");
  expect(it.text).toBe("onetwo");
});
