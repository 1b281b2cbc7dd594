import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { count, ranked } from "./lib.js";

const cli = fileURLToPath(new URL("cli.js", import.meta.url));

function run(args, input = "") {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [cli, ...args], (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
    child.stdin.end(input);
  });
}

test("words are counted without regard to case, in any script", () => {
  assert.deepEqual(ranked(count("Tea tea お茶")), [
    { word: "tea", count: 2 },
    { word: "お茶", count: 1 },
  ]);
});

test("standard input is read, the most frequent word first", async () => {
  assert.deepEqual(await run([], "b a\nb\n"), { code: 0, stdout: "2  b\n1  a\n", stderr: "" });
});

test("no words, no output", async () => {
  assert.deepEqual(await run([], ""), { code: 0, stdout: "", stderr: "" });
});

test("--top takes a whole number only", async () => {
  assert.equal((await run(["--top", "1"], "b a b")).stdout, "2  b\n");
  assert.equal((await run(["--top", "x"])).code, 2);
});

test("a missing file is told in one line", async () => {
  const { code, stdout, stderr } = await run(["missing.txt"]);
  assert.equal(code, 1);
  assert.equal(stdout, "");
  assert.match(stderr, /^wordcount: .*missing\.txt.*\n$/);
});
