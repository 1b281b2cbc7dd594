/** Puts a rule into the text of a settings file, or takes one out; everything else of the text, comments too, stays as it is. */

import type { Node } from "jsonc-parser";
import { jsonLine } from "../core/json-line.ts";
import { appended, indentOf, memberOf, removed, rootOf, styleOf } from "./edit-json.ts";

/** `source` is JSON with comments that holds one object; `rule` as it is typed, with its decision. */
export async function withRule(source: string, rule: string): Promise<string> {
  const jsonc = await import("jsonc-parser");
  const root = rootOf(source, jsonc);
  const rules = rulesOf(root);
  if (rules) return appended(source, rules, jsonLine(rule), jsonc);
  const { end, unit } = styleOf(source);
  const indent = indentOf(source, root) + unit;
  const list = `"rules": [${end}${indent}${unit}${jsonLine(rule)}${end}${indent}]`;
  return appended(source, root, list, jsonc);
}

/** Without the entries at these places of the list; a comment beside one of them stays. */
export async function withoutRules(source: string, places: readonly number[]): Promise<string> {
  const jsonc = await import("jsonc-parser");
  let text = source;
  // From the last to the first, so that the places before stay what they are.
  for (const place of places.toSorted((a, b) => b - a)) {
    const items = rulesOf(rootOf(text, jsonc))?.children ?? [];
    text = removed(text, items, place, jsonc);
  }
  return text;
}

function rulesOf(root: Node): Node | undefined {
  return memberOf(root, "rules")?.children?.[1];
}
