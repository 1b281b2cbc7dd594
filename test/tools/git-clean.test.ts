/** What `git clean` would take away is listed before it runs, as git itself tells it afterwards. */

import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Effect, Removal } from "../../src/core/types.ts";
import { writeFiles } from "../support/folder-with.ts";
import { openTestSandbox } from "../support/open-test-sandbox.ts";
import { toolBench } from "../support/tool-bench.ts";

const files = {
  "a.txt": "a",
  "new.txt": "12345",
  "debug.log": "log",
  "keep.log": "kept",
  "src/b.ts": "b",
  "src/b.tmp": "t",
  "src/new.ts": "n",
  "src/deep/c.ts": "c",
  "src/deep/only/x.ts": "x",
  "dist/out.js": "o",
  "fresh/one.txt": "1",
  "fresh/two/three.log": "3",
  "設定 1.txt": "s",
  ".gitignore": "# made\n*.log\n!keep.log\n/dist/\n",
  "src/.gitignore": "*.tmp\n",
  ".env": "secret",
};
const tracked = ["a.txt", "src/b.ts", "src/deep/c.ts", ".gitignore", "src/.gitignore"];

function git(cwd: string, ...words: string[]): string {
  const env = { PATH: process.env.PATH, HOME: "/nonexistent", GIT_CONFIG_NOSYSTEM: "1" };
  return execFileSync("git", words, {
    cwd,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function repository(indexVersion = 2) {
  const box = await openTestSandbox();
  writeFiles(box.out, files);
  git(box.out, "init", "-q");
  git(box.out, "add", ...tracked);
  git(box.out, "update-index", "--index-version", String(indexVersion));
  const { effect } = toolBench({ sandbox: box.sandbox });
  return {
    box,
    async removes(command: string, cwd?: string): Promise<Removal[]> {
      const found = await effect("shell", { command, ...(cwd ? { cwd } : {}) });
      return (found as Extract<Effect, { kind: "exec" }>).removes ?? [];
    },
    /** As git tells it: every file, one by one. */
    byGit(words: string, cwd = "."): string[] {
      const folder = join(box.out, cwd);
      const rehearsal = words.replace("clean", "clean -n").replace(" -q", "");
      const told = git(folder, "-c", "core.quotePath=false", ...rehearsal.split(" "));
      const paths = told
        .split("\n")
        .filter(Boolean)
        .map((line) => line.replace(/^Would remove "?(.*?)"?$/, "$1"));
      const all = paths.flatMap((path) =>
        path.endsWith("/") ? filesBelow(join(folder, path)).map((one) => `${path}${one}`) : [path],
      );
      return all.map((path) => (cwd === "." ? path : join(cwd, path))).sort();
    },
  };
}

function filesBelow(folder: string): string[] {
  return execFileSync("find", [".", "-not", "-type", "d"], { cwd: folder, encoding: "utf8" })
    .split("\n")
    .filter(Boolean)
    .map((path) => path.slice(2));
}

test.each<[string, string?]>([
  ["clean -f"],
  ["clean -fd"],
  ["clean -fdx"],
  ["clean -fx"],
  ["clean -fdX"],
  ["clean -d --force -q"],
  ["clean -fd fresh src"],
  ["clean -f -- fresh/one.txt nothing"],
  ["clean -fd", "src"],
  ["clean -f", "src/deep"],
])("git %s is listed as git would do it (in %s)", async (words, cwd) => {
  const repo = await repository();
  await using _ = repo.box;
  const [removal, ...more] = await repo.removes(`git ${words}`, cwd);
  expect(more).toEqual([]);
  if (removal) expect(removal).toMatchObject({ name: `git ${words}`, known: true });
  expect([...(removal?.files ?? [])].sort()).toEqual(repo.byGit(words, cwd));
  expect(removal?.count ?? 0).toBe(repo.byGit(words, cwd).length);
});

test.each([[2], [3], [4]])("the list of version %i is read", async (version) => {
  const repo = await repository(version);
  await using _ = repo.box;
  const [removal] = await repo.removes("git clean -fdx");
  expect([...(removal?.files ?? [])].sort()).toEqual(repo.byGit("clean -fdx"));
});

test("what .gitignore seems to keep is counted apart, and watched", async () => {
  const repo = await repository();
  await using _ = repo.box;
  expect(await repo.removes("git clean -fd")).toMatchObject([{ stays: 4, watched: true }]);
  const [whole] = await repo.removes("git clean -fdx");
  expect(whole).not.toHaveProperty("stays");
  expect(whole).not.toHaveProperty("watched");
});

test("other repositories in it stay, unless it is forced twice; links go and are not followed", async () => {
  const repo = await repository();
  await using _ = repo.box;
  const { out } = repo.box;
  mkdirSync(join(out, "other"));
  git(join(out, "other"), "init", "-q");
  writeFileSync(join(out, "other/file"), "f");
  symlinkSync("../outside", join(out, "link"));
  mkdirSync(join(out, "node_modules/x"), { recursive: true });
  writeFileSync(join(out, "node_modules/x/i.js"), "i");
  const [once, ...shut] = await repo.removes("git clean -fdx");
  expect(once?.files).toContain("link");
  expect(once?.files).not.toContain("other/file");
  expect(shut).toEqual([{ name: "node_modules", files: [], count: 0, bytes: 0, known: false }]);
  const [twice, ...more] = await repo.removes("git clean -ffdx");
  expect(twice?.files).toContain("other/file");
  expect(more.map(({ name }) => name)).toEqual(["node_modules", "other/.git"]);
});

test.each([
  ["git clean -fd *.log"],
  ["git clean -fd ':!a'"],
  ["git clean -fd -e '*.log'"],
  ["git -C src clean -fd"],
  ["git -c clean.requireForce=false clean"],
  ["cd src && git clean -fd"],
  ["git clean -fd $WHERE"],
  ["git clean -fd .."],
  ["git clean -fd src/../.."],
])("%s: what goes is known only when it runs", async (command) => {
  const repo = await repository();
  await using _ = repo.box;
  expect(await repo.removes(command)).toMatchObject([{ known: false, watched: true }]);
});

test.each([
  ["torn", "DIRC\0\0\0\x02\0\0\xff\xff"],
  ["another version", `DIRC\0\0\0\x09${"\0".repeat(40)}`],
  ["no list", "hello"],
  ["as many entries as fit in no file", `DIRC\0\0\0\x02\xff\xff\xff\xff${"\0".repeat(20)}`],
  [
    "a version 4 that takes back more than there is",
    `DIRC\0\0\0\x04\0\0\0\x01${"\0".repeat(62)}\x7fa\0${"\0".repeat(20)}`,
  ],
])("a list that is %s promises nothing", async (_name, content) => {
  const repo = await repository();
  await using _ = repo.box;
  writeFileSync(join(repo.box.out, ".git/index"), content, "latin1");
  expect(await repo.removes("git clean -fd")).toMatchObject([{ known: false, watched: true }]);
});

test("a split list is one that cannot be read", async () => {
  const repo = await repository();
  await using _ = repo.box;
  git(repo.box.out, "update-index", "--split-index");
  expect(await repo.removes("git clean -fd")).toMatchObject([{ known: false, watched: true }]);
});

test("without a repository nothing is promised; in a new one everything goes", async () => {
  await using box = await openTestSandbox();
  writeFiles(box.out, { a: "1", "b/c": "2" });
  const { effect } = toolBench({ sandbox: box.sandbox });
  const removes = async () => {
    const found = (await effect("shell", { command: "git clean -fd" })) as { removes?: Removal[] };
    return found.removes;
  };
  expect(await removes()).toMatchObject([{ known: false, watched: true }]);
  git(box.out, "init", "-q");
  expect(await removes()).toMatchObject([{ files: ["a", "b/c"], count: 2 }]);
});

test("a SHA-256 repository is read as well", async () => {
  await using box = await openTestSandbox();
  writeFiles(box.out, { a: "1", b: "2" });
  git(box.out, "init", "-q", "--object-format=sha256");
  git(box.out, "add", "a");
  const { effect } = toolBench({ sandbox: box.sandbox });
  expect(await effect("shell", { command: "git clean -f" })).toMatchObject({
    removes: [{ files: ["b"], count: 1, bytes: 1, known: true }],
  });
});
