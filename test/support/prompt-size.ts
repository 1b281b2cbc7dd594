/** What of a request is the same every time, in o200k tokens, with the skills that are shipped. */

import { encode } from "gpt-tokenizer/encoding/o200k_base";
import type { Skills } from "../../src/core/ports.ts";
import { catalogueOf } from "../../src/skills/catalogue.ts";
import { openShelf } from "../../src/skills/shelf.ts";
import { builtinTools } from "../../src/tools/index.ts";
import { instructions } from "../../src/tools/instructions.ts";

const shipped = new URL("../../skills/", import.meta.url).pathname;

const tokensIn = (text: string) => encode(text).length;

/** `plans`: as where somebody is there to approve them. */
export async function promptSize(
  plans = false,
): Promise<Record<string, number> & { total: number }> {
  const skills: Skills = await openShelf({
    roots: [{ path: shipped, source: "bundled", trusted: true }],
  });
  const catalogue = catalogueOf(skills.list());
  const system = tokensIn(instructions({ out: "sandbox", plans }));
  const all = [...builtinTools({ skills, catalogue, plans }).values()];
  const tools = all.flatMap((tool) => {
    if (tool.untold) return [];
    const { name, description, parameters } = tool;
    const told = { type: "function", function: { name, description, parameters } };
    return [[name, tokensIn(JSON.stringify(told))] as const];
  });
  const sum = tools.reduce((all, [, tokens]) => all + tokens, 0);
  return {
    instructions: system,
    ...Object.fromEntries(tools.map(([name, tokens]) => [`  ${name}`, tokens])),
    "tools with catalogue": sum,
    "  of it the catalogue": tokensIn(catalogue),
    total: system + sum,
  };
}
