/** Reads the plain front matter that nine of ten skills have, without loading a YAML library; gives up on anything else. */

import type { Fields, FieldValue } from "./fields.ts";

// What YAML 1.1 and 1.2 read alike and as text. Everything outside these patterns is left to the full parser, so
// that the two can never disagree (the tests compare them on the case files).
const key = /^([A-Za-z][\w-]*):(?: +(.*?))? *$/;
const nestedKey = /^([A-Za-z][\w-]*): +(.*?) *$/;
const unprintable =
  /[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\ud800-\udfff]|[\u2028\u2029]/;
const refusedKeys: ReadonlySet<string> = new Set(["constructor", "prototype"]);

/** null: not simple, ask the full parser. */
export function readSimpleYaml(yaml: string): Fields | null {
  if (unprintable.test(yaml)) return null;
  const lines = yaml.split("\n");
  const fields = new Map<string, FieldValue>();
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (line.trim() === "") {
      at++;
      continue;
    }
    const match = key.exec(line);
    const name = match?.[1];
    if (name === undefined || fields.has(name) || refusedKeys.has(name)) return null;
    let end = at + 1;
    while (end < lines.length && /^( |$)/.test(lines[end] ?? "")) end++;
    const more = lines.slice(at + 1, end);
    while (more.at(-1)?.trim() === "") more.pop();
    const value = readValue(match?.[2] ?? "", more);
    if (value === undefined) return null;
    fields.set(name, value);
    at = end;
  }
  return fields.size > 0 ? fields : null;
}

/** undefined: not simple. */
function readValue(first: string, more: readonly string[]): FieldValue | undefined {
  if (more.length === 0) return first.startsWith("[") ? flowListOf(first) : scalarOf(first);
  if (/^[|>][+-]?$/.test(first)) return blockOf(more);
  if (first !== "") return plainOf([first, ...more]);
  const head = more.find((line) => line.trim() !== "") ?? "";
  if (/^ *-/.test(head)) return listOf(more);
  if (/^ *[^\s:]+:( |$)/.test(head)) return mapOf(more);
  return plainOf(more);
}

/** One value on one line: plain, or in quotes without escapes. */
function scalarOf(text: string): string | undefined {
  if (/^"[^"\\]*"$/.test(text)) return text.slice(1, -1);
  if (/^'(?:[^']|'')*'$/.test(text)) return text.slice(1, -1).replaceAll("''", "'");
  return isPlain(text, true) ? text : undefined;
}

/** `leads`: the first line of the value, whose first character decides what YAML makes of it. */
function isPlain(text: string, leads: boolean): boolean {
  if (leads && !/^[A-Za-z\d]/.test(text) && !/^\p{L}/u.test(text)) return false;
  if (leads && /^null$/i.test(text)) return false;
  return !/:( |$)| #|^#/.test(text);
}

function plainOf(lines: readonly string[]): string | undefined {
  const texts = lines.map((line) => line.trim()).filter((line) => line !== "");
  return texts.every((text, index) => isPlain(text, index === 0)) ? texts.join(" ") : undefined;
}

/** A `|` or `>` block; line ends are kept as written, since every reader of it collapses white space. */
function blockOf(lines: readonly string[]): string | undefined {
  const indent = lines[0]?.search(/\S/) ?? -1;
  if (indent < 1) return undefined;
  const margin = " ".repeat(indent);
  if (!lines.every((line) => line.trim() === "" || line.startsWith(margin))) return undefined;
  return lines.map((line) => line.slice(indent)).join("\n");
}

function listOf(lines: readonly string[]): string[] | undefined {
  const indent = lines[0]?.search(/\S/) ?? -1;
  const items: string[] = [];
  for (const line of lines) {
    if (line.search(/\S/) !== indent || !line.startsWith("- ", indent)) return undefined;
    const item = scalarOf(line.slice(indent + 2).trim());
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}

function mapOf(lines: readonly string[]): ReadonlyMap<string, string> | undefined {
  const indent = lines[0]?.search(/\S/) ?? -1;
  const map = new Map<string, string>();
  for (const line of lines) {
    const match = line.search(/\S/) === indent ? nestedKey.exec(line.slice(indent)) : null;
    const name = match?.[1];
    const value = scalarOf(match?.[2] ?? "");
    if (name === undefined || value === undefined || map.has(name) || refusedKeys.has(name)) {
      return undefined;
    }
    map.set(name, value);
  }
  return map;
}

function flowListOf(text: string): string[] | undefined {
  const inside = /^\[([^[\]{}"'#&*!|>%@`?]*)\]$/.exec(text)?.[1];
  if (inside === undefined) return undefined;
  const items = inside.split(",").map((item) => item.trim());
  return items.every((item) => isPlain(item, true)) ? items : undefined;
}
