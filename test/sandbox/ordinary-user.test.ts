/** The same fence for somebody who is not root: when the tests run as root, a process without rights opens it. */

import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const program = new URL("../support/run-all.ts", import.meta.url).pathname;
const nobody = 65534;
let around: string;

beforeAll(() => {
  around = mkdtempSync(join(tmpdir(), "skillet-user-"));
  mkdirSync(join(around, "out/closed"), { recursive: true });
  mkdirSync(join(around, "spool"));
  mkdirSync(join(around, "out/.git"));
  writeFileSync(join(around, "secret"), "canary", { mode: 0o644 });
  if (process.getuid?.() === 0) {
    for (const path of ["", "out", "spool", "out/.git"])
      chownSync(join(around, path), nobody, nobody);
  }
  chmodSync(join(around, "out/closed"), 0o000);
});
afterAll(() => rmSync(around, { recursive: true, force: true }));

interface Outcome {
  output?: string;
  exitCode?: number | null;
  problem?: string;
  notes?: string[];
}

function asUser(...commands: string[]): Outcome[] {
  const args = [program, join(around, "out"), join(around, "spool"), ...commands];
  const root = process.getuid?.() === 0;
  const printed = root
    ? execFileSync(
        "setpriv",
        [`--reuid=${nobody}`, `--regid=${nobody}`, "--clear-groups", process.execPath, ...args],
        { encoding: "utf8", env: { PATH: "/usr/bin:/bin" } },
      )
    : execFileSync(process.execPath, args, { encoding: "utf8", env: { PATH: "/usr/bin:/bin" } });
  return JSON.parse(printed) as Outcome[];
}

describe("for an ordinary user", () => {
  test("commands run, write where they may, and see nothing else", () => {
    const [who, outside, git, serve] = asUser(
      "id -u; echo x > made; cat made",
      `cat ../secret ${around}/secret; for f in /x /usr/x /etc/x /proc/sys/kernel/core_pattern; do (echo x > $f) 2>/dev/null && echo wrote $f; done`,
      "touch .git/x && echo wrote",
      "python3 -m http.server 5000 >/dev/null 2>&1 & for i in $(seq 100); do curl -s -o /dev/null localhost:5000 && break; sleep 0.05; done; curl -s -o /dev/null -w '%{http_code}' localhost:5000",
    );
    expect(who).toMatchObject({ output: "1000\nx\n", exitCode: 0 });
    expect(outside?.output).not.toMatch(/canary|wrote/);
    expect(git?.output).not.toContain("wrote");
    expect(serve?.output).toBe("200");
    expect(statSync(join(around, "out/made")).uid).not.toBe(0);
  });

  test("privileges are neither there nor to be had", () => {
    const [caps, nested] = asUser(
      "grep -h -E 'Cap(Eff|Bnd)|NoNewPrivs' /proc/self/status",
      "unshare -Ur true && echo nested; mount -t tmpfs x /tmp && echo mounted; exit 0",
    );
    expect(caps?.output).toBe(
      "CapEff:\t0000000000000000\nCapBnd:\t0000000000000000\nNoNewPrivs:\t1\n",
    );
    expect(nested?.output).not.toMatch(/nested|mounted/);
  });

  test("a folder that is closed is a problem to be mended, not a crash", () => {
    const [closed] = asUser("cd closed && pwd");
    expect(closed?.exitCode).not.toBe(0);
    expect(closed?.output).toMatch(/Permission denied/);
  });

  test("a hook is found in folders that were closed to looking", () => {
    const hooks = "r/.git/hooks";
    asUser(
      `git init -q r; printf '#!/bin/sh\\n' >${hooks}/pre-commit; chmod 755 ${hooks}/pre-commit; chmod 311 ${hooks} r/.git`,
      `git init -q s; printf '#!/bin/sh\\n' >s/.git/hooks/pre-commit; chmod 755 s/.git/hooks/pre-commit; chmod 111 s/.git/hooks s/.git s`,
    );
    for (const folder of ["r", "s"])
      expect(existsSync(join(around, "out", folder, ".git/hooks/pre-commit"))).toBe(false);
  });

  test("a repository in a closed folder is looked through, and the folder stays closed", () => {
    const plant = "git init -q c/r; git -C c/r config core.fsmonitor evil";
    const [planted, after] = asUser(`${plant}; chmod 000 c/r c`, "echo on");
    expect(planted?.notes?.join()).toMatch(/"c\/r\/\.git\/config": "core.fsmonitor = evil"/);
    expect(after).toMatchObject({ output: "on\n" });
    expect(after).not.toHaveProperty("notes");
    const folder = join(around, "out/c");
    expect(statSync(folder).mode & 0o777).toBe(0);
    chmodSync(folder, 0o755);
    chmodSync(join(folder, "r"), 0o755);
    const config = join(folder, "r/.git/config");
    expect(readFileSync(config, "utf8")).not.toContain("evil");
    rmSync(folder, { recursive: true });
  });

  test("a closed folder of the user's stays closed to commands, which could open it", () => {
    const folder = join(around, "out/private");
    mkdirSync(join(folder, ".git/hooks"), { recursive: true });
    for (const path of ["", ".git", ".git/hooks"]) {
      chownSync(join(folder, path), statSync(join(around, "out")).uid, -1);
    }
    chmodSync(folder, 0o000);
    const [opened, moved] = asUser(
      "chmod 755 private; touch private/.git/hooks/pre-commit",
      "mv private p; ls private",
    );
    for (const outcome of [opened, moved]) expect(outcome?.exitCode).not.toBe(0);
    expect(statSync(folder).mode & 0o777).toBe(0);
    chmodSync(folder, 0o755);
    expect(readdirSync(join(folder, ".git/hooks"))).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  test("an output directory that a command closed, or made read-only, takes the next command", () => {
    const [, on, aside, off] = asUser(
      "chmod 000 .",
      "echo on",
      "mkdir .skillet; echo {} >.skillet/x; chmod 555 .",
      "touch y && rm y && echo off",
    );
    expect(on).toMatchObject({ output: "on\n" });
    expect(aside?.notes?.join()).toMatch(/\.skillet" \(it was not there before\)/);
    expect(off).toMatchObject({ output: "off\n" });
    rmSync(join(around, "out/.skillet.set-aside"), { recursive: true });
  });

  test("a crowd of processes is held to its number", () => {
    const [crowd] = asUser(
      `/usr/bin/python3 -c "
import os
count = 0
try:
    while count < 3000:
        if os.fork() == 0: import time; time.sleep(20); os._exit(0)
        count += 1
except OSError: pass
print('started', count)"`,
    );
    const [, started] = /started (\d+)/.exec(crowd?.output ?? "") ?? [];
    expect(Number(started)).toBeGreaterThan(100);
    expect(Number(started)).toBeLessThan(1100);
  });

  test("nothing is left in the output directory", () => {
    const before = readdirSync(join(around, "out"));
    expect(asUser("true")).toMatchObject([{ exitCode: 0 }]);
    expect(readdirSync(join(around, "out"))).toEqual(before);
  });
});
