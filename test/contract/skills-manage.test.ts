/** `skillet skills` as it changes things: install, update, remove, new, enable, disable, by running it. */

import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { tarOf, zipOf } from "../support/archives.ts";
import { writeFiles } from "../support/folder-with.ts";
import { newHome, skillet } from "../support/skillet.ts";

const skills = (home: string, ...args: string[]) =>
  skillet(["skills", ...args], { noEndpoint: true, home });

const skillFile = (name: string, description = "Does it.", body = "Do it.\n") =>
  `---\nname: ${name}\ndescription: ${description}\n---\n\n${body}`;

const root = (home: string) => join(home, ".skillet/skills");
const left = () => readdirSync(tmpdir()).filter((name) => /^skillet-(clone|unpack)-/.test(name));

function git(folder: string, ...args: string[]): void {
  const who = [
    "-c",
    "user.name=t",
    "-c",
    "user.email=t@example.org",
    "-c",
    "init.defaultBranch=main",
  ];
  execFileSync("git", [...who, ...args], { cwd: folder, stdio: "ignore" });
}

/** A work folder with `source/deploy`, a repository with one commit. */
function repository(home: string): string {
  const source = join(home, "work/source");
  writeFiles(source, {
    "deploy/SKILL.md": skillFile("deploy"),
    "deploy/scripts/go.sh": "echo go\n",
    "other/SKILL.md": skillFile("other"),
  });
  git(source, "init");
  git(source, "add", ".");
  git(source, "commit", "-m", "first");
  return source;
}

describe("install", () => {
  test("without a terminal it shows everything, changes nothing, and says what to type (60)", async () => {
    const home = newHome();
    writeFiles(join(home, "work"), {
      "s/a b/SKILL.md": `---\nname: ab\ndescription: "Does \\u202e it."\nallowed-tools: Bash(git:*)\n---\nDo it.\n`,
      "s/a b/scripts/run.sh": "echo \u202e\n",
      "s/a b/notes.txt": "n",
    });
    symlinkSync("/etc/passwd", join(home, "work/s/a b/out"));
    const { code, stdout, stderr } = await skills(home, "install", "s/a b");
    expect(code).toBe(60);
    expect(stdout).toMatch(/^ab {2}4 files, /m);
    expect(stdout).toMatch(/scripts\/run\.sh +\d+ B {2}can run/);
    expect(stdout).toContain("It asks for tools: Bash(git:*). Installing approves none of them.");
    expect(stdout).toContain("out: A link that leaves the skill; it is not copied.");
    expect(stdout).toContain("run.sh: The file has 1 hidden character (U+202E).");
    expect(stdout).not.toMatch(/\u202e/);
    expect(stderr).toContain("skillet skills install 's/a b' -y");
    expect(existsSync(root(home))).toBe(false);
  });

  test("-y answers; source and hash are recorded, and the skill is used", async () => {
    const home = newHome();
    writeFiles(join(home, "work"), { "s/ab/SKILL.md": skillFile("ab") });
    expect(await skills(home, "install", "s", "-y")).toMatchObject({ code: 0 });
    const record = JSON.parse(readFileSync(join(root(home), "ab/.skillet-source.json"), "utf8"));
    expect(record).toMatchObject({
      source: join(home, "work/s"),
      sha256: expect.stringMatching(/^\w{64}$/),
    });
    expect((await skills(home, "list")).stdout).toMatch(/^ab +user +Does it\.$/m);
    expect(await skills(home, "install", "s", "-y")).toMatchObject({
      code: 42,
      stderr: expect.stringContaining("skillet skills update"),
    });
  });

  test("of several skills those that are named; a wrong name names the nearest", async () => {
    const home = newHome();
    writeFiles(join(home, "work"), {
      "s/one/SKILL.md": skillFile("one"),
      "s/two/SKILL.md": skillFile("two"),
      "s/bad/SKILL.md": "---js\n1\n---\n",
    });
    expect(await skills(home, "install", "s", "tow", "-y")).toMatchObject({
      code: 42,
      stderr: expect.stringContaining("Did you mean two?"),
    });
    expect(await skills(home, "install", "s", "two", "-y")).toMatchObject({ code: 0 });
    expect(readdirSync(root(home))).toEqual(["two"]);
    const rest = await skills(home, "install", "s", "-y", "--project");
    expect(rest).toMatchObject({ code: 52, stdout: expect.stringContaining("REFUSED") });
    expect(readdirSync(join(home, "work/.skillet/skills")).sort()).toEqual(["one", "two"]);
    expect(rest.stdout).toContain("it takes the place of");
  });

  test("a zip, a tar.gz and a loose file", async () => {
    const home = newHome();
    writeFiles(join(home, "work"), {
      "a.skill": zipOf([
        { name: "za/SKILL.md", data: skillFile("za") },
        { name: "za/l", data: "/etc", mode: 0o120777 },
      ]),
      "b.tar": tarOf([{ name: "tb/SKILL.md", data: skillFile("tb") }]),
      "notes.md": skillFile("notes"),
    });
    const before = left();
    for (const file of ["a.skill", "b.tar", "notes.md"]) {
      expect(await skills(home, "install", file, "-y")).toMatchObject({ code: 0 });
    }
    expect(readdirSync(root(home)).sort()).toEqual(["notes", "tb", "za"]);
    expect(readdirSync(join(root(home), "za")).sort()).toEqual([
      ".skillet-source.json",
      "SKILL.md",
    ]);
    expect(left()).toEqual(before);
  });

  test("a hostile archive is refused (52), and nothing of it is left", async () => {
    const home = newHome();
    writeFiles(join(home, "work"), {
      "evil.zip": zipOf([
        { name: "a/SKILL.md", data: skillFile("a") },
        { name: "../../../evil", data: "x" },
      ]),
    });
    const before = left();
    expect(await skills(home, "install", "evil.zip", "-y")).toMatchObject({
      code: 52,
      stderr: expect.stringContaining("leads out of the archive"),
    });
    expect([left(), existsSync(root(home))]).toEqual([before, false]);
  });

  test("a local repository is cloned as it was committed, without its hooks", async () => {
    const home = newHome();
    const source = repository(home);
    writeFileSync(join(source, "deploy/uncommitted"), "x");
    writeFileSync(join(source, ".git/hooks/post-checkout"), "#!/bin/sh\ntouch ran\n", {
      mode: 0o755,
    });
    git(join(home, "work"), "clone", "--bare", source, "bare.git");
    const before = left();
    const { code, stdout } = await skills(home, "install", `file://${source}`, "deploy", "-y");
    expect([code, stdout]).toEqual([0, expect.stringMatching(/ at [0-9a-f]{12}$/m)]);
    expect(readdirSync(join(root(home), "deploy")).sort()).toEqual([
      ".skillet-source.json",
      "SKILL.md",
      "scripts",
    ]);
    expect(await skills(home, "install", "bare.git", "other", "-y")).toMatchObject({ code: 0 });
    expect(await skills(home, "install", `file://${source}#nowhere`, "-y")).toMatchObject({
      code: 42,
      stderr: expect.stringContaining('Is there a branch or tag "nowhere"?'),
    });
    expect(left()).toEqual(before);
  });

  test.each([
    ["ext::sh -c touch% ran", "would have git run a program"],
    ["fd::17", "would have git run a program"],
    ["-u--upload-pack=touch ran", "Unknown"],
    ["git@example.org:a/b.git", "does not have"],
    ["ssh://example.org/a", "does not have"],
    ["http://example.org/a", "cannot be reached safely"],
    ["https://name:word@example.org/a", "must not hold"],
    ["https://example.org/a.zip", "only git repositories are fetched"],
    ["https://example.org/a#--upload-pack=x", "is no branch or tag"],
    ["nowhere", "There is no"],
  ])("%s is no source", async (source, words) => {
    const home = newHome();
    expect(await skills(home, "install", source, "-y")).toMatchObject({
      code: 42,
      stdout: "",
      stderr: expect.stringContaining(words),
    });
    expect(existsSync(join(home, "work/ran"))).toBe(false);
  });
});

describe("update", () => {
  test("shows what is new, names what was changed here, and keeps that aside", async () => {
    const home = newHome();
    const source = repository(home);
    await skills(home, "install", "source", "-y");
    expect((await skills(home, "update")).stdout).toBe(
      "deploy is up to date.\nother is up to date.\n",
    );
    const mine = join(root(home), "deploy/scripts/go.sh");
    writeFileSync(mine, "echo mine\n");
    expect((await skills(home, "update", "deploy")).stdout).toContain(
      "it was changed here: changed scripts/go.sh",
    );
    writeFiles(source, {
      "deploy/SKILL.md": skillFile("deploy", "Does it well."),
      "deploy/new.txt": "n",
    });
    const asked = await skills(home, "update", "deploy");
    expect(asked.code).toBe(60);
    expect(asked.stdout).toContain("- description: Does it.");
    expect(asked.stdout).toContain("+ description: Does it well.");
    expect(asked.stdout).toContain("added new.txt");
    expect(asked.stdout).toMatch(/CHANGED HERE.*changed scripts\/go\.sh/);
    expect(readFileSync(mine, "utf8")).toBe("echo mine\n");
    expect(await skills(home, "update", "all", "-y")).toMatchObject({ code: 0 });
    expect(readFileSync(mine, "utf8")).toBe("echo go\n");
    const kept = join(root(home), ".deploy.before-update/scripts/go.sh");
    expect(readFileSync(kept, "utf8")).toBe("echo mine\n");
    expect((await skills(home, "list")).stdout.match(/^deploy /gm)).toHaveLength(1);
  });

  test("every kind of source; one that went away does not stop the others", async () => {
    const home = newHome();
    const work = join(home, "work");
    const source = repository(home);
    writeFiles(work, {
      "z.zip": zipOf([{ name: "za/SKILL.md", data: skillFile("za") }]),
      "l.md": skillFile("l"),
      "g/SKILL.md": skillFile("g"),
    });
    for (const one of ["z.zip", "l.md", "g", `file://${source}`])
      await skills(home, "install", one, "-y");
    writeFiles(work, {
      "z.zip": zipOf([{ name: "za/SKILL.md", data: skillFile("za", "New.") }]),
      "l.md": skillFile("l", "New."),
    });
    writeFiles(source, { "deploy/SKILL.md": skillFile("deploy", "New.") });
    git(source, "commit", "-am", "second");
    execFileSync("rm", ["-r", join(work, "g")]);
    const { code, stdout, stderr } = await skills(home, "update", "-y");
    expect([code, stderr]).toEqual([42, expect.stringContaining("There is no")]);
    for (const name of ["za", "l", "deploy"]) expect(stdout).toContain(`Updated ${name}.`);
    expect(stdout).toContain("other is up to date.");
  });

  test("what an untrusted project says of its skills' origin is not followed (55)", async () => {
    const home = newHome();
    writeFiles(join(home, "work/.skillet/skills/x"), {
      "SKILL.md": skillFile("x"),
      ".skillet-source.json": '{"source": "https://example.org/x", "sha256": "", "files": []}',
    });
    expect(await skills(home, "update", "--project", "-y")).toMatchObject({ code: 55 });
  });
});

describe("remove", () => {
  test("asks, deletes what lies in the user's folder, and leaves a link's target alone", async () => {
    const home = newHome();
    writeFiles(home, {
      ".skillet/skills/gone/SKILL.md": skillFile("gone"),
      "kept/SKILL.md": skillFile("linked"),
    });
    symlinkSync(join(home, "kept"), join(root(home), "linked"));
    expect(await skills(home, "remove", "gone")).toMatchObject({
      code: 60,
      stdout: expect.stringContaining("1 file, "),
    });
    expect(existsSync(join(root(home), "gone"))).toBe(true);
    expect(await skills(home, "remove", "gone", "linked", "-y")).toMatchObject({ code: 0 });
    expect(readdirSync(root(home))).toEqual([]);
    expect(existsSync(join(home, "kept/SKILL.md"))).toBe(true);
  });

  test("a bundled skill, one of the project, and one that is not there are left alone, each with a remedy", async () => {
    const home = newHome();
    writeFiles(home, { "work/.skillet/skills/mine/SKILL.md": skillFile("mine") });
    const [bundled] = JSON.parse((await skills(home, "list", "--json")).stdout).filter(
      ({ source }: { source: string }) => source === "bundled",
    );
    for (const [name, words] of [
      [bundled.name, "skillet skills disable"],
      ["mine", "--project"],
      ["nobody", "There is no skill"],
    ]) {
      expect(await skills(home, "remove", name, "-y")).toMatchObject({
        code: 42,
        stderr: expect.stringContaining(words),
      });
    }
    expect(await skills(home, "remove", "mine", "--project", "-y")).toMatchObject({ code: 0 });
  });
});

describe("new", () => {
  test("writes a skill that validates strictly, and says what comes next", async () => {
    const home = newHome();
    const made = await skills(
      home,
      "new",
      "my-notes",
      "--description",
      `Writes "notes": it's for C:\\x. Use when asked.`,
    );
    expect(made).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("skillet skills test my-notes"),
    });
    const path = join(root(home), "my-notes");
    const strict = await skills(home, "validate", path, "--strict", "--json");
    expect([strict.code, JSON.parse(strict.stdout)]).toEqual([
      0,
      [
        expect.objectContaining({
          status: "loaded",
          problems: [],
          description: `Writes "notes": it's for C:\\x. Use when asked.`,
        }),
      ],
    ]);
    expect(await skills(home, "new", "my-notes")).toMatchObject({
      code: 42,
      stderr: expect.stringContaining("there already"),
    });
    expect(await skills(home, "new", "My Notes!")).toMatchObject({
      code: 42,
      stderr: expect.stringContaining("my-notes"),
    });
    expect(await skills(home, "new", "../x")).toMatchObject({ code: 42 });
    expect(await skills(home, "new", "p", "--project")).toMatchObject({ code: 0 });
    expect(existsSync(join(home, "work/.skillet/skills/p/SKILL.md"))).toBe(true);
  });
});

test("disable and enable reach the list, show and the model", async () => {
  const home = newHome();
  writeFiles(home, {
    ".skillet/skills/tidy/SKILL.md": skillFile("tidy", "Tidies up."),
    ".config/skillet/settings.json": "{ // mine\n}\n",
  });
  expect(await skills(home, "disable", "Tidy")).toMatchObject({
    code: 0,
    stdout: "tidy is switched off.\n",
  });
  expect((await skills(home, "list")).stdout).toMatch(/^tidy +user +\[switched off\]/m);
  expect((await skills(home, "show", "tidy")).stdout).toContain("switched off");
  const told = async () =>
    JSON.stringify((await skillet(["-p", "hi"], { home })).requests[0]?.tools);
  expect(await told()).not.toContain("Tidies up.");
  expect(await skills(home, "enable", "tidy")).toMatchObject({
    code: 0,
    stdout: "tidy is switched on.\n",
  });
  expect(await skills(home, "enable", "tidy")).toMatchObject({
    code: 0,
    stdout: "tidy was on already.\n",
  });
  expect(await told()).toContain("Tidies up.");
  expect(readFileSync(join(home, ".config/skillet/settings.json"), "utf8")).toContain("// mine");
  expect(await skills(home, "disable", "tydi")).toMatchObject({
    code: 42,
    stderr: expect.stringContaining("Did you mean tidy?"),
  });
});

test("show takes a path, listed or not", async () => {
  const home = newHome();
  mkdirSync(join(home, "work/x"));
  writeFiles(home, {
    "work/x/SKILL.md": skillFile("elsewhere"),
    ".skillet/skills/a/SKILL.md": skillFile("a"),
  });
  expect((await skills(home, "show", "./x")).stdout).toMatch(/^elsewhere +path/);
  expect((await skills(home, "show", join(root(home), "a/SKILL.md"))).stdout).toMatch(/^a +user/);
});

test.each([
  [["instal", "x"], "Did you mean install?"],
  [["list", "--strict"], "takes no --strict"],
  [["install"], "needs a source"],
  [["remove"], "needs a name"],
  [["new"], "takes one name"],
  [["test", "--runs", "x"], "--runs"],
  [["install", "x", "--yse"], "Did you mean --yes?"],
])("%j is bad input", async (args, words) => {
  expect(await skills(newHome(), ...args)).toMatchObject({
    code: 42,
    stdout: "",
    stderr: expect.stringContaining(words),
  });
});
