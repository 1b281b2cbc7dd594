import { expect, test } from "vitest";
import { commandResult } from "../../src/tools/command-result.ts";

const end = { exitCode: 1, timedOut: false, durationMs: 20, output: "no route\n", dropped: 0 };

test("hosts that were blocked are named, with the call that asks for them", () => {
  expect(commandResult({ ...end, blockedHosts: ["registry.example.org"] }).content).toBe(
    'exit 1 after 20 ms\nno route\n[not allowed to reach registry.example.org; to ask for it, call shell with hosts: ["registry.example.org"]]',
  );
});

test("what the fence has to say stands below the output", () => {
  expect(commandResult({ ...end, notes: ["A new .git appeared: x/.git"] }).content).toContain(
    "[A new .git appeared: x/.git]",
  );
});

test("who was stopped by the fence reads why first", () => {
  const stopped = "the disk is almost full. Make room on it.";
  const killed = { ...end, exitCode: null, signal: "SIGKILL", stopped };
  expect(commandResult(killed).content).toBe(
    "stopped by the fence after 20 ms: the disk is almost full. Make room on it.\nno route",
  );
});

test("keys of services are not in it; what an app hands out is", () => {
  const key = `sk-proj-${"a1B2c3D4e5".repeat(4)}`;
  const token = `eyJ${"a1B2c3D4e5".repeat(2)}.eyJ${"a1B2c3D4e5".repeat(2)}.${"a1".repeat(20)}`;
  const { content } = commandResult({ ...end, output: `OPENAI_API_KEY=${key}\ntoken ${token}\n` });
  expect(content).toBe(`exit 1 after 20 ms\nOPENAI_API_KEY=[redacted:api-key]\ntoken ${token}`);
});

test("an exit code that stands for a signal names it", () => {
  const first = (exitCode: number) => commandResult({ ...end, exitCode }).content.split("\n")[0];
  expect([139, 137, 127, 192].map(first)).toEqual([
    "exit 139 (SIGSEGV) after 20 ms",
    "exit 137 (SIGKILL) after 20 ms",
    "exit 127 after 20 ms",
    "exit 192 after 20 ms",
  ]);
});
