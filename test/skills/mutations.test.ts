/** Whatever stands in a file, parsing ends with a skill or a reason: it never throws, and never runs anything. */

import { expect, test } from "vitest";
import { parseSkill } from "../../src/skills/parse.ts";

const seeds = [
  '---\nname: a-skill\ndescription: Does it: all. Use when "asked".\nlicense: MIT\nmetadata:\n  author: x\n  tags: [a, b]\n---\n\n# Title\n\nText.\n',
  "---\nname: 'b'\ndescription: >-\n  Folded\n  text\nallowed-tools:\n  - Read\n  - Bash(git:*)\n---\nText\n",
  "```yaml\n---\nname: c\ndescription: |\n  Block: x\nhooks: {a: [b, {c: d}]}\n---\n```\n",
  "---js\n(require)\n---\n",
];

const pieces = [
  ..."\n\t\0 :-#'\"[]{}&*!|>%@`,?<~\\\r\ufeff\u202e\u2028\ud800é漢😀",
  "---",
  "--- js",
  "\n---\n",
  "...",
  "<<: *a",
  "&a ",
  "*a",
  "!!js/function ",
  "!!binary ",
  "__proto__: ",
  "constructor: ",
  "name: ",
  "description: ",
  ": ",
  "\n  - ",
  "? ",
  "[[[[[[",
  "\\u0000",
  "%YAML 9",
  "```",
  "<!--",
];

/** Numbers from a seed (mulberry32): the same mutations on every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

test("5,000 mutated files each end as a skill or as a refusal with a reason", async () => {
  const next = numbers(7);
  const pick = <Item>(items: readonly Item[]): Item => items[next(items.length)] as Item;
  const ends = { loaded: 0, repaired: 0, refused: 0 };
  for (let round = 0; round < 5000; round++) {
    let text = pick(seeds);
    for (let change = next(6); change >= 0; change--) {
      const at = next(text.length + 1);
      text = text.slice(0, at) + pick(pieces) + text.slice(at + next(3));
    }
    const skill = await parseSkill(Buffer.from(text), { home: "home", loose: false });
    ends[skill.status]++;
    if (skill.status === "refused") {
      expect(skill.problems[0]).toMatchObject({ severity: "error", message: expect.any(String) });
    } else {
      expect([text, skill.name, skill.description]).not.toContain("");
      expect(`${skill.name}${skill.description}`).not.toMatch(/[\0-\x1f\u202e]/);
    }
  }
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  expect(Math.min(...Object.values(ends))).toBeGreaterThan(200);
});

const long = 400_000;
const floods: [what: string, text: string][] = [
  ["dashes", "-".repeat(long)],
  ["fences", "---\n".repeat(long / 4)],
  ["headings", `---\nname: a\ndescription: b\n${"# x\n\n".repeat(long / 5)}`],
  ["comments", "<!---->\n".repeat(long / 8)],
  ["open comments", "<!--\n".repeat(long / 5)],
  ["code fences", `# x\n${"```\n~~~\n".repeat(long / 8)}`],
  ["blanks", `---\nname: a\ndescription: ${" ".repeat(15_000)}x: y\n---\nText\n`],
  ["quotes", `---\nname: a\ndescription: '${"a'".repeat(7000)}: x\n---\nText\n`],
  ["double quotes", `---\nname: a\ndescription: "${'"'.repeat(15_000)}: x\n---\nText\n`],
  ["colons", `---\nname: a\ndescription: ${"x: ".repeat(1300)}\n---\nText\n`],
  [
    "keys",
    `---\nname: a\n${Array.from({ length: 1500 }, (_, at) => `k${at}: :`).join("\n")}\n---\nText\n`,
  ],
  ["brackets", `---\nname: a\ndescription: b\nx:\n  y: ${"[".repeat(15_000)}\n---\nText\n`],
  ["braces", `---\nname: a\ndescription: b\nx:\n  - ${"{a: ".repeat(3000)}\n---\nText\n`],
  ["question marks", `---\nname: a\ndescription: b\nx:\n  ${"? ".repeat(7000)}\n---\nText\n`],
  ["marks", "*_`".repeat(long / 3)],
  ["no words", "\n \n".repeat(long / 3)],
];

// The runner's own limit of 5 s stands in for "ends": each takes milliseconds, a quadratic search would take minutes.
test.each(floods)("a flood of %s ends", async (_, text) => {
  const skill = await parseSkill(Buffer.from(text), { home: "home", loose: false });
  expect(["loaded", "repaired", "refused"]).toContain(skill.status);
});
