/** `skillet doctor`, by running it: what it finds, how it tells, how it ends. */

import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { type ScriptedTurn, startScriptedServer } from "../../src/model/scripted-server.ts";
import { newHome, type RunOptions, skillet, startSkillet } from "../support/skillet.ts";

const hasBubblewrap = existsSync("/usr/bin/bwrap");

const doctor = (args: readonly string[], options: RunOptions = {}) =>
  skillet(["doctor", ...args], { noEndpoint: true, ...options });

interface Found {
  name: string;
  status: string;
  text: string;
  fix?: string;
}

async function found(args: readonly string[], options: RunOptions = {}) {
  const { code, stdout } = await doctor([...args, "--json"], options);
  const told = JSON.parse(stdout);
  const by = (name: string) =>
    (told.diagnoses as Found[]).find((diagnosis) => diagnosis.name === name);
  return { code, told, by };
}

test.runIf(hasBubblewrap)(
  "with a fence and no endpoint it is usable: the endpoint is a warning, and nothing is asked for",
  async () => {
    const { code, told, by } = await found([]);
    expect(code).toBe(0);
    expect(told).toMatchObject({
      usable: true,
      exitCode: 0,
      fence: { backend: "bwrap", works: true, startMs: expect.any(Number) },
    });
    expect(told.fence.fences.length).toBeGreaterThan(0);
    expect(told.fence.doesNot.length).toBeGreaterThan(0);
    expect(by("endpoint")).toMatchObject({
      status: "warning",
      text: "none is set",
      fix: expect.stringContaining("OPENAI_API_KEY"),
    });
    expect(by("reachable")).toBeUndefined();
    expect(told.diagnoses.map(({ name }: Found) => name)).toEqual([
      ...["node", "fence", "git", "python3", "flask", "endpoint"],
      ...["locale", "terminal", "settings", "sessions", "folder"],
    ]);
  },
);

test("where there is no fence it says what is missing, exit 44", async () => {
  const { code, told, by } = await found(["--sandbox", "docker"]);
  expect(code).toBe(44);
  expect(told).toMatchObject({ usable: false, fence: { backend: null, works: false } });
  expect(by("fence")).toMatchObject({ status: "problem", fix: expect.any(String) });
});

test("an endpoint is asked once for its models; the key's variable is named, the key is not", async () => {
  const key = "sk-test-0123456789abcdef";
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ data: [{ id: "small" }, { id: "large\u001b[31m" }] }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const { stdout } = await doctor(["--json"], {
    env: { OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: key, OPENAI_MODEL: "small" },
  });
  expect(asked).toEqual([`GET /v1/models Bearer ${key}`]);
  expect(stdout).not.toContain(key);
  expect(JSON.parse(stdout).diagnoses).toEqual(
    expect.arrayContaining([
      { name: "endpoint", status: "ok", text: `${baseUrl} (custom)` },
      { name: "key", status: "ok", text: "set, from OPENAI_API_KEY" },
      { name: "reachable", status: "ok", text: "GET /models lists 2 models" },
      { name: "model", status: "ok", text: "small" },
    ]),
  );
  const unnamed = await doctor([], { env: { OPENAI_BASE_URL: baseUrl } });
  expect(unnamed.stdout).toContain("For example: small, large\\x1b[31m.");
});

test("an endpoint that nothing listens at is a warning with the cause", async () => {
  const { by } = await found(["--base-url", "http://127.0.0.1:9/v1", "-m", "x"]);
  expect(by("reachable")).toMatchObject({
    status: "warning",
    text: "Nothing listens at 127.0.0.1:9.",
  });
});

test("a missing model and a missing key are told as a run would tell them", async () => {
  const model = await found(["--base-url", "http://127.0.0.1:9/v1"]);
  expect(model.by("model")).toMatchObject({ status: "warning", text: "none is named" });
  const key = await found(["--base-url", "https://host.invalid/v1", "-m", "x"]);
  expect(key.by("endpoint")).toMatchObject({
    status: "warning",
    text: "No key for host.invalid.",
  });
  expect(key.by("reachable")).toBeUndefined();
});

test("settings that cannot be read are a problem, exit 52, and the rest is still looked at", async () => {
  const home = newHome();
  mkdirSync(join(home, ".config/skillet"), { recursive: true });
  writeFileSync(join(home, ".config/skillet/settings.json"), "{\n  broken");
  const { code, by } = await found([], { home });
  expect(code).toBe(hasBubblewrap ? 52 : 44);
  expect(
    (await found([], { home })).told.diagnoses.filter(({ status }: Found) => status === "problem"),
  ).toContainEqual(
    expect.objectContaining({
      name: "settings",
      text: expect.stringMatching(/settings\.json:2: /),
    }),
  );
  expect(by("folder")).toMatchObject({ status: "ok" });
});

test("settings that others can change and sessions that others can read are warned of", async () => {
  const home = newHome();
  mkdirSync(join(home, ".config/skillet"), { recursive: true });
  const settings = join(home, ".config/skillet/settings.json");
  writeFileSync(settings, '{ "modle": "x" }');
  chmodSync(settings, 0o666);
  mkdirSync(join(home, ".local/state/skillet/sessions"), { recursive: true });
  chmodSync(join(home, ".local/state/skillet/sessions"), 0o755);
  const { by, told } = await found([], { home });
  expect(by("settings")).toMatchObject({ status: "warning", fix: `chmod go-w '${settings}'` });
  expect(by("sessions")).toMatchObject({ status: "warning" });
  expect(told.diagnoses).toContainEqual(
    expect.objectContaining({ name: "settings", text: expect.stringContaining("modle") }),
  );
});

test("for people every finding is one line, with the cure below it", async () => {
  const { stdout } = await doctor(["--sandbox", "docker"], { env: { LANG: "C" } });
  expect(stdout).toMatch(/^ok +node +\d+\./m);
  expect(stdout).toMatch(/^problem +fence +/m);
  expect(stdout).toMatch(/^warning +locale +C is not UTF-8.*\n +export LANG=C\.UTF-8$/m);
});

test("--sandbox none is warned of, and the fence that could be used is tried all the same", async () => {
  const { by } = await found(["--sandbox", "none"]);
  if (hasBubblewrap) expect(by("sandbox")).toMatchObject({ status: "warning" });
  expect(by("fence")).toMatchObject({ status: hasBubblewrap ? "ok" : "problem" });
});

async function probed(turns: readonly ScriptedTurn[], args: readonly string[]) {
  const server = await startScriptedServer({ model: "m", turns });
  onTestFinished(() => server.close());
  const { by } = await found(["--base-url", server.baseUrl, "-m", "m", ...args]);
  return { by, requests: server.requests };
}

test("lane and window are told of a named model; nothing is asked of it unless --probe says so", async () => {
  const turns = [{ calls: [{ name: "add", arguments: { a: 17, b: 25 } }] }];
  const quiet = await probed(turns, []);
  expect(quiet.requests).toEqual([]);
  expect(quiet.by("lane")).toMatchObject({ status: "ok", text: expect.stringMatching(/^native/) });
  expect(quiet.by("window")).toMatchObject({ status: "warning" });
  expect(quiet.by("probe")).toBeUndefined();
  const { by, requests } = await probed(turns, ["--probe"]);
  expect(requests).toHaveLength(1);
  expect(requests[0]?.tools).toHaveLength(2);
  expect(by("probe")).toMatchObject({
    status: "ok",
    text: expect.stringContaining("called add by native_tool_calls in the lane native"),
  });
});

test("a model that answers where it should call is a warning with a way on", async () => {
  expect((await probed([{ text: "42" }], ["--probe"])).by("probe")).toMatchObject({
    status: "warning",
    fix: expect.stringContaining("--lane"),
  });
});

test("a small window is warned of", async () => {
  const home = newHome();
  mkdirSync(join(home, ".config/skillet"), { recursive: true });
  writeFileSync(join(home, ".config/skillet/settings.json"), '{ "contextWindow": 4096 }');
  const { by } = await found(["--base-url", "http://127.0.0.1:9/v1", "-m", "x"], { home });
  expect(by("window")).toMatchObject({
    status: "warning",
    text: expect.stringContaining("4,096 tokens (configured)"),
  });
});

test("proxy and certificates are told where they are set, a password never", async () => {
  const home = newHome();
  writeFileSync(join(home, "ca.pem"), "no certificate\n");
  const { by, told } = await found([], {
    home,
    env: {
      HTTPS_PROXY: "http://user:hunter2secret@proxy.invalid:8080",
      NO_PROXY: "localhost",
      SSL_CERT_FILE: join(home, "ca.pem"),
      NODE_EXTRA_CA_CERTS: join(home, "gone.pem"),
    },
  });
  expect(by("proxy")).toMatchObject({
    status: "ok",
    text: expect.stringContaining("http://proxy.invalid:8080, except for localhost"),
  });
  expect(JSON.stringify(told)).not.toContain("hunter2secret");
  const certificates = told.diagnoses.filter(({ name }: Found) => name === "ca");
  expect(certificates).toEqual([
    expect.objectContaining({
      status: "warning",
      text: expect.stringContaining("gone.pem does not exist"),
    }),
    expect.objectContaining({ status: "warning", text: expect.stringContaining("PEM") }),
  ]);
});

test("what the folder brings is told with whether it is used", async () => {
  const home = newHome();
  mkdirSync(join(home, "work/skills/greet"), { recursive: true });
  writeFileSync(
    join(home, "work/skills/greet/SKILL.md"),
    "---\nname: greet\ndescription: Greets.\n---\nHi.\n",
  );
  writeFileSync(join(home, "work/AGENTS.md"), "Use tabs.\n");
  const before = await found([], { home });
  expect(before.by("folder")).toMatchObject({
    status: "warning",
    text: expect.stringContaining("AGENTS.md: not used"),
    fix: "skillet config trust",
  });
  expect(before.by("skills")).toMatchObject({
    status: "warning",
    text: expect.stringContaining("greet"),
  });
  await skillet(["config", "trust", "-y"], { home, noEndpoint: true });
  expect((await found([], { home })).by("folder")).toMatchObject({
    status: "ok",
    text: expect.stringContaining("used: AGENTS.md"),
  });
});

test.runIf(hasBubblewrap)(
  "a signal ends it with its code, and leaves nothing of its trial",
  async () => {
    const home = newHome();
    const temporary = join(home, "tmp");
    mkdirSync(temporary);
    const { child, ended } = startSkillet(["doctor"], { home, env: { TMPDIR: temporary } });
    while (readdirSync(temporary).length === 0) await sleep(1);
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 143, stdout: "", stderr: "" });
    expect(readdirSync(temporary)).toEqual([]);
  },
);
