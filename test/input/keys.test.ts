import { expect, test } from "vitest";
import { type Input, keyReader, singleKey } from "../../src/input/keys.ts";

const read = (...pieces: string[]): Input[] => {
  const reader = keyReader();
  return pieces.flatMap((piece) => reader.push(piece));
};
const names = (...pieces: string[]) =>
  read(...pieces).map((one) => ("key" in one ? one.key : { paste: one.paste }));

test.each([
  ["y", "y"],
  ["ｙ", "y"],
  ["１", "1"],
  ["？", "?"],
  ["\r", "return"],
  ["\n", "return"],
  ["\x03", "ctrl-c"],
  ["\x04", "ctrl-d"],
  ["\x1b[A", "up"],
  ["\x1bOB", "down"],
  ["\x7f", "backspace"],
  ["\x1b\r", "newline"],
])("%j is the key %s", (text, key) => {
  expect(singleKey(read(text))).toBe(key);
});

test.each([
  ["a pasted yes", "\x1b[200~y\x1b[201~"],
  ["a pasted yes with a line end", "\x1b[200~y\n\x1b[201~"],
  ["a paste that is not marked", "yes\n"],
  ["the text of an input method", "はい"],
  ["a held key", "yyyy"],
  ["the answer to a cursor request", "\x1b[12;1R"],
  ["the answer to a device request", "\x1b[?62;22c"],
  ["the answer to a colour request", "\x1b]11;rgb:0000/0000/0000\x07"],
  ["the answer to a status request", "\x1bP1$r0m\x1b\\"],
  ["a focus event", "\x1b[I"],
  ["a mouse click", "\x1b[<0;10;10M"],
  ["Alt with a letter", "\x1by"],
])("%s answers nothing", (_name, text) => {
  expect([null, ""]).toContain(singleKey(read(text)));
});

test("a return right behind a key belongs to it", () => {
  expect(singleKey(read("y\r"))).toBe("y");
  expect(singleKey(read("\r\r"))).toBeNull();
});

test("keys and pastes are found however the input is cut", () => {
  const text = "a\x1b[200~x\ny\x1b[201~\x1b[A\x1b]11;rgb:0/0/0\x1b\\b";
  const whole = names(text);
  expect(whole).toEqual(["a", { paste: "x\ny" }, "up", "", "b"]);
  for (let cut = 1; cut < text.length; cut++) {
    expect(names(text.slice(0, cut), text.slice(cut)), `cut at ${cut}`).toEqual(whole);
  }
});

test("an escape waits for what may follow, and is the key when nothing does", () => {
  const reader = keyReader();
  expect(reader.push("\x1b")).toEqual([]);
  expect(reader.waiting()).toBe(true);
  expect(reader.settle()).toEqual([{ key: "escape", raw: "\x1b" }]);
  expect(reader.waiting()).toBe(false);
});

test("the beginning of an answer that never ends is nobody's key", () => {
  const reader = keyReader();
  reader.push("\x1b]11;rgb");
  expect(reader.settle()).toEqual([]);
});

test("Ctrl-C ends a paste whose end never came", () => {
  const reader = keyReader();
  expect(reader.push("\x1b[200~text")).toEqual([]);
  expect(reader.push("\x03")).toEqual([{ key: "ctrl-c", raw: "\x03" }]);
  expect(reader.push("\x1b[200~text")).toEqual([]);
  expect(reader.push("\x03\x03").map((one) => "key" in one && one.key)).toEqual([
    "ctrl-c",
    "ctrl-c",
  ]);
});
