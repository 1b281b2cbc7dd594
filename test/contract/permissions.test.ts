/** DESIGN 6.5: `skillet permissions`, by running it. */

import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { newHome, type RunOptions, skillet } from "../support/skillet.ts";

const permissions = (args: readonly string[], options: RunOptions = {}) =>
  skillet(["permissions", ...args], { noEndpoint: true, ...options });

async function judged(args: readonly string[], options: RunOptions = {}) {
  const { code, stdout, stderr } = await permissions(["test", ...args, "--json"], options);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout);
}

test("a command is judged part by part, with the prompt as the terminal would show it", async () => {
  const home = newHome();
  expect(
    await judged(["npm test && rm -rf build", "--rule", "allow shell:npm test"], { home }),
  ).toEqual({
    verdict: "ask",
    parts: [
      {
        words: ["npm", "test"],
        verdict: "allow",
        rule: "shell:npm test",
        reason: "A rule allows it.",
      },
      {
        words: ["rm", "-rf", "build"],
        verdict: "ask",
        rule: null,
        reason: 'No rule allows "rm -rf build".',
      },
    ],
    rule: null,
    reason: 'No rule allows "rm -rf build".',
    prompt: expect.stringMatching(/^RUN\? {2}shell\n {2}\| npm test && rm -rf build\n/),
    suggest: null,
  });
  expect(existsSync(join(home, "work/sandbox"))).toBe(false);
  expect(existsSync(join(home, ".local/state/skillet"))).toBe(false);
});

test.each([
  [["npm install express", "--rule", "allow shell:npm install"], "allow", "shell:npm install"],
  [
    ["npm install x; git push", "--rule", "allow shell", "--rule", "deny shell:git push"],
    "deny",
    "shell:git push",
  ],
  [["ls", "--approval-mode", "plan"], "deny", null],
  [["ls", "--approval-mode", "yolo"], "allow", null],
  [["ls", "--approval-mode", "yolo", "--sandbox", "none"], "ask", null],
  [["--args", '{"command":"ls","cwd":"../.."}', "--rule", "allow shell:ls"], "deny", null],
  [["--tool", "write_file", "--args", '{"path":"a","content":""}'], "ask", null],
  [
    [
      "--tool",
      "write_file",
      "--args",
      '{"path":"docs/a","content":""}',
      "--rule",
      "allow write_file:docs/",
    ],
    "allow",
    "write_file:docs/",
  ],
  [
    ["--tool", "write_file", "--args", '{"path":"../a","content":""}', "--approval-mode", "yolo"],
    "deny",
    null,
  ],
  [["--tool", "read_file", "--args", '{"path":"a"}'], "allow", null],
  [["--tool", "read_file", "--args", '{"path":"/etc/passwd"}'], "deny", null],
  [["--tool", "read_file", "--args", '{"path":".env"}'], "ask", null],
])("%j gives %s by %s", async (args, verdict, rule) => {
  expect(await judged(args)).toMatchObject({ verdict, rule });
});

test.each([
  ['"rm" -rf "/"', ["rm", "-rf", "/"]],
  ["'r'm -rf '/'", ["rm", "-rf", "/"]],
  ["007", ["007"]],
  ["1e3", ["1e3"]],
])("the command %s reaches the judge as it was typed", async (command, words) => {
  const { parts, prompt } = await judged([command]);
  expect(parts.map((part: { words: string[] }) => part.words)).toEqual([words]);
  expect(prompt).toContain(`  | ${command}\n`);
});

test("several words are one command; a flag between them is an error that says to quote", async () => {
  expect(await judged(["npm", "install", "express"])).toMatchObject({
    suggest: "shell:npm install",
  });
  expect(await permissions(["test", "grep", "-o", "x", "file"])).toMatchObject({
    code: 42,
    stderr: expect.stringContaining("Quote the command"),
  });
});

test("what a saved rule would be goes back in as a rule and lets the call through", async () => {
  const { suggest } = await judged(["npm install express"]);
  expect(await judged(["npm install left-pad", "--rule", `allow ${suggest}`])).toMatchObject({
    verdict: "allow",
    rule: suggest,
  });
});

test("a write is compared with the file that stands there, which stays as it is", async () => {
  const home = newHome();
  mkdirSync(join(home, "work/sandbox"));
  writeFileSync(join(home, "work/sandbox/a.txt"), "one\ntwo\n");
  const write = await judged(
    ["--tool", "write_file", "--args", '{"path":"a.txt","content":"one\\nthree\\n"}'],
    { home },
  );
  expect(write).toMatchObject({ verdict: "ask", suggest: "write_file:a.txt" });
  expect(write.prompt).toContain("OVERWRITES what was not read");
  expect(write.prompt).toContain("  | - two\n  | + three\n");
  const edit = ["--tool", "edit_file", "--args", '{"path":"a.txt","oldText":"two","newText":"2"}'];
  expect((await judged(edit, { home })).prompt).toContain("WRITE?  a.txt  changed");
  const fresh = ["--tool", "write_file", "--args", '{"path":"b.txt","content":"x"}'];
  expect((await judged(fresh, { home })).prompt).toContain("WRITE?  b.txt  new file");
  expect(readFileSync(join(home, "work/sandbox/a.txt"), "utf8")).toBe("one\ntwo\n");
  expect(existsSync(join(home, "work/sandbox/b.txt"))).toBe(false);
});

test("a link that leads out is no way to read or write what lies there", async () => {
  const home = newHome();
  mkdirSync(join(home, "work/sandbox"));
  writeFileSync(join(home, "secret"), "s3cret\n");
  symlinkSync(join(home, "secret"), join(home, "work/sandbox/link"));
  for (const tool of ["read_file", "write_file"]) {
    const args = ["--tool", tool, "--args", '{"path":"link","content":"x"}'];
    const { verdict, prompt } = await judged(args, { home });
    expect({ tool, verdict, shows: prompt.includes("s3cret") }).toEqual({
      tool,
      verdict: "deny",
      shows: false,
    });
  }
});

test("a call that cannot work is denied in the words the model would get", async () => {
  const nothing = { verdict: "deny", parts: [], rule: null, prompt: "", suggest: null };
  expect(await judged(["--tool", "writefile2", "--args", "{}"])).toEqual({
    ...nothing,
    reason: expect.stringMatching(/^No tool named `writefile2`\. Tools: read_file, /),
  });
  expect(await judged(["--tool", "write_file", "--args", '{"path":"a"}'])).toEqual({
    ...nothing,
    reason: expect.stringContaining("`content` is missing"),
  });
  expect(await judged(["--tool", "write_file", "--args", '{"path":"a", "content":"x'])).toEqual({
    ...nothing,
    reason: expect.stringContaining("cut off"),
  });
  expect(await judged([""])).toEqual({ ...nothing, reason: "`command` is empty." });
});

test("the model's own description is shown as unchecked, and controls never reach the terminal", async () => {
  const description = "harmless\u001b[2K\u202e";
  const { prompt } = await judged([
    "--args",
    JSON.stringify({ command: "ls\u001b[8m\u200b; rm x", description }),
  ]);
  expect(prompt).toContain('says, unchecked: "harmless\\x1b[2K\\u{202e}"');
  expect(prompt).toContain("ls\\x1b[8m\\u{200b}; rm x");
  const { stdout } = await permissions(["test", "ls \u009b31m \u202e"]);
  expect(stdout).not.toMatch(/[\u0080-\u009f\u202e\u001b]/);
  const json = await permissions(["test", "ls \u009b31m \u202e", "--json"]);
  expect(json.stdout).not.toMatch(/[\u0080-\u009f\u202e\u001b]/);
});

test("rules are added to the user's settings, listed with their layer, and removed", async () => {
  const home = newHome();
  const file = join(home, ".config/skillet/settings.json");
  const added = await permissions(["add", "allow shell:npm test"], { home });
  expect(added).toMatchObject({
    code: 0,
    stdout: `Saved: allow shell:npm test  in ${file}\n`,
  });
  expect(await judged(["npm test"], { home })).toMatchObject({
    verdict: "allow",
    rule: "shell:npm test",
  });
  const listed = await permissions(["list", "--deny", "shell:git push", "--json"], { home });
  expect(JSON.parse(listed.stdout)).toEqual([
    {
      rule: "allow shell:npm test",
      decide: "allow",
      tool: "shell",
      pattern: "npm test",
      source: "user",
    },
    {
      rule: "deny shell:git push",
      decide: "deny",
      tool: "shell",
      pattern: "git push",
      source: "flag",
    },
  ]);
  expect((await permissions(["list"], { home })).stdout).toBe("user     allow shell:npm test\n");
  expect(await permissions(["rm", "allow shell:npm test"], { home })).toMatchObject({ code: 0 });
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ rules: [] });
});

test("a rule that was saved for this project is listed as such and can be taken back", async () => {
  const home = newHome();
  const project = join(home, "work");
  const rules = { [project]: ["allow shell:npm test"], "/elsewhere": ["allow shell:ls"] };
  const file = join(home, ".config/skillet/project-rules.json");
  mkdirSync(join(home, ".config/skillet"), { recursive: true });
  writeFileSync(file, JSON.stringify(rules));
  expect((await permissions(["list"], { home })).stdout).toBe(
    "user     allow shell:npm test  (saved for this project)\n",
  );
  expect(JSON.parse((await permissions(["list", "--json"], { home })).stdout)).toMatchObject([
    { rule: "allow shell:npm test", source: "user", project },
  ]);
  expect(await permissions(["rm", "allow shell:npm test"], { home })).toMatchObject({ code: 0 });
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ "/elsewhere": ["allow shell:ls"] });
  expect(await permissions(["rm", "allow shell:npm test"], { home })).toMatchObject({ code: 42 });
});

test("rules of a project are named and never written", async () => {
  const home = newHome();
  const project = join(home, "work/.skillet");
  mkdirSync(project);
  const source = '{ "rules": ["deny shell:git push", "allow shell"] }';
  writeFileSync(join(project, "settings.json"), source);
  mkdirSync(join(home, ".config/skillet"), { recursive: true });
  writeFileSync(join(home, ".config/skillet/trusted.json"), JSON.stringify([join(home, "work")]));
  const { stdout, stderr } = await permissions(["list"], { home });
  expect(stdout).toBe("project  deny  shell:git push\n");
  expect(stderr).toContain("allow rules are ignored");
  expect(await permissions(["rm", "deny shell:git push"], { home })).toMatchObject({
    code: 42,
    stderr: expect.stringContaining("(project)"),
  });
  await permissions(["add", "ask write_file"], { home });
  expect(readFileSync(join(project, "settings.json"), "utf8")).toBe(source);
});

test.each([
  [["add"], "needs a rule"],
  [["add", "not a rule"], 'Not a rule: "not a rule"'],
  [["rm", "allow shell:ls"], 'no rule "allow shell:ls"'],
  [["test"], "needs a command"],
  [["forbid"], 'cannot "forbid"'],
  [["test", "ls", "--rul", "x"], "Did you mean --rule?"],
])("%j is bad input", async (args, words) => {
  expect(await permissions(args)).toMatchObject({
    code: 42,
    stdout: "",
    stderr: expect.stringContaining(words),
  });
});

test("a rule about no tool there is is not saved", async () => {
  const home = newHome();
  const added = await permissions(["add", "deny shel:rm"], { home });
  expect([added.code, added.stderr]).toEqual([
    42,
    'skillet: No tool is called "shel".\n  Did you mean shell?\n',
  ]);
  expect(existsSync(join(home, ".config/skillet/settings.json"))).toBe(false);
});
