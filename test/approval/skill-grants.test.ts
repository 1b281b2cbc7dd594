/** What a person sees before a skill's wishes are granted. */

import { expect, test } from "vitest";
import { askGrants } from "../../src/approval/skill-grants.ts";
import { wishesOf } from "../../src/core/skill-wishes.ts";
import { scriptedConsole } from "../support/scripted-console.ts";

async function ask(keys: string[], allowedTools: string[], name = "deploy") {
  const console = scriptedConsole(keys);
  const signal = new AbortController().signal;
  const answer = await askGrants(wishesOf({ name, allowedTools }), { console, signal });
  expect(console.left()).toEqual([]);
  return { answer, shown: console.shown() };
}

test("every rule stands there as it would hold, and everything else with the reason", async () => {
  const { answer, shown } = await ask(
    ["return", "?", "y"],
    ["Bash(git log:*)", "Bash(python:*)", "Read"],
  );
  expect(answer).toEqual({ granted: true });
  expect(shown).toContain("GRANT?  The skill deploy asks");
  expect(shown).toContain("  | allow shell:git log  and whatever follows these words");
  expect(shown).toContain("not granted, asked as always: Bash(python:*)  (python runs any code)");
  expect(shown).toContain("needs no approval: Read");
});

test("n and Escape load it without, Ctrl-C stops the turn", async () => {
  expect((await ask(["n"], ["Bash(jq:*)"])).answer).toEqual({ granted: false });
  expect((await ask(["escape"], ["Bash(jq:*)"])).answer).toEqual({ granted: false });
  expect((await ask(["ctrl-c"], ["Bash(jq:*)"])).answer).toEqual({ granted: false, stop: true });
});

test("nothing in it can draw a line of its own", async () => {
  const { shown } = await ask(["n"], ["Bash(\u001b[2J\njq:*)", "\u202ex(y)", "Bash(аpt list:*)"]);
  expect(shown).not.toMatch(/[\u001b\u202e]/);
  // A letter that only looks like an a is named.
  expect(shown).toContain("U+0430");
});

test("for a screen reader the keys are numbered, and a number is one", async () => {
  for (const [key, granted] of [
    ["1", true],
    ["2", false],
  ] as const) {
    const console = { ...scriptedConsole(["9", key]), plain: true };
    const { signal } = new AbortController();
    const wishes = wishesOf({ name: "deploy", allowedTools: ["Bash(jq:*)"] });
    expect(await askGrants(wishes, { console, signal })).toEqual({ granted });
    expect(console.shown()).toContain(
      "\n1. [y] approve these\n2. [n] no, use the skill without\n3. [?] help\n",
    );
  }
});
