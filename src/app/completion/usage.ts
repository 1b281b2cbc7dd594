/** A command's usage line, read for what can stand where: the help is the only table of actions and their words. */

export interface Form {
  /** Its first word, `list`; null: the command has no actions. */
  action: string | null;
  /** What can follow, in order: `NAME`, `md|json`; the last one repeats where it ends in dots. */
  places: readonly string[];
}

/** `usage` as in the help: `config list | get KEY | path`, or one line for each action below it. */
export function formsOf(name: string, usage: string): Form[] {
  const own = `  skillet ${name} `;
  const listed = usage.split("\n").filter((line) => line.startsWith(own));
  const [first = ""] = usage.split("\n");
  const forms =
    listed.length > 0
      ? listed.map((line) => line.slice(own.length))
      : unbracketed(first.slice(name.length).trim()).split(" | ");
  return forms.map(formOf);
}

/** `[list | forget [MODEL]] [--json]`: the brackets around a choice say nothing here. */
function unbracketed(text: string): string {
  return /^\[[a-z]/.test(text) ? text.slice(1).replace(/\](?=\s*(\[--.*)?$)/, "") : text;
}

function formOf(text: string): Form {
  const [words = ""] = withoutFlags(text).split(/\s{2,}|\s+</);
  const places = words
    .split(" ")
    .map((word) => word.replace(/^\[|\]$/g, "").replace(/"/g, ""))
    .filter((word) => word !== "" && word !== "flags");
  const [first = ""] = places;
  return /^[a-z][a-z-]*$/.test(first)
    ? { action: first, places: places.slice(1) }
    : { action: null, places };
}

/** Flags are known from their own table. */
function withoutFlags(text: string): string {
  return text
    .replace(/\[-[^\]]*\]/g, "")
    .replace(/ {2,}(?=\S)/g, (run) => (run.length > 4 ? run : " "));
}
