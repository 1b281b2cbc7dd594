/** The dead are waited for by Skillet's own processes: nobody outside may be there to do it, as in a container whose first process does not. */

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openTestSandbox } from "../support/open-test-sandbox.ts";

const careless = new URL("../support/programs/careless-parent.py", import.meta.url).pathname;
const program = new URL("../support/open-and-close.ts", import.meta.url).pathname;

test.each([
  ["a session closes where orphans are never waited for, for it leaves none", "", 0],
  ["it closes even when somebody else has made orphans", "kill", 3],
])(
  "%s",
  async (_title, act, orphans) => {
    await using box = await openTestSandbox();
    const { stdout, stderr, status } = spawnSync(
      "python3",
      [careless, process.execPath, program, box.out, join(box.around, "spool"), act],
      { encoding: "utf8", timeout: 60_000, killSignal: "SIGKILL" },
    );
    expect({ stdout, stderr, status }).toEqual({
      stdout: `Error: stop\nclosed\norphans: ${orphans}\n`,
      stderr: "",
      status: 0,
    });
  },
  90_000,
);
