/** A session in a process of its own: runs the commands it is given and prints how each ended, as JSON. */

import { openSandbox } from "../../src/sandbox/open.ts";

const [, , out = "", spoolDir = "", ...commands] = process.argv;
const sandbox = openSandbox({
  out,
  spoolDir,
  temporary: spoolDir,
  path: "/usr/bin:/bin",
  home: "/nonexistent",
});
const outcomes: object[] = [];
for (const command of commands) {
  const running = sandbox.run({ command, timeoutMs: 20_000 }, new AbortController().signal);
  try {
    let next = await running.next();
    while (!next.done) next = await running.next();
    outcomes.push(next.value);
  } catch (thrown) {
    outcomes.push({ problem: String(thrown) });
  }
}
await sandbox.close();
process.stdout.write(JSON.stringify(outcomes));
