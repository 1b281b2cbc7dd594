/** Installing shows everything first, copies what it showed, and leaves what it does not know alone. */

import { chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type InstallRecord, installSkill } from "../../src/skills/install.ts";
import { newSkill, removeSkill, switchSkill } from "../../src/skills/manage.ts";
import { previewInstall } from "../../src/skills/preview-install.ts";
import { openShelf } from "../../src/skills/shelf.ts";
import { previewUpdate, recordOf } from "../../src/skills/update.ts";
import { hasFailed, validate } from "../../src/skills/validate.ts";
import { folderWith, writeFiles } from "../support/folder-with.ts";
import { temporaryFolder } from "../support/temporary.ts";

const text =
  "---\nname: My Deploy\ndescription: Deploys.\nallowed-tools: Bash(git:*)\n---\nSteps.\n";

function source() {
  const folder = folderWith({
    "deploy/SKILL.md": text,
    "deploy/scripts/go.sh": "echo go\n",
    "deploy/.hidden": "h",
    "deploy/.git/config": "no",
    "deploy/parts/sub/SKILL.md": "---\nname: sub\ndescription: d\n---\nx\n",
  });
  chmodSync(join(folder, "deploy/scripts/go.sh"), 0o4755);
  symlinkSync("/etc/passwd", join(folder, "deploy/out"));
  return folder;
}

async function preview(folder: string) {
  const [first] = await previewInstall(folder);
  if (!first) throw new Error("no preview");
  return first;
}

test("a preview tells files, sizes, programs, requested tools and findings, and copies nothing", async () => {
  const folder = source();
  const all = await previewInstall(folder);
  expect(all.length).toBe(1);
  const { name, files, bytes, allowedTools, findings, report } = await preview(folder);
  expect({ name, allowedTools, status: report.status }).toEqual({
    name: "my-deploy",
    allowedTools: ["Bash(git:*)"],
    status: "loaded",
  });
  expect(files.map(({ path, runs }) => [path, runs])).toEqual([
    [".hidden", false],
    ["SKILL.md", false],
    ["out", false],
    ["parts/sub/SKILL.md", false],
    ["scripts/go.sh", true],
  ]);
  expect(bytes).toBeGreaterThan(text.length);
  expect(findings.map(({ message }) => message)).toEqual([
    "A link that leaves the skill; it is not copied.",
    "A setuid or setgid bit; the copy does not have it.",
  ]);
});

test("the copy is what was shown, without links and set-user bits, and says where it came from", async () => {
  const folder = source();
  const root = join(temporaryFolder(), "skills");
  const target = installSkill(await preview(folder), root, { source: "a place" });
  expect(target).toBe(join(root, "my-deploy"));
  expect(readdirSync(root)).toEqual(["my-deploy"]);
  expect(readdirSync(target).sort()).toEqual([
    ".hidden",
    ".skillet-source.json",
    "SKILL.md",
    "parts",
    "scripts",
  ]);
  expect(statSync(join(target, "scripts/go.sh")).mode & 0o7777).toBe(0o755);
  expect(readFileSync(join(target, "SKILL.md"), "utf8")).toBe(text);
  const record: InstallRecord = recordOf(target);
  expect([record.source, record.files.length]).toEqual(["a place", 4]);
  const shelf = await openShelf({ roots: [{ path: root, source: "user", trusted: true }] });
  expect((await shelf.open("my deploy"))?.files).toEqual(["parts/sub/SKILL.md", "scripts/go.sh"]);
});

test("a loose file becomes a skill's folder", async () => {
  const folder = folderWith({ "notes.md": "---\nname: notes\ndescription: d\n---\nx\n" });
  const root = temporaryFolder();
  installSkill(await preview(join(folder, "notes.md")), root, { source: "s" });
  expect(existsSync(join(root, "notes/SKILL.md"))).toBe(true);
});

describe("what is not installed", () => {
  test("a skill that is there already, unless it is to be replaced", async () => {
    const root = temporaryFolder();
    const folder = source();
    installSkill(await preview(folder), root, { source: "s" });
    writeFiles(folder, { "deploy/new.md": "n" });
    const next = await preview(folder);
    expect(() => installSkill(next, root, { source: "s" })).toThrow(/installed already/);
    installSkill(next, root, { source: "s", replace: true });
    expect(readdirSync(root)).toEqual(["my-deploy"]);
    expect(existsSync(join(root, "my-deploy/new.md"))).toBe(true);
  });

  test("a refused skill", async () => {
    const folder = folderWith({ "a/SKILL.md": "---js\n1\n---\n" });
    const shown = await preview(folder);
    expect(shown.report.status).toBe("refused");
    expect(() => installSkill(shown, temporaryFolder(), { source: "s" })).toThrow(/language/);
  });

  test("what changed after it was shown, and nothing half-made is left", async () => {
    const folder = source();
    const shown = await preview(folder);
    writeFiles(folder, { "deploy/scripts/go.sh": "rm -r" });
    const root = temporaryFolder();
    expect(() => installSkill(shown, root, { source: "s" })).toThrow(/changed while|at most/);
    expect(readdirSync(root)).toEqual([]);
  });

  test("a folder without skills, or nothing at all", async () => {
    await expect(previewInstall(folderWith({ "x.txt": "" }))).rejects.toThrow(/no skill in/);
    await expect(previewInstall("/nowhere/at/all")).rejects.toThrow(/There is no/);
  });
});

test("an update tells what it brings and what was changed here", async () => {
  const folder = source();
  const root = temporaryFolder();
  const target = installSkill(await preview(folder), root, { source: "s" });
  writeFiles(target, { "SKILL.md": `${text}Mine.\n` });
  writeFiles(folder, { "deploy/more.md": "m" });
  const { change, local } = previewUpdate(target, await preview(folder));
  expect(local).toEqual({ added: [], removed: [], changed: ["SKILL.md"] });
  expect(change).toEqual({ added: ["more.md"], removed: [], changed: ["SKILL.md"] });
  expect(() => recordOf(folder)).toThrow(/does not say where it came from/);
});

describe("managing", () => {
  test("a new skill is valid to the letter", async () => {
    const root = join(temporaryFolder(), "skills");
    const path = newSkill(root, "release-notes", 'Writes "notes": use when asked.');
    const reports = await validate([path], { strict: true });
    expect(reports[0]?.description).toBe('Writes "notes": use when asked.');
    expect(hasFailed(reports, { strict: true })).toBe(false);
    expect(
      hasFailed(await validate([newSkill(root, "empty", "")], { strict: true }), { strict: true }),
    ).toBe(false);
  });

  test("a bad name is refused with a better one, a taken place with a reason", () => {
    const root = temporaryFolder();
    expect(() => newSkill(root, "My Skill", "d")).toThrow(/lowercase/);
    expect(() => newSkill(root, "../x", "d")).toThrow(/invalid|start/);
    newSkill(root, "a", "d");
    expect(() => newSkill(root, "a", "d")).toThrow(/there already/);
  });

  test("only skills directly in the root are removed, of a link only the link", () => {
    const elsewhere = folderWith({ "a/SKILL.md": text });
    const root = folderWith({
      "b/SKILL.md": text,
      "c.md": text,
      "d/x.txt": "mine",
      "g/e/SKILL.md": text,
    });
    symlinkSync(join(elsewhere, "a"), join(root, "a"));
    for (const name of ["a", "b", "c.md"]) removeSkill(root, join(root, name));
    for (const name of ["d", "g/e", "../x", "", "none"]) {
      expect(() => removeSkill(root, join(root, name))).toThrow();
    }
    expect(readdirSync(root).sort()).toEqual(["d", "g"]);
    expect(existsSync(join(elsewhere, "a/SKILL.md"))).toBe(true);
  });

  test("skills are switched by name, in any letter case", () => {
    expect(switchSkill(["b"], "A", false)).toEqual(["a", "b"]);
    expect(switchSkill(["B", "a"], "b", true)).toEqual(["a"]);
  });
});
