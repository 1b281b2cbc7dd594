/** Every way out that is known by name ends in a refusal, for root and for an ordinary user. */

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { attacks, tryAttack } from "./file-attacks.ts";

describe("file attacks", () => {
  test.each(Object.keys(attacks))("%s is refused", async (name) => {
    const refusal = await tryAttack(name);
    expect(refusal.length).toBeLessThan(600);
    // Nothing that the attacker hid is handed on.
    expect(refusal).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
  });

  test("all of them are refused to an ordinary user as well", async () => {
    const program = new URL("file-attacks.ts", import.meta.url).pathname;
    const user = ["--reuid", "65534", "--regid", "65534", "--clear-groups"];
    const root = process.getuid?.() === 0;
    const command = [...(root ? ["setpriv", ...user] : []), process.execPath, program];
    const { stdout } = await promisify(execFile)(command[0] ?? "", command.slice(1));
    const { user: who, results } = JSON.parse(stdout) as {
      user: number;
      results: Record<string, string>;
    };
    expect(who).not.toBe(0);
    const failed = Object.entries(results).filter(([, result]) => result.startsWith("FAILED"));
    expect(failed).toEqual([]);
    expect(Object.keys(results)).toEqual(Object.keys(attacks));
  });
});
