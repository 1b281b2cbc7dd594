import { describe, expect, test } from "vitest";
import { memorySandbox } from "../../src/sandbox/memory.ts";
import { toolBench } from "../support/tool-bench.ts";

const read = async (files: Record<string, string>, args: Record<string, unknown>) => {
  const { call } = toolBench({ sandbox: memorySandbox(files) });
  return (await call("read_file", args)).result;
};

describe("read_file", () => {
  test("shows the text under a header with lines and bytes", async () => {
    expect(await read({ "a.txt": "one\ntwo\n" }, { path: "a.txt" })).toEqual({
      content: "a.txt: lines 1-2 of 2, 8 bytes\none\ntwo",
    });
  });

  test("shows a range of lines, and no more than there are", async () => {
    const files = { "a.txt": "1\n2\n3\n4\n5" };
    expect((await read(files, { path: "a.txt", startLine: 2, endLine: 3 })).content).toBe(
      "a.txt: lines 2-3 of 5, 9 bytes\n2\n3",
    );
    expect((await read(files, { path: "./a.txt", startLine: 4, endLine: 99 })).content).toBe(
      "a.txt: lines 4-5 of 5, 9 bytes\n4\n5",
    );
  });

  test("says how to go on behind 2,000 lines, and going on leaves nothing out", async () => {
    const lines = Array.from({ length: 4500 }, (_, index) => `line ${index + 1}`);
    const files = { "long.txt": lines.join("\n") };
    const seen: string[] = [];
    for (let start: number | undefined = 1; start !== undefined; ) {
      const { content } = await read(files, { path: "long.txt", startLine: start });
      seen.push(...content.split("\n").filter((line) => /^line \d+$/.test(line)));
      const next: string | undefined = /startLine (\d+)\.\]$/.exec(content)?.[1];
      start = next === undefined ? undefined : Number(next);
    }
    expect(seen).toEqual(lines);
  });

  test("stays below about 50,000 characters, and tells of clipped lines", async () => {
    const result = await read(
      { "wide.txt": `${"x".repeat(5000)}\n`.repeat(100) },
      { path: "wide.txt" },
    );
    expect(result.content.length).toBeLessThan(51_000);
    expect(result.content).toContain("24 lines cut at 2,000 characters");
    expect(result.content).toContain("startLine 25");
    expect(result.truncated).toBe(true);
  });

  test("tells of CRLF, and shows lines without it", async () => {
    const { content } = await read({ "a.txt": "one\r\ntwo\r\n" }, { path: "a.txt" });
    expect(content).toBe("a.txt: lines 1-2 of 2, 10 bytes, CRLF line ends\none\ntwo");
    const mixed = await read({ "a.txt": "one\r\ntwo\nthree" }, { path: "a.txt" });
    expect(mixed.content).toContain("mixed line ends");
  });

  test("tells of an encoding other than UTF-8", async () => {
    const sandbox = memorySandbox({ "a.txt": "é" });
    const plain = sandbox.readFile;
    const { call } = toolBench({
      sandbox: {
        ...sandbox,
        readFile: async (path) => ({ ...(await plain(path)), encoding: "latin1" }),
      },
    });
    const { result } = await call("read_file", { path: "a.txt" });
    expect(result.content).toBe("a.txt: lines 1-1 of 1, 2 bytes, latin1\né");
  });

  test("does not show a binary file, but its size", async () => {
    expect((await read({ "a.bin": "a\0b" }, { path: "a.bin" })).content).toBe(
      "a.bin: binary, 3 bytes; not shown. Commands can look into it.",
    );
  });

  test("says that a file is empty", async () => {
    expect((await read({ "a.txt": "" }, { path: "a.txt" })).content).toBe("a.txt: empty file");
  });

  test("refuses lines that are not there", async () => {
    const files = { "a.txt": "one\n" };
    await expect(read(files, { path: "a.txt", startLine: 2 })).rejects.toThrow(
      "a.txt has 1 line; there is no line 2.",
    );
    await expect(read(files, { path: "a.txt", startLine: 3, endLine: 2 })).rejects.toThrow(
      "endLine 2 comes before startLine 3",
    );
    await expect(read(files, { path: "a.txt", startLine: 0 })).rejects.toThrow("at least 1");
  });

  test("would read the tidied path", async () => {
    const { effect } = toolBench({ sandbox: memorySandbox() });
    expect(await effect("read_file", { path: "/out/./src//a.txt" })).toEqual({
      kind: "read",
      path: "src/a.txt",
    });
    expect(await effect("read_file", { path: "/skills/x/a.md" })).toEqual({
      kind: "read",
      path: "/skills/x/a.md",
    });
  });
});
