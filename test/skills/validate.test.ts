/** The reference validator's 40 cases, and what validation reports. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { catalogueOf } from "../../src/skills/catalogue.ts";
import { parseSkill } from "../../src/skills/parse.ts";
import { openShelf } from "../../src/skills/shelf.ts";
import { hasFailed, type SkillReport, validate } from "../../src/skills/validate.ts";
import { corpora, corporaPresent } from "../support/corpora.ts";
import { type Files, folderWith } from "../support/folder-with.ts";
import { temporaryFolder } from "../support/temporary.ts";

const body = "# My Skill\n\nSteps.\n";
const file = (...lines: string[]) => `---\n${lines.join("\n")}\n---\n${body}`;
const words = (report: SkillReport | undefined) =>
  report?.problems.map(({ message }) => message).join("\n") ?? "";

async function strictly(files: Files, path = "."): Promise<{ ok: boolean; words: string }> {
  const reports = await validate([join(folderWith(files), path)], { strict: true });
  expect(reports.length).toBe(1);
  return { ok: !hasFailed(reports, { strict: true }), words: words(reports[0]) };
}

const invalid: [id: string, what: string, files: Files, message: RegExp, path?: string][] = [
  ["P2", "no front matter", { "s/SKILL.md": body }, /front matter/],
  [
    "P3",
    "front matter that is not closed",
    { "s/SKILL.md": "---\nname: s\ndescription: d\n" },
    /never closed/,
  ],
  ["P4", "invalid YAML", { "s/SKILL.md": file("name: [invalid") }, /YAML/],
  [
    "P5",
    "front matter that is a list",
    { "s/SKILL.md": file("- just", "- a", "- list") },
    /must be a YAML mapping/,
  ],
  ["P8", "no SKILL.md", { "s/x.txt": "" }, /Missing required file: SKILL.md/],
  [
    "P9",
    "no name",
    { "s/SKILL.md": file("description: A test skill") },
    /Missing required field: name/,
  ],
  [
    "P10",
    "no description",
    { "s/SKILL.md": file("name: s") },
    /Missing required field: description/,
  ],
  ["P13", "neither spelling of SKILL.md", { "s/other.md": body }, /Missing required file/],
  ["V2", "a path that does not exist", { x: "" }, /does not exist/, "nonexistent"],
  ["V3", "a file that is no skill", { "file.txt": "test" }, /Not a directory/, "file.txt"],
  ["V4", "an empty folder", { "s/x/y": "" }, /Missing required file: SKILL.md/],
  [
    "V5",
    "upper case in the name",
    { "MySkill/SKILL.md": file("name: MySkill", "description: d") },
    /lowercase/,
  ],
  [
    "V6",
    "a name of 70 letters",
    { [`${"a".repeat(70)}/SKILL.md`]: file(`name: ${"a".repeat(70)}`, "description: d") },
    /exceeds the 64 character limit/,
  ],
  [
    "V7",
    "a leading hyphen",
    { "-my-skill/SKILL.md": file("name: -my-skill", "description: d") },
    /cannot start or end with a hyphen/,
  ],
  [
    "V8",
    "two hyphens",
    { "my--skill/SKILL.md": file("name: my--skill", "description: d") },
    /consecutive hyphens/,
  ],
  [
    "V9",
    "an underscore",
    { "my_skill/SKILL.md": file("name: my_skill", "description: d") },
    /invalid characters/,
  ],
  [
    "V10",
    "another folder name",
    { "wrong-name/SKILL.md": file("name: correct-name", "description: d") },
    /must match skill name/,
  ],
  [
    "V11",
    "an unknown field",
    { "s/SKILL.md": file("name: s", "description: d", "unknown_field: x") },
    /Unexpected fields/,
  ],
  [
    "V17",
    "Russian upper case",
    { "НАВЫК/SKILL.md": file("name: НАВЫК", "description: d") },
    /lowercase/,
  ],
  [
    "V18",
    "a long description",
    { "s/SKILL.md": file("name: s", `description: ${"x".repeat(1100)}`) },
    /exceeds.*1024/,
  ],
  [
    "V20",
    "a long compatibility",
    { "s/SKILL.md": file("name: s", "description: d", `compatibility: ${"x".repeat(550)}`) },
    /exceeds.*500/,
  ],
];

const valid: [id: string, what: string, files: Files][] = [
  [
    "P1",
    "a plain skill",
    { "my-skill/SKILL.md": file("name: my-skill", "description: A test skill") },
  ],
  ["P6", "a licence", { "s/SKILL.md": file("name: s", "description: d", "license: MIT") }],
  [
    "P11",
    "both spellings: SKILL.md counts",
    { "s/SKILL.md": file("name: s", "description: d"), "s/skill.md": "x" },
  ],
  ["P12", "skill.md in small letters", { "s/skill.md": file("name: s", "description: d") }],
  ["V1", "name and description", { "s/SKILL.md": file("name: s", "description: d") }],
  [
    "V12",
    "all usual fields",
    {
      "s/SKILL.md": file(
        "name: s",
        "description: d",
        "license: MIT",
        "metadata:",
        "  author: Test",
      ),
    },
  ],
  [
    "V13",
    "allowed-tools",
    { "s/SKILL.md": file("name: s", "description: d", "allowed-tools: Bash(jq:*) Bash(git:*)") },
  ],
  ["V14", "a Chinese name", { "技能/SKILL.md": file("name: 技能", "description: d") }],
  [
    "V15",
    "a Russian name with a hyphen",
    { "мой-навык/SKILL.md": file("name: мой-навык", "description: d") },
  ],
  ["V16", "a Russian name", { "навык/SKILL.md": file("name: навык", "description: d") }],
  [
    "V19",
    "a compatibility",
    { "s/SKILL.md": file("name: s", "description: d", "compatibility: Needs git") },
  ],
  [
    "V21",
    "an accent written in two ways",
    { "caf\u00e9/SKILL.md": file("name: cafe\u0301", "description: d") },
  ],
];

describe("the reference validator's cases, strictly", () => {
  for (const [id, what, files, message, path] of invalid) {
    test(`${id}: ${what} is an error`, async () => {
      const verdict = await strictly(files, path);
      expect(verdict.ok).toBe(false);
      expect(verdict.words).toMatch(message);
    });
  }
  for (const [id, what, files] of valid) {
    test(`${id}: ${what} is valid`, async () => {
      expect(await strictly(files)).toEqual({ ok: true, words: "" });
    });
  }

  const read = async (...lines: string[]) => {
    const skill = await parseSkill(Buffer.from(file(...lines)), { home: "s", loose: false });
    if (skill.status === "refused") throw new Error(skill.problems[0]?.message);
    return skill;
  };
  test("P1: the fields and the body are read", async () => {
    const { name, description, body: text } = await read("name: s", "description: A test skill");
    expect([name, description, text]).toEqual(["s", "A test skill", "# My Skill\n\nSteps."]);
  });
  test("P7: metadata is text", async () => {
    const { metadata } = await read(
      "name: s",
      "description: d",
      "metadata:",
      "  author: Test Author",
      "  version: 1.0",
    );
    expect([...metadata]).toEqual([
      ["author", "Test Author"],
      ["version", "1.0"],
    ]);
  });
  test("P14: a skill.md in small letters is read", async () => {
    const folder = folderWith({ "s/skill.md": file("name: s", "description: d") });
    const shelf = await openShelf({ roots: [{ path: folder, source: "user", trusted: true }] });
    expect(shelf.list().map(({ name }) => name)).toEqual(["s"]);
  });
  test("P15: allowed-tools are read as they are written", async () => {
    const { allowedTools } = await read(
      "name: s",
      "description: d",
      "allowed-tools: Bash(jq:*) Bash(git:*)",
    );
    expect(allowedTools.join(" ")).toBe("Bash(jq:*) Bash(git:*)");
  });

  const listed = (name: string, description: string) => ({
    name,
    description,
    path: `/s/${name}/SKILL.md`,
    folder: `/s/${name}`,
    source: "user",
  });
  test("C1: no skills make no catalogue", () => expect(catalogueOf([])).toBe(""));
  test("C2: one skill is named and described", () =>
    expect(catalogueOf([listed("a", "Does a.")])).toBe("- a: Does a."));
  test("C3: two skills are two bullets", () =>
    expect(catalogueOf([listed("a", "Does a."), listed("b", "Does b.")]).split("\n").length).toBe(
      2,
    ));
  test("C4: marks in a description cannot be taken for marks of the prompt", () => {
    const text = catalogueOf([listed("a", "Use <foo> & <bar> tags")]);
    expect(text).toContain("‹foo› & ‹bar›");
    expect(text).not.toContain("<foo>");
  });
});

describe("without --strict", () => {
  test("what breaks only the specification's rules loads with a warning", async () => {
    for (const [id, , files] of invalid.filter(([id]) =>
      /^V(5|6|7|8|9|10|11|17|18|20)$/.test(id),
    )) {
      const reports = await validate([folderWith(files)]);
      expect([id, reports[0]?.status, hasFailed(reports, {})]).toEqual([id, "loaded", false]);
      expect(words(reports[0])).not.toBe("");
    }
  });

  test("a folder is searched at any depth, a file is taken as it is", async () => {
    const folder = folderWith({
      "a/b/c/d/e/f/g/h/SKILL.md": file("name: h", "description: d"),
      "a/b/c/SKILL.md": file("name: c", "description: d"),
      ".claude/skills/x/SKILL.md": file("name: x", "description: d"),
      "a/node_modules/y/SKILL.md": file("name: y", "description: d"),
      "loose.md": file("name: loose", "description: d"),
    });
    const reports = await validate([folder, join(folder, "loose.md")]);
    expect(reports.map(({ path, name }) => [path, name])).toEqual([
      [join(folder, ".claude/skills/x/SKILL.md"), "x"],
      [join(folder, "a/b/c/SKILL.md"), "c"],
      [join(folder, "a/b/c/d/e/f/g/h/SKILL.md"), "h"],
      [join(folder, "loose.md"), "loose"],
    ]);
  });

  test("an entry has the fields of the contract and no others", async () => {
    const folder = folderWith({ "s/SKILL.md": file("name: s", "description: a: b") });
    expect(await validate([folder])).toEqual([
      {
        path: join(folder, "s/SKILL.md"),
        status: "repaired",
        name: "s",
        description: "a: b",
        bodyBytes: Buffer.byteLength(body),
        problems: [
          {
            severity: "warning",
            line: 3,
            column: 15,
            message:
              "`description`: a colon followed by a space in a value that is not quoted; read as text.",
            fix: 'description: "a: b"',
          },
        ],
      },
    ]);
  });

  if (corporaPresent) {
    test("of 240 public skills none is refused", async () => {
      const reports = await validate([join(corpora, "skills")]);
      expect(reports.length).toBe(240);
      expect(reports.filter(({ status }) => status === "refused")).toEqual([]);
    });
  }
});

test("what an update has replaced is no skill to be validated", async () => {
  const folder = temporaryFolder();
  const text = "---\nname: a\ndescription: Does a. Use for a.\n---\nSteps.\n";
  for (const home of ["a", ".a.before-update"]) {
    mkdirSync(join(folder, home));
    writeFileSync(join(folder, home, "SKILL.md"), text);
  }
  const reports = await validate([folder], { strict: true });
  expect(reports.map(({ path }) => path)).toEqual([join(folder, "a", "SKILL.md")]);
});
