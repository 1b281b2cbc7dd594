/** Each way in which public skills are damaged, done to sound ones: none is lost without a word; what is valid is never touched. */

import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseSkill } from "../../src/skills/parse.ts";
import { corpora, corporaPresent } from "../support/corpora.ts";
import { random } from "../support/random.ts";

const bundled = new URL("../../skills/", import.meta.url).pathname;

/** Public skills where they are, else those that are shipped. */
const files: string[] = corporaPresent
  ? readFileSync(join(corpora, "skills/SOURCES.tsv"), "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((row) => join(corpora, "skills", row.split("\t")[0] ?? ""))
  : readdirSync(bundled).map((name) => join(bundled, name, "SKILL.md"));

const parse = (text: string, home: string) => parseSkill(Buffer.from(text), { home, loose: false });

/** Name and description on a line each, and the rest as it was; "" when it is not of the usual form. */
function simple(text: string, name: string, description: string): string {
  const end = text.indexOf("\n---", 3);
  const body = text.slice(text.indexOf("\n", end + 1));
  return end < 0
    ? ""
    : `---\nname: ${name}\ndescription: ${JSON.stringify(description)}\n---${body}`;
}

const value = (text: string, written: string) =>
  text.replace(/^description: .*$/m, () => `description: ${written}`);

/** What of it must come out: the name and the description, the description, or only that it is told. */
type Kept = "both" | "name" | "told";

const damages: [what: string, kept: Kept, damage: (text: string, description: string) => string][] =
  [
    [
      "a colon that is not quoted",
      "both",
      (text, d) => value(text, `${d.replace(/^["'\W]+/, "")} Note: it`),
    ],
    [
      "a list of brackets behind text in brackets",
      "name",
      (text) => value(text, "[TODO] [fill in] later"),
    ],
    ["a reserved character first", "name", (text) => value(text, "@scope/name does it for all")],
    ["emphasis first", "name", (text) => value(text, "*Bold* words and more of them")],
    ["a backtick first", "name", (text) => value(text, "`code` is what it is about")],
    ["a percent sign first", "name", (text) => value(text, "%Percent signs are what it is about")],
    ["a quote that never closes", "name", (text) => value(text, '"It begins and goes on')],
    ["a bad escape", "name", (text) => value(text, '"It finds \\d+ in texts"')],
    ["no name", "told", (text) => text.replace(/^name: .*\n/m, "")],
    ["no description", "name", (text) => text.replace(/^description: .*\n/m, "")],
    ["neither", "told", (text) => text.replace(/^(name|description): .*\n/gm, "license: MIT\n")],
    ["no front matter", "told", (text) => text.slice(text.indexOf("\n---\n", 3) + 5)],
    ["a fence that never closes", "told", (text) => text.replace(/\n---\n/, "\n")],
    ["the opening fence lost", "name", (text) => text.replace(/^---\n/, "")],
    ["a word behind the closing fence", "told", (text) => text.replace(/\n---\n/, "\n---x\n")],
    [
      "a key that ran into its line",
      "name",
      (text) => text.replace(/^(description: ".*)"$/m, '$1."license: MIT'),
    ],
    [
      "a key that is there twice",
      "told",
      (text) => text.replace(/^name: .*$/m, "$&\nname: another-one"),
    ],
    [
      "a field of others with a colon",
      "name",
      (text) => text.replace(/^name: .*$/m, "$&\nauthor: a: b: c"),
    ],
    [
      "a field of others with brackets",
      "name",
      (text) => text.replace(/^name: .*$/m, "$&\nargument-hint: [a] [b]"),
    ],
    [
      "a package name in a field of others",
      "name",
      (text) => text.replace(/^name: .*$/m, "$&\npackage: @azure/x"),
    ],
    ["tabs before a field", "told", (text) => text.replace(/^description:/m, "\tdescription:")],
    ["no space behind the colon", "name", (text) => text.replace(/^name: /m, "name:")],
  ];

describe("damaged as public skills are", () => {
  test.each(damages)("%s: no file is lost without a word", async (_, kept, damage) => {
    let tried = 0;
    for (const path of files) {
      const home = basename(dirname(path));
      const good = await parse(readFileSync(path, "utf8"), home);
      if (good.status !== "loaded") continue;
      const sound = simple(
        readFileSync(path, "utf8").replaceAll("\r\n", "\n"),
        good.name,
        good.description,
      );
      const bad = damage(sound, good.description);
      if (sound === "" || bad === sound) continue;
      tried++;
      const skill = await parse(bad, home);
      const told = skill.problems.filter(({ severity }) => severity !== "note");
      expect([path, skill.status === "loaded" && told.length === 0]).toEqual([path, false]);
      expect(told[0]).toMatchObject({ line: expect.any(Number), column: expect.any(Number) });
      if (skill.status === "refused") {
        expect([path, kept, told[0]?.severity]).toEqual([path, "told", "error"]);
        continue;
      }
      expect([path, skill.description]).not.toContain("");
      if (kept !== "told") expect([path, skill.name]).toEqual([path, good.name]);
    }
    expect(tried).toBeGreaterThan(corporaPresent ? 150 : 5);
  });
});

const texts = [
  "Does it: all of it",
  "# no comment, ",
  "it's \"quoted\" and 'quoted'",
  "[brackets] {braces}",
  "*stars* &and @at `ticks` %percent",
  "back\\slash \\d+",
  "日本語。説明：これ ",
  "- dash",
  "a --- b",
  "null",
  "true",
  "1.0",
  "2024-01-01",
  "0x1F",
  "~",
  "yes",
];

/** The ways of YAML to write a text on one line, or on several that mean one. */
const forms: ((text: string) => string)[] = [
  (text) => JSON.stringify(text),
  (text) => `'${text.replaceAll("'", "''")}'`,
  (text) => `|\n  ${text}`,
  (text) => `>-\n  ${text}`,
  (text) => `>\n\n  ${text}\n`,
  (text) => `${JSON.stringify(text)} # a comment`,
];

test("3,000 valid front matters are read as they stand, and nothing is said of repairs", async () => {
  const { below, pick } = random(11);
  for (let round = 0; round < 3000; round++) {
    const text = Array.from({ length: 1 + below(3) }, () => pick(texts))
      .join(" ")
      .trim();
    const others = [
      `metadata:\n  author: ${pick(forms.slice(0, 2))(pick(texts))}\n  version: 1.0`,
      "allowed-tools:\n  - Read\n  - Bash(git:*)",
      "# a comment",
      "",
    ];
    const fields = [
      `name: a-skill`,
      `description: ${pick(forms)(text)}`,
      pick(others),
      "license: MIT",
    ];
    const lines = fields.sort(() => below(3) - 1);
    const source = `---\n${lines.join("\n")}\n---\nDo it.\n`;
    const skill = await parse(source, "a-skill");
    expect([source, skill.status]).toEqual([source, "loaded"]);
    expect(skill).toMatchObject({
      name: "a-skill",
      description: text.replace(/\s+/g, " "),
      body: "Do it.",
    });
  }
});
