/** Limits of a run: it stops exactly there, says which, with its own exit code, and can be gone on with. */

import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { newHome, type RunOptions, skillet } from "../support/skillet.ts";

const json = ["--output-format", "json"];
const shell = (command: string) => ({ calls: [{ name: "shell", arguments: { command } }] });
const write = (nth: number) => ({
  calls: [{ name: "write_file", arguments: { path: `f${nth}.txt`, content: "x" } }],
});
const script = Array.from({ length: 60 }, (_, nth) => write(nth));
/** The endpoint of these tests tells one token in and one out for each reply. */
const perReply = 2;

function homeWith(settings: object): string {
  const home = newHome();
  mkdirSync(join(home, ".config/skillet"), { recursive: true });
  writeFileSync(join(home, ".config/skillet/settings.json"), JSON.stringify(settings));
  return home;
}

const price = { input: 500_000, output: 500_000, currency: "USD" };
const priced = (more: object = {}) =>
  homeWith({ endpoints: { mine: { model: "scripted", price } }, ...more });

async function run(flags: string[], options: RunOptions = {}) {
  const ran = await skillet(["-p", "work", "--approval-mode", "auto-edit", ...json, ...flags], {
    script,
    ...options,
  });
  return { ...ran, result: ran.stdout === "" ? null : JSON.parse(ran.stdout) };
}

describe.each([1, 7])("at %i", (count) => {
  test.each([
    ["turns", "max_steps", ["--max-turns", `${count}`], {}],
    ["tokens", "limit", ["--max-turns", "99", "--max-tokens-total", `${count * perReply}`], {}],
    ["budget", "limit", ["--max-turns", "99", "--max-budget", `${count}`], { priced: true }],
  ] as const)(
    "%s: exactly so many requests, exit 53, told in json",
    async (limit, reason, flags, how) => {
      const home = "priced" in how ? priced() : newHome();
      const { code, requests, result } = await run([...flags], { home });
      expect([code, requests.length]).toEqual([53, count]);
      expect(result).toMatchObject({ exitCode: 53, reason, limit });
      expect(result.files).toHaveLength(count);
      expect(result.errors).toMatchObject([{ where: "limit", kind: limit }]);
      expect(result.errors[0].hint).toMatch(/skillet -c .*--max-/);
      expect(result.cost).toBe("priced" in how ? count : null);
    },
  );
});

test("a run that was stopped goes on from there, and every call has its answer", async () => {
  const { home } = await run(["--max-tokens-total", "4"]);
  const { code, requests } = await skillet(["-c", "-p", "go on"], { home });
  expect(code).toBe(0);
  const messages = requests[0]?.messages ?? [];
  expect(messages.map(({ role }) => role)).toEqual([
    ...["system", "user", "assistant", "tool", "assistant", "tool", "user"],
  ]);
});

test("text: the reason and the way on stand on stderr, stdout stays empty", async () => {
  const { code, stdout, stderr } = await skillet(["-p", "work", "--max-turns", "1"], {
    script: [shell("true")],
  });
  expect([code, stdout]).toEqual([60, ""]);
  const limited = await skillet(
    ["-p", "work", "--max-turns", "1", "--approval-mode", "auto-edit"],
    { script },
  );
  expect([limited.code, limited.stdout]).toEqual([53, ""]);
  expect(limited.stderr).toContain("The limit of model calls in one turn is reached: 1.");
  expect(limited.stderr).toContain("--max-turns");
  expect(stderr).not.toContain("limit");
});

test("what went without a limit tells none", async () => {
  const { result } = await run([], { script: [{ text: "Hi." }] });
  expect(result).toMatchObject({ exitCode: 0, limit: null });
});

test("time: a running command is ended, with whatever it started", async () => {
  const { code, result, requests } = await run(["--max-time", "1s", "--approval-mode", "yolo"], {
    script: [shell("echo begun > begun; sleep 300 & sleep 300; echo late > late")],
  });
  expect([code, requests.length]).toEqual([53, 1]);
  expect(result).toMatchObject({ reason: "limit", limit: "time" });
  expect(result.errors).toMatchObject([{ where: "limit", kind: "time" }]);
});

test("time: an endpoint that does not answer is not waited for", async () => {
  const server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const flags = ["--base-url", `http://127.0.0.1:${port}/v1`, "-m", "m", "--max-time", "0.5s"];
  const { code, result } = await run(flags, { noEndpoint: true });
  server.closeAllConnections();
  server.close();
  expect([code, result.limit]).toEqual([53, "time"]);
});

describe("what cannot be a limit is refused before anything is sent", () => {
  test.each([
    [["--max-tokens-total", "0"]],
    [["--max-tokens-total", "1.5"]],
    [["--max-tokens-total", "many"]],
    [["--max-budget", "0"]],
    [["--max-time", "soon"]],
    [["--max-time", "0s"]],
    [["--max-time", "-5m"]],
    [["--max-time", "10 parsecs"]],
    [["--max-time", "1000h"]],
    [["--max-turns", "0"]],
  ])("%j", async (flags) => {
    const { code, stderr, requests } = await run(flags, { home: priced() });
    expect([code, requests.length]).toEqual([42, 0]);
    expect(stderr.trim().split("\n").length).toBeLessThanOrEqual(2);
    expect(stderr).toContain(flags[0]);
  });

  test("a budget without a price: one line, with what to write where", async () => {
    const { code, stderr, requests } = await run(["--max-budget", "1"]);
    expect([code, requests.length]).toEqual([42, 0]);
    expect(stderr).toContain("--max-budget needs a price");
    expect(stderr).toMatch(/settings\.json.*"price":\{"input":1,"output":2/);
  });

  test("a budget in the settings without a price is a fault of the settings", async () => {
    const { code, stderr } = await run([], { home: homeWith({ maxBudget: 1 }) });
    expect(code).toBe(52);
    expect(stderr).toContain("maxBudget needs a price");
  });

  test("a price has what it needs, and nothing else", async () => {
    for (const wrong of [{ input: 1 }, { input: -1, output: 1 }, { input: 1, output: 1, per: 1 }]) {
      const home = homeWith({ endpoints: { mine: { price: wrong } } });
      expect((await run([], { home })).code).toBe(52);
    }
  });
});

describe("settings", () => {
  test("hold like the flags, and a flag wins", async () => {
    const home = priced({ maxTokensTotal: 6 });
    expect((await run([], { home })).requests).toHaveLength(3);
    expect((await run(["--max-tokens-total", "2"], { home })).requests).toHaveLength(1);
    expect((await run([], { home: priced({ maxBudget: 2 }) })).requests).toHaveLength(2);
  });

  test("of a trusted project only lower them", async () => {
    const home = priced({ maxTokensTotal: 6, maxTime: "10m" });
    const work = join(home, "work");
    mkdirSync(join(work, ".skillet"));
    writeFileSync(join(home, ".config/skillet/trusted.json"), JSON.stringify([work]));
    const project = (settings: object) =>
      writeFileSync(join(work, ".skillet/settings.json"), JSON.stringify(settings));
    project({ maxTokensTotal: 4 });
    expect((await run([], { home })).requests).toHaveLength(2);
    project({
      maxTokensTotal: 60,
      maxTime: "20m",
      endpoints: { mine: { price: { input: 0, output: 0 } } },
    });
    const wide = await run(["-o", "elsewhere"], { home });
    expect(wide.requests).toHaveLength(3);
    expect(wide.stderr).toContain('"maxTokensTotal" is ignored');
    expect(wide.stderr).toContain('"maxTime" is ignored');
    expect(wide.result.cost).toBe(3);
  });
});

test("the cost stands in the facts, the json and the receipt; without a price it is null", async () => {
  const script = [write(1), { text: "Done." }];
  const paid = await run([], { home: priced(), script });
  expect(paid.result.cost).toBe(2);
  const stream = await skillet(["-p", "hi", "--output-format", "stream-json"], {
    home: priced(),
    script: [{ text: "Hi." }],
  });
  expect(stream.stdout).toContain('"cost":{"amount":1,"currency":"USD"}');
  const text = await skillet(["-p", "work", "--approval-mode", "auto-edit"], {
    home: priced(),
    script,
  });
  expect(text.stderr).toContain("2.00 USD");
  expect((await run([], { script })).result.cost).toBeNull();
});

test("a budget of the settings holds nobody up where nothing is paid", async () => {
  const home = homeWith({ maxBudget: 1 });
  const { code, stderr } = await skillet(["demo", "--approval-mode", "plan"], {
    home,
    noEndpoint: true,
  });
  expect(stderr).not.toContain("needs a price");
  expect(code).not.toBe(52);
});
