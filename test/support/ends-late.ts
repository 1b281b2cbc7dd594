/** Waits for an answer of a process that closes its pipes long before it ends, and says what came of it: `door` or `helper`. */

import { openSync } from "node:fs";
import { openDoor } from "../../src/sandbox/door.ts";
import { fileHelper } from "../../src/sandbox/file-helper.ts";

const launch = (script: string, descriptors: number[] = []) => ({
  ...{ file: "/bin/sh", args: ["-c", script], env: {}, cwd: "/" },
  descriptors,
});

const asked =
  process.argv[2] === "door"
    ? openDoor(() =>
        launch("exec 4>&-; sleep 0.3; echo told at the end >&2; exit 3", [
          openSync("/dev/null", "r"),
        ]),
      )
    : fileHelper(async () => launch("exec <&- >&-; sleep 0.3")).ask(["names"]);
await asked.catch((thrown) => console.log(String(thrown)));
