/**
 * The seatbelt fence, with a program in the place of sandbox-exec that only runs what it is given: how commands are started,
 * stopped and cleaned up after. What the profile holds can be seen on macOS alone; here it is a golden file.
 */

import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { exitCodes, UserError } from "../../src/core/errors.ts";
import type { CommandEnd } from "../../src/core/ports.ts";
import { fenceOf } from "../../src/sandbox/backends.ts";
import type { Fence } from "../../src/sandbox/fence.ts";
import { defaultLimits } from "../../src/sandbox/limits.ts";
import { markedIn } from "../../src/sandbox/sweep-marked.ts";
import { homeWith } from "../support/home-with.ts";
import { runBehind } from "../support/run-behind.ts";

/** `sandbox-exec -p PROFILE PROGRAM ARGUMENTS` */
const obedient = `#!/bin/sh
[ "$1" = -p ] || exit 64
printf '%s' "$2" >"$(dirname "$0")/profile"
shift 2
exec "$@"
`;

interface Mac {
  fence: Fence;
  home: string;
  out: string;
  run(
    command: string,
    options?: { timeoutMs?: number; env?: Record<string, string>; protect?: string[] },
  ): Promise<CommandEnd>;
}

function mac(script = obedient): Mac {
  const home = realpathSync(homeWith({ "bin/sandbox-exec": script }));
  const program = join(home, "bin/sandbox-exec");
  chmodSync(program, 0o755);
  const out = join(home, "out");
  mkdirSync(out);
  const fence = fenceOf(
    "auto",
    {
      ...{ out, home, path: "/usr/bin:/bin", limits: defaultLimits, temporary: home },
      readable: [join(home, "bin"), join(home, "not-there")],
      environment: { CHOSEN: "yes" },
      programs: { "sandbox-exec": program },
    },
    "darwin",
  );
  onTestFinished(() => fence.close());
  return {
    ...{ fence, home, out },
    run: (command, { timeoutMs, ...more } = {}) =>
      runBehind(fence, { command, cwd: out, ...more }, timeoutMs),
  };
}

const alive = (name: string) => spawnSync("pgrep", ["-f", `^${name}`], { encoding: "utf8" }).stdout;

describe("the fence of macOS", () => {
  test("is what auto takes there, and says what it does not do", () => {
    const { fence } = mac();
    expect(fence).toMatchObject({ label: "seatbelt", confined: true, listen: null });
    expect(fence.caveat).toMatch(/no process isolation, no network/);
    expect(fence.listeningPorts()).toEqual(new Set());
  });

  test("runs a command under a profile made for it, with the clean environment", async () => {
    const { run, out, home } = mac();
    const { output, exitCode } = await run("pwd; echo $CHOSEN $OF_CALL; env; exit 3", {
      env: { OF_CALL: "too" },
      protect: [join(out, "deep/er/.git")],
    });
    expect(exitCode).toBe(3);
    expect(output).toMatch(new RegExp(`^${out}\nyes too\n`));
    expect(output).toMatch(/^TMPDIR=.*\/skillet-[^/]+\/tmp$/m);
    expect(output).not.toContain(`HOME=${home}\n`);
    const profile = readFileSync(join(home, "bin/profile"), "utf8");
    expect(profile).toContain("(deny default)");
    expect(profile).toContain(`(subpath "${home}/bin")`);
    expect(profile).not.toContain("not-there");
    expect(profile).toContain(`(literal "${out}/deep/er")`);
    expect(profile).not.toMatch(/allow network/);
  });

  test("a variable of the call changes nothing before the fence is closed", async () => {
    const { run, fence, out } = mac();
    await run("true");
    const { env } = fence.launch({
      ...{ command: "true", cwd: out, protect: [] },
      env: { DYLD_INSERT_LIBRARIES: "/evil" },
    });
    expect(Object.keys(env).sort()).toEqual(["PATH", "SKILLET_SESSION"]);
  });

  test("a timeout ends all of it; what fled is swept, and nothing of the session stays", async () => {
    const { run, fence, home } = mac();
    const { timedOut, exitCode } = await run(
      "setsid sleep 78.125 >/dev/null 2>&1 & trap '' TERM; sleep 78.125; sleep 78.125",
      { timeoutMs: 400 },
    );
    expect({ timedOut, exitCode }).toEqual({ timedOut: true, exitCode: null });
    expect(alive("sleep 78.125")).toBe("");
    await fence.close();
    expect(readdirSync(home).filter((name) => name.startsWith("skillet-"))).toEqual([]);
  });

  test("that does not start is told with its words and a way out, and runs nothing", async () => {
    const { fence, out } = mac(
      "#!/bin/sh\necho 'sandbox-exec: sandbox_apply: Operation not permitted' >&2; exit 71\n",
    );
    const thrown = await fence.ready().catch((problem: unknown) => problem);
    expect(thrown).toBeInstanceOf(UserError);
    expect(thrown).toMatchObject({
      message: expect.stringContaining("sandbox_apply"),
      hint: expect.stringContaining("inside another sandbox"),
      exitCode: exitCodes.noSandbox,
    });
    expect(existsSync(join(out, "made"))).toBe(false);
  });
});

test("where there is no /proc, a listing with environments tells what carries the mark", () => {
  const listing = [
    "    1 /sbin/launchd",
    "  812 sleep 60 PATH=/usr/bin SKILLET_SESSION=k3 HOME=/x",
    "  813 sleep 60 SKILLET_SESSION=k34 HOME=/x",
    " 4711 sleep 9 OTHER=SKILLET_SESSION=k3",
    " 4712 (zsh) SKILLET_SESSION=k3",
    " 4713 sleep 60 SKILLET_SESSION=k3.12",
    "",
  ].join("\n");
  expect(markedIn(listing, "SKILLET_SESSION=k3")).toEqual([812, 4712, 4713]);
  expect(markedIn(listing, "SKILLET_SESSION=k3.12")).toEqual([4713]);
  expect(markedIn(listing, "SKILLET_SESSION=k3.1")).toEqual([]);
});

describe("a fence of another system", () => {
  const options = {
    ...{ out: "/", home: "/", path: "", limits: defaultLimits, temporary: "/" },
    ...{ readable: [], environment: {} },
  };

  test.each([
    ["seatbelt", "linux", /macOS only/, /strongest fence of this system/],
    ["landlock", "darwin", /Linux only/, /strongest fence of this system/],
    ["bwrap", "darwin", /Linux only/, /strongest fence of this system/],
    ["bwrap", "win32", /Linux only/, /WSL2/],
    ["auto", "win32", /no fence for win32/, /WSL2/],
    ["auto", "freebsd", /no fence for freebsd/, /on Linux/],
  ] as const)("%s on %s is refused, with what to do", (backend, platform, message, hint) => {
    let thrown: unknown;
    try {
      fenceOf(backend, options, platform);
    } catch (problem) {
      thrown = problem;
    }
    expect(thrown).toMatchObject({
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
      exitCode: exitCodes.noSandbox,
    });
  });
});
