/** Changes the text of JSON with comments: what joins, what leaves, and everything else, comments too, stays as it is. */

import type { Node } from "jsonc-parser";

export type Jsonc = typeof import("jsonc-parser");

/** Throws when the text holds no object: settings are checked before they are edited. */
export function rootOf(source: string, { parseTree }: Jsonc): Node {
  const root = parseTree(source, [], { allowTrailingComma: true });
  if (root?.type === "object") return root;
  throw new Error("Settings are edited that hold no object.");
}

/** With a further item (of an array) or member (of an object: `"name": value`) at the end. */
export function appended(source: string, container: Node, item: string, jsonc: Jsonc): string {
  const last = container.children?.at(-1);
  const close = container.offset + container.length - 1;
  const from = last ? endOf(last) : container.offset + 1;
  // Behind what follows the last one: a comment there belongs to it.
  const at = from + source.slice(from, close).trimEnd().length;
  const { end, unit } = styleOf(source);
  const inner = source.slice(container.offset, close);
  const onOwnLine = inner.includes("\n") || container.type === "object";
  const indent =
    last && startsLine(source, last.offset)
      ? indentOf(source, last)
      : indentOf(source, container) + unit;
  const tail = onOwnLine && !inner.includes("\n") ? end + indentOf(source, container) : "";
  const rest = tail === "" ? source.slice(at) : source.slice(close);
  const comma = last && commaAfter(source, from, jsonc) === null ? "," : "";
  const blank = last ? " " : "";
  return `${source.slice(0, from)}${comma}${source.slice(from, at)}${onOwnLine ? end + indent : blank}${item}${tail}${rest}`;
}

/** Without the item or member at this place of a container's children; a comment beside it stays. */
export function removed(
  source: string,
  items: readonly Node[],
  place: number,
  jsonc: Jsonc,
): string {
  const item = items[place];
  if (!item) throw new Error(`There is nothing at place ${place} to be taken out.`);
  const comma = commaAfter(source, endOf(item), jsonc);
  let text = source;
  const cut = (start: number, end: number) => {
    text = text.slice(0, start) + text.slice(end);
  };
  if (comma !== null) cut(comma, comma + 1);
  cut(item.offset, endOf(item));
  const lineStart = text.lastIndexOf("\n", item.offset - 1) + 1;
  const lineEnd = text.indexOf("\n", item.offset);
  if (lineEnd >= 0 && lineStart > 0 && text.slice(lineStart, lineEnd).trim() === "")
    cut(lineStart, lineEnd + 1);
  else if (lineStart < item.offset) {
    const blank = place > 0 ? item.offset - 1 : item.offset;
    if (text[blank] === " ") cut(blank, blank + 1);
  }
  const before = items[place - 1];
  // The last one takes the comma before it along.
  const dangling = before && comma === null ? commaAfter(source, endOf(before), jsonc) : null;
  if (dangling !== null) cut(dangling, dangling + 1);
  return text;
}

/** The last of that name, which is the one that counts for the reader; undefined: there is none. */
export function memberOf(container: Node, name: string): Node | undefined {
  return (container.children ?? []).findLast(({ children }) => children?.[0]?.value === name);
}

/** Where the comma behind a place stands, past blanks and comments; null: something else comes first. */
function commaAfter(source: string, from: number, { createScanner }: Jsonc): number | null {
  const scanner = createScanner(source, true);
  scanner.setPosition(from);
  scanner.scan();
  const at = scanner.getTokenOffset();
  return source[at] === "," ? at : null;
}

export function endOf({ offset, length }: Node): number {
  return offset + length;
}

function startsLine(source: string, offset: number): boolean {
  return source.slice(source.lastIndexOf("\n", offset - 1) + 1, offset).trim() === "";
}

/** The blanks at the start of the line a node begins on. */
export function indentOf(source: string, { offset }: Node): string {
  const line = source.slice(source.lastIndexOf("\n", offset - 1) + 1);
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}

export function styleOf(source: string): { end: string; unit: string } {
  return {
    end: source.includes("\r\n") ? "\r\n" : "\n",
    unit: /^\t/m.test(source) ? "\t" : "  ",
  };
}
