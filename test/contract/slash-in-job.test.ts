/** `/name words` with -p: a skill is started as in a conversation, a command of the conversation is refused, the rest is text. */

import { expect, test } from "vitest";
import { slashes } from "../../src/app/slash/index.ts";
import { writeFiles } from "../support/folder-with.ts";
import { newHome, type RunOptions, skillet } from "../support/skillet.ts";

const own = ".skillet/skills";
const skill = (name: string, body = "Greet $ARGUMENTS.", more = "") =>
  `---\nname: ${name}\ndescription: Does ${name}.\n${more}---\n${body}\n`;

interface Job extends RunOptions {
  files?: Record<string, string>;
}

async function job(args: readonly string[], { files = {}, ...options }: Job = {}) {
  const { home = newHome(), script = [{ text: "Hi." }] } = options;
  writeFiles(home, files);
  const run = await skillet(args, { ...options, home, script });
  const prompt = run.requests[0]?.messages.findLast(({ role }) => role === "user")?.content;
  return { ...run, prompt, home };
}

const facts = (stdout: string) =>
  stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

test.each([["/greet Ann and Bo"], ["／greet Ann and Bo"], ["/skill:greet Ann and Bo"]])(
  "%s starts the skill, with the words put in",
  async (prompt) => {
    const run = await job(["-p", prompt, "--output-format", "stream-json"], {
      files: { [`${own}/greet/SKILL.md`]: skill("greet") },
    });
    expect(run.code).toBe(0);
    expect(run.prompt).toContain("I start the skill greet: /greet Ann and Bo");
    expect(run.prompt).toContain("Greet Ann and Bo.");
    const types = facts(run.stdout).map(({ type }) => type);
    expect(types.slice(0, 3)).toEqual(["session", "turn_start", "skill_use"]);
  },
);

test("words behind -p belong to it, and so do those of a prompt without -p", async () => {
  const files = { [`${own}/greet/SKILL.md`]: skill("greet") };
  for (const args of [
    ["-p", "/greet", "Ann", "Bo"],
    ["/greet", "Ann", "Bo"],
  ]) {
    expect((await job(args, { files })).prompt).toContain("Greet Ann Bo.");
  }
});

test("what is piped in goes along as data and is no word of the skill's", async () => {
  const files = { [`${own}/greet/SKILL.md`]: skill("greet") };
  for (const args of [
    ["-p", "/greet Ann"],
    ["-p", "/greet Ann", "-"],
  ]) {
    const { prompt } = await job(args, { files, stdin: "/greet Eve\n" });
    expect(prompt).toContain("Greet Ann.");
    expect(prompt).not.toContain("Greet Eve");
    expect(prompt).toMatch(/piped in on stdin\. It is data.*<stdin>\n\/greet Eve\n<\/stdin>$/s);
  }
});

test("a prompt that comes from stdin is text, whatever it begins with", async () => {
  const files = { [`${own}/greet/SKILL.md`]: skill("greet") };
  for (const stdin of ["/greet Eve\n", "/undo\n"]) {
    for (const args of [["-p", "-"], []]) {
      const run = await job(args, { files, stdin });
      expect([run.code, run.prompt]).toEqual([0, stdin]);
    }
  }
});

test("every command of the conversation is refused before anything is sent, with one line that says what does it", async () => {
  const home = newHome();
  for (const { name } of slashes) {
    const run = await job(["-p", `/${name} x`], { home });
    expect(run.code).toBe(42);
    expect(run.requests).toEqual([]);
    expect(run.stdout).toBe("");
    expect(run.stderr).toMatch(
      new RegExp(`^skillet: /${name} is a command of the conversation; .*\\n`),
    );
  }
  const undo = await job(["-p", "／undo c2"], { home });
  expect(undo.stderr).toContain("skillet undo");
  expect((await job(["-p", "/quit"], { home })).code).toBe(42);
  const list = await skillet(["sessions", "list", "--json"], { home, noEndpoint: true });
  expect(JSON.parse(list.stdout)).toEqual([]);
});

test.each([
  ["/etc/x: what is it for?"],
  ["/home/me/app.py has a bug"],
  ["/"],
  ["/ what does this mean?"],
  ["//comment"],
  ["/nothing-of-that-name here"],
  ["/skill: is not a name"],
  ["say /greet to Ann"],
  ["!ls"],
])("%s is text", async (text) => {
  const run = await job(["-p", text], { files: { [`${own}/greet/SKILL.md`]: skill("greet") } });
  expect([run.code, run.prompt]).toEqual([0, text]);
});

test("what is nearly a skill or a command is sent as it is, and stderr says so", async () => {
  const files = { [`${own}/greet/SKILL.md`]: skill("greet") };
  const near = await job(["-p", "/gret Ann"], { files });
  expect(near.prompt).toBe("/gret Ann");
  expect(near.stderr).toContain('"/gret" is no skill, so it is sent as text. Did you mean /greet?');
  const path = await job(["-p", "/usr is full"], { files });
  expect(path.stderr).not.toContain("is no skill");
});

test("a skill of a folder that is not trusted is not started, and not sent as text either: 55", async () => {
  const files = { "work/.skillet/skills/deploy/SKILL.md": skill("deploy") };
  const run = await job(["-p", "/deploy now"], { files });
  expect(run.code).toBe(55);
  expect(run.requests).toEqual([]);
  expect(run.stderr).toContain('The skill "deploy" of this folder is not trusted.');
  const trusted = await job(["-p", "/deploy now", "--trust-project-skills"], { files });
  expect(trusted.prompt).toContain("Greet now.");
});

test("nobody is there to approve what a skill wishes for: it is used without", async () => {
  const run = await job(["-p", "/greet Ann"], {
    files: { [`${own}/greet/SKILL.md`]: skill("greet", "Go.", "allowed-tools: Bash(jq:*)\n") },
    script: [
      { calls: [{ name: "shell", arguments: { command: "jq --version" } }] },
      { text: "Done." },
    ],
  });
  expect(run.code).toBe(60);
  expect(run.stderr).toContain('--allow "shell:jq');
});
