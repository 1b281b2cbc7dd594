/** What a user is told when there can be no fence, and that nothing runs then. */

import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { exitCodes, UserError } from "../../src/core/errors.ts";
import { bubblewrapFence } from "../../src/sandbox/bubblewrap-fence.ts";
import { defaultLimits } from "../../src/sandbox/limits.ts";
import { openSandbox } from "../../src/sandbox/open.ts";
import { hintFor } from "../../src/sandbox/world.ts";
import { homeWith } from "../support/home-with.ts";
import { openTestSandbox } from "../support/open-test-sandbox.ts";

/** A fence whose bubblewrap is a script of ours. */
function fenceWith(script: string) {
  const home = homeWith({ bwrap: `#!/bin/sh\n${script}\n` });
  chmodSync(join(home, "bwrap"), 0o755);
  mkdirSync(join(home, "out"));
  return bubblewrapFence({
    out: join(home, "out"),
    readable: [],
    path: home,
    home,
    environment: {},
    limits: defaultLimits,
    temporary: home,
    programs: { bwrap: join(home, "bwrap") },
  });
}

async function problemOf(script: string): Promise<UserError> {
  const fence = fenceWith(script);
  const thrown = await fence.ready().then(
    () => undefined,
    (problem: unknown) => problem,
  );
  await fence.close();
  expect(thrown).toBeInstanceOf(UserError);
  return thrown as UserError;
}

describe("a fence that cannot start", () => {
  test("is told with the words of bubblewrap, what to do, and exit code 44", async () => {
    const problem = await problemOf(
      "echo 'bwrap: No permissions to create new namespace, likely because the kernel does not allow it' >&2; exit 1",
    );
    expect(problem.message).toContain("No permissions to create new namespace");
    expect(problem.hint).toContain("sysctl");
    expect(problem.exitCode).toBe(exitCodes.noSandbox);
  });

  test("that ends without a word is told as well", async () => {
    expect((await problemOf("exit 3")).message).toContain("without a word");
  });

  test("knows the usual reasons", () => {
    expect(hintFor("bwrap: setting up uid map: Permission denied")).toContain("AppArmor");
    expect(hintFor("bwrap: loopback: Failed RTM_NEWADDR: Operation not permitted")).toContain(
      "AppArmor",
    );
    expect(hintFor("bwrap: Can't mount proc on /newroot/proc: Operation not permitted")).toContain(
      "/proc is masked",
    );
    expect(hintFor("bwrap: Unknown option --die-with-parent")).toContain("too old");
    expect(hintFor("spawn /usr/bin/bwrap ENOENT")).toContain("apt install bubblewrap");
    expect(hintFor("something else")).toContain("docs/sandbox.md");
  });

  test("never lets a command through", async () => {
    const fence = fenceWith("exit 1");
    await expect(fence.ready()).rejects.toThrow(UserError);
    expect(() => fence.launch({ command: "true", cwd: "/", env: {}, protect: [] })).toThrow();
    await fence.close();
  });

  test("an output directory that is not there is told by name", () => {
    expect(() =>
      openSandbox({
        out: "/nonexistent/out",
        path: "",
        home: "/",
        spoolDir: "/nonexistent",
        temporary: "/",
      }),
    ).toThrow(/\/nonexistent\/out/);
  });
});

describe("a fence that breaks later", () => {
  test("runs nothing any more, and says so", async () => {
    await using box = await openTestSandbox();
    await box.run("true");
    await box.sandbox.close();
    await expect(box.run("touch made")).rejects.toThrow(UserError);
    expect(existsSync(join(box.out, "made"))).toBe(false);
  });
});

test("without a fence, commands run in the output directory with the clean environment and say so", async () => {
  await using box = await openTestSandbox({ backend: "none" });
  expect(box.sandbox).toMatchObject({ label: "unconfined", confined: false });
  writeFileSync(join(box.out, "file"), "here");
  const { output } = await box.run("cat file; pwd; echo $CI$OPENAI_API_KEY");
  expect(output).toBe(`here${box.out}\n1\n`);
});
