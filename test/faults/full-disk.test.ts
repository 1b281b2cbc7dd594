/** Real disks that are filled to the byte, under the session and under the files, and then have room again. */

import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { report, some } from "../support/faults.ts";
import { brokenRun, expectWhole, stepsOf } from "../support/long-run.ts";
import { temporaryFolder } from "../support/temporary.ts";

const mounts = spawnSync("unshare", ["-rm", "mount", "-t", "tmpfs", "none", "/mnt"]).status === 0;

describe("on a disk that is full", () => {
  if (!mounts) {
    test("nothing is tried: a file system of its own cannot be mounted here", () => {
      expect(mounts).toBe(false);
    });
    return;
  }

  /** Fills it to the last byte but for so many KB, runs, makes room, runs again with -c. */
  const sessionScript = `
    state="$HOME/.local/state/skillet"; mkdir -p "$state"
    mount -t tmpfs -o size=256k none "$state" || exit 99
    head -c 300k /dev/zero > "$state/filler" 2>/dev/null
    truncate -s -"$ROOM"k "$state/filler"
    "$@"; echo "exit $?"
    rm "$state/filler"
    "$@" -c 2>&1; echo "exit $?"
    cp -r "$state/sessions" "$SAVED"`;

  /** In KB: from no byte for the lock's own file to the middle of a run. */
  const rooms = [0, 4, 8, 12, 16, 20, 24, 28, 32, 40, 48];
  test.each(some(rooms, 3))(
    "a session with %i KB left stops with one line and goes on when there is room, no entry missing",
    async (room) => {
      const saved = join(temporaryFolder(), "sessions");
      const run = await brokenRun(stepsOf(6));
      const log = () => logIn(saved);
      const { stdout, stderr } = await run.start(["-p", "go"], {
        behind: ["unshare", "-rm", "sh", "-c", sessionScript, "sh"],
        env: { ROOM: String(room), SAVED: saved },
      }).ended;
      const diagnostics = stderr.split("\n").filter((line) => line.startsWith("skillet: "));
      expect(stderr).not.toMatch(/^\s+at |internal error/m);
      const [, first] = /^exit (\d+)/m.exec(stdout) ?? [];
      if (first !== "0") {
        expect({ first, diagnostics }).toEqual({
          first: expect.stringMatching(/^(1|42)$/),
          diagnostics: [expect.stringMatching(/no space left/)],
        });
      }
      // Where not even the first line fitted there is nothing to go on with.
      if (log() === "" || readFileSync(log()).length === 0) {
        expect(stdout).toContain("This folder has no session to continue.");
      } else {
        expect(stdout).toMatch(/Done\.\n[\s\S]*exit 0\n$/);
        expectWhole({ ...run, seen: [], log });
      }
      report(`session on a disk with ${room} KB: exit ${first}, then whole`);
    },
    60_000,
  );

  test("a file that does not fit is told to the model, and the old content stands", async () => {
    const run = await brokenRun([
      { calls: [{ name: "read_file", arguments: { path: "a.txt" } }] },
      {
        calls: [{ name: "write_file", arguments: { path: "a.txt", content: "n".repeat(300_000) } }],
      },
      { calls: [{ name: "write_file", arguments: { path: "b.txt", content: "fits" } }] },
    ]);
    const saved = temporaryFolder();
    writeFileSync(join(saved, "a.txt"), "old content\n".repeat(50));
    const script = `
      mkdir -p sandbox && mount -t tmpfs -o size=256k none sandbox || exit 99
      cp "$SAVED/a.txt" sandbox; "$@"; code=$?; cp sandbox/* "$SAVED"; ls -A sandbox; exit $code`;
    const { code, stdout, stderr } = await run.start(["-p", "go"], {
      behind: ["unshare", "-rm", "sh", "-c", script, "sh"],
      env: { SAVED: saved },
    }).ended;
    expect({ code, stdout, stderr }).toMatchObject({ code: 0, stdout: "Done.\na.txt\nb.txt\n" });
    expect(stderr).toContain("a.txt was not written: the disk is full. Nothing was changed.");
    expect(readFileSync(join(saved, "a.txt"), "utf8")).toBe("old content\n".repeat(50));
    expect(readFileSync(join(saved, "b.txt"), "utf8")).toBe("fits");
  });
});

function logIn(sessions: string): string {
  const found = spawnSync("find", [sessions, "-name", "*.jsonl"], { encoding: "utf8" });
  return found.stdout.split("\n")[0] ?? "";
}
