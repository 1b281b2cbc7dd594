/** A session in a process of its own: starts two jails that try to outlive it, says so, and waits to be killed. */

import type { BackendName } from "../../src/sandbox/backends.ts";
import { openSandbox } from "../../src/sandbox/open.ts";

const [, , out = "", spoolDir = "", mark = "", backend = "auto"] = process.argv;
const sandbox = openSandbox({
  out,
  backend: backend as BackendName,
  spoolDir,
  temporary: spoolDir,
  path: "/usr/bin",
  home: "/nonexistent",
});
process.stdout.write("opening\n");
await sandbox.start({ command: `setsid sleep ${mark} & trap '' TERM HUP; sleep ${mark}` });
process.stdout.write("started\n");
for await (const _ of sandbox.run({ command: `sleep ${mark}` }, new AbortController().signal));
