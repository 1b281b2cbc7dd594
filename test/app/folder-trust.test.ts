/** A folder's settings and notes are asked about once, as they stand; what changes is asked about again. */

import { realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderTrust } from "../../src/app/folder-trust.ts";
import { loadConfig } from "../../src/config/load.ts";
import { folderWith, writeFiles } from "../support/folder-with.ts";
import { scriptedConsole, type Typed } from "../support/scripted-console.ts";

async function project(files: Record<string, string>) {
  const home = realpathSync(folderWith({ "work/x": "" }));
  const cwd = join(home, "work");
  writeFiles(cwd, files);
  const load = () => loadConfig({ cwd, env: { HOME: home }, flags: {}, stdoutIsTerminal: false });
  const conversation = async () => {
    const config = await load();
    let shown = () => "";
    let typed: Typed[] = [];
    const console = {
      ...scriptedConsole([]),
      write: (text: string) => current.write(text),
      key: () => current.key(),
    };
    let current = scriptedConsole(typed);
    const trust = folderTrust(config, console);
    return async (keys: Typed[], kinds?: ("settings" | "notes")[]) => {
      typed = keys;
      current = scriptedConsole(typed);
      shown = current.shown;
      const trusted = await trust.ask(config.out, kinds);
      expect(current.left()).toEqual([]);
      return { trusted, shown: shown() };
    };
  };
  return { cwd, load, conversation };
}

const files = { ".skillet/settings.json": '{ "maxTurns": 3 }\n', "AGENTS.md": "Use tabs.\n" };

test("y trusts what was shown, and nothing is asked again until it changes", async () => {
  const { cwd, load, conversation } = await project(files);
  const ask = await conversation();
  const { trusted, shown } = await ask(["y"]);
  expect(trusted).toBe(true);
  for (const word of [
    "TRUST?",
    "2 files",
    "maxTurns",
    "Use tabs.",
    "[y] trust all",
    "allow nothing",
  ])
    expect(shown).toContain(word);
  expect(await load()).toMatchObject({ maxTurns: 3, projectTrusted: true, warnings: [] });
  expect(await (await conversation())([])).toEqual({ trusted: false, shown: "" });
  writeFileSync(join(cwd, "AGENTS.md"), "Use blanks.\n");
  const again = await (await conversation())(["y"]);
  expect(again.shown).toContain("CHANGED since it was trusted");
  expect(again.shown).not.toContain("maxTurns");
});

test("n is for this conversation, d for this content; Enter answers nothing", async () => {
  const { cwd, load, conversation } = await project(files);
  const ask = await conversation();
  expect((await ask(["return", "n"])).trusted).toBe(false);
  expect(await ask([])).toEqual({ trusted: false, shown: "" });
  expect((await load()).maxTurns).toBe(50);
  expect((await load()).untrusted.all).toContain("not trusted");
  expect((await (await conversation())(["escape"])).trusted).toBe(false);
  expect((await (await conversation())(["d"])).trusted).toBe(false);
  expect((await load()).untrusted.all).toBeNull();
  expect(await (await conversation())([])).toEqual({ trusted: false, shown: "" });
  writeFileSync(join(cwd, "AGENTS.md"), "Other.\n");
  expect((await (await conversation())(["y"])).shown).toContain("Other.");
});

test("a file is read whole by its number; what hides in it is named, and nothing of it acts on the terminal", async () => {
  const long = `${Array.from({ length: 30 }, (_, at) => `line ${at}\u200b \u001b[2J`).join("\n")}\n[y] trust all\n`;
  const { conversation } = await project({ "AGENTS.md": long });
  const { shown } = await (await conversation())(["1", "return", "n"]);
  expect(shown).toContain("hidden characters");
  expect(shown).toContain("line 29");
  expect(shown).not.toContain("\u001b[2J");
  expect(shown).toMatch(/\| \[y\] trust all/);
  expect(shown.match(/^ *\[y\]/gm)).toHaveLength(2);
});

test("in the middle of a conversation only notes are asked about", async () => {
  const { cwd, conversation } = await project({});
  const ask = await conversation();
  writeFiles(cwd, files);
  const { shown } = await ask(["y"], ["notes"]);
  expect(shown).toContain("AGENTS.md");
  expect(shown).not.toContain("settings.json");
});

test("a folder that is trusted by hand asks about notes below the output directory once for each content", async () => {
  const { cwd, conversation } = await project({
    "AGENTS.md": "Use tabs.\n",
    "sandbox/AGENTS.md": "Port 5000.\n",
    ".skillet/settings.json": '{ "maxTurns": 3 }\n',
  });
  const config = join(cwd, "../.config/skillet");
  writeFiles(config, { "trusted.json": JSON.stringify([cwd]) });
  const ask = await conversation();
  const { trusted, shown } = await ask(["y"]);
  expect(trusted).toBe(true);
  expect(shown).toContain("1 sandbox/AGENTS.md");
  expect(shown).not.toContain("Use tabs.");
  // Neither before the next turn nor in the next session.
  expect(await ask([], ["notes"])).toEqual({ trusted: false, shown: "" });
  expect(await (await conversation())([])).toEqual({ trusted: false, shown: "" });
  writeFiles(cwd, { "sandbox/AGENTS.md": "Port 6000.\n", "AGENTS.md": "Use blanks.\n" });
  const changed = await (await conversation())(["d"]);
  expect(changed.shown).toContain("CHANGED since it was trusted");
  expect(changed.shown).not.toContain("Use blanks.");
  expect(await (await conversation())([])).toEqual({ trusted: false, shown: "" });
  writeFiles(cwd, { "sandbox/AGENTS.md": "Port 5000.\n" });
  expect(await (await conversation())([])).toEqual({ trusted: false, shown: "" });
});
