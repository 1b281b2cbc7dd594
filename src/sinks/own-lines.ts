/** Lines of the model that could pass for Skillet's own: they say whose they are, with colour and without. */

/**
 * How questions, reviews and receipts begin (`RUN?  shell`, `REVIEW  4 new files`, `DONE  verified`), how what is asked about and its fields stand
 * below (`  | npm test`, `  fence    bwrap`), how keys are offered (`[y] once`), and where one types.
 */
const own =
  /^(?:[A-Z][A-Z ]{2,}\?|[A-Z][A-Z ]{2,} {2,}\S|\[[a-z?]\] | {2}\| | {2}(?:folder|fence|network|asked|saving|model|sandbox|checks|approvals|files) {2,}|answers> ?|> ?$|\s{0,4}(?:yes, once|all applied)\s*$)/;
const styles = /\u001b\[[\d;]*m/g;

/** The same text; each line that looks like one of ours begins with `model: `. */
export function markedAsModels(text: string): string {
  if (text === "") return text;
  return text
    .split("\n")
    .map((line) => (own.test(line.replace(styles, "")) ? `model: ${line}` : line))
    .join("\n");
}
