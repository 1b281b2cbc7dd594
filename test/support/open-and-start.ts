/** A session in a process of its own: starts two jails that try to outlive it, says so, and waits to be killed. */

import { openSandbox } from "../../src/sandbox/open.ts";

const [, , out = "", spoolDir = "", mark = ""] = process.argv;
const sandbox = openSandbox({
  out,
  spoolDir,
  temporary: spoolDir,
  path: "/usr/bin",
  home: "/nonexistent",
});
process.stdout.write("opening\n");
await sandbox.start({ command: `setsid sleep ${mark} & trap '' TERM HUP; sleep ${mark}` });
process.stdout.write("started\n");
for await (const _ of sandbox.run({ command: `sleep ${mark}` }, new AbortController().signal));
