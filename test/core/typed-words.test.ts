import { expect, test } from "vitest";
import { withMentions } from "../../src/app/mentions.ts";
import { withPiped } from "../../src/core/piped.ts";
import { planFirst, startsSkill, typedWords } from "../../src/core/typed-words.ts";

test("of a skill that was started by its name, the line that was typed", () => {
  const prompt = (line: string) =>
    `${startsSkill("haiku")}${line}\n\n<skill name="haiku">\nbody\n</skill>`;
  expect(typedWords(prompt("/haiku"))).toBe("/haiku");
  expect(typedWords(prompt("/haiku 秋の海\n二行目"))).toBe("/haiku 秋の海\n二行目");
  expect(typedWords(prompt("/other"))).toBe(`${startsSkill("haiku")}/other`);
});

test("what was typed is found before what was put around it for the model", async () => {
  const there = {
    peek: async () => ({ text: "x" }) as never,
    listFiles: async () => ({}) as never,
  };
  for (const typed of ["build it", "two\n\nparagraphs", "a <skill in it"]) {
    expect(typedWords(typed)).toBe(typed);
    expect(typedWords(`${planFirst}\n\n${typed}`)).toBe(typed);
    expect(typedWords(withPiped(typed, "data\n"))).toBe(typed);
    const mentioned = `${typed} @app.py`;
    const told = await withMentions(mentioned, there);
    expect(told).not.toBe(mentioned);
    expect(typedWords(told)).toBe(mentioned);
    expect(typedWords(`${typed}\n\n<skill name="x">\nbody\n</skill>`)).toBe(typed);
  }
  expect(typedWords(withPiped("", "What follows was piped in on stdin."))).toBe(
    "What follows was piped in on stdin.",
  );
});
