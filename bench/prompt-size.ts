/** Prints what the fixed prompt costs in o200k tokens: instructions, tools, catalogue; the aim is 1,200, the limit 1,500. */

import { promptSize } from "../test/support/prompt-size.ts";

const sizes = await promptSize();
for (const [name, tokens] of Object.entries(sizes)) {
  console.log(`${name.padEnd(24)}${String(tokens).padStart(6)}`);
}
process.exitCode = sizes.total > 1500 ? 1 : 0;
