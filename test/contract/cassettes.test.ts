/** `--record` and `--replay` on the command line: a session once with an endpoint, then without one. */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { newHome, skillet } from "../support/skillet.ts";

const script = [
  { calls: [{ name: "write_file", arguments: { path: "a.txt", content: "hi {out}\n" } }] },
  { calls: [{ name: "shell", arguments: { command: "cat a.txt" } }] },
  { text: "Written." },
];
const job = ["-p", "write a", "--approval-mode", "yolo", "-q"];

test("a recorded job runs again without endpoint and key, in another folder, and does the same", async () => {
  const first = await skillet([...job, "--record", "t.jsonl"], { script });
  expect(first.stderr).toBe("");
  expect(first.code).toBe(0);
  const cassette = join(first.cwd, "t.jsonl");
  const again = await skillet([...job, "--replay", cassette], { noEndpoint: true });
  expect(again.stderr).toBe("");
  expect(again).toMatchObject({ code: 0, stdout: first.stdout, requests: [] });
  expect(readFileSync(join(again.cwd, "sandbox/a.txt"), "utf8")).toBe("hi {out}\n");
});

test("another prompt ends with 1 and says what changed; nothing was done", async () => {
  const first = await skillet([...job, "--record", "t.jsonl"], { script });
  const cassette = join(first.cwd, "t.jsonl");
  const [, , ...rest] = job;
  const again = await skillet(["-p", "write b", ...rest, "--replay", cassette], {
    noEndpoint: true,
  });
  expect(again.code).toBe(1);
  expect(again.stderr).toMatch(/content was "write a", is "write b"/);
  expect(existsSync(join(again.cwd, "sandbox/a.txt"))).toBe(false);
});

test("both at once, a missing file and one that is there are refused", async () => {
  const home = newHome();
  const both = await skillet([...job, "--record", "a", "--replay", "b"], { home });
  expect(both).toMatchObject({ code: 42 });
  const missing = await skillet([...job, "--replay", "none.jsonl"], { home, noEndpoint: true });
  expect(missing).toMatchObject({ code: 42 });
  expect(missing.stderr).toMatch(/Cannot read the cassette/);
  await skillet([...job, "--record", "t.jsonl"], { home, script });
  const there = await skillet([...job, "--record", "t.jsonl"], { home, script });
  expect(there).toMatchObject({ code: 42 });
  expect(there.stderr).toMatch(/there already/);
});

test("no key of the configuration is kept, also one of an endpoint that is not in use", async () => {
  const home = newHome();
  const key = "other-endpoint-0123456789";
  const settings = join(home, ".config/skillet/settings.json");
  mkdirSync(dirname(settings), { recursive: true });
  const other = { baseUrl: "http://127.0.0.1:9/v1", model: "m", apiKeyEnv: "OTHER_ENDPOINT_KEY" };
  writeFileSync(settings, JSON.stringify({ endpoints: { other } }));
  const said = [{ text: `It is ${key}.` }];
  const { cwd, code } = await skillet(["-p", "what is it?", "--record", "t.jsonl"], {
    ...{ home, script: said, env: { OTHER_ENDPOINT_KEY: key } },
  });
  expect(code).toBe(0);
  const cassette = readFileSync(join(cwd, "t.jsonl"), "utf8");
  expect(cassette).not.toContain(key);
  expect(cassette).toContain("[redacted:secret]");
});
