/** What git would discard is told before it runs: exactly the files that hold something else afterwards. */

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Discard, Effect } from "../../src/core/types.ts";
import { writeFiles } from "../support/folder-with.ts";
import { openTestSandbox } from "../support/open-test-sandbox.ts";
import { toolBench } from "../support/tool-bench.ts";

const env = {
  ...{ PATH: process.env.PATH, HOME: "/nonexistent", GIT_CONFIG_NOSYSTEM: "1" },
  ...{ GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@a" },
  ...{ GIT_COMMITTER_NAME: "a", GIT_COMMITTER_EMAIL: "a@a" },
};

function git(cwd: string, ...words: string[]): void {
  execFileSync("git", words, { cwd, env, stdio: "ignore" });
}

const files = ["a.txt", "same.txt", "src/b.ts", "src/deep/c.ts", "設定.txt"];

/** Committed; then every file but one is changed, one of the same size, and one is gone. */
async function repository() {
  const box = await openTestSandbox();
  writeFiles(box.out, Object.fromEntries([...files, "gone"].map((path) => [path, `${path}\n`])));
  git(box.out, "init", "-q", "-b", "main");
  git(box.out, "add", ".");
  git(box.out, "commit", "-qm", "first");
  git(box.out, "branch", "other");
  for (const path of files) if (path !== "same.txt") writeFileSync(join(box.out, path), `${path}!`);
  execFileSync("rm", [join(box.out, "gone")]);
  const { effect } = toolBench({ sandbox: box.sandbox });
  return {
    box,
    async discards(command: string, cwd?: string): Promise<Discard[]> {
      const found = await effect("shell", { command, ...(cwd ? { cwd } : {}) });
      return (found as Extract<Effect, { kind: "exec" }>).discards ?? [];
    },
    texts: () =>
      Object.fromEntries(files.map((path) => [path, readFileSync(join(box.out, path), "utf8")])),
  };
}

test.each<[string, string?]>([
  ["git checkout -- ."],
  ["git checkout ."],
  ["git checkout a.txt"],
  ["git checkout -- a.txt src"],
  ["git checkout HEAD -- src"],
  ["git checkout HEAD src/b.ts"],
  ["git checkout -f"],
  ["git restore ."],
  ["git restore src/deep"],
  ["git restore --source HEAD --staged --worktree ."],
  ["git restore -s HEAD a.txt"],
  ["git reset --hard"],
  ["git reset -q --hard HEAD"],
  ["git switch -f other"],
  ["git stash"],
  ["git stash -u"],
  ["git stash push -m 'for later'"],
  ["git checkout -- .", "src"],
  ["git restore b.ts", "src"],
])("%s takes the changes it was said to take (in %s)", async (command, cwd) => {
  const repo = await repository();
  await using _ = repo.box;
  const [discard, ...more] = await repo.discards(command, cwd);
  expect(more).toEqual([]);
  const before = repo.texts();
  // In the fence the user's own repository is read-only.
  execFileSync("bash", ["-c", command], {
    cwd: join(repo.box.out, cwd ?? "."),
    env,
    stdio: "ignore",
  });
  const after = repo.texts();
  const changed = files.filter((path) => before[path] !== after[path]);
  expect(changed.length).toBeGreaterThan(0);
  expect([...(discard?.files ?? [])].sort()).toEqual(changed.sort());
  expect(discard).toMatchObject({ count: changed.length, aside: command.includes("stash") });
});

test.each([
  ["git checkout other"],
  ["git checkout -b new"],
  ["git checkout same.txt"],
  ["git restore --staged ."],
  ["git restore -p ."],
  ["git reset"],
  ["git reset --soft HEAD"],
  ["git stash list"],
  ["git stash pop"],
  ["git switch other"],
  ["git status && git diff"],
  ["echo git reset --hard"],
  ["git commit -am 'reset --hard'"],
])("%s discards nothing", async (command) => {
  const repo = await repository();
  await using _ = repo.box;
  expect(await repo.discards(command)).toEqual([]);
});

test.each([
  ["git checkout -- '*.ts'"],
  ["git restore $WHAT"],
  ["cd src && git checkout -- ."],
  ["git -C src restore ."],
  ["git restore ../x"],
  ["ls | xargs git checkout --"],
])("%s: which changes is known only when it runs", async (command) => {
  const repo = await repository();
  await using _ = repo.box;
  expect(await repo.discards(command)).toMatchObject([{ files: null, count: 0 }]);
});

test("a repository that cannot be read, or none, promises nothing; what is staged is said to go", async () => {
  const repo = await repository();
  await using _ = repo.box;
  git(repo.box.out, "checkout", "-q", "--", ".");
  expect(await repo.discards("git restore .")).toEqual([]);
  expect(await repo.discards("git reset --hard")).toMatchObject([{ files: [], staged: true }]);
  writeFileSync(join(repo.box.out, ".git/index"), "torn");
  expect(await repo.discards("git restore .")).toMatchObject([{ files: null }]);
  await using bare = await openTestSandbox();
  const { effect } = toolBench({ sandbox: bare.sandbox });
  expect(await effect("shell", { command: "git stash" })).toMatchObject({
    discards: [{ files: null, aside: true }],
  });
});

test("many files: the first are named, all are counted", async () => {
  await using box = await openTestSandbox();
  const many = Array.from({ length: 30 }, (_, at) => `f${String(at).padStart(2, "0")}`);
  writeFiles(box.out, Object.fromEntries(many.map((path) => [path, "1"])));
  git(box.out, "init", "-q");
  git(box.out, "add", ".");
  writeFiles(box.out, Object.fromEntries(many.map((path) => [path, "2"])));
  const { effect } = toolBench({ sandbox: box.sandbox });
  expect(await effect("shell", { command: "git checkout ." })).toMatchObject({
    discards: [{ files: many.slice(0, 20), count: 30 }],
  });
});
