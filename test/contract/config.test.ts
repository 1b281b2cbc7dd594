/** `skillet config`, by running it: what is set, by whom; setting it; whose folders are trusted. */

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { settingNames } from "../../src/config/settings.ts";
import { newHome, type RunOptions, skillet } from "../support/skillet.ts";

const config = (args: readonly string[], options: RunOptions = {}) =>
  skillet(["config", ...args], { noEndpoint: true, ...options });

function homeWith(user?: string, project?: string): string {
  const home = newHome();
  mkdirSync(join(home, ".config/skillet"), { recursive: true });
  if (user !== undefined) writeFileSync(join(home, ".config/skillet/settings.json"), user);
  if (project !== undefined) {
    mkdirSync(join(home, "work/.skillet"), { recursive: true });
    writeFileSync(join(home, "work/.skillet/settings.json"), project);
  }
  return home;
}

const userFile = (home: string) => join(home, ".config/skillet/settings.json");

interface Listed {
  settings: { name: string; value: unknown; layer: string; by?: string }[];
  ignored: { name: string; value: unknown; why: string }[];
  files: Record<string, { path: string; exists: boolean; state?: string }>;
}

async function listed(args: readonly string[], options: RunOptions) {
  const { stdout, code } = await config(["list", "--json", ...args], options);
  expect(code).toBe(0);
  const list = JSON.parse(stdout) as Listed;
  return { list, of: (name: string) => list.settings.find((one) => one.name === name) };
}

test("every setting is listed with its value and the layer that says it", async () => {
  const home = homeWith(
    '{ "model": "a", "maxTurns": 20, "verify": "auto" }',
    '{ "maxTurns": 3, "sandbox": "none", "rules": ["allow shell:rm", "deny shell:git push"] }',
  );
  expect((await config(["trust", "-y"], { home })).code).toBe(0);
  const { list, of } = await listed(["--verify", "required"], {
    home,
    env: { SKILLET_OUT: "elsewhere" },
  });
  expect(of("model")).toMatchObject({ value: "a", layer: "user" });
  expect(of("maxTurns")).toMatchObject({ value: 3, layer: "project" });
  expect(of("verify")).toMatchObject({ value: "required", layer: "flag", by: "--verify" });
  expect(of("out")).toMatchObject({ value: "elsewhere", layer: "environment", by: "SKILLET_OUT" });
  expect(of("sandbox")).toMatchObject({ value: "auto", layer: "default" });
  expect(of("rules")).toMatchObject({ value: ["deny shell:git push"], layer: "project" });
  expect(list.ignored).toEqual([
    { name: "sandbox", value: "none", why: expect.stringContaining("never loosen") },
    { name: "rules", value: ["allow shell:rm"], why: expect.stringContaining("never loosen") },
  ]);
  expect(list.files.user).toMatchObject({ path: userFile(home), exists: true });
  expect(list.files.project).toMatchObject({ exists: true, state: "trusted" });
  const { stdout } = await config([], { home });
  expect(stdout).toMatch(/^maxTurns +3 +project$/m);
  expect(stdout).toMatch(/^sandbox +"none": .*never loosen/m);
});

test("what a folder that nobody trusts wants is listed as not used", async () => {
  const home = homeWith(undefined, '{ "maxTurns": 3 }');
  const { list, of } = await listed([], { home });
  expect(of("maxTurns")).toMatchObject({ value: 50, layer: "default" });
  expect(list.ignored).toEqual([
    { name: "maxTurns", value: 3, why: expect.stringContaining("not trusted") },
  ]);
});

test("an endpoint that the environment gives is listed with its variables", async () => {
  const env = { OPENAI_API_KEY: "sk-test-0123456789abcdefABCDEF", OPENAI_MODEL: "m" };
  const { of } = await listed([], { env });
  expect(of("model")).toMatchObject({ value: "m", layer: "environment", by: "OPENAI_MODEL" });
  expect(of("provider")).toMatchObject({ value: "openai", by: "OPENAI_API_KEY" });
});

test("set, get and unset keep the rest of the file, comments too", async () => {
  const home = homeWith('{\n  // mine\n  "model": "a", // the usual one\n}\n');
  expect(await config(["set", "maxTurns", "7"], { home })).toMatchObject({ code: 0 });
  expect(await config(["set", "model", "007"], { home })).toMatchObject({ code: 0 });
  expect(await config(["set", "endpoints.home.model", "m"], { home })).toMatchObject({ code: 0 });
  expect(
    await config(["set", "rules", "deny shell:rm", "ask shell:git push"], { home }),
  ).toMatchObject({ code: 0 });
  expect(readFileSync(userFile(home), "utf8")).toBe(
    '{\n  // mine\n  "model": "007", // the usual one\n  "maxTurns": 7,\n  "endpoints": {"home":{"model":"m"}},\n  "rules": ["deny shell:rm","ask shell:git push"]\n}\n',
  );
  expect((await config(["get", "model"], { home })).stdout).toBe("007\n");
  expect((await config(["get", "rules"], { home })).stdout).toBe(
    "deny shell:rm\nask shell:git push\n",
  );
  expect((await config(["get", "endpoints.home.model"], { home })).stdout).toBe("m\n");
  expect(JSON.parse((await config(["get", "maxTurns", "--json"], { home })).stdout)).toMatchObject({
    name: "maxTurns",
    value: 7,
    layer: "user",
  });
  for (const name of ["maxTurns", "rules", "endpoints"])
    expect((await config(["unset", name], { home })).code).toBe(0);
  expect(readFileSync(userFile(home), "utf8")).toBe(
    '{\n  // mine\n  "model": "007" // the usual one\n}\n',
  );
});

test("what a file says behind __proto__ is no setting, and what every object has is none either", async () => {
  const home = homeWith("");
  writeFileSync(userFile(home), '{ "__proto__": { "approvalMode": "yolo" }, "model": "m" }');
  expect((await config(["get", "approvalMode"], { home })).stdout).toBe("ask\n");
  expect(await config(["get", "endpoints.constructor"], { home })).toMatchObject({
    code: 0,
    stdout: "",
  });
  const hidden = { a: { model: "m" } };
  writeFileSync(
    userFile(home),
    `{ "endpoints": ${JSON.stringify(hidden).replace("{", '{"__proto__":{"model":"x"},')} }`,
  );
  const { code, stderr } = await config(["list"], { home });
  expect(code).toBe(52);
  expect(stderr).toContain('"endpoints" must be names that can be seen and typed');
});

test("settings are made where there are none, for the user alone", async () => {
  const home = newHome();
  const { stdout } = await config(["set", "verify", "required"], { home });
  expect(stdout).toContain(userFile(home));
  expect(readFileSync(userFile(home), "utf8")).toBe('{\n  "verify": "required"\n}\n');
  expect(statSync(userFile(home)).mode & 0o777).toBe(0o600);
});

test.each([
  [["set", "modle", "x"], 'no setting "modle"', "Did you mean model?"],
  [["set", "max-turns", "3"], 'no setting "max-turns"', "Did you mean maxTurns?"],
  [["set", "maxTurns", "many"], "maxTurns must be a whole number above 0", ""],
  [["set", "maxTurns", "0"], "maxTurns must be a whole number above 0", ""],
  [["set", "verify", "sometimes"], "verify must be one of auto, required, off", ""],
  [["set", "skills", "yes"], "skills must be true or false", ""],
  [["set", "rules", "allow sh ell"], "Not a rule", ""],
  [["set", "provider", "openay"], 'No provider named "openay"', "openai"],
  [["set", "baseUrl", "host"], "Not a URL", ""],
  [["set", "endpoints.home.modle", "x"], 'no setting "endpoints.home.modle"', "model"],
  [["set", "model.name", "x"], 'no setting "model.name"', ""],
  [["set", "__proto__.model", "x"], 'no setting "__proto__.model"', ""],
  [["set", "endpoints.__proto__.model", "x"], "must be names that can be seen and typed", ""],
  [["set", "endpoints.a\x1b[31m.model", "x"], "endpoints.a\\x1b[31m.model must be names", ""],
  [["set", "endpoints.a\u202eb.model", "x"], "endpoints.a\\u{202e}b.model must be names", ""],
  [["set", "endpoints.a\nb.model", "x"], "must be names that can be seen and typed", ""],
  [["unset", "endpoints.a\x1b[31m.model"], "endpoints.a\\x1b[31m.model is not set", ""],
  [["set", "model"], "needs a value", "skillet config set model"],
  [["set"], "needs a setting", ""],
  [["unset", "maxTurns"], "maxTurns is not set", ""],
  [["get", "nothing"], 'no setting "nothing"', "config list"],
  [["lst"], 'cannot "lst"', "list"],
] as const)(
  "%j is refused with its cause, exit 42, and nothing is written",
  async (args, cause, remedy) => {
    const home = newHome();
    const { code, stderr, stdout } = await config(args, { home });
    expect(code).toBe(42);
    expect(stderr).toContain(cause);
    expect(stderr).toContain(remedy);
    expect(stdout).toBe("");
    expect(existsSync(userFile(home))).toBe(false);
  },
);

test("a key is neither taken nor shown", async () => {
  const key = "sk-proj-0123456789abcdefABCDEF0123";
  const home = newHome();
  for (const name of ["apiKeyEnv", "model", "apiKey", "baseUrl"]) {
    const { code, stdout, stderr } = await config(
      ["set", name, name === "baseUrl" ? `https://u:${key}@h/v1` : key],
      { home },
    );
    expect(code).toBe(42);
    expect(stdout + stderr).not.toContain(key);
  }
  expect(existsSync(userFile(home))).toBe(false);
  const other = homeWith(`{ "model": "${key}", "apiKeyEnv": "My key is 1234" }`);
  const shown = await config(["list"], { home: other });
  const json = await config(["get", "model", "--json"], { home: other });
  expect(shown.stdout + shown.stderr + json.stdout).not.toContain(key);
});

test("a value that the file holds wrongly can be set right by the command", async () => {
  const home = homeWith('{ "maxTurns": "many", "model": "a" }');
  expect((await config(["list"], { home })).code).toBe(52);
  expect((await config(["set", "maxTurns", "5"], { home })).code).toBe(0);
  expect(readFileSync(userFile(home), "utf8")).toBe('{ "maxTurns": 5, "model": "a" }');
});

test("a file that is no JSON stays as it is, exit 52", async () => {
  const home = homeWith('{ "model": ');
  expect((await config(["set", "model", "b"], { home })).code).toBe(52);
  expect(readFileSync(userFile(home), "utf8")).toBe('{ "model": ');
});

test("a flag or a project that wins over what was set is said", async () => {
  const { stderr } = await config(["set", "model", "a"], { env: { SKILLET_MODEL: "b" } });
  expect(stderr).toContain("SKILLET_MODEL");
});

test("path prints where the user's settings are, and edit opens them and checks them", async () => {
  const home = newHome();
  expect((await config(["path"], { home })).stdout).toBe(`${userFile(home)}\n`);
  const files = JSON.parse((await config(["path", "--json"], { home })).stdout);
  expect(files.user).toEqual({ path: userFile(home), exists: false });
  expect(existsSync(files.schema.path)).toBe(true);
  const editor = join(home, "editor.sh");
  const write = (text: string) => writeFileSync(editor, `printf '%s' '${text}' > "$1"\n`);
  const env = { EDITOR: `sh ${editor}` };
  write('{ "maxTurns": 4 }');
  expect((await config(["edit"], { home, env })).code).toBe(0);
  expect((await config(["get", "maxTurns"], { home })).stdout).toBe("4\n");
  write('{ "maxTurns": -1 }');
  expect(await config(["edit"], { home, env })).toMatchObject({
    code: 52,
    stderr: expect.stringContaining("maxTurns"),
  });
  expect(await config(["edit"], { home })).toMatchObject({
    code: 42,
    stderr: expect.stringContaining("EDITOR"),
  });
  // No terminal: it would wait for keys that nobody can press.
  expect(await config(["edit"], { home, env: { EDITOR: "vim -u NONE" } })).toMatchObject({
    code: 42,
    stderr: expect.stringContaining(`change the file yourself: ${userFile(home)}`),
  });
});

test("the published schema is the one of the package", async () => {
  const { stdout } = await config(["schema"]);
  const shipped = new URL("../../settings.schema.json", import.meta.url);
  const mend = "npm run --silent dev -- config schema > settings.schema.json && npm run format";
  expect(JSON.parse(stdout), mend).toEqual(JSON.parse(readFileSync(shipped, "utf8")));
  const { files } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );
  expect(files).toContain("settings.schema.json");
});

test("a folder is trusted as it stands, and the trust can be taken back", async () => {
  const home = homeWith(undefined, '{ "maxTurns": 3 }');
  const turns = async () => (await config(["get", "maxTurns"], { home })).stdout;
  const asked = await config(["trust"], { home });
  expect(asked.code).toBe(60);
  expect(asked.stdout).toContain(".skillet/settings.json");
  expect(asked.stderr).toContain("-y");
  expect(await turns()).toBe("50\n");
  expect((await config(["trust", "-y"], { home })).code).toBe(0);
  expect(await turns()).toBe("3\n");
  expect((await config(["trust", "--list"], { home })).stdout).toBe(`${join(home, "work")}\n`);
  writeFileSync(join(home, "work/.skillet/settings.json"), '{ "maxTurns": 2 }');
  expect(await turns()).toBe("50\n");
  expect((await config(["trust", "--revoke"], { home })).code).toBe(0);
  expect((await config(["trust", "--list"], { home })).stdout).toBe("");
  expect((await config(["trust", "--revoke"], { home })).code).toBe(0);
});

test("the page on the configuration names every setting", () => {
  const page = readFileSync(new URL("../../docs/config.md", import.meta.url), "utf8");
  for (const name of settingNames)
    expect(page).toMatch(new RegExp(`[\`"]${name.replace("$", "\\$")}[\`":]`));
});

test("a pipe in the place of a file of the user's is told, or left aside, and not waited for", async () => {
  const home = newHome();
  for (const [file, code] of [
    ["settings.json", 52],
    ["trusted.json", 52],
    ["project-rules.json", 52],
  ] as const) {
    const path = join(home, ".config/skillet", file);
    mkdirSync(dirname(path), { recursive: true });
    mkdirSync(join(home, "work/.skillet"), { recursive: true });
    writeFileSync(join(home, "work/.skillet/settings.json"), "{}");
    execFileSync("mkfifo", [path]);
    const run = await skillet(["-p", "hi"], { home });
    expect({ file, code: run.code, stderr: run.stderr }).toMatchObject({
      ...{ file, code },
      stderr: expect.stringMatching(/^skillet: .*: it is no plain file\.?\n/),
    });
    expect((await skillet(["--help"], { home, noEndpoint: true })).code).toBe(0);
    rmSync(path);
  }
});
