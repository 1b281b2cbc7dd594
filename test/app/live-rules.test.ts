/** Rules that change while a conversation is open: its next turn goes by them. */

import { mkdirSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { liveRules } from "../../src/app/live-rules.ts";
import { loadConfig } from "../../src/config/load.ts";
import { saveProjectRule } from "../../src/config/project-rules.ts";
import { saveUserRule } from "../../src/config/user-rules.ts";
import { parseRule } from "../../src/core/rules.ts";
import { openChat } from "../support/open-chat.ts";
import { newHome } from "../support/skillet.ts";

const rule = (text: string) => parseRule(text);

async function opened() {
  const home = newHome();
  const folder = `${home}/.config/skillet`;
  mkdirSync(folder, { recursive: true });
  const config = await loadConfig({
    cwd: `${home}/work`,
    env: { HOME: home },
    flags: { deny: ["shell:git push"] },
    stdoutIsTerminal: false,
  });
  const told: string[] = [];
  const rules = liveRules(config, (line) => told.push(line));
  const texts = () => rules.now().map(({ decide, pattern }) => `${decide} ${pattern}`);
  return { config, rules, texts, told, settings: `${folder}/settings.json` };
}

test("what was added in another terminal counts, and what was taken away no longer does", async () => {
  const { config, rules, texts } = await opened();
  expect(texts()).toEqual(["deny git push"]);
  await saveUserRule(config.paths, rule("deny shell:rm"));
  saveProjectRule(config.paths.config, config.project, rule("allow shell:npm test"));
  expect(texts()).toEqual(["deny git push"]);
  await rules.refresh();
  expect(texts()).toEqual(["deny rm", "allow npm test", "deny git push"]);
  writeFileSync(`${config.paths.config}/project-rules.json`, "{}");
  await rules.refresh();
  expect(texts()).toEqual(["deny rm", "deny git push"]);
});

test("a file that cannot be read takes no rule away, and is told once", async () => {
  const { config, rules, texts, told, settings } = await opened();
  await saveUserRule(config.paths, rule("deny shell:rm"));
  await rules.refresh();
  for (const broken of [
    '{"rules": ["deny shell:',
    '{"rules": "deny shell:rm"}',
    '{"rules": ["x y"]}',
  ]) {
    writeFileSync(settings, broken);
    await rules.refresh();
    await rules.refresh();
    expect(texts()).toEqual(["deny rm", "deny git push"]);
  }
  expect(told).toHaveLength(3);
  expect(told[0]).toContain("The rules stay as they were.");
  writeFileSync(settings, "{}");
  await rules.refresh();
  expect(texts()).toEqual(["deny git push"]);
});

test("a grant that was taken back does not come in again by the rule that was saved with it", async () => {
  const { config, rules, texts } = await opened();
  const saved = rule("allow shell:npm test");
  saveProjectRule(config.paths.config, config.project, saved);
  await rules.refresh();
  rules.takeBack(saved);
  expect(texts()).toEqual(["deny git push"]);
  saveProjectRule(config.paths.config, config.project, rule("allow shell:npm start"));
  await rules.refresh();
  expect(texts()).toEqual(["allow npm start", "deny git push"]);
  // Out of the files and in again: meant anew.
  writeFileSync(`${config.paths.config}/project-rules.json`, "{}");
  await rules.refresh();
  saveProjectRule(config.paths.config, config.project, saved);
  await rules.refresh();
  expect(texts()).toEqual(["allow npm test", "deny git push"]);
});

test("/approvals lists what was added meanwhile", async () => {
  const chat = await openChat();
  expect(await chat.slash("/approvals")).toContain("No rules.");
  await saveUserRule(chat.config.paths, rule("deny shell:touch"));
  expect(await chat.slash("/approvals")).toContain("deny  shell:touch   (user)");
});
