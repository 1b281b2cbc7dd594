/** What a person approves is what is on disk afterwards: the diff's `after`, in the file's own encoding. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { openFiles } from "../../src/sandbox/files.ts";
import { memorySandbox } from "../../src/sandbox/memory.ts";
import { random } from "../support/random.ts";
import { toolBench } from "../support/tool-bench.ts";

const out = mkdtempSync(join(tmpdir(), "skillet-shown-"));
const files = openFiles({ out });
const { call } = toolBench({
  sandbox: { ...memorySandbox(), ...files, out, close: async () => files.close() },
});

afterAll(() => {
  files.close();
  rmSync(out, { recursive: true, force: true });
});

const encodings: Record<string, (text: string) => Buffer> = {
  "utf-8": (text) => Buffer.from(text),
  "utf-8-bom": (text) => Buffer.from(`\ufeff${text}`),
  "utf-16le": (text) => Buffer.from(`\ufeff${text}`, "utf16le"),
  "utf-16be": (text) => Buffer.from(`\ufeff${text}`, "utf16le").swap16(),
};

const lineEnds: Record<string, (lines: string[]) => string> = {
  LF: (lines) => lines.join("\n"),
  CRLF: (lines) => lines.join("\r\n"),
  mixed: (lines) => lines.map((line, index) => line + (index % 2 ? "\n" : "\r\n")).join(""),
};

const cells = Object.keys(encodings).flatMap((encoding) =>
  Object.keys(lineEnds).flatMap((ends) =>
    [true, false].map((last) => [encoding, ends, last] as const),
  ),
);

describe("what is written is what was shown", () => {
  test.each(cells)("%s, %s, line break at the end: %s", async (encoding, ends, last) => {
    const numbers = random(
      cells.findIndex((cell) => cell.join() === [encoding, ends, last].join()) + 1,
    );
    const bytesOf = encodings[encoding];
    const joined = lineEnds[ends];
    if (!bytesOf || !joined) throw new Error("no such cell");
    for (let round = 0; round < 10; round++) {
      const lines = Array.from(
        { length: 3 + numbers.below(9) },
        (_, i) => `#${i}. ${numbers.pick(["花", "é", "x"])}`,
      );
      const old =
        joined(lines).replace(/\r?\n$/, "") + (last ? (ends === "LF" ? "\n" : "\r\n") : "");
      const path = `a${round}.txt`;
      writeFileSync(join(out, path), bytesOf(old));

      const line = numbers.pick(lines);
      const edited = await call("edit_file", { path, oldText: line, newText: `${line}\nnew\n` });
      if (edited.effect.kind !== "write") throw new Error("not a write");
      expect(edited.effect.before).toBe(old);
      expect(readFileSync(join(out, path))).toEqual(bytesOf(edited.effect.after));

      const content = `${lines.slice(1).join("\n")}\nmore\n`;
      const written = await call("write_file", { path, content });
      if (written.effect.kind !== "write") throw new Error("not a write");
      expect(written.effect.change).toBe("update");
      expect(written.effect.after.replaceAll("\r\n", "\n")).toBe(content);
      expect(readFileSync(join(out, path))).toEqual(bytesOf(written.effect.after));
    }
  });

  test("a file of CRLF stays so, even when the model mixes them", async () => {
    writeFileSync(join(out, "crlf.txt"), "a\r\nb\r\n");
    await call("write_file", { path: "crlf.txt", content: "a\nb\r\nc\n" });
    expect(readFileSync(join(out, "crlf.txt"), "utf8")).toBe("a\r\nb\r\nc\r\n");
  });

  test("a file of CR alone stays so when it is replaced", async () => {
    writeFileSync(join(out, "cr.txt"), "a\rb\r");
    await call("write_file", { path: "cr.txt", content: "a\nc\n" });
    expect(readFileSync(join(out, "cr.txt"), "utf8")).toBe("a\rc\r");
  });

  test("half a character is refused before anybody is asked", async () => {
    const { effect } = toolBench();
    await expect(effect("write_file", { path: "a.txt", content: "x\ud83d" })).rejects.toThrow(
      "half a character",
    );
  });

  test("a megabyte is edited and written as shown", async () => {
    const lines = Array.from(
      { length: 30_000 },
      (_, i) => `line ${i} of a rather long file, with CRLF`,
    );
    writeFileSync(join(out, "big.txt"), lines.join("\r\n"));
    const all = await call("edit_file", {
      path: "big.txt",
      oldText: "rather",
      newText: "very",
      all: true,
    });
    expect(all.result.content).toMatch(
      /^Edited big\.txt \(30,000 places, lines 1, 2, .* and 29980 more\)\.$/,
    );
    expect(readFileSync(join(out, "big.txt"), "utf8")).toBe(
      lines.join("\r\n").replaceAll("rather", "very"),
    );
    await expect(
      call("edit_file", {
        path: "big.txt",
        oldText: `${lines.slice(500, 5000).join("\n")}\nnot there`,
        newText: "",
      }),
    ).rejects.toThrow(/Nearest, lines/);
    const content = `${lines.join("\n")}\n`;
    await call("write_file", { path: "big.txt", content });
    expect(readFileSync(join(out, "big.txt"), "utf8")).toBe(content.replaceAll("\n", "\r\n"));
  });
});
