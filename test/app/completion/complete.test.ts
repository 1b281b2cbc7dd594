/** What is offered at the cursor: everything the tables know, and nothing that could not stand there. */

import { expect, test } from "vitest";
import { commands } from "../../../src/app/commands/index.ts";
import { complete, type Sources } from "../../../src/app/completion/complete.ts";
import { completionScripts } from "../../../src/app/completion/scripts.ts";
import { formsOf } from "../../../src/app/completion/usage.ts";
import { flags } from "../../../src/app/flags.ts";
import { commandNames } from "../../../src/app/launch.ts";

const sources: Sources = {
  commands,
  flags,
  sessions: () => [{ value: "s1", about: "a board" }, { value: "my board" }],
  skills: async () => [{ value: "flask-app" }, { value: "haiku" }],
  providers: () => [{ value: "openai" }, { value: "ollama" }],
  settings: () => [{ value: "model" }, { value: "verify" }],
  values: (name) => (name === "verify" ? [{ value: "auto" }, { value: "off" }] : []),
};

async function offered(...words: string[]) {
  const { candidates, files } = await complete(words, sources);
  return [...candidates.map(({ value }) => value), ...(files ? [":files"] : [])];
}

test("every command is offered as the first word, and each is one that is launched", async () => {
  const names = commands.map(({ name }) => name);
  expect(await offered("")).toEqual(names);
  expect([...commandNames].sort()).toEqual([...names].sort());
});

test("every flag of a run is offered, with its choices", async () => {
  const all = await offered("--");
  for (const { name, choices } of flags) {
    expect(all).toContain(`--${name}`);
    if (choices) expect(await offered(`--${name}`, "")).toEqual(choices);
  }
});

test.each(commands.map((command) => [command.name, command] as const))(
  "%s: its flags, its actions and the flags of each",
  async (name, { flags: own = [], takesRunFlags, actions, usage }) => {
    for (const flag of [...own, ...(takesRunFlags ? flags : [])])
      expect(await offered(name, "--")).toContain(`--${flag.name}`);
    const forms = formsOf(name, usage).flatMap(({ action }) => action ?? []);
    if (actions) expect(forms).toEqual(actions.map((action) => action.name));
    if (forms.length > 0) expect(await offered(name, "")).toEqual(forms);
    for (const { name: action, takes } of actions ?? []) {
      const given = (await offered(name, action, "--")).filter((flag) => !/^--no-/.test(flag));
      expect(given.sort()).toEqual(
        [...new Set([...takes.map((flag) => `--${flag}`), "--lang", "--help"])].sort(),
      );
    }
  },
);

test.each([
  [["se"], ["sessions"]],
  [["sessions", "sh"], ["show"]],
  [
    ["sessions", "show", ""],
    ["s1", "my board"],
  ],
  [["sessions", "show", "my"], ["my board"]],
  [["sessions", "--json", "show", "s"], ["s1"]],
  [
    ["sessions", "export", "s1", "--format", ""],
    ["md", "json", "html"],
  ],
  [["sessions", "export", "s1", "--out", ""], [":files"]],
  [["skills", "show", "fl"], ["flask-app"]],
  [["skills", "show", "./f"], [":files"]],
  [["skills", "update", "a"], ["all"]],
  [["skills", "remove", "haiku", "fl"], ["flask-app"]],
  [["skills", "install", ""], [":files"]],
  [["models", "fo"], ["forget"]],
  [["config", "set", "ve"], ["verify"]],
  [
    ["config", "set", "verify", ""],
    ["auto", "off"],
  ],
  [["config", "get", "model", ""], []],
  [
    ["completion", ""],
    ["bash", "zsh", "fish"],
  ],
  [["verify", ""], [":files"]],
  [
    ["--resume", ""],
    ["s1", "my board"],
  ],
  [["-r", "s"], ["s1"]],
  [["--provider", "ol"], ["ollama"]],
  [["--provider=o"], ["--provider=openai", "--provider=ollama"]],
  [["--lane", "na"], ["native"]],
  [["--lane=na"], ["--lane=native"]],
  [
    ["--tool-choice", ""],
    ["auto", "none", "required"],
  ],
  [["--out", "sa"], [":files"]],
  [["--no-st"], ["--no-stream"]],
  [["--allow", ""], []],
  [["--max-turns", ""], []],
  [["--", "--la"], [":files"]],
  [["build", "me", ""], [":files"]],
  [["nonsense", "--mod"], ["--model"]],
])("%j offers %j", async (words, expected) => {
  expect(await offered(...words)).toEqual(expected);
});

test("a flag that was given is not offered again, unless it may come several times", async () => {
  expect(await offered("--model", "m", "--mo")).toEqual([]);
  expect(await offered("-m", "m", "--mo")).toEqual([]);
  expect(await offered("--allow", "shell", "--allow")).toEqual(["--allow", "--allow-host"]);
});

function withoutComments(script: string): string {
  return script.replace(/^#.*\n/gm, "");
}

test("a shell for every script, and nothing of the tables in any of them", () => {
  expect(Object.keys(completionScripts)).toEqual(["bash", "zsh", "fish"]);
  for (const script of Object.values(completionScripts).map(withoutComments))
    for (const { name } of commands.filter(({ name }) => name !== "completion"))
      expect(script).not.toMatch(new RegExp(`\\b${name}\\b`));
});
