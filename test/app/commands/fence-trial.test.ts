/** `skillet doctor` tries to break the fence: it must notice one that does not hold. */

import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { leaksOf } from "../../../src/app/commands/doctor/fence-trial.ts";
import { openSandbox } from "../../../src/sandbox/open.ts";
import { temporaryFolder } from "../../support/temporary.ts";

async function leaks(
  backend: "none" | "bwrap",
  environment: Record<string, string> = {},
  OPENAI_API_KEY = "sk-test-0123456789abcdef",
) {
  const folder = temporaryFolder();
  const home = temporaryFolder();
  mkdirSync(join(folder, "out"));
  const sandbox = openSandbox({
    ...{ backend, environment, home, temporary: folder },
    out: join(folder, "out"),
    path: process.env.PATH ?? "",
    spoolDir: join(folder, "output"),
  });
  onTestFinished(() => sandbox.close());
  const { signal } = new AbortController();
  const variables = { OPENAI_API_KEY };
  return { found: await leaksOf(sandbox, folder, { home, variables, signal }), folder, home };
}

test("without a fence every leak is found, and no trace of the trial is left", async () => {
  const { found, folder, home } = await leaks("none", { LEAKED: "sk-test-0123456789abcdef" });
  expect(found).toEqual([
    "a command wrote outside",
    "a command read a file outside",
    "a command reached the machine's own network",
    "a command sees a key",
  ]);
  expect(readdirSync(home)).toEqual([]);
  expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([]);
});

test.runIf(existsSync("/usr/bin/bwrap"))("behind bubblewrap there is none", async () => {
  expect((await leaks("bwrap")).found).toEqual([]);
  // What a local server takes for a key stands in every environment, as a part of something else.
  expect((await leaks("bwrap", {}, "x")).found).toEqual([]);
  expect((await leaks("bwrap", { OPENAI_API_KEY: "x" }, "x")).found).toEqual([
    "a command sees a key",
  ]);
});
