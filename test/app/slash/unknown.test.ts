import { afterEach, expect, test } from "vitest";
import { slashes } from "../../../src/app/slash/index.ts";
import { elsewhere, unknownLine } from "../../../src/app/slash/unknown.ts";
import { useLanguage } from "../../../src/core/messages/language.ts";
import { openChat } from "../../support/open-chat.ts";
import { skillet } from "../../support/skillet.ts";

afterEach(() => useLanguage("en"));

test("a mistyped command is answered with the nearest one, a command or a skill", async () => {
  const chat = await openChat();
  expect(await chat.slash("/hlep")).toBe("/hlep: there is no such command. Did you mean /help?\n");
  expect(await chat.slash("/undoo")).toContain("Did you mean /undo?");
  expect(await chat.slash("/Help")).toContain("Did you mean /help?");
  expect(await chat.slash("/flask")).toContain("Did you mean /flask-app?");
});

test("where nothing is near, the lists are named", async () => {
  const chat = await openChat();
  for (const name of ["constructor", "toString", "xyzzy"])
    expect(await chat.slash(`/${name}`)).toBe(
      `/${name}: there is no such command. /help lists the commands, /skills the skills.\n`,
    );
});

test.each([
  ["compact", "/clear", "/fork"],
  ["context", "/cost"],
  ["init", "AGENTS.md"],
  ["config", "skillet config"],
  ["status", "/receipt", "/cost"],
  ["doctor", "skillet doctor"],
  ["permissions", "/approvals"],
  ["rewind", "/undo"],
  ["CLEAR_HISTORY", "/help"],
])("/%s of other tools leads to what does it here", async (name, ...told) => {
  const line = unknownLine(name, []);
  expect(line.startsWith(`/${name}: there is no such command. `)).toBe(true);
  for (const one of told) expect(line).toContain(one);
  expect(line).not.toContain("/exit");
});

test("each command that is named there exists, here or behind skillet, and is none of ours already", async () => {
  const ours = slashes.map(({ name }) => name);
  const { stdout } = await skillet(["--help"], { noEndpoint: true });
  for (const [name, leads] of Object.entries(elsewhere)) {
    expect(ours).not.toContain(name);
    for (const [, named] of leads.matchAll(/(?<![\w/.])\/([a-z]+)/g)) expect(ours).toContain(named);
    for (const [, named] of leads.matchAll(/skillet ([a-z]+)/g))
      expect(stdout).toMatch(new RegExp(`^ *skillet ${named}\\b`, "m"));
  }
});

test.each([
  ["ja", "/compact: そのようなコマンドはありません。"],
  ["zh", "/compact：没有这个命令。"],
] as const)("in the user's language: %s", async (language, begin) => {
  await useLanguage(language);
  for (const name of [...Object.keys(elsewhere), "hlep", "xyzzy"]) {
    const line = unknownLine(name, []);
    expect(line).not.toMatch(/there is no|lists the|shows|Did you mean/);
    if (name === "compact") expect(line.startsWith(begin)).toBe(true);
  }
});

test("a name cannot write to the terminal", () => {
  expect(unknownLine("a\x1b[2J\u202e", [])).not.toMatch(/[\x1b\u202e]/);
});
