/** Front matter is data, whoever wrote it; every file ends as a skill or as a reason. */

import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import matter from "gray-matter";
import { describe, expect, test } from "vitest";
import { loadFullYaml } from "../../src/skills/full-yaml.ts";
import { parseSkill } from "../../src/skills/parse.ts";
import { readSimpleYaml } from "../../src/skills/simple-yaml.ts";
import { corpora, corporaPresent } from "../support/corpora.ts";
import { temporaryFolder } from "../support/temporary.ts";

const parse = (text: string | Uint8Array, home = "s") =>
  parseSkill(typeof text === "string" ? Buffer.from(text) : text, { home, loose: false });

const frontMatter = (yaml: string, body = "Do it.") => `---\n${yaml}\n---\n${body}\n`;

async function refusalOf(text: string | Uint8Array): Promise<string> {
  const skill = await parse(text);
  expect(skill.status).toBe("refused");
  return skill.problems[0]?.message ?? "";
}

async function loaded(text: string | Uint8Array, home?: string) {
  const skill = await parse(text, home);
  if (skill.status === "refused") throw new Error(skill.problems[0]?.message);
  return skill;
}

describe("front-matter-runs-code", () => {
  const spellings = [
    "---js",
    "---javascript",
    "---JS",
    "---JavaScript",
    "--- js",
    "---js ",
    "---\tjavascript",
    "  ---js",
    "\ufeff---js",
    "<!-- x -->\n---js",
    "---node",
    "---coffee",
    "---json",
    "---toml",
    "--- yaml",
    "---constructor",
    "---toString",
  ];
  for (const fence of spellings) {
    test(`a file that opens with ${JSON.stringify(fence)} is refused and nothing runs`, async () => {
      const canary = join(temporaryFolder(), "canary");
      const code = `require("fs").writeFileSync(${JSON.stringify(canary)}, "x")`;
      const message = await refusalOf(
        `${fence}\n(${code}, { name: "s", description: "d" })\n---\nBody\n`,
      );
      expect(message).toContain("names the language");
      expect(existsSync(canary)).toBe(false);
    });
  }

  test("a value that looks like code stays text", async () => {
    const canary = join(temporaryFolder(), "canary");
    const code = `(() => require("fs").writeFileSync(${JSON.stringify(canary)}, "x"))()`;
    const { description } = await loaded(frontMatter(`name: s\ndescription: |\n  ${code}`));
    expect(description).toBe(code);
    expect(existsSync(canary)).toBe(false);
  });

  test("a body that opens with a code fence language is only a body", async () => {
    const { body } = await loaded(
      frontMatter("name: s\ndescription: d", "---js\nprocess.exit(9)\n---"),
    );
    expect(body).toBe("---js\nprocess.exit(9)\n---");
  });
});

describe("what is refused says why", () => {
  const cases: [what: string, text: string | Uint8Array, message: RegExp][] = [
    ["an empty file", "", /empty/],
    ["blanks only", " \n\n", /empty/],
    ["a NUL byte", "---\nname: a\ndescription: a\0b\n---\n", /U\+0000 at byte 26/],
    ["UTF-16", Buffer.from("\ufeff---\nname: a\n---\n", "utf16le"), /UTF-16/],
    ["Latin-1", Buffer.from("---\ndescription: caf\xe9\n---\n", "latin1"), /first at byte 20/],
    ["a fence that is never closed", "---\nname: a\ndescription: b\n\nHello\n", /never closed/],
    ["a tag", frontMatter("name: s\ndescription: !!js/function 'f'"), /tag/],
    ["a nested tag", frontMatter("name: s\ndescription: d\nx:\n  - !!js/undefined ''"), /tag/],
    ["an anchor", frontMatter("name: s\na: &a [1]\ndescription: d"), /anchor/],
    [
      "an alias deeper down",
      frontMatter("name: s\ndescription: d\na:\n  b: &b [x]\n  c: [*b, *b]"),
      /alias/,
    ],
    ["a merge key", frontMatter("name: s\n<<: x\ndescription: d"), /invalid|merge|YAML/i],
    ["a prototype key", frontMatter("name: s\ndescription: d\n__proto__:\n  a: b"), /__proto__/],
    [
      "a nested constructor",
      frontMatter("name: s\ndescription: d\nmetadata:\n  constructor: b"),
      /constructor/,
    ],
    [
      "deep brackets",
      frontMatter(`name: s\ndescription: ${"[".repeat(5000)}${"]".repeat(5000)}`),
      /nested/,
    ],
    ["deep lists", frontMatter(`name: s\ndescription: d\nx:\n  ${"- ".repeat(4000)}a`), /deep/],
    [
      "two names",
      frontMatter("name: s\nname: t\ndescription: a\ndescription: b"),
      /[Dd]uplicate|twice/,
    ],
    ["a path as name", frontMatter("name: ../../outside\ndescription: d"), /path/],
    ["an absolute name", frontMatter("name: /etc/x\ndescription: d"), /path/],
    [
      "a hidden character in the name",
      frontMatter("name: pdf\u200b-tools\ndescription: d"),
      /U\+200B/,
    ],
    ["a description of a book", frontMatter(`name: s\ndescription: ${"x".repeat(5000)}`), /5000/],
    [
      "a large front matter",
      frontMatter(`name: s\ndescription: d\nx: ${"y".repeat(17000)}`),
      /larger/,
    ],
    ["a large file", frontMatter("name: s\ndescription: d", "x".repeat(600_000)), /bytes/],
  ];
  for (const [what, text, message] of cases) {
    test(`${what} is refused`, async () => {
      expect(await refusalOf(text)).toMatch(message);
    });
  }

  test("160 KB of blank lines never reach the YAML library", async () => {
    expect(await refusalOf(frontMatter(`name: s\n${"\n".repeat(160_000)}description: d`))).toMatch(
      /larger|blank/,
    );
    expect(await refusalOf(frontMatter(`name: s${"\n ".repeat(4000)}\ndescription: d`))).toMatch(
      /blank lines/,
    );
  });

  test("a prototype key leaves other objects alone", async () => {
    await parse(frontMatter("name: s\ndescription: d\n__proto__:\n  polluted: yes"));
    expect(({} as Record<string, unknown>).polluted).toBe(undefined);
  });

  test("the same broken text is refused the second time as well", async () => {
    const text = frontMatter("name: s\ndescription: d\nx: {{{");
    const first = await parse(text);
    expect(await parse(text)).toEqual(first);
  });
});

describe("what is read", () => {
  test("scalars are text as written, not what YAML makes of them", async () => {
    const yaml =
      "name: 123\ndescription: 2024-01-01\nmetadata:\n  author: Test Author\n  version: 1.0\n  on: yes";
    const { name, description, metadata } = await loaded(frontMatter(yaml), "123");
    expect({ name, description, metadata: Object.fromEntries(metadata) }).toEqual({
      name: "123",
      description: "2024-01-01",
      metadata: { author: "Test Author", version: "1.0", on: "yes" },
    });
  });

  test("byte-order mark and Windows line ends are fine", async () => {
    const text = `\ufeff${frontMatter("name: s\ndescription: d", "a\nb").replaceAll("\n", "\r\n")}`;
    expect(await loaded(text)).toMatchObject({ status: "loaded", problems: [], body: "a\nb" });
  });

  test("a description on several lines becomes one line", async () => {
    const yaml = "name: s\ndescription: |\n  First line.\n\n  Second\n    line.";
    const { description, status } = await loaded(frontMatter(yaml));
    expect([description, status]).toEqual(["First line. Second line.", "loaded"]);
  });

  test("hidden characters are named with their count, and taken out", async () => {
    const skill = await loaded(
      frontMatter("name: s\ndescription: Formats.\u{e0041}\u{e0042}\u{e0041}", "a\u202eb\u200b"),
    );
    expect(skill).toMatchObject({ status: "loaded", description: "Formats.", body: "ab" });
    expect(skill.problems.map(({ message, line }) => [line, message])).toEqual([
      [5, "The text has 2 hidden characters (U+202E, U+200B); they are taken out."],
      [3, "The description has 3 hidden characters (U+E0041 x2, U+E0042); they are taken out."],
    ]);
  });

  test("emoji with joiners are not hidden characters", async () => {
    const { description, problems } = await loaded(frontMatter("name: s\ndescription: Go 👩‍💻 ❤️"));
    expect([description, problems]).toEqual(["Go 👩‍💻 ❤️", []]);
  });

  test("fields by which a skill would grant itself something are named as ignored", async () => {
    const { problems, allowedTools } = await loaded(
      frontMatter("name: s\ndescription: d\nallowed-tools: Bash(git log, x) Read\nhooks:\n  a: b"),
    );
    expect(allowedTools).toEqual(["Bash(git log, x)", "Read"]);
    expect(problems.map(({ severity, line, message }) => [severity, line, message])).toEqual([
      [
        "warning",
        5,
        "`hooks` is ignored: a skill cannot grant, configure or run anything by itself.",
      ],
    ]);
  });

  test("a skill that only the user starts is marked", async () => {
    const skill = await loaded(
      frontMatter(
        "name: s\ndescription: d\ndisable-model-invocation: true\nargument-hint: [file, n]",
      ),
    );
    expect(skill).toMatchObject({ manualOnly: true, argumentHint: "[file] [n]" });
  });

  test("a name that differs from its folder loads under its name, with a warning", async () => {
    const { name, problems } = await loaded(frontMatter("name: b\ndescription: d"), "a");
    expect(name).toBe("b");
    expect(problems[0]?.message).toContain('Directory name "a" must match skill name "b"');
  });
});

const publicSkills = () => {
  const root = join(corpora, "skills");
  const rows = readFileSync(join(root, "SOURCES.tsv"), "utf8").split("\n");
  const natural = rows.slice(1).flatMap((row) => {
    const [file = "", , , , , set = ""] = row.split("\t");
    return set === "natural" || set === "crlf" ? [file] : [];
  });

  test.each(natural)("%s loads with the name and description of a strict parser", async (file) => {
    const bytes = readFileSync(join(root, file));
    const { data } = matter(
      bytes
        .toString("utf8")
        .replace(/^\ufeff/, "")
        .replace(/\r\n?/g, "\n"),
      {},
    );
    const oneLine = (value: unknown) => String(value).replace(/\s+/g, " ").trim();
    const { status, name, description } = await loaded(bytes, basename(dirname(file)));
    expect({ status, name, description }).toEqual({
      status: "loaded",
      name: oneLine(data.name),
      description: oneLine(data.description),
    });
  });

  test("what the short reader reads is what the full parser reads", async () => {
    const full = await loadFullYaml();
    let compared = 0;
    for (const file of natural) {
      const text = readFileSync(join(root, file), "utf8").replace(/\r\n/g, "\n");
      const yaml = /^---\n([\s\S]*?)\n---\n/.exec(text)?.[1] ?? "";
      const simple = readSimpleYaml(yaml);
      if (!simple) continue;
      compared++;
      const flat = (fields: typeof simple) =>
        [...fields].map(([key, value]) => [
          key,
          typeof value === "string" ? value.replace(/\s+/g, " ").trim() : value,
        ]);
      expect([file, flat(simple)]).toEqual([file, flat(full(yaml))]);
    }
    expect(compared).toBeGreaterThan(natural.length * 0.7);
  });
};

if (corporaPresent) describe("public skills", publicSkills);
else {
  test("the public skills are not here: their cases do not run", () => {
    expect(existsSync(corpora)).toBe(false);
  });
}
