/** How a question's lines reach the terminal: wrapped to its width, with weight and colour where it has them. */

import type { Console } from "../core/ports.ts";
import type { PromptLine } from "./prompt.ts";
import { keysOf, wrapped } from "./wrap.ts";

const codes: Record<PromptLine["role"], string> = {
  title: "1",
  content: "",
  added: "32",
  removed: "31",
  field: "2",
  warning: "1;33",
  keys: "36",
};

/** Without colour the text alone says everything. */
export function styled(
  lines: readonly PromptLine[],
  { color, columns, plain = false }: Pick<Console, "color" | "columns" | "plain">,
): string {
  return wrapped(plain ? lines.flatMap(oneChoiceEach) : lines, columns)
    .map(({ role, text }) =>
      color && codes[role] !== "" ? `\x1b[${codes[role]}m${text}\x1b[0m\n` : `${text}\n`,
    )
    .join("");
}

function oneChoiceEach(line: PromptLine): PromptLine[] {
  return line.role === "keys" ? keysOf(line.text).map((text) => ({ ...line, text })) : [line];
}
