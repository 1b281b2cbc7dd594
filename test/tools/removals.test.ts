import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { copiedOf } from "../../src/core/removals.ts";
import type { Effect, Removal } from "../../src/core/types.ts";
import { memorySandbox } from "../../src/sandbox/memory.ts";
import { openTestSandbox } from "../support/open-test-sandbox.ts";
import { toolBench } from "../support/tool-bench.ts";

async function removes(
  files: Record<string, string>,
  command: string,
  cwd?: string,
): Promise<Removal[] | undefined> {
  const bench = toolBench({ sandbox: memorySandbox(files) });
  const effect = await bench.effect("shell", { command, ...(cwd ? { cwd } : {}) });
  return (effect as Extract<Effect, { kind: "exec" }>).removes;
}

const files = { "src/a.ts": "12345", "src/deep/b.ts": "6", "x.log": "1", "y.log": "2", keep: "k" };

test("a command that removes lists what goes, as it stands now", async () => {
  expect(await removes(files, "rm -rf src keep gone && ls")).toEqual([
    { name: "src", files: ["src/a.ts", "src/deep/b.ts"], count: 2, bytes: 6, known: true },
    { name: "keep", files: ["keep"], count: 1, bytes: 1, known: true },
  ]);
});

test("patterns and a folder of the call's own", async () => {
  expect(await removes(files, "rm -r *.log")).toMatchObject([
    { name: "*.log", files: ["x.log", "y.log"], count: 2 },
  ]);
  expect(await removes(files, "rm a.ts", "src")).toMatchObject([{ files: ["src/a.ts"] }]);
});

test("what nobody can tell beforehand is said to be so", async () => {
  expect(await removes(files, "git clean -fdx; rm /etc/passwd")).toMatchObject([
    { name: "git clean -fdx", known: false, count: 0, watched: true },
    { name: "/etc/passwd", known: false },
  ]);
});

test("what find looks for is listed, with all that is in a folder that goes", async () => {
  const tree = {
    "app/__pycache__/m.pyc": "1",
    "app/__pycache__/deep/n.pyc": "22",
    "app/m.py": "3",
    "old.pyc": "4",
    "b/__pycache__x/k": "5",
  };
  const whole = "find . -name __pycache__ -type d -exec rm -rf {} +";
  expect(await removes(tree, whole)).toEqual([
    {
      ...{ name: whole, count: 2, bytes: 3, known: true },
      files: ["app/__pycache__/deep/n.pyc", "app/__pycache__/m.pyc"],
    },
  ]);
  expect(await removes(tree, "find app b -name '*.pyc' -delete")).toMatchObject([
    { files: ["app/__pycache__/deep/n.pyc", "app/__pycache__/m.pyc"] },
  ]);
  expect(await removes(tree, "find . -name '*.pyc' -delete", "app")).toMatchObject([{ count: 2 }]);
  expect(await removes(tree, "find . -type d -delete")).toBeUndefined();
  expect(await removes(tree, "find /etc -delete")).toMatchObject([{ known: false, watched: true }]);
  const fetched = { ...tree, "node_modules/a/i.js": "1" };
  expect(await removes(fetched, "find . -name '*.js' -delete")).toMatchObject([
    { known: false, watched: true },
  ]);
});

test("where nothing goes, nothing is said", async () => {
  expect(await removes(files, "rm -f gone *.none")).toBeUndefined();
  expect(await removes(files, "ls -la")).toBeUndefined();
});

test("on a disk: links are listed, not followed, and what is not looked into is named", async () => {
  await using box = await openTestSandbox();
  const { out } = box.sandbox;
  mkdirSync(`${out}/app/node_modules/x`, { recursive: true });
  writeFileSync(`${out}/app/node_modules/x/i.js`, "1");
  writeFileSync(`${out}/app/.hidden`, "22");
  writeFileSync(`${out}/outside`, "kept");
  symlinkSync("../outside", `${out}/app/link`);
  const { effect } = toolBench({ sandbox: box.sandbox });
  const { removes: found = [] } = (await effect("shell", { command: "rm -rf app" })) as Extract<
    Effect,
    { kind: "exec" }
  >;
  expect(found).toMatchObject([
    { name: "app", files: ["app/.hidden", "app/link"], count: 2, known: true },
    { name: "app/node_modules", known: false },
  ]);
});

test("a copy is kept of what is known whole, up to 500 files and 32 MiB together", () => {
  const some = (count: number, more: Partial<Removal> = {}): Removal => ({
    name: "a",
    files: Array.from({ length: count }, (_, index) => `a/${index}`),
    count,
    bytes: count,
    known: true,
    ...more,
  });
  expect(copiedOf([some(500)])).toHaveLength(1);
  expect(copiedOf([some(499), some(2)])).toEqual([]);
  expect(copiedOf([some(1, { bytes: 33 * 1024 * 1024 })])).toEqual([]);
  expect(copiedOf([some(3, { count: 4 }), some(0, { known: false }), some(2)])).toHaveLength(1);
});
