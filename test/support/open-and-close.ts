/**
 * A session in a process of its own, from its start to its end: a command that is stopped, one in the background, and the end.
 * `kill` as its third word: before the end, somebody kills the processes that Skillet itself has started for commands.
 */

import { readdirSync, readFileSync } from "node:fs";
import { openSandbox } from "../../src/sandbox/open.ts";

const [, , out = "", spoolDir = "", act = ""] = process.argv;
const sandbox = openSandbox({
  ...{ out, spoolDir, temporary: spoolDir },
  ...{ path: "/usr/bin", home: "/nonexistent" },
});
const stop = new AbortController();
const running = sandbox.run({ command: "echo up; sleep 600" }, stop.signal);
await running.next();
stop.abort(new Error("stop"));
await running.next().catch((thrown) => console.log(String(thrown)));
await sandbox.start({ command: "sleep 600" });
if (act === "kill") {
  for (const thread of readdirSync("/proc/self/task")) {
    const children = readFileSync(`/proc/self/task/${thread}/children`, "utf8").match(/\d+/g) ?? [];
    for (const pid of children) {
      const name = readFileSync(`/proc/${pid}/comm`, "utf8").trim();
      if (name === "nsenter") process.kill(Number(pid), "SIGKILL");
    }
  }
}
await sandbox.close();
console.log("closed");
