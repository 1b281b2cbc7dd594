import { describe, expect, test } from "vitest";
import { memorySandbox } from "../../src/sandbox/memory.ts";
import { toolBench } from "../support/tool-bench.ts";

describe("write_file", () => {
  test("creates a file and tells its size in one line", async () => {
    const sandbox = memorySandbox();
    const { effect, result } = await toolBench({ sandbox }).call("write_file", {
      path: "./app.py",
      content: "print('花')\n",
    });
    expect(effect).toEqual({
      kind: "write",
      path: "app.py",
      change: "create",
      bytes: 13,
      before: null,
      after: "print('花')\n",
    });
    expect(result).toEqual({ content: "Created app.py (1 line, 13 bytes)." });
    expect(sandbox.files.get("app.py")).toBe("print('花')\n");
  });

  test("replacing a file that was read is an update, one that was not an overwrite", async () => {
    const { call } = toolBench({ sandbox: memorySandbox({ "a.txt": "old", "b.txt": "old" }) });
    await call("read_file", { path: "a.txt" });
    const a = await call("write_file", { path: "a.txt", content: "new" });
    const b = await call("write_file", { path: "b.txt", content: "new" });
    expect([a.effect, b.effect]).toMatchObject([
      { change: "update", before: "old", after: "new" },
      { change: "overwrite", before: "old", after: "new" },
    ]);
    expect(b.result.content).toBe("Overwrote b.txt, which had not been read (1 line, 3 bytes).");
  });

  test("what is written later by somebody else is not replaced unseen", async () => {
    const sandbox = memorySandbox({ "a.txt": "old" });
    const { effect, run } = toolBench({ sandbox });
    const args = { path: "a.txt", content: "mine" };
    await effect("write_file", args);
    sandbox.files.set("a.txt", "theirs");
    await expect(run("write_file", args)).rejects.toThrow("changed");
    expect(sandbox.files.get("a.txt")).toBe("theirs");
  });

  test("a file that appears after the approval of a new one is not replaced", async () => {
    const sandbox = memorySandbox();
    const { effect, run } = toolBench({ sandbox });
    const args = { path: "a.txt", content: "mine" };
    await effect("write_file", args);
    sandbox.files.set("a.txt", "theirs");
    await expect(run("write_file", args)).rejects.toThrow();
    expect(sandbox.files.get("a.txt")).toBe("theirs");
  });

  test("arguments that the user edited are worked out anew", async () => {
    const sandbox = memorySandbox({ "a.txt": "old" });
    const { effect, run } = toolBench({ sandbox });
    await effect("write_file", { path: "a.txt", content: "proposed" });
    await run("write_file", { path: "a.txt", content: "edited" });
    expect(sandbox.files.get("a.txt")).toBe("edited");
  });

  test("does not put the sign for a key into the place of the key", async () => {
    const key = `sk-proj-${"Ab1".repeat(12)}`;
    const sandbox = memorySandbox({
      "a.py": `KEY = "${key}"\nx = 1\n`,
      "b.py": "# [redacted:api-key]\n",
    });
    const { effect } = toolBench({ sandbox });
    const content = 'KEY = "[redacted:api-key]"\nx = 2\n';
    await expect(effect("write_file", { path: "a.py", content })).rejects.toThrow(
      /^Not written: `\[redacted:api-key\]` stands for a key .*edit_file/,
    );
    // A file that holds these words, or a new one, may hold them.
    for (const path of ["b.py", "new.py"])
      expect(await effect("write_file", { path, content })).toMatchObject({ path });
  });

  test.each([
    ["// ... rest of the file unchanged ..."],
    ["# ... existing code ..."],
    ["    /* rest of the code remains the same */"],
    ["<!-- ... rest of the page ... -->"],
    ["... rest of file unchanged ..."],
    ["// (rest of your functions stay as before...)"],
    ["{/* ...existing content... */}"],
    ["# … unchanged …"],
  ])("refuses the stub %s, and says where and what to do", async (line) => {
    const sandbox = memorySandbox({ "app.js": "const a = 1;\n" });
    const { effect } = toolBench({ sandbox });
    const args = { path: "app.js", content: `const a = 2;\n${line}\n` };
    await expect(effect("write_file", args)).rejects.toThrow(
      /^Not written: line 2, .* stands for text that was left out.*edit_file/s,
    );
  });

  test.each([
    ["app.js", "// existing code paths are tested in test/a.test.js"],
    ["app.js", "// Rest parameters: f(...rest) of the function"],
    ["app.js", "const rest = { ...existing };"],
    ["app.py", "# the rest of the arguments goes to the command"],
    ["app.py", "# unchanged since 1.0, see the changelog for what was done before that, and why"],
    ["README.md", "... rest of file unchanged ..."],
    ["app.js", "return '... rest of the file unchanged';"],
  ])("takes an ordinary line in %s: %s", async (path, line) => {
    const sandbox = memorySandbox();
    await toolBench({ sandbox }).call("write_file", { path, content: `a\n${line}\n` });
    expect(sandbox.files.get(path)).toBe(`a\n${line}\n`);
  });

  test("takes a stub line that the file has already", async () => {
    const line = "# ... existing code ...";
    const sandbox = memorySandbox({ "prompt.py": `${line}\n` });
    await toolBench({ sandbox }).call("write_file", {
      path: "prompt.py",
      content: `a\n${line}\n`,
    });
    expect(sandbox.files.get("prompt.py")).toBe(`a\n${line}\n`);
  });

  test("warns of replacement characters in a new text", async () => {
    const { call } = toolBench();
    const { result } = await call("write_file", {
      path: "a.txt",
      content: "fine\nla\uFFFD\uFFFDt\n",
    });
    expect(result.content).toContain(
      "Warning: it holds 2 replacement characters (U+FFFD), first in line 2",
    );
  });

  test("what somebody changed since the model read or wrote it is not written over, in any mode", async () => {
    const sandbox = memorySandbox({ "a.txt": "old" });
    const { call, effect } = toolBench({ sandbox });
    await call("read_file", { path: "a.txt" });
    sandbox.files.set("a.txt", "theirs");
    const args = { path: "a.txt", content: "mine" };
    await expect(effect("write_file", args)).rejects.toThrow(
      "Not written: a.txt was changed on disk since you last read or wrote it. Read it again",
    );
    await call("read_file", { path: "a.txt" });
    await call("write_file", args);
    sandbox.files.set("a.txt", "theirs again");
    await expect(effect("write_file", { ...args, content: "mine again" })).rejects.toThrow(
      "changed on disk",
    );
  });

  test.each([
    ["", 0],
    ["tiny\n", 5],
    ["x".repeat(399), 399],
  ])("does not leave a stump of a large file (%#), unless that is said", async (content, left) => {
    const sandbox = memorySandbox({ "a.txt": "花花花\n".repeat(200) });
    const { call, effect } = toolBench({ sandbox });
    await call("read_file", { path: "a.txt" });
    const args = { path: "a.txt", content };
    await expect(effect("write_file", args)).rejects.toThrow(
      `Not written: of the 2,000 bytes of a.txt this would leave ${left}.`,
    );
    await call("write_file", { ...args, shrink: true });
    expect(sandbox.files.get("a.txt")).toBe(content);
  });

  test.each([
    ["a fifth", 2000, 400],
    ["a short file", 1999, 1],
  ])("shortens without asking to %s", async (_name, before, after) => {
    const sandbox = memorySandbox({ "a.txt": "y".repeat(before) });
    const { call } = toolBench({ sandbox });
    await call("read_file", { path: "a.txt" });
    await call("write_file", { path: "a.txt", content: "x".repeat(after) });
    expect(sandbox.files.get("a.txt")).toHaveLength(after);
  });

  test("keeps the CRLF of the file it replaces, in the diff as on disk", async () => {
    const sandbox = memorySandbox({ "a.txt": "one\r\ntwo\r\n" });
    const { effect } = await toolBench({ sandbox }).call("write_file", {
      path: "a.txt",
      content: "one\n2\nthree\n",
    });
    expect(effect).toMatchObject({ after: "one\r\n2\r\nthree\r\n" });
    expect(sandbox.files.get("a.txt")).toBe("one\r\n2\r\nthree\r\n");
  });

  test("writes an empty file", async () => {
    const { result } = await toolBench().call("write_file", { path: "__init__.py", content: "" });
    expect(result.content).toBe("Created __init__.py (0 lines, 0 bytes).");
  });

  test.each([["."], ["src/"], [""], ["/out"]])("refuses the folder %j", async (path) => {
    const { effect } = toolBench();
    await expect(effect("write_file", { path, content: "" })).rejects.toThrow("names a folder");
  });
});
