/** What is wrong with an archive is said in the user's language, every one of its sentences. */

import { readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { useLanguage } from "../../../src/core/messages/language.ts";
import { translated } from "../../../src/core/messages/phrase.ts";

const files = ["zip", "tar", "archive-entry", "unpack"];

/** Each sentence as it would be thrown, with a name of no language where a value stands. */
const said = files.flatMap((file) => {
  const source = readFileSync(new URL(`../../../src/skills/${file}.ts`, import.meta.url), "utf8");
  const literals = source.matchAll(/(?:`[^`\n]*`|"[^"\n]*")/g);
  const inCalls = [...literals].filter(({ index }) =>
    /(?:damaged|refuse|Refusal)\([^;`"]*(?:\? *|: *)?$/.test(source.slice(index - 80, index)),
  );
  return inCalls.map(([text]) => {
    const sentence = text.slice(1, -1).replace(/\$\{(?:[^{}]|\{[^}]*\})*\}/g, "42");
    const isDetail = /^[a-z4]/.test(sentence) && !/^42 archives/.test(sentence);
    if (!isDetail) return sentence;
    return /^(?:is|holds|leads) /.test(sentence)
      ? `The archive is refused: the name 42 ${sentence}.`
      : `The ${file === "tar" ? "tar" : "zip"} file is refused as damaged: ${sentence}.`;
  });
});

afterAll(() => useLanguage("en"));

test.each(["ja", "zh"] as const)("in %s", async (language) => {
  expect(said.length).toBeGreaterThan(40);
  await useLanguage(language);
  // Words of English that are left, but for what is called so everywhere.
  const left = said
    .map(translated)
    .filter((text) => /[a-z]{2,} [a-z]{2,}/i.test(text.replace(/UTF-8|setuid|setgid/g, "")));
  expect(left).toEqual([]);
});
