import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { display, displayStream } from "../../src/core/display.ts";
import { corpora, corporaPresent } from "../support/corpora.ts";

/** What a terminal must never get from outside: controls but newline and tab, bidi, zero width, tags, private use, halves. */
const acts =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\p{Co}\p{Cs}\u{e0000}-\u{e0fff}]/u;

/** The same numbers on every run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const ranges: readonly [number, number][] = [
  [0, 0x20],
  [0x20, 0x7f],
  [0x7f, 0xa1],
  [0x200a, 0x2070],
  [0x3000, 0x3040],
  [0xd7f0, 0xe010],
  [0xfe00, 0xff00],
  [0x1f300, 0x1f320],
  [0xe0000, 0xe0200],
  [0, 0x10ffff],
];

function randomText(random: () => number): string {
  let text = "";
  for (let left = 1 + Math.floor(random() * 24); left > 0; left--) {
    const [from, to] = ranges[Math.floor(random() * ranges.length)] ?? [0, 1];
    const character = String.fromCodePoint(from + Math.floor(random() * (to - from)));
    text += random() < 0.05 ? " ".repeat(Math.floor(random() * 120)) : character;
  }
  return text;
}

test("plain text, tabs, line ends, accents, kana and emoji are shown as they are", () => {
  const text = "let x = 1;\n\tcafé 日本語　テスト ⚠️ 👍\n";
  expect(display(text)).toBe(text);
});

test.each([
  ["a colour", "\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"],
  ["a window title", "\x1b]0;root@prod\x07", "\\x1b]0;root@prod\\x07"],
  ["a carriage return", "danger\rharmless", "danger\\rharmless"],
  ["a backspace", "ab\b\bcd", "ab\\x08\\x08cd"],
  ["an 8-bit control", "x\u009b31m", "x\\x9b31m"],
  ["a bidi override", "notes\u202etxt.sh", "notes\\u{202e}txt.sh"],
  ["zero width", "a\u200b\u200d\u2060\ufeffb", "a\\u{200b}\\u{200d}\\u{2060}\\u{feff}b"],
  ["tag characters", "a\u{e0041}\u{e007f}", "a\\u{e0041}\\u{e007f}"],
  ["a soft hyphen", "a\u00adb", "a\\xadb"],
  ["private use", "\ue0b0\u{f0000}", "\\u{e0b0}\\u{f0000}"],
  ["half a character", "a\ud800b", "a\\u{d800}b"],
  ["line separators", "a\u2028b\u2029c", "a\\u{2028}b\\u{2029}c"],
  ["letters drawn as nothing", "a\u3164\u115f\u2800b", "a\\u{3164}\\u{115f}\\u{2800}b"],
  ["a selector without an emoji", "a\ufe0fb\u{e0101}", "a\\u{fe0f}b\\u{e0101}"],
  ["NUL and DEL", "a\0b\x7fc", "a\\x00b\\x7fc"],
])("%s is shown escaped", (_name, text, shown) => {
  expect(display(text)).toBe(shown);
});

test("the line end of other systems is a line end, but in a command it is shown", () => {
  expect(display("a\r\nb")).toBe("a\nb");
  expect(display("a\r\nb", { marks: "all" })).toBe("a\\r\nb");
});

test("on one line, line ends and tabs are shown as escapes", () => {
  expect(display("a\n\tb", { oneLine: true })).toBe("a\\n\\tb");
});

test("a long run of blanks is folded and counted", () => {
  expect(display(`echo ok${" ".repeat(3000)}; rm x`, { marks: "all" })).toBe(
    "echo ok… 3,000 blanks …; rm x",
  );
  expect(display(`|${" ".repeat(80)}|`)).toBe(`|${" ".repeat(80)}|`);
  expect(display(`|${"\u3000 ".repeat(60)}|`)).toBe("|… 120 blanks …|");
});

test("empty lines that push a command's end out of sight are folded and counted", () => {
  expect(display(`echo ok${"\n".repeat(60)}rm x`, { marks: "all" })).toBe(
    "echo ok\n… 59 empty lines …\nrm x",
  );
});

test("in a command everything that is not ASCII is tagged with its code points", () => {
  expect(display("\u0440m -rf ｘ", { marks: "all" })).toBe("\u0440{U+0440}m -rf ｘ{U+FF58}");
  expect(display("echo 日本", { marks: "all" })).toBe("echo 日本{U+65E5 U+672C}");
  expect(display("ａｂｃｄｅｆｇｈｉｊ", { marks: "all" })).toMatch(/U\+FF48 \+2}$/);
});

test("in a command a foreign blank is shown escaped", () => {
  expect(display("rm\u00a0x\u3000y", { marks: "all" })).toBe("rm\\xa0x\\u{3000}y");
});

test("in a name only what could pass for another letter is tagged", () => {
  expect(display("café/日本.md", { marks: "lookalikes" })).toBe("café/日本.md");
  expect(display("\u0430pp.py", { marks: "lookalikes" })).toBe("\u0430{U+0430}pp.py");
});

test("nothing of 100,000 random texts acts on a terminal, whole or in pieces", () => {
  const random = numbers(7);
  for (let round = 0; round < 100_000; round++) {
    const text = randomText(random);
    const shown = display(text);
    if (acts.test(shown)) expect.fail(JSON.stringify(text));
    const stream = displayStream();
    const cut = Math.floor(random() * text.length);
    const cut2 = cut + Math.floor(random() * (text.length - cut));
    const pieces = [text.slice(0, cut), text.slice(cut, cut2), text.slice(cut2)];
    const streamed = pieces.map((piece) => stream.push(piece)).join("") + stream.end();
    if (streamed !== shown) expect(streamed, JSON.stringify(pieces)).toBe(shown);
  }
});

test("a stream shows what it can at once and holds only what the next piece could change", () => {
  const stream = displayStream();
  expect(stream.push("a \ud83d")).toBe("a");
  expect(stream.push("\udc4d\r")).toBe(" 👍");
  expect(stream.push("\nb\r")).toBe("\nb");
  expect(stream.push("c")).toBe("\\rc");
  expect(stream.end()).toBe("");
});

test("blanks without end take no memory and are counted across pieces", () => {
  const stream = displayStream();
  for (let piece = 0; piece < 1000; piece++) expect(stream.push(" ".repeat(1000))).toBe("");
  expect(stream.push("x")).toBe("… 1,000,000 blanks …x");
});

describe.runIf(corporaPresent)("the hostile outputs", () => {
  const folder = join(corpora, "hostile", "output");
  const names = readdirSync(corporaPresent ? folder : ".").filter((name) => name.endsWith(".bin"));
  test.each(names)("%s reaches the terminal without a foreign control", (name) => {
    const text = readFileSync(join(folder, name), "utf8");
    expect(display(text)).not.toMatch(acts);
    const stream = displayStream();
    const streamed = [...text].map((character) => stream.push(character)).join("") + stream.end();
    expect(streamed).toBe(display(text));
  });
});

test.runIf(!corporaPresent)(
  "the hostile outputs are not here: this part of the suite did not run",
  () => {
    expect(corporaPresent).toBe(false);
  },
);

test("in a command the words of wide scripts are shown as they are, and whatever could pass for what a shell reads is tagged", () => {
  const command = (text: string) => display(text, { marks: "command" });
  for (const text of [
    "git commit -m '最初のコミット。一覧とユーザーの追加'",
    "cat 資料/日記.md",
    "echo 「書く」 설정 设置",
  ])
    expect(command(text)).toBe(text);
  expect(command("rm -rf a ノ b")).toBe("rm -rf a ノ{U+30CE} b");
  expect(command("ls 一l ーー")).toBe("ls 一{U+4E00}l ーー{U+30FC U+30FC}");
  expect(command("docsノsecret")).toBe("docsノ{U+30CE}secret");
  expect(command("\u0440m 資料")).toBe("\u0440{U+0440}m 資料");
  expect(command("ｒｍ ﾉ ⼁")).toBe("ｒｍ{U+FF52 U+FF4D} ﾉ{U+FF89} ⼁{U+2F01}");
  expect(command("rm 資料\u3000b\r\n")).toBe("rm 資料\\u{3000}b\\r\n");
  expect(command("café")).toBe("café{U+00E9}");
});
