import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { readProjectFile } from "../../src/config/project-file.ts";
import { decline, trust, trustOf } from "../../src/config/trust.ts";
import { UserError } from "../../src/core/errors.ts";

function folder(settings: { user?: string; project?: string } = {}) {
  const home = mkdtempSync(join(tmpdir(), "skillet-config-"));
  const cwd = join(home, "work");
  mkdirSync(join(cwd, ".skillet"), { recursive: true });
  mkdirSync(join(home, ".config/skillet"), { recursive: true });
  if (settings.user !== undefined)
    writeFileSync(join(home, ".config/skillet/settings.json"), settings.user);
  if (settings.project !== undefined)
    writeFileSync(join(cwd, ".skillet/settings.json"), settings.project);
  const load = (flags: Record<string, unknown> = {}, env: Record<string, string> = {}) =>
    loadConfig({ cwd, env: { HOME: home, ...env }, flags, stdoutIsTerminal: false });
  return { home, cwd, load, config: join(home, ".config/skillet") };
}

function fileAt(cwd: string, name = ".skillet/settings.json") {
  const file = readProjectFile(join(cwd, name), cwd);
  if (file === null || "problem" in file) throw new Error(`There is no ${name}.`);
  return { name, sha256: file.sha256 };
}

/** As they stand now. */
function trustSettings(config: string, cwd: string) {
  trust(config, cwd, [fileAt(cwd)]);
}

test("nothing set gives the safe defaults", async () => {
  const { cwd, load } = folder();
  expect(await load()).toMatchObject({
    approvalMode: "ask",
    sandbox: "auto",
    verify: "auto",
    maxTurns: 50,
    out: join(cwd, "sandbox"),
    rules: [],
    projectTrusted: false,
  });
});

test("later layers win: user settings, environment, flags", async () => {
  const { load, cwd } = folder({ user: '{ "model": "a", "out": "x" /* mine */, }' });
  expect((await load()).model).toBe("a");
  expect((await load({}, { SKILLET_MODEL: "b" })).model).toBe("b");
  expect((await load({ model: "c" }, { SKILLET_MODEL: "b" })).model).toBe("c");
  expect((await load({}, { SKILLET_OUT: "y" })).out).toBe(join(cwd, "y"));
});

test("an endpoint in the environment takes the place of the settings' one, with its key variable", async () => {
  const user = JSON.stringify({
    ...{ provider: "dashscope", baseUrl: "https://one.example/v1", apiKeyEnv: "WORK_KEY" },
    model: "a",
  });
  const { load } = folder({ user });
  const own = { provider: "dashscope", baseUrl: "https://one.example/v1", apiKeyEnv: "WORK_KEY" };
  expect(await load()).toMatchObject({ ...own, model: "a" });
  // Of another family: a provider's models are its own.
  expect(await load({}, { OPENAI_MODEL: "b", OPENAI_API_KEY: "k" })).toMatchObject(own);
  const elsewhere = { OPENAI_BASE_URL: "http://127.0.0.1:1/v1", OPENAI_MODEL: "b" };
  const none = { provider: null, baseUrl: null, apiKeyEnv: null };
  expect(await load({}, elsewhere)).toMatchObject({ ...none, model: null });
  expect((await load({ model: "c" }, elsewhere)).model).toBe("c");
  expect(await load({ provider: "ollama" }, elsewhere)).toMatchObject({ provider: "ollama" });
  expect((await folder({ user: '{ "model": "a" }' }).load({}, { OPENAI_MODEL: "b" })).model).toBe(
    null,
  );
});

test("the image of a container is the user's to name: flag, then settings", async () => {
  const { load } = folder({ user: '{ "sandboxImage": "localhost/mine:1" }' });
  expect((await load()).sandboxImage).toBe("localhost/mine:1");
  expect((await load({ "sandbox-image": "debian" })).sandboxImage).toBe("debian");
});

test("a folder nobody has trusted has no project layer, and that is said", async () => {
  const { load } = folder({ project: '{ "maxTurns": 3 }' });
  const config = await load();
  expect(config.maxTurns).toBe(50);
  expect(config.warnings.join("\n")).toContain("not trusted");
});

test("a trusted project may tighten, never loosen", async () => {
  const { load, cwd, config } = folder({
    project:
      '{ "maxTurns": 3, "approvalMode": "yolo", "baseUrl": "http://evil.example", "sandbox": "none", "sandboxImage": "evil.example/image", "rules": ["allow shell:rm", "shell:git pull", "deny shell:git push"] }',
  });
  trustSettings(config, cwd);
  expect(trustOf(config, cwd).folder).toBe(true);
  const loaded = await load();
  expect(loaded).toMatchObject({
    maxTurns: 3,
    approvalMode: "ask",
    baseUrl: null,
    sandbox: "auto",
    sandboxImage: null,
  });
  expect(loaded.rules).toEqual([
    { decide: "deny", tool: "shell", pattern: "git push", source: "project" },
  ]);
  expect(loaded.warnings).toHaveLength(5);
});

test.each([
  ['{ "model": }', /settings\.json:1: /],
  ["[]", /must hold one object/],
  ['{ "maxTurns": "many" }', /"maxTurns" must be a whole number above 0/],
  ['{ "rules": ["allow sh ell"] }', /Not a rule/],
  [`{"rules": ${"[".repeat(300_000)}`, /settings\.json is nested too deep/],
])("settings %# are refused with exit 52", async (user, message) => {
  const failed = await folder({ user })
    .load()
    .catch((thrown: unknown) => thrown);
  expect(failed).toBeInstanceOf(UserError);
  expect(failed).toMatchObject({ exitCode: 52, message: expect.stringMatching(message) });
});

test("an unknown setting is named and ignored", async () => {
  const { load } = folder({ user: '{ "modle": "a" }' });
  expect((await load()).warnings).toEqual([expect.stringContaining('unknown setting "modle"')]);
});

test("a broken list of trusted folders is an error, not an empty list", async () => {
  const { load, config } = folder();
  writeFileSync(join(config, "trusted.json"), "{");
  expect(await load().catch((thrown: unknown) => thrown)).toMatchObject({ exitCode: 52 });
});

test("a rule about no tool there is is refused where it is typed, and told where it was kept", async () => {
  const { load } = folder({ user: '{ "rules": ["deny shel:rm"] }' });
  await expect(load({ deny: ["shel:rm"] })).rejects.toMatchObject({ exitCode: 42 });
  await expect(load({ allow: ["bash:ls"] })).rejects.toThrow('No tool is called "bash".');
  const { warnings, rules } = await load();
  expect(warnings).toContainEqual(
    'The rule "deny shel:rm" never applies. No tool is called "shel". Did you mean shell?',
  );
  expect(rules).toHaveLength(1);
});

test("rules given on the command line allow and deny", async () => {
  const { load } = folder();
  expect((await load({ allow: ["shell:npm install"], deny: ["shell:rm"] })).rules).toEqual([
    { decide: "allow", tool: "shell", pattern: "npm install", source: "flag" },
    { decide: "deny", tool: "shell", pattern: "rm", source: "flag" },
  ]);
});

test("an XDG folder that is relative counts as not set", async () => {
  const { load, home } = folder();
  expect((await load({}, { XDG_STATE_HOME: "here" })).paths.state).toBe(
    join(home, ".local/state/skillet"),
  );
  expect((await load({}, { XDG_STATE_HOME: "/var/x" })).paths.state).toBe("/var/x/skillet");
  expect((await load({}, { SKILLET_STATE_DIR: "/var/y" })).paths.state).toBe("/var/y");
});

test("a project's limit that is wider, or a check that is weaker, is no tightening", async () => {
  const { load, cwd, config } = folder({
    user: '{ "verify": "required", "maxTurns": 20 }',
    project: '{ "maxTurns": 30, "verify": "auto", "skills": true }',
  });
  trustSettings(config, cwd);
  const loaded = await load();
  expect(loaded).toMatchObject({ maxTurns: 20, verify: "required", skills: true });
  expect(loaded.warnings).toEqual([
    expect.stringContaining('"maxTurns" is ignored'),
    expect.stringContaining('"verify" is ignored'),
  ]);
  expect((await load({ "max-turns": 7 })).maxTurns).toBe(7);
});

test("colour: NO_COLOR, then FORCE_COLOR, before what the settings say; an empty variable says nothing", async () => {
  const { load } = folder({ user: '{ "color": true, "model": "a" }' });
  expect((await load({}, { NO_COLOR: "1", FORCE_COLOR: "1" })).color).toBe(false);
  expect((await load({}, { FORCE_COLOR: "0" })).color).toBe(false);
  expect((await load({ color: true }, { NO_COLOR: "1" })).color).toBe(true);
  expect((await load({}, { NO_COLOR: "", SKILLET_MODEL: "" })).color).toBe(true);
  expect((await load({}, { SKILLET_MODEL: "" })).model).toBe("a");
});

test("a folder that stands in the list by hand is trusted whatever it holds", async () => {
  const { load, cwd, config } = folder({ project: '{ "maxTurns": 3 }' });
  writeFileSync(join(config, "trusted.json"), JSON.stringify([realpathSync(cwd)]));
  expect(await load()).toMatchObject({ maxTurns: 3, projectTrusted: true, warnings: [] });
});

test("settings that changed since they were trusted are not used, and that is said", async () => {
  const { load, cwd, config } = folder({ project: '{ "maxTurns": 3 }' });
  trustSettings(config, cwd);
  expect((await load()).maxTurns).toBe(3);
  writeFileSync(join(cwd, ".skillet/settings.json"), '{ "maxTurns": 2 }');
  const changed = await load();
  expect(changed.maxTurns).toBe(50);
  expect(changed.warnings).toEqual([expect.stringContaining("changed since it was trusted")]);
  decline(config, cwd, [fileAt(cwd)]);
  expect((await load()).warnings).toEqual([]);
});

test("what a folder's settings cannot be is told, and nothing hangs", async () => {
  const { load, cwd, config, home } = folder();
  writeFileSync(join(config, "trusted.json"), JSON.stringify([realpathSync(cwd)]));
  const path = join(cwd, ".skillet/settings.json");
  writeFileSync(join(home, "elsewhere.json"), '{ "maxTurns": 3 }');
  symlinkSync(join(home, "elsewhere.json"), path);
  expect((await load()).warnings).toEqual([expect.stringContaining("leads out of the folder")]);
  rmSync(path);
  execFileSync("mkfifo", [path]);
  expect((await load()).warnings).toEqual([expect.stringContaining("no plain file")]);
  rmSync(path);
  writeFileSync(path, Buffer.from([0x7b, 0xff, 0x7d]));
  expect((await load()).warnings).toEqual([expect.stringContaining("not UTF-8")]);
});

test("a project rings no bell, runs no command when something waits, and chooses no language", async () => {
  const project = '{ "notify": "touch bad", "bell": false, "lang": "ja", "screenReader": true }';
  const { load, config: kept, cwd } = folder({ project });
  trustSettings(kept, cwd);
  const config = await load();
  expect(config).toMatchObject({ notify: null, bell: true, lang: "en", plain: false });
  expect(config.warnings.join("\n")).toMatch(/"notify" is ignored: it would run outside the fence/);
});

test("the user's settings and flags say how they are told and shown things", async () => {
  const user = '{ "notify": "notify-send hi", "bell": false, "lang": "zh" }';
  const { load } = folder({ user });
  expect(await load({ "screen-reader": true }, { LANG: "ja_JP.UTF-8" })).toMatchObject({
    ...{ notify: "notify-send hi", bell: false, lang: "zh", plain: true, color: false },
  });
  expect(await load({ lang: "en" }, { TERM: "dumb" })).toMatchObject({ lang: "en", plain: true });
});

test("TERM=dumb takes no colour from the settings, but from who asks for it in this run", async () => {
  const { load } = folder({ user: '{ "color": true }' });
  const dumb = { TERM: "dumb" };
  expect(await load({}, dumb)).toMatchObject({ dumb: true, plain: true, color: false });
  expect(await load({}, { ...dumb, FORCE_COLOR: "1" })).toMatchObject({ dumb: true, color: true });
  expect(await load({ color: true }, dumb)).toMatchObject({ color: true });
  expect(await load({}, { TERM: "xterm" })).toMatchObject({ dumb: false, color: true });
});
