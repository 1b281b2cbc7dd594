/** Text stays in the encoding and with the line ends that its file has. */

import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { zh } from "../../src/core/messages/zh/index.ts";
import { decode } from "../../src/sandbox/encoding.ts";
import { openFiles } from "../../src/sandbox/files.ts";
import { temporaryFolder } from "../support/temporary.ts";

function opened() {
  const out = temporaryFolder();
  const files = openFiles({ out });
  onTestFinished(() => files.close());
  return { out, files };
}

const encoders: Record<string, (text: string) => Buffer> = {
  "utf-8": (text) => Buffer.from(text),
  "utf-8-bom": (text) => Buffer.from(`\ufeff${text}`),
  "utf-16le": (text) => Buffer.from(`\ufeff${text}`, "utf16le"),
  "utf-16be": (text) => Buffer.from(`\ufeff${text}`, "utf16le").swap16(),
};
const lineEnds: Record<string, [string, string, string]> = {
  LF: ["\n", "\n", "\n"],
  CRLF: ["\r\n", "\r\n", "\r\n"],
  CR: ["\r", "\r", "\r"],
  mixed: ["\r\n", "\n", "\r\n"],
};

describe("a rewrite keeps what it does not mean to change", () => {
  for (const [encoding, bytesOf] of Object.entries(encoders))
    for (const [kind, [a, b, c]] of Object.entries(lineEnds))
      for (const mode of [0o644, 0o755, 0o600])
        for (const final of [true, false])
          test(`${encoding}, ${kind}, mode ${mode.toString(8)}, ${final ? "with" : "without"} final line end`, async () => {
            const { out, files } = opened();
            const path = join(out, "a.txt");
            const withWord = (word: string) => `één${a}${word} 二${b}🙂 three${final ? c : ""}`;
            writeFileSync(path, bytesOf(withWord("old")));
            chmodSync(path, mode);

            const { text, encoding: told } = await files.readFile("a.txt");
            expect([text, told]).toEqual([withWord("old"), encoding]);

            // An edit that keeps to the text's own line ends.
            await files.writeFile("a.txt", (text ?? "").replace("old", "new"), {
              exactLineEnds: true,
            });
            expect(readFileSync(path)).toEqual(bytesOf(withWord("new")));

            // The whole file again by somebody who only writes \n.
            const plain = withWord("third").replace(/\r\n?/g, "\n");
            await files.writeFile("a.txt", plain);
            expect(readFileSync(path)).toEqual(bytesOf(withWord("third")));
            expect(statSync(path).mode & 0o777).toBe(mode);
          });
});

const legacy = {
  shift_jis: ["SHIFT_JIS", "掲示板へようこそ。\r\nカタカナとabcもあります。\r\n"],
  "euc-jp": ["EUC-JP", "掲示板へようこそ。\nカタカナとabcもあります。\n"],
  "euc-kr": ["CP949", "게시판에 오신 것을 환영합니다.\n글을 쓰고 지울 수 있습니다, abc도.\n"],
  gbk: ["GBK", "欢迎来到留言板。\n这里有一些中文文字，还有abc。\n"],
  latin1: ["ISO-8859-1", "Déjà vu à la crème brûlée, naïve Straße\n"],
  "windows-1252": ["WINDOWS-1252", "It\u2019s \u201cdéjà vu\u201d \u2013 naïve\n"],
} as const;

describe("encodings from before Unicode", () => {
  test.each(Object.entries(legacy))("%s is recognised and read", (encoding, [name, text]) => {
    const bytes = execFileSync("iconv", ["-f", "UTF-8", "-t", name], { input: text });
    expect(decode(bytes)).toEqual({ text, encoding });
  });

  test.each(Object.entries(legacy))("%s is written back in itself", async (_, [name, text]) => {
    const { out, files } = opened();
    const bytesOf = (input: string) =>
      execFileSync("iconv", ["-f", "UTF-8", "-t", name], { input });
    writeFileSync(join(out, "a.txt"), bytesOf(text));
    const changed = text.replace(/abc|na/, "xyz");
    await files.writeFile("a.txt", changed);
    expect(readFileSync(join(out, "a.txt"))).toEqual(bytesOf(changed));
  });

  test.each([
    ["a sentence", "파일을 저장할 수 없습니다.\n", "euc-kr"],
    ["a few common syllables", "이 파일은 나의 것\n", "euc-kr"],
    [
      "with some Chinese characters",
      "韓國의 수도는 서울이고 가장 큰 도시입니다. 사람은 많고 도로도 넓습니다.\n",
      "euc-kr",
    ],
    ["one word could be either", "게시판\n", "gbk"],
    ["rare syllables alone could be either", "쾌활 퀴즈 컵 튤립 펭귄 콩\n", "gbk"],
  ])("Korean: %s", (_, text, encoding) => {
    const bytes = execFileSync("iconv", ["-f", "UTF-8", "-t", "EUC-KR"], { input: text });
    const decoded = decode(bytes);
    expect(decoded.encoding).toBe(encoding);
    if (encoding === "euc-kr") expect(decoded.text).toBe(text);
  });

  test("no Chinese text of ours passes for Korean, in one piece or line by line", () => {
    const lines = Object.values({ ...zh.phrases, ...zh.told }).filter((line) =>
      /[\u4e00-\u9fff]/.test(line),
    );
    expect(lines.length).toBeGreaterThan(500);
    const bytes = execFileSync("iconv", ["-c", "-f", "UTF-8", "-t", "GBK"], {
      input: lines.join("\0"),
    });
    let from = 0;
    for (let at = 0; at <= bytes.length; at++) {
      if (at < bytes.length && bytes[at] !== 0) continue;
      expect(decode(bytes.subarray(from, at)).encoding).not.toBe("euc-kr");
      from = at + 1;
    }
    const whole = Buffer.from(bytes.map((byte) => byte || 0x0a));
    expect(decode(whole).encoding).toBe("gbk");
  });

  test("a character that the file's encoding lacks is refused, and the file left as it was", async () => {
    const { out, files } = opened();
    const bytes = execFileSync("iconv", ["-t", "SHIFT_JIS"], { input: "こんにちは、世界\n" });
    writeFileSync(join(out, "a.txt"), bytes);
    await expect(files.writeFile("a.txt", "こんにちは 🙂\n")).rejects.toThrow(
      /shift_jis, which has no 🙂 \(U\+1F642\)/,
    );
    expect(readFileSync(join(out, "a.txt"))).toEqual(bytes);
  });

  test("a file with spellings that would not survive is not rewritten", async () => {
    const { out, files } = opened();
    // 0x87 0x90 and 0x81 0xe0 are both U+2252; the encoder knows one of them.
    const both = Buffer.from([0x87, 0x90, 0x81, 0xe0]);
    const kana = execFileSync("iconv", ["-t", "SHIFT_JIS"], { input: "こんにちは、ようこそ\n" });
    const bytes = Buffer.concat([kana, both]);
    writeFileSync(join(out, "a.txt"), bytes);
    expect((await files.readFile("a.txt")).encoding).toBe("shift_jis");
    await expect(files.writeFile("a.txt", "さようなら\n")).rejects.toThrow(/would not survive/);
    expect(readFileSync(join(out, "a.txt"))).toEqual(bytes);
  });
});

describe("what is no text", () => {
  test.each([
    ["ISO-2022-JP, which cannot be written back", Buffer.from("\u001b$B@_Dj\u001b(B\n", "latin1")],
    ["a NUL", Buffer.from("a\0b")],
    ["a picture", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")],
    ["compressed data", Buffer.from("1f8b08c4ff93d601f2e5a7c38899e1d0", "hex")],
    ["UTF-32", Buffer.from("fffe000041000000", "hex")],
    ["UTF-16 cut in half", Buffer.from("fffe410000d8", "hex")],
    ["mostly high bytes", Buffer.from("ff80ff81fe82fd83fc84", "hex")],
  ])("%s is binary", (_, bytes) => {
    expect(decode(bytes)).toEqual({ text: null, encoding: "binary" });
  });

  test("text may replace it, as UTF-8 and with the line ends it came with", async () => {
    const { out, files } = opened();
    writeFileSync(join(out, "a.bin"), Buffer.from("\0\r\n\0"));
    await files.writeFile("a.bin", "é\n");
    expect(readFileSync(join(out, "a.bin"), "utf8")).toBe("é\n");
  });
});
