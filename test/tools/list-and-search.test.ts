import { describe, expect, test } from "vitest";
import { memorySandbox } from "../../src/sandbox/memory.ts";
import { toolBench } from "../support/tool-bench.ts";

const files = { "app.py": "import os\nprint(1)\n", "src/a.ts": "const a = 1;\n", "src/b.ts": "" };

describe("list_files", () => {
  test("lists one level, folders with a slash, files with their size", async () => {
    const { effect, result } = await toolBench({ sandbox: memorySandbox(files) }).call(
      "list_files",
      {},
    );
    expect(effect).toEqual({ kind: "read", path: "." });
    expect(result).toEqual({ content: "app.py 19\nsrc/" });
  });

  test("lists what matches a glob", async () => {
    const { call } = toolBench({ sandbox: memorySandbox(files) });
    const { result } = await call("list_files", { pattern: "**/*.ts" });
    expect(result.content).toBe("src/a.ts 13\nsrc/b.ts 0");
    const none = await call("list_files", { pattern: "*.md", path: "src" });
    expect(none.result.content).toBe("Nothing in src matches *.md.");
  });

  test("says that the output directory is empty", async () => {
    const { result } = await toolBench().call("list_files", { path: "" });
    expect(result.content).toBe("the output directory: empty");
  });

  test("says how many more there are", async () => {
    const many = Object.fromEntries(Array.from({ length: 1700 }, (_, i) => [`f${i}.txt`, ""]));
    const { result } = await toolBench({ sandbox: memorySandbox(many) }).call("list_files", {});
    expect(result.content).toMatch(/\n\[1,200 more; narrow it with path or pattern\.\]$/);
    expect(result.truncated).toBe(true);
  });
});

describe("search_files", () => {
  test("shows path, line and text", async () => {
    const { call } = toolBench({ sandbox: memorySandbox(files) });
    const { effect, result } = await call("search_files", { pattern: "print\\(" });
    expect(effect).toEqual({ kind: "read", path: "." });
    expect(result).toEqual({ content: "app.py:2: print(1)" });
  });

  test("shows no key that stands on a line", async () => {
    const files = { "a.py": `KEY = "sk-proj-${"Ab1".repeat(12)}"` };
    const { call } = toolBench({ sandbox: memorySandbox(files) });
    const { result } = await call("search_files", { pattern: "KEY" });
    expect(result.content).toBe('a.py:1: KEY = "[redacted:api-key]"');
  });

  test("says that nothing matches", async () => {
    const { call } = toolBench({ sandbox: memorySandbox(files) });
    expect((await call("search_files", { pattern: "print", glob: "*.ts" })).result.content).toBe(
      "No line matches print.",
    );
  });

  test("keeps the result bounded and counts the rest", async () => {
    const text = `${"needle ".repeat(40)}\n`.repeat(5000);
    const { result } = await toolBench({ sandbox: memorySandbox({ "a.txt": text }) }).call(
      "search_files",
      { pattern: "needle" },
    );
    const shown = result.content.split("\n").length - 1;
    const more = Number(/\[([\d,]+) more/.exec(result.content)?.[1]?.replace(",", ""));
    expect(result.content.length).toBeLessThan(31_000);
    expect(shown + more).toBe(5000);
  });

  test("tells of files that could not be searched", async () => {
    const sandbox = memorySandbox(files);
    const searchFiles = async () => ({ hits: [], more: 0, skipped: 2 });
    const { result } = await toolBench({ sandbox: { ...sandbox, searchFiles } }).call(
      "search_files",
      {
        pattern: "x",
      },
    );
    expect(result.content).toBe("No line matches x.\n[2 files not searched: too large or closed.]");
  });
});
