/** The hostile skills of the case files, one by one: refused with the reason, or loaded with the warning they deserve. */

import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { catalogueOf, estimateTokens } from "../../src/skills/catalogue.ts";
import { formatProblem } from "../../src/skills/problem.ts";
import { openShelf } from "../../src/skills/shelf.ts";
import { corpora, corporaPresent } from "../support/corpora.ts";
import { temporaryFolder } from "../support/temporary.ts";

const hostile = join(corpora, "hostile");
const shelfOf = (...paths: string[]) =>
  openShelf({ roots: paths.map((path) => ({ path, source: "user", trusted: true })) });

const unseen = /[\0-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]|\udb40[\udc00-\uddef]/;

/** id, whether it loads, and what is said of it; null: nothing. */
const skills: [id: string, loads: boolean, said: RegExp | null][] = [
  ["s01", false, /language "js"/],
  ["s02", false, /language "javascript"/],
  ["s03", false, /tag/],
  ["s04", false, /anchor/],
  ["s05", false, /Duplicate field `name`/],
  ["s06", false, /"\.\.\/\.\.\/outside" is a path/],
  ["s07", true, /Directory name "folder-a" must match skill name "folder-b"/],
  ["s08", false, /5000 characters; the limit is 1024/],
  ["s09", true, /47 hidden characters \(U\+E0046/],
  ["s10", false, /U\+200B/],
  ["s11", true, /2 hidden characters \(U\+202E, U\+202C\)/],
  ["s12", true, /U\+001B/],
  ["s13", true, /U\+001B/],
  ["s14", true, null],
  ["s17", false, /reserved key/],
  ["s18", false, /SKILL\.md:1:1: The front matter is never closed/],
  ["s19", false, /empty/],
  ["s20", false, /U\+0000 at byte/],
  ["s21", false, /Not UTF-8: 1 invalid sequence, the first at byte 33/],
  ["s22", false, /UTF-16/],
  ["s23", true, null],
  ["s24", true, null],
  ["s25", true, null],
  ["s26", true, /`permissions` is ignored[\s\S]*`hooks` is ignored/],
  ["s27", true, null],
  ["s28", false, /nested/],
  ["s29", false, /language "toml"/],
];

const cases = () => {
  test.each(skills)("%s ends as it should", async (id, loads, said) => {
    const shelf = await shelfOf(join(hostile, "skills", id));
    const told = shelf.problems().map(formatProblem).join("\n");
    expect([shelf.all().length, shelf.list().length]).toEqual([1, loads ? 1 : 0]);
    if (said === null) expect(told).toBe("");
    else expect(told).toMatch(said);
    expect(told).not.toMatch(unseen);
    expect(estimateTokens(catalogueOf(shelf.list()))).toBeLessThan(400);
    for (const { name, description } of shelf.list()) {
      const opened = await shelf.open(name);
      expect(`${name}${description}${opened?.body}`).not.toMatch(unseen);
      expect(opened?.body).not.toBe("");
    }
  });

  test("no case leaves a canary, and none touches other objects", () => {
    expect(existsSync("CANARY_s01") || existsSync("CANARY_s02") || existsSync("CANARY_s03")).toBe(
      false,
    );
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  test("bad neighbours do not keep a good skill from loading", async () => {
    const shelf = await shelfOf(...skills.map(([id]) => join(hostile, "skills", id)));
    expect(shelf.list().length).toBe(skills.filter(([, loads]) => loads).length);
  });

  test("s15: links that leave the skill's folder are listed as skipped", async () => {
    const shelf = await shelfOf(materialise("s15"));
    const opened = await shelf.open("sym");
    expect(opened?.files).toEqual([]);
    expect(shelf.problems().map(({ path, message }) => [path.slice(-14), message])).toEqual([
      ["sym/references", "The link leaves the skill's folder; it is skipped."],
      ["scripts/run.sh", "The link leaves the skill's folder; it is skipped."],
    ]);
  });

  test("s16: setuid bits are reported", async () => {
    const shelf = await shelfOf(materialise("s16"));
    await shelf.open("suid");
    expect(shelf.problems().map(formatProblem).join()).toMatch(/do\.sh:1:1: .*setuid/);
  });

  test("s30: of one name in two roots the first wins, with one warning that names both", async () => {
    const folder = materialise("s30");
    const shelf = await shelfOf(join(folder, "rootA"), join(folder, "rootB"));
    expect(shelf.list().map(({ description }) => description)).toEqual(["from the first root"]);
    expect(shelf.problems().length).toBe(1);
    expect(shelf.problems().map(formatProblem)[0]).toMatch(/rootB\/twice.*rootA\/twice/);
  });
};

interface LayoutEntry {
  type: string;
  path: string;
  content?: string;
  target?: string;
  mode?: string;
}

function materialise(id: string): string {
  const folder = temporaryFolder();
  const { entries }: { entries: LayoutEntry[] } = JSON.parse(
    readFileSync(join(hostile, "layout", `${id}.json`), "utf8"),
  );
  for (const { type, path, content = "", target = "", mode } of entries) {
    const full = join(folder, path);
    mkdirSync(dirname(full), { recursive: true });
    if (type === "symlink") symlinkSync(target, full);
    else writeFileSync(full, content);
    if (mode !== undefined) chmodSync(full, Number.parseInt(mode, 8));
  }
  return folder;
}

if (corporaPresent) describe("hostile skills", cases);
else {
  test("the hostile skills are not here: their cases do not run", () => {
    expect(existsSync(corpora)).toBe(false);
  });
}
