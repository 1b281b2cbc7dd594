/** What the user's next git would run was there before the session, or it does not run. Real jail, real git. */

import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { openTestSandbox, type TestSandbox } from "../support/open-test-sandbox.ts";

const environment = {
  PATH: "/usr/bin:/bin",
  HOME: "/nonexistent",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "a",
  GIT_AUTHOR_EMAIL: "a@example.org",
  GIT_COMMITTER_NAME: "a",
  GIT_COMMITTER_EMAIL: "a@example.org",
};

function git(folder: string, ...args: string[]): void {
  execFileSync("git", ["-C", folder, ...args], { env: environment, stdio: "ignore" });
}

function write(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, mode);
}

/** What somebody does in a folder that was worked on, without looking. */
const habits = [
  ["status"],
  ["add", "-A"],
  ["commit", "-q", "--allow-empty", "-m", "x"],
  ["diff", "HEAD"],
  ["log", "-p", "-1"],
  ["st"],
  ["fetch", "--all"],
  ["checkout", "-q", "-b", "other"],
  ["rebase", "--continue"],
  ["submodule", "update"],
  ["gc", "--auto"],
];

/** `folder` as printf writes it: a name may be no UTF-8, which no argument of a program can be here. */
function workOn(folder: string): void {
  for (const habit of habits)
    spawnSync("sh", ["-c", 'cd "$(printf "$0")" && exec git "$@"', folder, ...habit], {
      env: { ...environment, GIT_PAGER_IN_USE: "1" },
      stdio: "ignore",
      timeout: 10_000,
    });
}

interface Attack {
  /** On the host, before the session. */
  before?(out: string): void;
  commands: string[];
  background?: string;
  write?: [path: string, text: string][];
  /** Where the user works afterwards; default: the output directory. */
  folders?: string[];
}

/** A program that leaves a trace where no command of the session may write. */
const evil = (mark: string) => `touch ${mark}`;
const hook = (path: string, mark: string) =>
  `mkdir -p ${path}; printf '#!/bin/sh\\n${evil(mark)}\\n' > ${path}/pre-commit; chmod +x ${path}/pre-commit; cp ${path}/pre-commit ${path}/post-checkout`;
const users = (out: string, folder = ".") => {
  mkdirSync(join(out, folder), { recursive: true });
  git(join(out, folder), "init", "-q");
  git(join(out, folder), "commit", "-q", "--allow-empty", "-m", "first");
};

const attacks: Record<string, (mark: string) => Attack> = {
  "a hook in the user's repository": (mark) => ({
    before: users,
    commands: [hook(".git/hooks", mark)],
  }),
  "the user's repository moved away by its parent and replaced": (mark) => ({
    before: (out) => users(out, "a/b"),
    commands: [
      `mv a c; mkdir -p a/b; cp -r c/b/.git a/b/.git; ${hook("a/b/.git/hooks", mark)}`,
      `mv a/b a/x; git init -q a/b; ${hook("a/b/.git/hooks", mark)}`,
    ],
    folders: ["a/b", "c/b", "a/x"],
  }),
  "the user's repository moved away itself": (mark) => ({
    before: users,
    commands: [`mv .git g; rm -rf .git; git init -q .; ${hook(".git/hooks", mark)}`],
  }),
  "a repository of its own with a hook": (mark) => ({
    commands: [`git init -q .; ${hook(".git/hooks", mark)}`],
  }),
  "a hook that comes later": (mark) => ({
    commands: ["git init -q .", hook(".git/hooks", mark)],
  }),
  "settings of its own": (mark) => ({
    commands: [
      `git init -q . && git config core.fsmonitor '${evil(mark)};' && git config core.pager '${evil(mark)};' && git config alias.st '!${evil(mark)}' && git config core.sshCommand '${evil(mark)};' && git remote add o ssh://h.example.org/x && git config diff.external '${evil(mark)};' && git config core.editor '${evil(mark)};'`,
    ],
  }),
  "settings in an included file": (mark) => ({
    commands: [
      `git init -q . && git config include.path ../more && printf '[core]\\nfsmonitor = "${evil(mark)};"\\n' > more`,
    ],
  }),
  "hooks in another folder": (mark) => ({
    commands: [`git init -q . && git config core.hooksPath h; ${hook("h", mark)}`],
  }),
  "hooks in a folder that the user's settings name": (mark) => ({
    before(out) {
      users(out);
      git(out, "config", "core.hooksPath", ".githooks");
    },
    commands: [hook(".githooks", mark)],
  }),
  "hooks in a folder that is there and that the user's settings name": (mark) => ({
    before(out) {
      users(out);
      git(out, "config", "core.hooksPath", "tools/hooks");
      write(join(out, "tools/hooks/README"), "");
    },
    commands: [`mv tools t; ${hook("tools/hooks", mark)}`],
  }),
  "a filter for every file": (mark) => ({
    commands: [
      `git init -q . && git config filter.x.clean '${evil(mark)}; cat' && echo '* filter=x' > .gitattributes && echo a > a`,
    ],
  }),
  "a file in place of a repository": (mark) => ({
    commands: [
      `git init -q r && mv r/.git plain && rmdir r && git --git-dir=plain config core.bare false; ${hook("plain/hooks", mark)}; echo 'gitdir: plain' > .git`,
    ],
  }),
  "a file in place of a repository, filled by a file tool": (mark) => ({
    commands: [
      "git init -q r && mv r/.git plain && rmdir r && rm plain/config && echo 'gitdir: plain' > .git",
    ],
    write: [["plain/config", `[core]\n\tfsmonitor = "${evil(mark)};"\n\tbare = false\n`]],
  }),
  "a link in place of a repository": (mark) => ({
    commands: [
      `git init -q r && mv r/.git plain && ln -s plain .git; ${hook("plain/hooks", mark)}`,
    ],
  }),
  "links inside a repository": (mark) => ({
    commands: [
      `git init -q . && rm -rf .git/hooks && ln -s ../h .git/hooks; ${hook("h", mark)}`,
      `mv .git/config conf && ln -s ../conf .git/config && git config -f conf core.fsmonitor '${evil(mark)};'`,
    ],
  }),
  "another repository's common folder": (mark) => ({
    commands: [
      `git init -q . && git init -q r && mv r/.git plain; ${hook("plain/hooks", mark)}; echo ../plain > .git/commondir`,
    ],
  }),
  "a linked work tree": (mark) => ({
    commands: [
      `git init -q . && git commit -q --allow-empty -m x; git worktree add -q w; git config extensions.worktreeConfig true; git -C w config --worktree core.fsmonitor '${evil(mark)};'; ${hook(".git/hooks", mark)}`,
    ],
    folders: [".", "w"],
  }),
  "a submodule": (mark) => ({
    commands: [
      `git init -q sub; git -C sub commit -q --allow-empty -m x; git init -q .; git -c protocol.file.allow=always submodule --quiet add ./sub s/t; ${hook(".git/modules/s/t/hooks", mark)}; git -C s/t config core.fsmonitor '${evil(mark)};'`,
    ],
    folders: [".", "s/t", "sub"],
  }),
  "a folder that is a repository itself": (mark) => ({
    commands: [`git init -q --bare b; git -C b config alias.st '!${evil(mark)}'`],
    folders: ["b", "b/refs"],
  }),
  "a folder that a file tool makes a repository": (mark) => ({
    commands: ["mkdir -p b/objects b/refs"],
    write: [
      ["b/config", `[core]\n\tbare = false\n\tworktree = ..\n[alias]\n\tst = "!${evil(mark)}"\n`],
      ["b/HEAD", "ref: refs/heads/main\n"],
    ],
    folders: ["b", "b/refs"],
  }),
  "a repository that was prepared under another name": (mark) => ({
    before(out) {
      users(out, "x");
      write(join(out, "x/.git/hooks/pre-commit"), `#!/bin/sh\n${evil(mark)}\n`, 0o755);
      execFileSync("mv", [join(out, "x/.git"), join(out, "prepared")]);
    },
    commands: ["mv prepared .git"],
  }),
  "a repository far down": (mark) => ({
    commands: [
      `mkdir -p a/b/c/d/e/f/g/h && git init -q a/b/c/d/e/f/g/h; ${hook("a/b/c/d/e/f/g/h/.git/hooks", mark)}`,
    ],
    folders: ["a/b/c/d/e/f/g/h"],
  }),
  "a repository below a name that is not UTF-8": (mark) => ({
    commands: [
      `mkdir -p $'a/\\xff\\xfe/b'; cd $'a/\\xff\\xfe/b'; git init -q r; git -C r config core.fsmonitor '${evil(mark)};'; ${hook("r/.git/hooks", mark)}; git init -q --bare c; git -C c config alias.st '!${evil(mark)}'`,
    ],
    folders: ["a/\\377\\376/b/r", "a/\\377\\376/b/c"],
  }),
  "a submodule and a work tree whose names are not UTF-8": (mark) => ({
    commands: [
      `git init -q . && git commit -q --allow-empty -m x; git worktree add -q $'\\xff'; git config extensions.worktreeConfig true; git -C $'\\xff' config --worktree core.fsmonitor '${evil(mark)};'`,
      `mkdir -p $'.git/modules/\\xfe'; git init -q --bare $'.git/modules/\\xfe/m'; git -C $'.git/modules/\\xfe/m' config core.bare false; mkdir s; echo $'gitdir: ../.git/modules/\\xfe/m' >s/.git; ${hook("$'.git/modules/\\xfe/m/hooks'", mark)}`,
    ],
    folders: [".", "\\377", "s"],
  }),
  "a repository among packages": (mark) => ({
    commands: [`git init -q node_modules/x; ${hook("node_modules/x/.git/hooks", mark)}`],
    folders: ["node_modules/x"],
  }),
  "a background command that goes on": (mark) => ({
    background: `until [ -e go ]; do sleep 0.05; done; git init -q .; while :; do ${hook(".git/hooks", mark)}; git config core.fsmonitor '${evil(mark)};'; sleep 0.02; done`,
    commands: ["touch go; sleep 0.5", "git status; sleep 0.3"],
  }),
  "a command that is killed": (mark) => ({
    commands: [`git init -q .; ${hook(".git/hooks", mark)}; kill -9 $$`],
  }),
  "an unfinished rebase": (mark) => ({
    commands: [
      `git init -q . && git commit -q --allow-empty -m a && git commit -q --allow-empty -m b; GIT_SEQUENCE_EDITOR="printf 'break\\nexec ${evil(mark)}\\n' >" git rebase -q -i HEAD~1`,
    ],
  }),
};

const run = async (box: TestSandbox, mark: string, attack: Attack) => {
  attack.before?.(box.out);
  const notes: string[] = [];
  const me = environment;
  const env = Object.fromEntries(Object.entries(me).filter(([name]) => /^GIT_[AC]/.test(name)));
  if (attack.background) await box.sandbox.start({ command: attack.background, env });
  for (const command of attack.commands)
    notes.push(...((await box.run(command, { env })).notes ?? []));
  for (const [path, text] of attack.write ?? []) await box.sandbox.writeFile(path, text);
  await box.sandbox.close();
  for (const folder of attack.folders ?? ["."]) workOn(join(box.out, folder));
  expect(existsSync(mark)).toBe(false);
  return notes;
};

describe("plants-a-program by", () => {
  test.each(Object.keys(attacks))("%s: nothing of it runs", async (name) => {
    const told: string[] = [];
    await using box = await openTestSandbox({ notice: (line) => told.push(line) });
    const mark = join(box.around, "ran");
    const attack = attacks[name]?.(mark);
    if (!attack) throw new Error(name);
    const notes = await run(box, mark, attack);
    // Where something was put aside, it is said.
    const aside = execFileSync("find", [box.out, "-name", "*.set-aside"], { encoding: "utf8" });
    if (aside !== "") expect([...notes, ...told].join("\n")).toContain(".set-aside");
  });
});

describe("ordinary work with git goes on:", () => {
  test("a repository of the session takes commits, command after command, and keeps its settings", async () => {
    await using box = await openTestSandbox();
    const first = await box.run("git init -q . && echo a > a && git add a");
    expect(first.notes?.join()).toMatch(/New repository: ".git"/);
    const more = [
      "git config user.name x && git config user.email x@example.org",
      "git commit -q -m one",
      "git remote add origin https://git.example.org/a.git && git branch side && git checkout -q side",
      "git worktree add -q ../out/w && git -C w log --oneline",
    ];
    for (const command of more) expect(await box.run(command)).toMatchObject({ exitCode: 0 });
    const { output, notes } = await box.run("git log --format=%an; git remote; git status --short");
    expect(output).toBe("x\norigin\n?? w/\n");
    expect(notes).toBeUndefined();
  });

  test("a clone and its submodule stay as they are", async () => {
    await using box = await openTestSandbox();
    mkdirSync(join(box.out, "from"));
    git(join(box.out, "from"), "init", "-q");
    git(join(box.out, "from"), "commit", "-q", "--allow-empty", "-m", "first");
    const { exitCode, notes = [] } = await box.run(
      "git clone -q from to && cd to && git log --oneline && git -c user.name=a -c user.email=a@example.org -c protocol.file.allow=always submodule --quiet add ../from sub && git -C sub status",
    );
    expect(exitCode).toBe(0);
    expect(notes.join()).not.toMatch(/set-aside/);
    git(join(box.out, "to"), "status");
    git(join(box.out, "to/sub"), "status");
  });

  test("what is put aside is told, with what it was, and its text kept beside it", async () => {
    await using box = await openTestSandbox();
    const { notes = [] } = await box.run(
      "git init -q . && git config core.pager evil && git config core.bare false && echo '#!/bin/sh' > .git/hooks/pre-push && chmod +x .git/hooks/pre-push",
    );
    expect(notes.join("\n")).toContain('".git/config": "core.pager = evil"');
    expect(notes.join("\n")).toContain('".git/hooks/pre-push" (a hook)');
    expect(readFileSync(join(box.out, ".git/config.set-aside"), "utf8")).toContain("pager = evil");
    expect(readFileSync(join(box.out, ".git/config"), "utf8")).not.toContain("evil");
    expect(statSync(join(box.out, ".git/hooks/pre-push.set-aside")).isFile()).toBe(true);
  });

  test("remotes written as they were of old are put aside when they name a helper", async () => {
    await using box = await openTestSandbox();
    const { notes = [] } = await box.run(
      "git init -q . && mkdir -p .git/remotes .git/branches && echo 'URL: evil::x' > .git/remotes/a && echo 'URL: https://git.example.org/b' > .git/remotes/b && echo evil::x > .git/branches/c",
    );
    expect(notes.join()).toContain('".git/remotes/a" (a remote');
    expect(readdirSync(join(box.out, ".git/remotes"))).toEqual(["a.set-aside", "b"]);
    expect(readdirSync(join(box.out, ".git/branches"))).toEqual(["c.set-aside"]);
  });

  test("what the user does between two commands is the user's", async () => {
    await using box = await openTestSandbox();
    await box.run("mkdir theirs");
    git(join(box.out, "theirs"), "init", "-q");
    write(join(box.out, "theirs/.git/hooks/pre-commit"), "#!/bin/sh\n", 0o755);
    const { notes, output } = await box.run("touch theirs/.git/x 2>/dev/null || echo closed");
    expect({ notes, output }).toEqual({ notes: undefined, output: "closed\n" });
    expect(existsSync(join(box.out, "theirs/.git/hooks/pre-commit"))).toBe(true);
  });
});

describe("besides repositories", () => {
  test("Skillet's settings that a command makes are put aside", async () => {
    await using box = await openTestSandbox();
    const { notes = [] } = await box.run("mkdir .skillet; echo '{}' > .skillet/settings.json");
    expect(notes.join()).toContain(".skillet");
    expect(readdirSync(box.out)).toEqual([".skillet.set-aside"]);
  });

  test("links that lead out are told once, and those that do not are no matter", async () => {
    await using box = await openTestSandbox();
    symlinkSync("/etc/hostname", join(box.out, "before"));
    const { notes } = await box.run(
      "ln -s /etc/shadow away; ln -s ../x up; ln -s away inside; ln -s /usr/bin/env env",
    );
    expect(notes).toEqual([
      'New links lead out of the output directory: "away" to "/etc/shadow", "up" to "../x".',
    ]);
    expect((await box.run("true")).notes).toBeUndefined();
  });
});
