/** Skills of a project are used with the content that the user approved, and with no other. */

import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { settleTrust } from "../../src/app/skill-trust.ts";
import { openSkills } from "../../src/app/skills.ts";
import { loadConfig } from "../../src/config/load.ts";
import { folderWith, writeFiles } from "../support/folder-with.ts";
import { scriptedConsole, type Typed } from "../support/scripted-console.ts";

const skill = (name: string, body = "Do it.", more = "") =>
  `---\nname: ${name}\ndescription: Does ${name}.\n${more}---\n${body}\n`;

async function project(files: Record<string, string>, flags: Record<string, unknown> = {}) {
  const home = realpathSync(folderWith({ "work/x": "" }));
  const cwd = join(home, "work");
  writeFiles(cwd, files);
  const open = async (attended = true) => {
    const config = await loadConfig({ cwd, env: { HOME: home }, flags, stdoutIsTerminal: false });
    const notices: string[] = [];
    const skills = await openSkills(config, config.out, (line) => notices.push(line), attended);
    const own = () =>
      skills.shelf
        .list()
        .filter(({ source }) => source === "project")
        .map(({ name }) => name);
    const settle = async (...typed: Typed[]) => {
      const console = scriptedConsole(typed);
      await settleTrust(skills, cwd, { console, signal: new AbortController().signal });
      expect(console.left()).toEqual([]);
      return console.shown();
    };
    return { ...skills, notices, own, settle };
  };
  return { home, cwd, open, approvals: join(home, ".config/skillet/approved-skills.json") };
}

test("approved once, a skill is used in later sessions; the approval lies outside of the project", async () => {
  const { open, approvals } = await project({ ".skillet/skills/a/SKILL.md": skill("a") });
  const first = await open();
  expect(first.own()).toEqual([]);
  expect(await first.settle("a")).toContain("TRUST?  This folder brings 1 skill");
  expect(first.own()).toEqual(["a"]);
  expect(statSync(approvals).mode & 0o777).toBe(0o600);
  expect(statSync(dirname(approvals)).mode & 0o777).toBe(0o700);
  const second = await open();
  expect([second.own(), await second.settle()]).toEqual([["a"], ""]);
});

test("the question shows what a skill is, what it brings, wants and hides", async () => {
  const { open } = await project({
    ".agents/skills/deploy/SKILL.md": skill(
      "deploy",
      "Do\u202e it\u200b.",
      "allowed-tools: Bash(git log:*), Read\n",
    ),
    ".agents/skills/deploy/scripts/go.sh": "echo go\n",
    ".agents/skills/deploy/notes.md": "n\n",
  });
  const shown = await (await open()).settle("1", "n");
  expect(shown).toContain("1 deploy  new");
  expect(shown).toContain('says     "Does deploy."');
  expect(shown).toContain(".agents/skills/deploy/SKILL.md, 3 files,");
  expect(shown).toContain("programs scripts/go.sh");
  expect(shown).toContain("wants    Bash(git log:*), Read");
  expect(shown).toContain("2 hidden characters (U+202E, U+200B)");
  // Read in full, with nothing that acts on the terminal.
  expect(shown).toContain("notes.md  2 bytes");
  expect(shown).toMatch(/\| Do\S*202e\S* it/);
  expect(shown).not.toMatch(/[\u202e\u200b]/);
});

test("changed content is not used and asked again, with the difference; the old approval does not come back by itself", async () => {
  const { cwd, open } = await project({
    ".skillet/skills/a/SKILL.md": skill("a", "Old line."),
    ".skillet/skills/a/scripts/go.sh": "echo 1\n",
  });
  await (await open()).settle("a");
  writeFiles(cwd, {
    ".skillet/skills/a/SKILL.md": skill("a", "New line."),
    ".skillet/skills/a/scripts/go.sh": "echo 2\n",
    ".skillet/skills/a/more.md": "m\n",
  });
  const next = await open();
  expect(next.own()).toEqual([]);
  const shown = await next.settle("a");
  expect(shown).toContain("a  CHANGED since it was approved");
  expect(shown).toContain("| - Old line.");
  expect(shown).toContain("| + New line.");
  expect(shown).toContain("changed SKILL.md, scripts/go.sh");
  expect(shown).toContain("added more.md");
  expect(next.own()).toEqual(["a"]);
});

test("a no holds for the session and its content; another content, or another session, asks anew", async () => {
  const { cwd, open } = await project({ "skills/a/SKILL.md": skill("a") });
  const session = await open();
  await session.settle("escape");
  expect([session.own(), await session.settle()]).toEqual([[], ""]);
  writeFiles(cwd, { "skills/a/SKILL.md": skill("a", "Other.") });
  expect(await session.settle("n")).toContain("TRUST?");
  expect(await (await open()).settle("n")).toContain("TRUST?");
});

test("of several, one can be left out, and Enter answers nothing", async () => {
  const { open } = await project({
    ".claude/skills/a/SKILL.md": skill("a"),
    ".claude/skills/b.md": skill("b"),
    ".claude/skills/c/SKILL.md": skill("c"),
  });
  const session = await open();
  await session.settle("return", "x", "2", "a");
  expect(session.own()).toEqual(["a", "c"]);
});

test("one that is dropped in while the session is open is asked about before the next turn", async () => {
  const { cwd, open } = await project({});
  const session = await open();
  expect(await session.settle()).toBe("");
  writeFiles(cwd, { ".skillet/skills/late/SKILL.md": skill("late") });
  await session.refresh();
  expect(session.own()).toEqual([]);
  expect(await session.settle("a")).toContain("late  new");
  expect(session.own()).toEqual(["late"]);
});

test("with nobody there, what is not approved is skipped with one line, and the flag uses it for the run", async () => {
  const { open, approvals } = await project({
    ".skillet/skills/a/SKILL.md": skill("a"),
    "skills/b/SKILL.md": skill("b"),
  });
  const alone = await open(false);
  expect([alone.own(), alone.notices]).toEqual([
    [],
    [expect.stringMatching(/nobody has approved them: a, b\. --trust-project-skills/)],
  ]);
  const { cwd, home } = await project({ "skills/b/SKILL.md": skill("b") });
  const config = await loadConfig({
    cwd,
    env: { HOME: home },
    flags: { "trust-project-skills": true },
    stdoutIsTerminal: false,
  });
  const trusting = await openSkills(config, config.out, () => {});
  expect(trusting.shelf.list().some(({ name }) => name === "b")).toBe(true);
  expect(() => readFileSync(approvals)).toThrow();
});

test("what changes between question and answer is not what was approved", async () => {
  const { cwd, open } = await project({ "skills/a/SKILL.md": skill("a") });
  const session = await open();
  const [waiting] = await session.unapproved();
  if (!waiting) throw new Error("nothing waits");
  writeFiles(cwd, { "skills/a/SKILL.md": skill("a", "Swapped.") });
  session.approve(waiting);
  await session.refresh();
  expect(session.own()).toEqual([]);
});

test("one that was switched off is neither asked about nor used", async () => {
  const { home, open } = await project({ "skills/a/SKILL.md": skill("a") });
  writeFiles(home, { ".config/skillet/settings.json": '{ "disabledSkills": ["A"] }' });
  const session = await open(false);
  expect([session.own(), session.notices, await session.settle()]).toEqual([[], [], ""]);
});

test("a folder of the user's own skills is no project's, also when work is done at home", async () => {
  const { home } = await project({});
  writeFiles(home, { ".skillet/skills/mine/SKILL.md": skill("mine") });
  const config = await loadConfig({
    cwd: home,
    env: { HOME: home },
    flags: {},
    stdoutIsTerminal: false,
  });
  const { shelf } = await openSkills(config, config.out, () => {});
  expect(shelf.list().find(({ name }) => name === "mine")?.source).toBe("user");
});

test("the question says whose place a skill would take", async () => {
  const { home, open } = await project({ "skills/mine/SKILL.md": skill("mine", "Theirs.") });
  writeFiles(home, { ".skillet/skills/mine/SKILL.md": skill("mine") });
  const shown = await (await open()).settle("n");
  expect(shown).toContain("It takes the place of the user skill of that name.");
});

test("letter case hides no skill whose place another one takes", async () => {
  const { open } = await project({ "skills/x/SKILL.md": skill("Flask-App") });
  const session = await open();
  const shown = await session.settle("a");
  expect(shown).toContain("It takes the place of the bundled skill of that name.");
  expect((await session.shelf.open("flask-app"))?.source).toBe("project");
});

test.each([
  ["the folder of skills", ".claude/skills", "private"],
  ["a skill's folder", "skills/a", "private/a"],
  ["a group of skills", "skills/group", "private"],
  ["a skill's file", "skills/b/SKILL.md", "private/a/SKILL.md"],
  ["a loose file", "skills/diary.md", "private/diary.md"],
])("a link out of the project is no skill of it: %s", async (_, from, to) => {
  for (const flags of [{}, { "trust-project-skills": true }]) {
    const { home, cwd, open } = await project({ "skills/own/SKILL.md": skill("own") }, flags);
    writeFiles(home, {
      "private/a/SKILL.md": skill("a"),
      "private/diary.md": "# Mine\n\nNobody else's business.\n",
    });
    mkdirSync(dirname(join(cwd, from)), { recursive: true });
    symlinkSync(join(home, to), join(cwd, from));
    const session = await open(false);
    const found = session.shelf.all().filter(({ root }) => root.source === "project");
    expect(found.map(({ found: { home: name } }) => name)).toEqual(["own"]);
    // A link to a file is none that skills are looked for behind.
    if (!from.endsWith("diary.md"))
      expect(session.notices.join("\n")).toContain("A link leads out of the project");
  }
});

test("commands see a skill as it was approved, whatever its folder becomes meanwhile", async () => {
  const { cwd, open, home } = await project({
    "skills/a/SKILL.md": skill("a"),
    "skills/a/scripts/go.sh": "echo approved\n",
    "skills/a/.git/hooks/x": "echo never looked at\n",
    "skills/a/part/SKILL.md": skill("part"),
  });
  chmodSync(join(cwd, "skills/a/scripts/go.sh"), 0o755);
  symlinkSync(home, join(cwd, "skills/a/out"));
  const session = await open();
  await session.settle("a");
  const opened = await session.shelf.open("a");
  const folder = opened?.folder ?? "";
  expect(folder).toMatch(/\.local\/state\/skillet\/skills\/[0-9a-f]{64}\/a$/);
  expect(readdirSync(folder).sort()).toEqual(["SKILL.md", "part", "scripts"]);
  expect(statSync(join(folder, "scripts/go.sh")).mode & 0o777).toBe(0o555);
  expect(statSync(join(folder, "SKILL.md")).mode & 0o777).toBe(0o444);
  expect((await session.shelf.open("a/part"))?.folder).toBe(join(folder, "part"));
  writeFileSync(join(cwd, "skills/a/scripts/go.sh"), "echo changed\n");
  expect(readFileSync(join(folder, "scripts/go.sh"), "utf8")).toBe("echo approved\n");
  await expect(session.shelf.open("a")).rejects.toThrow("has changed since it was approved");

  // Whoever has been at the copy has not been at what is used.
  writeFileSync(join(cwd, "skills/a/scripts/go.sh"), "echo approved\n");
  chmodSync(join(folder, "scripts/go.sh"), 0o755);
  writeFileSync(join(folder, "scripts/go.sh"), "echo changed\n");
  writeFileSync(join(folder, "more"), "");
  expect((await session.shelf.open("a"))?.folder).toBe(folder);
  expect(readFileSync(join(folder, "scripts/go.sh"), "utf8")).toBe("echo approved\n");
  expect(readdirSync(folder)).not.toContain("more");
  expect(readdirSync(dirname(dirname(folder)))).toHaveLength(1);
});

test("a copy that nobody has opened for a month is removed, and made again when it is needed", async () => {
  const files = { "skills/a/SKILL.md": skill("a"), "skills/b/SKILL.md": skill("b") };
  const { open } = await project(files);
  const session = await open();
  await session.settle("a");
  const folderOf = async (name: string) => (await session.shelf.open(name))?.folder ?? "";
  const first = await folderOf("a");
  const old = new Date(Date.now() - 31 * 24 * 60 * 60 * 1000);
  utimesSync(dirname(first), old, old);
  await folderOf("b");
  expect(existsSync(first)).toBe(false);
  expect(await folderOf("a")).toBe(first);
  expect(existsSync(join(first, "SKILL.md"))).toBe(true);
});

test("a skill that cannot be kept as it was approved is not used", async () => {
  const { home, open } = await project({ "skills/a/SKILL.md": skill("a") });
  const session = await open();
  await session.settle("a");
  writeFiles(home, { ".local/state/skillet/skills": "in the way" });
  await expect(session.shelf.open("a")).rejects.toThrow("cannot be kept as it was approved");
});

test("a skill of very many bytes is not read before anybody has looked at it", async () => {
  const { cwd, open } = await project({ "skills/big/SKILL.md": skill("big") });
  for (const name of ["x", "y", "z"]) {
    writeFileSync(join(cwd, "skills/big", name), "");
    truncateSync(join(cwd, "skills/big", name), 30 * 1024 * 1024);
  }
  const session = await open(false);
  expect(session.own()).toEqual([]);
  expect(session.notices.join("\n")).toContain("Its files have more than 67108864 bytes.");
});

test("a link from the user's own skills into the output directory is no skill", async () => {
  const { home, cwd, open } = await project({ "sandbox/evil/SKILL.md": skill("evil") });
  mkdirSync(join(home, ".skillet/skills"), { recursive: true });
  symlinkSync(join(cwd, "sandbox/evil"), join(home, ".skillet/skills/evil"));
  const { shelf, notices } = await open(false);
  expect(shelf.list().some(({ name }) => name === "evil")).toBe(false);
  expect(notices.join("\n")).toContain("lies in the output directory");
});

test("a broken list of approvals is an error, not an empty one", async () => {
  const { approvals, open } = await project({ "skills/a/SKILL.md": skill("a") });
  mkdirSync(dirname(approvals), { recursive: true });
  for (const text of ["{", "[]", '{"x": {"y": {"sha256": 1}}}']) {
    writeFileSync(approvals, text);
    await expect(open()).rejects.toMatchObject({ exitCode: 52 });
  }
});

test("a folder of skills in the output directory is told once it is there, and one that is not there never", async () => {
  const { cwd, open } = await project({}, { out: "." });
  const skills = await open();
  expect(skills.notices).toEqual([]);
  writeFiles(cwd, { "skills/a/SKILL.md": skill("a") });
  await skills.refresh();
  await skills.refresh();
  expect(skills.notices).toEqual([expect.stringContaining(join(cwd, "skills is not used"))]);
  expect(skills.own()).toEqual([]);
});

test("skills of very many bytes in all are not read to their end either", async () => {
  const names = ["a", "b", "c", "d", "e", "f"];
  const { cwd, open } = await project(
    Object.fromEntries(names.map((name) => [`skills/${name}/SKILL.md`, skill(name)])),
  );
  for (const name of names)
    for (const file of ["x", "y"]) {
      writeFileSync(join(cwd, "skills", name, file), "");
      truncateSync(join(cwd, "skills", name, file), 30 * 1024 * 1024);
    }
  const session = await open();
  expect(session.notices.join("\n")).toContain(
    "Skills of more than 268435456 bytes are not looked at.",
  );
  expect((await session.unapproved()).map(({ name }) => name)).toEqual(["a", "b", "c", "d", "e"]);
});
