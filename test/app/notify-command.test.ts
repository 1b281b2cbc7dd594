import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { notifyCommand } from "../../src/app/notify-command.ts";
import { pathsOf } from "../../src/config/paths.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "skillet-notify-"));
});
afterEach(() => rmSync(home, { recursive: true }));

function command(notify: string | null, failed: (line: string) => void = () => {}) {
  const variables = { PATH: process.env.PATH, HOME: home };
  return notifyCommand({ notify, variables, paths: pathsOf(variables) }, failed);
}

test("the command runs in the user's home and is told what happened by its environment", async () => {
  const run = command('printf "%s|%s" "$SKILLET_EVENT" "$SKILLET_MESSAGE" > told && mv told done');
  run("approval", 'it waits; $(touch bad) `touch bad` "');
  await vi.waitFor(() =>
    expect(readFileSync(join(home, "done"), "utf8")).toBe(
      'approval|it waits; $(touch bad) `touch bad` "',
    ),
  );
  expect(() => readFileSync(join(home, "bad"))).toThrow();
});

test("a command that fails is told once and then left out", async () => {
  const lines: string[] = [];
  const run = command("echo x >> runs; exit 3", (line) => lines.push(line));
  run("approval", "a");
  await vi.waitFor(() => expect(lines).toHaveLength(1));
  run("done", "b");
  run("done", "c");
  expect(lines).toEqual(["The notify command failed (exit 3) and is left out from now on."]);
  expect(readFileSync(join(home, "runs"), "utf8")).toBe("x\n");
});

test("without a command nothing runs", () => {
  expect(() => command(null)("done", "x")).not.toThrow();
});
