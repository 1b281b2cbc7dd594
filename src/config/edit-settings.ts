/** Sets one setting in the text of a settings file, or takes it out; a path leads into named entries (`endpoints`, `home`, `model`). */

import type { Node } from "jsonc-parser";
import { jsonLine } from "../core/json-line.ts";
import { appended, endOf, memberOf, removed, rootOf } from "./edit-json.ts";

/** `source` holds one object. Throws where the path leads through something that is none. */
export async function withSetting(
  source: string,
  path: readonly string[],
  value: unknown,
): Promise<string> {
  const jsonc = await import("jsonc-parser");
  let container = rootOf(source, jsonc);
  for (const [index, name] of path.entries()) {
    const last = index === path.length - 1;
    const node = memberOf(container, name)?.children?.[1];
    if (!node) {
      const inner = path.slice(index + 1).reduceRight((held, key) => ({ [key]: held }), value);
      return appended(source, container, `${jsonLine(name)}: ${jsonLine(inner)}`, jsonc);
    }
    if (last) return source.slice(0, node.offset) + jsonLine(value) + source.slice(endOf(node));
    if (node.type !== "object") throw new Error(`${name} is no object.`);
    container = node;
  }
  return source;
}

/** Every member of that name goes, so that none of them comes to count. null: there is none. */
export async function withoutSetting(
  source: string,
  path: readonly string[],
): Promise<string | null> {
  const jsonc = await import("jsonc-parser");
  const name = path.at(-1);
  let text = source;
  for (let found = false; ; found = true) {
    const container = path
      .slice(0, -1)
      .reduce<Node | undefined>(
        (at, key) => (at ? memberOf(at, key)?.children?.[1] : at),
        rootOf(text, jsonc),
      );
    const members = container?.type === "object" ? (container.children ?? []) : [];
    const place = members.findLastIndex(({ children }) => children?.[0]?.value === name);
    if (place < 0) return found ? text : null;
    text = removed(text, members, place, jsonc);
  }
}
