/** Weight and colour of a question's lines; without colour the text alone says everything. */

import type { PromptLine } from "./prompt.ts";

const codes: Record<PromptLine["role"], string> = {
  title: "1",
  content: "",
  added: "32",
  removed: "31",
  field: "2",
  warning: "1;33",
  keys: "36",
};

export function styled(lines: readonly PromptLine[], color: boolean): string {
  return lines
    .map(({ role, text }) =>
      color && codes[role] !== "" ? `\x1b[${codes[role]}m${text}\x1b[0m\n` : `${text}\n`,
    )
    .join("");
}
