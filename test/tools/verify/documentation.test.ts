import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { forms, readChecks } from "../../../src/tools/verify/read-checks.ts";

const page = readFileSync(new URL("../../../docs/verify.md", import.meta.url), "utf8");

test("the documented example is a list of checks, and shows every form", () => {
  const example = /```json\n([^`]*)```/.exec(page)?.[1] ?? "";
  const kinds = readChecks(JSON.parse(example)).map(({ kind }) => kind);
  expect([...new Set(kinds)].sort()).toEqual(Object.keys(forms).sort());
});

test("the short forms of the page can be read", () => {
  const short = [...page.matchAll(/^\| `(\{[^`]*\})` \|/gm)].map(([, form]) =>
    JSON.parse(form ?? ""),
  );
  expect(short).toHaveLength(Object.keys(forms).length);
  expect(readChecks(short)).toHaveLength(short.length);
});
