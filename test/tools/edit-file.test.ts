import { describe, expect, test } from "vitest";
import { memorySandbox } from "../../src/sandbox/memory.ts";
import { toolBench } from "../support/tool-bench.ts";

const edit = async (text: string, oldText: string, newText: string, all?: boolean) => {
  const sandbox = memorySandbox({ "a.txt": text });
  const args = { path: "a.txt", oldText, newText, ...(all === undefined ? {} : { all }) };
  const { effect, result } = await toolBench({ sandbox }).call("edit_file", args);
  const written = sandbox.files.get("a.txt");
  return { effect, result, written };
};

describe("edit_file", () => {
  test("replaces the one place, and writes just what the effect shows", async () => {
    const { effect, result, written } = await edit("a = 1\nb = 2\n", "b = 2", "b = 3");
    expect(effect).toEqual({
      kind: "write",
      path: "a.txt",
      change: "update",
      bytes: 12,
      before: "a = 1\nb = 2\n",
      after: "a = 1\nb = 3\n",
    });
    expect(written).toBe("a = 1\nb = 3\n");
    expect(result).toEqual({ content: "Edited a.txt (line 2)." });
  });

  test("takes no part of newText for a pattern", async () => {
    expect((await edit("x", "x", "$& $1 \\n")).written).toBe("$& $1 \\n");
  });

  test("tells the lines of all places when more than one fits", async () => {
    await expect(edit("x\ny\nx\nx", "x", "z")).rejects.toThrow(
      "oldText is in a.txt 3 times, at lines 1, 3, 4.",
    );
  });

  test("replaces every place when all is set", async () => {
    const { written, result } = await edit("x\ny\nx\nx", "x", "xx", true);
    expect(written).toBe("xx\ny\nxx\nxx");
    expect(result.content).toBe("Edited a.txt (3 places, lines 1, 3, 4).");
  });

  test("finds LF text in a CRLF file and writes CRLF", async () => {
    const { written } = await edit("one\r\ntwo\r\nthree\r\n", "one\ntwo\n", "1\n2\n2.5\n");
    expect(written).toBe("1\r\n2\r\n2.5\r\nthree\r\n");
  });

  test("changes no line end outside the place, in a file that mixes them", async () => {
    const { written } = await edit("a\r\nb\nc\r\nd\n", "b\nc", "b\nB\nc");
    expect(written).toBe("a\r\nb\nB\nc\r\nd\n");
  });

  test("shows the nearest lines on a miss, and where they part", async () => {
    const text = "import os\n\ndef load():\n    return open('a').read()\n\ndef save():\n    pass\n";
    await expect(edit(text, "def load():\n    return open('b').read()", "x")).rejects.toThrow(
      "oldText is not in a.txt. Nearest, lines 3-4 of 7:\n3: def load():\n4:     return open('a').read()\n" +
        "Line 4 differs; oldText has:     return open('b').read()",
    );
  });

  test.each([
    [
      "a tab for blanks",
      "def f():\n\treturn 1\n",
      "def f():\n    return 1\n",
      "starts it with 1 tab, oldText with 4 blanks",
    ],
    [
      "blanks at an end",
      "let a;  \nlet b;\n",
      "let a;\nlet b;\n",
      "ends it with 2 blanks, oldText with no blanks",
    ],
    ["blanks between words", "a  =  1\n", "a = 1\n", "blanks between the words are others"],
  ])("names %s as the difference", async (_, text, oldText, words) => {
    await expect(edit(text, oldText, "x")).rejects.toThrow(words);
  });

  test("finds the nearest line when none is equal", async () => {
    const text = "alpha\nconst limit = 4000;\nomega\n";
    await expect(edit(text, "const limits = 400;", "x")).rejects.toThrow(
      "Nearest, lines 2-2 of 3:\n2: const limit = 4000;",
    );
  });

  test("says so when nothing is like it", async () => {
    await expect(edit("alpha\n", "zzz qqq", "x")).rejects.toThrow(
      "Nothing in the file is like it; read the file again.",
    );
  });

  test("says where the file ends before the wanted text does", async () => {
    await expect(edit("alpha beta\n", "alpha beta\ngamma", "x")).rejects.toThrow(
      "The file ends here; oldText goes on with: gamma",
    );
  });

  test("refuses what changes nothing, an empty oldText, and a file that is not there", async () => {
    await expect(edit("a", "a", "a")).rejects.toThrow("changes nothing");
    await expect(edit("a", "", "b")).rejects.toThrow("oldText is empty");
    const { effect } = toolBench();
    await expect(effect("edit_file", { path: "b", oldText: "a", newText: "b" })).rejects.toThrow(
      "There is no file b; write_file makes one.",
    );
  });

  test("warns of replacement characters that it brings in, not of those that were there", async () => {
    const { result } = await edit("one\ntwo\n", "two", "t\uFFFDo");
    expect(result.content).toBe(
      "Edited a.txt (line 2). Warning: it holds 1 replacement character (U+FFFD), first in line 2: text was lost there; mend it with edit_file.",
    );
    const { result: known } = await edit("\uFFFDone\ntwo\n", "two", "2");
    expect(known.content).toBe("Edited a.txt (line 2).");
  });

  describe("a line that stands for text left out", () => {
    const text = "function f() {\n  return 1;\n}\n";
    const js = (oldText: string, newText: string) => {
      const sandbox = memorySandbox({ "a.js": text });
      return toolBench({ sandbox })
        .call("edit_file", { path: "a.js", oldText, newText })
        .then(() => sandbox.files.get("a.js"));
    };

    test("does not take the place of that text", async () => {
      await expect(
        js(text, "function f() {\n  // ... rest of the function unchanged ...\n}\n"),
      ).rejects.toThrow(
        /^Not written: line 2 of newText, .* stands for text that was left out.*less into oldText/s,
      );
    });

    test("may be put beside the text it was found at", async () => {
      const line = "// ... existing code ...";
      expect(await js("  return 1;", `  ${line}\n  return 1;`)).toContain(line);
    });
  });

  test("does not write over what changed since it was shown", async () => {
    const sandbox = memorySandbox({ "a.txt": "one two" });
    const { effect, run } = toolBench({ sandbox });
    const args = { path: "a.txt", oldText: "one", newText: "1" };
    await effect("edit_file", args);
    sandbox.files.set("a.txt", "one three");
    await expect(run("edit_file", args)).rejects.toThrow("changed");
    expect(sandbox.files.get("a.txt")).toBe("one three");
  });
});
