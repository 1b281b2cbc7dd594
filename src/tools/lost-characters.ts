/** What is said of a new text with U+FFFD in it: characters were lost on its way. */

import { counted, lineCount } from "./figures.ts";

/** Empty: nothing was lost. Where the file had it already, it stays unsaid. */
export function lostCharacters(after: string, before: string | null): string {
  const marks = after.split("\uFFFD").length - 1;
  if (marks === 0 || before?.includes("\uFFFD")) return "";
  const line = lineCount(after.slice(0, after.indexOf("\uFFFD") + 1));
  return ` Warning: it holds ${counted(marks, "replacement character")} (U+FFFD), first in line ${line}: text was lost there; mend it with edit_file.`;
}
