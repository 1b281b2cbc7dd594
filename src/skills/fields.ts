/** The values of a front matter: text as its author wrote it, whatever YAML would have made of it. */

/** A map holds text only; what is nested deeper is left out. null: the key has no value. */
export type FieldValue = string | readonly string[] | ReadonlyMap<string, string> | null;

/** A Map, so that a key such as `constructor` is only a key. */
export type Fields = ReadonlyMap<string, FieldValue>;

/** On one line: lists joined by commas, every run of white space one space; empty when there is nothing. */
export function lineOf(value: FieldValue | undefined): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value.replace(/\s+/g, " ").trim();
  if (Array.isArray(value)) return lineOf(value.join(", "));
  return "";
}
