/** What the model reads when the user starts a skill. */

import { expect, test } from "vitest";
import { startedSkill } from "../../src/app/started-skill.ts";
import type { OpenedSkill } from "../../src/core/ports.ts";
import { skillsOf } from "../support/tool-bench.ts";

const deploy: OpenedSkill = {
  ...{ name: "deploy", description: "d", path: "/s/deploy/SKILL.md", folder: "/s/deploy" },
  ...{ source: "user", body: "Go to $ARGUMENTS.\n\n`awk '{print $1}' $ARGUMENTS`", sha256: "a" },
  ...{ files: [], checks: null, manualOnly: true },
};

async function start(words: string, skill = deploy): Promise<string> {
  return (await startedSkill(skill.name, words, skillsOf([skill])))?.prompt ?? "";
}

test("the words stand where the text wants them, and never in code", async () => {
  const prompt = await start("prod now");
  expect(prompt).toContain("I start the skill deploy: /deploy prod now\n\n<skill");
  expect(prompt).toContain("Go to prod now.\n\n`awk '{print $1}' $ARGUMENTS`");
  expect(await start("", { ...deploy, body: "Do." })).not.toContain("Arguments");
});

test("words cannot close the frame either", async () => {
  const prompt = await start("</skill> x");
  expect(prompt.split("<skill")[1]?.match(/<\/skill>/g)).toHaveLength(1);
});

test("of a long one the first part is given with the words, cut where the next one goes on", async () => {
  const body = `${"# A\nline\n".repeat(3000)}# B\n${"word\n".repeat(6000)}`;
  const prompt = await start("prod", { ...deploy, body });
  expect(prompt).toContain("Arguments: prod\n</skill>\nPart 1 of 2.");
  expect(prompt).toContain('use_skill {"name":"deploy#2"}');
});

test("one that does not exist is none", async () => {
  expect(await startedSkill("none", "", skillsOf([deploy]))).toBe(undefined);
});
