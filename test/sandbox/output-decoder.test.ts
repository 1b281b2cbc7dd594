import { expect, test } from "vitest";
import { KeptOutput } from "../../src/sandbox/kept-output.ts";
import { OutputDecoder } from "../../src/sandbox/output-decoder.ts";

const hex = (text: string) => Buffer.from(text.replaceAll(" ", ""), "hex");

/** 設定ファイルです。 and 名前=山田太郎, in Shift_JIS. */
const japanese = hex(
  "90dd 92e8 8374 8340 8343 838b 82c5 82b7 8142 0a 96bc 914f 3d 8e52 9363 91be 9859 0a",
);
/** 你好，世界 twice, in GBK. */
const chinese = hex("c4e3 bac3 a3ac cac0 bde7 0a c4e3 bac3 a3ac cac0 bde7 0a");
const utf16 = Buffer.from("\ufeff設定 = 1\nname = 山田\n", "utf16le");

function decoded(...pieces: Buffer[]): string {
  const decoder = new OutputDecoder();
  return pieces.map((piece) => decoder.push(piece)).join("") + decoder.push(Buffer.alloc(0), true);
}

test.each([
  ["letters before Chinese", Buffer.from("abc你好 def㢠恪\nabc佽"), "abc你好 def㢠恪\nabc佽"],
  ["a mark at the start", Buffer.from("\ufeffa\n\ufeffb\n"), "a\n\ufeffb\n"],
  ["Shift_JIS", japanese, "設定ファイルです。\n名前=山田太郎\n"],
  [
    "Shift_JIS behind a line of a program",
    Buffer.concat([Buffer.from("diff --git ✓\n"), japanese]),
    "diff --git ✓\n設定ファイルです。\n名前=山田太郎\n",
  ],
  ["GBK", chinese, "你好，世界\n你好，世界\n"],
  ["UTF-16", utf16, "設定 = 1\nname = 山田\n"],
  [
    "broken bytes",
    hex("61ff fee3 810a f09f 9162 c080 0a62"),
    "a\ufffd\ufffd\ufffd\n\ufffdb\ufffd\ufffd\nb",
  ],
  ["no text", hex("00 0b fe ff 80 81 0a fe ff"), "\0\x0b\ufffd\ufffd\ufffd\ufffd\n\ufffd\ufffd"],
])("%s comes out the same however it is cut", (_, bytes, text) => {
  expect(decoded(bytes)).toBe(text);
  for (let cut = 0; cut <= bytes.length; cut++)
    for (let next = cut; next <= bytes.length; next++)
      expect(decoded(bytes.subarray(0, cut), bytes.subarray(cut, next), bytes.subarray(next))).toBe(
        text,
      );
});

test("a character that is cut off at the end is no other one in another encoding", () => {
  expect(decoded(hex("616263 e4bd"))).toBe("abc\ufffd");
  const kept = new KeptOutput({
    ...{ keptBytes: 100, spoolBytes: 0, session: { left: 0 }, spoolPath: "" },
  });
  kept.add(hex("616263 e4bd"));
  expect(kept.get()).toEqual({ output: "abc\ufffd", dropped: 0 });
});

test("what is UTF-8 is told at once, also of a line that has not ended", () => {
  const decoder = new OutputDecoder();
  expect(decoder.push(Buffer.from("Password: "))).toBe("Password: ");
  expect(decoder.push(Buffer.from("掲示").subarray(0, 5))).toBe("掲");
  expect(decoder.push(Buffer.from("示板").subarray(2))).toBe("示板");
});

test("a line without end is not kept, whatever it is made of", () => {
  const decoder = new OutputDecoder();
  let told = 0;
  for (let piece = 0; piece < 100; piece++) told += decoder.push(Buffer.alloc(1000, 0xff)).length;
  expect(told).toBeGreaterThan(95_000);
});
