/** Repositories where nobody can look, or where there is too much: found all the same, or nothing runs and it is said why. */

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { removesOnly } from "../../src/sandbox/removes-only.ts";
import { openTestSandbox } from "../support/open-test-sandbox.ts";

/** With bash, whose $'' writes any byte. */
const onHost = (folder: string, script: string) =>
  execFileSync("bash", ["-c", script], { cwd: folder, encoding: "utf8" });

describe("a name that is not UTF-8", () => {
  test("above the user's repository: no command runs, and the line says what to do", async () => {
    await using box = await openTestSandbox();
    onHost(box.out, "mkdir $'a\\xff' && git init -q $'a\\xff'");
    await expect(box.run("true")).rejects.toThrow(
      /"a\\xff\/\.git" is the user's .* not UTF-8.* no command runs\. The user must rename/,
    );
    onHost(box.out, "mv $'a\\xff' a");
    expect((await box.run("touch a/.git/x 2>/dev/null || echo closed")).output).toBe("closed\n");
  });

  test("is told as list_files writes it, and what stands in for bytes is a name too", async () => {
    await using box = await openTestSandbox();
    const { notes = [] } = await box.run(
      "mkdir $'\\xff' $'\\xef\\xbf\\xbd'; git init -q $'\\xff/r'; git init -q $'\\xef\\xbf\\xbd/r'",
    );
    expect(notes.join()).toContain('"\\xff/r/.git"');
    expect(notes.join()).toContain('"\ufffd/r/.git"');
    expect((await box.run("git -C $'\\xff/r' status --short; true")).notes).toBeUndefined();
  });

  test("in what the user's settings name is protected or refused like one that is", async () => {
    await using box = await openTestSandbox();
    onHost(
      box.out,
      "git init -q . && mkdir é hooks && git config core.hooksPath é && git config --add core.hooksPath $'h\\xff'",
    );
    expect((await box.run("touch é/x 2>/dev/null || echo closed")).output).toBe("closed\n");
    const { notes = [] } = await box.run("mkdir $'h\\xff'; touch $'h\\xff/pre-commit'");
    expect(notes.join()).toContain('"h\\xff" (it was not there before)');
  });

  test("in the way of a work tree is no reason to put it aside", async () => {
    await using box = await openTestSandbox();
    const { notes = [], exitCode } = await box.run(
      "mkdir é && git init -q é/r && cd é/r && git -c user.name=a -c user.email=a@example.org commit -q --allow-empty -m x && git worktree add -q ../w && git -C ../w status",
    );
    expect(exitCode).toBe(0);
    expect(notes.join()).not.toContain("set-aside");
  });
});

const deep = "for i in $(seq 30); do mkdir $(printf %0200d 0) && cd $(printf %0200d 0); done";

describe("what is too deep for a path", () => {
  test("is told when a command made it", async () => {
    await using box = await openTestSandbox();
    const { notes = [] } = await box.run(`${deep}; git init -q r`);
    expect(notes.join()).toMatch(
      /Too deep to be looked through for repositories: .* do not run git/,
    );
    onHost(box.out, "rm -rf 0*");
  });

  test("stops the session's commands when it was there before", async () => {
    await using box = await openTestSandbox();
    onHost(box.out, deep);
    await expect(box.run("true")).rejects.toThrow(/too deep .* no command runs\. The user must/);
    onHost(box.out, "rm -rf 0*");
  });
});

describe("more folders than are looked into", () => {
  const limits = { folders: 30 };
  const crowd = "mkdir -p few gen/{1..40}";

  test("stop every command but one that removes, and the line names it", async () => {
    await using box = await openTestSandbox({ limits });
    const { notes = [] } = await box.run(crowd);
    expect(notes.join()).toMatch(/Too many folders, most of them in "gen"/);
    await expect(box.run("true")).rejects.toThrow(
      /more than 30 folders \(most are in "gen"\).*: rm -rf gen$/,
    );
    await expect(box.run("rm -rf gen; touch x")).rejects.toThrow(/more than 30 folders/);
    expect(await box.run("rm -rf gen")).toMatchObject({ exitCode: 0 });
    expect((await box.run("ls")).output).toBe("few\n");
  });

  test("that were there before stop all, and the line says what the user can type", async () => {
    await using box = await openTestSandbox({ limits });
    onHost(box.out, crowd);
    await expect(box.run("rm -rf gen")).rejects.toThrow(
      new RegExp(`no command runs\\. The user must .*\\(rm -rf '${box.out}/gen'\\)`),
    );
    onHost(box.out, "rm -rf gen");
    expect(await box.run("true")).toMatchObject({ exitCode: 0 });
  });

  test.each(["rm -rf gen", " rm -r -f -- a/b c.d ", "rm -rfv ./a", "rm x\n"])(
    "%j removes only",
    (command) => expect(removesOnly(command)).toBe(true),
  );

  test.each([
    "rm -rf gen; sh x",
    "rm -rf gen && x",
    "rm -rf $(x)",
    "rm -rf `x`",
    "rm -rf a\nsh x",
    "rm -rf ..",
    "rm -rf a/../../b",
    "rm -rf a > b",
    "rm -rf *",
    "rm --help",
    "rm",
    "rmdir a",
    "x=1 rm a",
  ])("%j does not, or is not known to", (command) =>
    expect(removesOnly(command)).toBe(command === "rm -rf a\n"),
  );
});

describe("a background command", () => {
  test("is said to be able to change what commands made, and user and model are told when to wait", async () => {
    const told: string[] = [];
    await using box = await openTestSandbox({ notice: (line) => told.push(line) });
    await box.run("git init -q r");
    const process = await box.sandbox.start({ command: "sleep 60" });
    expect(told).toEqual([
      expect.stringMatching(/^Repositories made by commands: "r\/\.git"\. While a background/),
    ]);
    const { notes = [] } = await box.run("git init -q s");
    expect(notes.join()).toMatch(
      /New repository: "s\/\.git"\. .*run git there only after it has ended/,
    );
    await process.stop();
    expect((await box.run("git init -q t")).notes?.join()).not.toMatch(/background/);
  });

  test("that planted a hook at its very end is reviewed when it has ended", async () => {
    const told: string[] = [];
    await using box = await openTestSandbox({ notice: (line) => told.push(line) });
    await box.run("git init -q r");
    const hook = "r/.git/hooks/pre-commit";
    const process = await box.sandbox.start({
      command: `trap 'printf x >${hook}; chmod +x ${hook}' EXIT; sleep 0.2`,
    });
    await expect.poll(() => process.ended()).not.toBeNull();
    expect(existsSync(join(box.out, hook))).toBe(false);
    expect(told.join()).toContain("a hook");
  });
});

test("an output directory that a command closed is opened again, and so is a folder above the user's repository", async () => {
  await using box = await openTestSandbox();
  mkdirSync(join(box.out, "a/b"), { recursive: true });
  onHost(join(box.out, "a/b"), "git init -q .");
  const mode = statSync(box.out).mode;
  await box.run("chmod 000 a . || true");
  expect(statSync(box.out).mode & 0o700).toBe(mode & 0o700);
  expect((await box.run("touch a/b/.git/x 2>/dev/null || echo closed")).output).toBe("closed\n");
  expect(readdirSync(box.out)).toEqual(["a"]);
});
