/** What lies in the skills folders is what the session has, turn by turn. */

import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync, symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { formatProblem } from "../../src/skills/problem.ts";
import { openShelf, type SkillRoot } from "../../src/skills/shelf.ts";
import { folderWith, writeFiles } from "../support/folder-with.ts";

const skill = (name: string, description = `Does ${name}.`, body = "Steps.") =>
  `---\nname: ${name}\ndescription: ${description}\n---\n\n${body}\n`;

const root = (path: string, source = "user", trusted = true): SkillRoot => ({
  path,
  source,
  trusted,
});

const names = (shelf: { list(): readonly { name: string }[] }) =>
  shelf.list().map(({ name }) => name);

test("folders with a SKILL.md and loose files are skills, in alphabetical order", async () => {
  const folder = folderWith({
    "zebra/SKILL.md": skill("zebra"),
    "ant/skill.md": skill("ant"),
    "loose.md": skill("loose"),
    "plain.md": "# Plain\n\nSorts a list by hand.\n",
    "README.md": "# About these skills\n",
    "notes.txt": "no skill",
    "empty-folder/x.txt": "no skill",
  });
  const shelf = await openShelf({ roots: [root(folder)] });
  expect(names(shelf)).toEqual(["ant", "loose", "plain", "zebra"]);
  expect(shelf.list()[2]).toEqual({
    name: "plain",
    description: "Sorts a list by hand.",
    path: join(folder, "plain.md"),
    folder: null,
    source: "user",
  });
});

test("of a skill the shelf keeps what lists tell; what else it says is there when it is opened", async () => {
  const matter =
    "license: MIT\nmetadata:\n  author: Somebody\nallowed-tools: Read\nargument-hint: [file]";
  const text = skill("a", `Does a.\n${matter}`, "Steps. ".repeat(1000));
  const shelf = await openShelf({ roots: [root(folderWith({ "a/SKILL.md": text }))] });
  expect(shelf.all().map(({ parsed }) => parsed)).toEqual([
    {
      status: "loaded",
      name: "a",
      description: "Does a.",
      bodyBytes: expect.any(Number),
      problems: [],
      argumentHint: "[file]",
      manualOnly: false,
      userInvocable: true,
    },
  ]);
  expect(await shelf.open("a")).toMatchObject({
    allowedTools: ["Read"],
    argumentHint: "[file]",
    body: "Steps. ".repeat(1000).trim(),
  });
});

test("a root that is missing has no skills and no problem", async () => {
  const shelf = await openShelf({ roots: [root("/nowhere/at/all")] });
  expect([shelf.list(), shelf.problems()]).toEqual([[], []]);
});

test("a root may be one skill's folder, or one skill's file", async () => {
  const folder = folderWith({
    "a/SKILL.md": skill("a"),
    "b/SKILL.md": skill("b"),
    "c.md": skill("c"),
  });
  const roots = [
    root(join(folder, "a")),
    root(join(folder, "b/SKILL.md")),
    root(join(folder, "c.md")),
  ];
  expect(names(await openShelf({ roots }))).toEqual(["a", "b", "c"]);
});

describe("refresh", () => {
  test("a skill dropped in is there, a changed one is read anew, a removed one is gone", async () => {
    const folder = folderWith({ "a/SKILL.md": skill("a", "Before."), "b/SKILL.md": skill("b") });
    const shelf = await openShelf({ roots: [root(folder)] });
    writeFiles(folder, { "a/SKILL.md": skill("a", "After, and longer."), "c.md": skill("c") });
    rmSync(join(folder, "b"), { recursive: true });
    await shelf.refresh();
    expect(shelf.list().map(({ name, description }) => [name, description])).toEqual([
      ["a", "After, and longer."],
      ["c", "Does c."],
    ]);
  });

  test("a change that keeps size and time is seen when the file was replaced", async () => {
    const folder = folderWith({ "a/SKILL.md": skill("a", "One.") });
    const shelf = await openShelf({ roots: [root(folder)] });
    writeFiles(folder, { "a/new.md": skill("a", "Two.") });
    utimesSync(join(folder, "a/new.md"), 1, 1);
    renameSync(join(folder, "a/new.md"), join(folder, "a/SKILL.md"));
    await shelf.refresh();
    expect(shelf.list()[0]?.description).toBe("Two.");
  });

  test("a skill that broke is a named problem, and the others stay", async () => {
    const folder = folderWith({ "a/SKILL.md": skill("a"), "b/SKILL.md": skill("b") });
    const shelf = await openShelf({ roots: [root(folder)] });
    writeFiles(folder, { "a/SKILL.md": "---\nname: a\ndescription: !!x y\n---\n" });
    await shelf.refresh();
    expect(names(shelf)).toEqual(["b"]);
    expect(shelf.problems().map(formatProblem)).toEqual([
      `${join(folder, "a/SKILL.md")}:3:14: \`description\` uses a YAML tag, which front matter of a skill may not.`,
    ]);
  });
});

describe("open", () => {
  test("gives the body, the files beside it, the checks and a hash", async () => {
    const folder = folderWith({
      "a/SKILL.md": skill("a", "Does a.", "# Steps\n\n1. Go."),
      "a/checks.json": '[{ "run": "true", "exit": 0 }]',
      "a/scripts/run.sh": "echo",
      "a/.git/config": "no",
    });
    const shelf = await openShelf({ roots: [root(folder)] });
    expect(await shelf.open("A")).toEqual({
      name: "a",
      description: "Does a.",
      path: join(folder, "a/SKILL.md"),
      folder: join(folder, "a"),
      source: "user",
      body: "# Steps\n\n1. Go.",
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      files: ["checks.json", "scripts/run.sh"],
      checks: [{ run: "true", exit: 0 }],
    });
  });

  test("reads the file as it is now", async () => {
    const folder = folderWith({ "a.md": skill("a", "d", "Old.") });
    const shelf = await openShelf({ roots: [root(folder)] });
    writeFiles(folder, { "a.md": skill("a", "d", "New.") });
    expect((await shelf.open("a"))?.body).toBe("New.");
  });

  test("finds a skill by its folder's name as well", async () => {
    const folder = folderWith({ "folder-a/SKILL.md": skill("name-b") });
    const shelf = await openShelf({ roots: [root(folder)] });
    expect((await shelf.open("Folder-A"))?.name).toBe("name-b");
    expect(await shelf.open("name-c")).toBe(undefined);
  });

  test("a skill that went away, or broke, is told to the model", async () => {
    const folder = folderWith({ "a.md": skill("a"), "b.md": skill("b") });
    const shelf = await openShelf({ roots: [root(folder)] });
    rmSync(join(folder, "a.md"));
    writeFiles(folder, { "b.md": "---js\n1\n---\n" });
    await expect(shelf.open("a")).rejects.toMatchObject({ name: "ToolProblem" });
    await expect(shelf.open("b")).rejects.toThrow(/language/);
  });

  test("checks that are no list of objects are a problem, not checks", async () => {
    const folder = folderWith({
      "a/SKILL.md": skill("a"),
      "a/checks.json": "[1]",
      "b/SKILL.md": skill("b"),
      "b/checks.json": "{",
    });
    const shelf = await openShelf({ roots: [root(folder)] });
    expect((await shelf.open("a"))?.checks).toBe(null);
    expect((await shelf.open("b"))?.checks).toBe(null);
    expect(shelf.problems().map(({ path, severity }) => [path, severity])).toEqual([
      [join(folder, "a/checks.json"), "error"],
      [join(folder, "b/checks.json"), "error"],
    ]);
  });

  test("a file whose name hides characters is named, and the model is not told of it", async () => {
    const folder = folderWith({ "a/SKILL.md": skill("a"), "a/x\u202ey.md": "", "a/ok.md": "" });
    const shelf = await openShelf({ roots: [root(folder)] });
    expect((await shelf.open("a"))?.files).toEqual(["ok.md"]);
    expect(shelf.problems().map(formatProblem)).toEqual([
      `${join(folder, "a/xy.md")}:1:1: Its name has 1 hidden character (U+202E); the model is not told of it.`,
    ]);
  });

  test("a skill inside of another is called by both names, and tells what it wants and needs", async () => {
    const more =
      "allowed-tools: Bash(jq:*) !Write\ncompatibility: Needs jq\nargument-hint: [file]\nuser-invocable: false\n";
    const folder = folderWith({
      "a/SKILL.md": skill("a"),
      "a/parts/b/SKILL.md": skill("b").replace("---\n\n", `${more}---\n\n`),
    });
    const shelf = await openShelf({ roots: [root(folder)] });
    expect(await shelf.open("a/b")).toMatchObject({
      name: "a/b",
      allowedTools: ["Bash(jq:*)"],
      disallowedTools: ["Write"],
      compatibility: "Needs jq",
      argumentHint: "[file]",
      modelOnly: true,
    });
  });

  test("links that leave the skill's folder are named and not listed", async () => {
    const outside = folderWith({ "secret.txt": "s" });
    const folder = folderWith({ "a/SKILL.md": skill("a"), "a/ok.md": "inside" });
    symlinkSync(join(outside, "secret.txt"), join(folder, "a/out.txt"));
    symlinkSync(outside, join(folder, "a/references"));
    symlinkSync("ok.md", join(folder, "a/alias.md"));
    const shelf = await openShelf({ roots: [root(folder)] });
    expect((await shelf.open("a"))?.files).toEqual(["alias.md", "ok.md"]);
    expect(
      shelf
        .problems()
        .map(({ path }) => path)
        .sort(),
    ).toEqual([join(folder, "a/out.txt"), join(folder, "a/references")]);
  });
});

describe("one name, several skills", () => {
  test("the first root wins, and the loser is told with both paths", async () => {
    const first = folderWith({ "twice/SKILL.md": skill("twice", "from the first root") });
    const second = folderWith({ "twice/SKILL.md": skill("twice", "from the second root") });
    const shelf = await openShelf({ roots: [root(first, "project"), root(second)] });
    expect(shelf.list().map(({ description }) => description)).toEqual(["from the first root"]);
    const [told] = shelf.problems().map(formatProblem);
    expect(told).toContain(join(first, "twice/SKILL.md"));
    expect(told).toContain(join(second, "twice/SKILL.md"));
    expect(shelf.all().map(({ shadowedBy }) => shadowedBy)).toEqual([
      null,
      join(first, "twice/SKILL.md"),
    ]);
  });

  test("identical copies are one skill, without a word", async () => {
    const first = folderWith({ "twice/SKILL.md": skill("twice") });
    const second = folderWith({ "twice/SKILL.md": skill("twice") });
    const shelf = await openShelf({ roots: [root(first), root(second)] });
    expect([names(shelf), shelf.problems()]).toEqual([["twice"], []]);
  });

  test("a root that is given twice, or by a link, counts once", async () => {
    const folder = folderWith({ "skills/a/SKILL.md": skill("a") });
    symlinkSync(join(folder, "skills"), join(folder, "link"));
    const roots = [
      root(join(folder, "skills")),
      root(join(folder, "link")),
      root(join(folder, "skills")),
    ];
    const shelf = await openShelf({ roots });
    expect([shelf.all().length, shelf.problems()]).toEqual([1, []]);
  });
});

describe("what is not loaded", () => {
  test("skills of an untrusted root are named and not read", async () => {
    const folder = folderWith({ "a/SKILL.md": skill("a") });
    const shelf = await openShelf({ roots: [root(folder, "project", false)] });
    expect(shelf.list()).toEqual([]);
    expect(await shelf.open("a")).toBe(undefined);
    expect(shelf.problems().map(formatProblem)).toEqual([
      `${join(folder, "a/SKILL.md")}:1:1: Skipped: the project skill "a" is not trusted.`,
    ]);
  });

  test("a link to a private file elsewhere does not become a skill", async () => {
    const elsewhere = folderWith({ id: "SECRET KEY\nabc\n", "SKILL.md": skill("kept") });
    const folder = folderWith({ "a/notes.txt": "", "b/notes.txt": "", "c/own.md": "Own words.\n" });
    symlinkSync(join(elsewhere, "id"), join(folder, "a/SKILL.md"));
    symlinkSync(join(elsewhere, "SKILL.md"), join(folder, "b/SKILL.md"));
    symlinkSync("own.md", join(folder, "c/SKILL.md"));
    const shelf = await openShelf({ roots: [root(folder)] });
    expect(names(shelf)).toEqual(["c", "kept"]);
    const told = shelf.problems().map(formatProblem).join("\n");
    expect(told).toContain("A link to a file elsewhere");
    expect(told).not.toContain("SECRET");
  });

  test("a pipe named like a skill's file does not hang", async () => {
    const folder = folderWith({ "a/SKILL.md": skill("a"), "b/x": "" });
    execFileSync("mkfifo", [join(folder, "b/SKILL.md"), join(folder, "loose.md")]);
    const shelf = await openShelf({ roots: [root(folder)] });
    expect(names(shelf)).toEqual(["a"]);
  });

  test("a folder named like a skill's file, and a file that may not be read, stop nothing", async () => {
    const folder = folderWith({ "a/SKILL.md": skill("a") });
    mkdirSync(join(folder, "b/SKILL.md"), { recursive: true });
    const shelf = await openShelf({ roots: [root(folder)] });
    expect(names(shelf)).toEqual(["a"]);
  });
});

describe("groups and links", () => {
  test("skills in groups are found; what lies below a skill is its own", async () => {
    const folder = folderWith({
      "group/one/SKILL.md": skill("one"),
      "group/deeper/two/SKILL.md": skill("two"),
      "group/one/parts/three/SKILL.md": skill("three"),
      "group/node_modules/four/SKILL.md": skill("four"),
      "group/.hidden/five/SKILL.md": skill("five"),
    });
    expect(names(await openShelf({ roots: [root(folder)] }))).toEqual(["one", "two"]);
  });

  test("a skill inside another one's folder is reached through it, and not listed", async () => {
    const folder = folderWith({
      "parent/SKILL.md": skill("parent"),
      "parent/parts/child/SKILL.md": skill("child", "d", "Child steps."),
    });
    const shelf = await openShelf({ roots: [root(folder)] });
    expect(names(shelf)).toEqual(["parent"]);
    expect((await shelf.open("parent/child"))?.body).toBe("Child steps.");
    expect((await shelf.open("Parent/parts/child"))?.folder).toBe(
      join(folder, "parent/parts/child"),
    );
    for (const name of ["parent/none", "child", "parent/", "/child", "parent/../parent"]) {
      expect([name, await shelf.open(name)]).toEqual([name, undefined]);
    }
  });

  test("links are followed by real path, once, and never in a circle", async () => {
    const elsewhere = folderWith({ "shared/SKILL.md": skill("shared") });
    const folder = folderWith({ "group/own/SKILL.md": skill("own") });
    symlinkSync(join(elsewhere, "shared"), join(folder, "shared"));
    symlinkSync(join(elsewhere, "shared"), join(folder, "shared-again"));
    symlinkSync(folder, join(folder, "circle"));
    symlinkSync("..", join(folder, "group/circle"));
    symlinkSync("nowhere", join(folder, "dangling"));
    const shelf = await openShelf({ roots: [root(folder)] });
    expect(names(shelf)).toEqual(["own", "shared"]);
    expect(shelf.problems().map(formatProblem)).toEqual([
      `${join(folder, "dangling")}:1:1: The link leads nowhere.`,
    ]);
  });

  test("a folder with more entries than a search reads says where it stopped", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 2100 }, (_, index) => [`group/f${index}/x`, ""]),
    );
    const folder = folderWith({ ...files, "a/SKILL.md": skill("a") });
    const shelf = await openShelf({ roots: [root(folder)] });
    expect(names(shelf)).toEqual(["a"]);
    expect(shelf.problems()[0]?.message).toContain("The search stopped after");
  });
});

describe("search", () => {
  test("the best match comes first, unknown words find nothing", async () => {
    const folder = folderWith({
      "a.md": skill("deploy-app", "Deploys the app to a server."),
      "b.md": skill("write-tests", "Writes tests for an app."),
      "c.md": skill("haiku", "Turns content into a haiku."),
    });
    const shelf = await openShelf({ roots: [root(folder)] });
    const found = (query: string) => shelf.search(query).map(({ name }) => name);
    expect(found("deployment of an app")).toEqual(["deploy-app", "write-tests"]);
    expect(found("HAIKU")).toEqual(["haiku"]);
    expect(found("zzz")).toEqual([]);
    expect(found("")).toEqual([]);
  });
});
