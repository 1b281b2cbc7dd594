import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { KeptOutput } from "../../src/sandbox/kept-output.ts";
import { openTestSandbox } from "../support/open-test-sandbox.ts";

let folder: string;
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "skillet-kept-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function keep(
  chunks: Buffer[],
  keptBytes = 10,
  spoolBytes = 1000,
  session = { left: Number.POSITIVE_INFINITY },
) {
  const spoolPath = join(folder, `${++files}.log`);
  const kept = new KeptOutput({ keptBytes, spoolBytes, session, spoolPath });
  for (const chunk of chunks) kept.add(chunk);
  kept.close();
  return { ...kept.get(), spoolPath };
}

const bytes = (text: string) => Buffer.from(text);
/** The same bytes in pieces of every size up to seven. */
const inPieces = (text: string) =>
  [1, 2, 3, 5, 7].map((size) => {
    const all = bytes(text);
    return Array.from({ length: Math.ceil(all.length / size) }, (_, place) =>
      all.subarray(place * size, place * size + size),
    );
  });

describe("kept output", () => {
  test("up to head and tail together is everything, without a file", () => {
    for (const pieces of [[bytes("a".repeat(20))], ...inPieces("a".repeat(20))]) {
      expect(keep(pieces)).toMatchObject({ output: "a".repeat(20), dropped: 0 });
      expect(keep(pieces)).not.toHaveProperty("spool");
    }
  });

  test("more keeps start and end, counts what lies between, and spools all of it", () => {
    const text = `0123456789${"x".repeat(500)}abcdefghij`;
    for (const pieces of [[bytes(text)], ...inPieces(text)]) {
      const { output, dropped, spool } = keep(pieces);
      expect(output).toBe("0123456789\n[… 500 bytes left out …]\nabcdefghij");
      expect(dropped).toBe(500);
      expect(readFileSync(spool ?? "", "utf8")).toBe(text);
    }
  });

  test("is cut between characters, not inside them", () => {
    const text = "é漢😀".repeat(50);
    for (const pieces of inPieces(text)) {
      const { output, dropped } = keep(pieces);
      expect(output).not.toContain("\uFFFD");
      const [start = "", end = ""] = output.split(/\n\[.*\]\n/);
      expect(Buffer.byteLength(start) + Buffer.byteLength(end) + dropped).toBe(
        Buffer.byteLength(text),
      );
    }
  });

  test("that is no text is told in one line", () => {
    const { output, dropped } = keep([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1])]);
    expect(output).toBe("[binary output, 7 bytes, starting with 7f 45 4c 46 00 00 01]");
    expect(dropped).toBe(7);
  });

  test.each([
    [
      "shift_jis",
      "232090dd92e8837483408343838b0a96bc914f3d8e52936391be98590a90e096be3d82b182ea82cd83658358836782c582b781420a",
      "# 設定ファイル\n名前=山田太郎\n説明=これはテストです。\n",
    ],
    [
      "gbk",
      "c5e4d6c3cec4bcfe0ad0d5c3fb3dd5c5c8fd0acbb5c3f73dd5e2cac7d2bbb8f6b2e2cad4cec4bcfea1a30a",
      "配置文件\n姓名=张三\n说明=这是一个测试文件。\n",
    ],
    ["utf-16le", "fffe680069002d4e8765", "hi中文"],
  ])("in %s is read as a file in it would be, and says so", (encoding, hex, text) => {
    const { output, dropped, ...rest } = keep([Buffer.from(hex, "hex")], 1000);
    expect([output, dropped, rest.encoding]).toEqual([text, 0, encoding]);
  });

  test("that is UTF-8 with a broken place stays that", () => {
    const cut = bytes("配置文件 姓名=张三 设定ファイル 説明これはテストです。").subarray(0, -1);
    const french = Buffer.concat([bytes("déjà vu, "), Buffer.from([0xe9]), bytes("té\n")]);
    for (const damaged of [cut, cut.subarray(1), french]) {
      const kept = keep([damaged], 1000);
      expect([kept.output, kept.encoding]).toEqual([damaged.toString("utf8"), undefined]);
    }
  });

  test("shows stray invalid bytes as replaced", () => {
    expect(keep([bytes("a long line of text "), Buffer.from([0xff])], 100).output).toBe(
      "a long line of text \uFFFD",
    );
  });

  test("ends the spool at its cap and still counts exactly", () => {
    const { spool, dropped } = keep([bytes("y".repeat(5000))], 10, 100);
    expect(statSync(spool ?? "").size).toBe(100);
    expect(dropped).toBe(4980);
  });

  test("ends the spool where the session's is full, says so, and makes no further file", () => {
    const session = { left: 150 };
    expect(keep([bytes("y".repeat(500))], 10, 100, session).output).not.toMatch(/stored/);
    const second = keep([bytes("y".repeat(500))], 10, 100, session);
    expect(statSync(second.spool ?? "").size).toBe(50);
    expect(second.output).toMatch(
      /480 bytes left out … \(the full text could not be stored: .*limit/,
    );
    const third = keep([bytes("y".repeat(500))], 10, 100, session);
    expect(third).not.toHaveProperty("spool");
    expect(existsSync(third.spoolPath)).toBe(false);
    expect(third.dropped).toBe(480);
  });

  test("says so when the spool cannot be written", () => {
    const kept = new KeptOutput({
      keptBytes: 2,
      spoolBytes: 100,
      session: { left: 100 },
      spoolPath: join(folder, "no/such/x"),
    });
    kept.add(bytes("0123456789"));
    expect(kept.get().output).toMatch(/could not be stored: ENOENT/);
    expect(kept.get()).not.toHaveProperty("spool");
  });
});

test("the full output of a command can be read with read_file", async () => {
  await using box = await openTestSandbox();
  const { spool, dropped, output } = await box.run("seq 1 20000");
  const full = Array.from({ length: 20000 }, (_, place) => `${place + 1}\n`).join("");
  expect(output).toMatch(/^1\n2\n/);
  expect(output).toMatch(/\n20000\n$/);
  expect(dropped).toBe(full.length - 2 * 16 * 1024);
  expect((await box.sandbox.readFile(spool ?? "")).text).toBe(full);
});

test("a gigabyte from one command is counted to the byte and does not fill the memory", async () => {
  await using box = await openTestSandbox();
  const before = process.memoryUsage().rss;
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 20);
  const { dropped, output, shown } = await box.run(
    "yes 0123456789abcde | head -c 1073741815; echo; echo fin 終",
  );
  clearInterval(watch);
  expect(dropped + 2 * 16 * 1024).toBe(1073741824);
  expect(output.length).toBeLessThan(40_000);
  expect(shown.length).toBeLessThan(2 * 1024 * 1024);
  expect(shown).toMatch(
    /\n\[… \d+ bytes not shown …\]\n(0123456789abcde\n){200,}0123456\nfin 終\n$/,
  );
  expect(most - before).toBeLessThan(200 * 1024 * 1024);
}, 180_000);
