/** Replaces a file of the output directory once, as a session's first write, and says what it was told. For tests that break it off. */

import { writeSync } from "node:fs";
import { ToolProblem } from "../../../src/core/ports.ts";
import { openFiles } from "../../../src/sandbox/files.ts";

const [out = "", bytes = "0"] = process.argv.slice(2);
const files = openFiles({ out });
// So that a trace shows where the write begins.
writeSync(1, "begin\n");
try {
  await files.writeFile("a.txt", "n".repeat(Number(bytes)));
  writeSync(1, "written\n");
} catch (thrown) {
  if (!(thrown instanceof ToolProblem)) throw thrown;
  writeSync(1, `refused: ${thrown.message}\n`);
}
