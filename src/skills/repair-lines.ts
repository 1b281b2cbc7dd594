/** Finds keys that lost their own line or their colon's space: run together, indented by accident, or written `key:value`. */

import type { Entry } from "./entries.ts";
import { type Problem, problem } from "./problem.ts";

const known =
  "name|description|license|compatibility|metadata|allowed-tools|version|author|origin|homepage|model|tags|argument-hint|user-invocable|disable-model-invocation";

const lostKey = new RegExp(`^( {0,3})(${known})[ \\t]*[:：][ \\t]*(\\S.*)?$`);
const whole = new RegExp(`^(${known})[ \\t]*:(?=[ \\t]|$)`);

/** Gives such keys a line start and a space, so that they are found; other lines stay as they are. */
export function unfoldKeys(yaml: string, problems: Problem[]): string {
  let inBlock = false;
  let inMap = false;
  const seen = new Set<string>();
  return yaml
    .split("\n")
    .map((line, at) => {
      const own = whole.exec(line)?.[1];
      if (own !== undefined || /^[\w"'-]+[ \t]*:/.test(line)) {
        const rest = line.slice(line.indexOf(":") + 1).trim();
        inBlock = /^[|>][+-]?\d?$/.test(rest);
        inMap = rest === "";
        if (own !== undefined) {
          seen.add(own);
          return line;
        }
      }
      const [, blanks = "", key, value = ""] = lostKey.exec(line) ?? [];
      // Indented lines of a block or a map are meant to be indented.
      if (key === undefined || seen.has(key) || (blanks !== "" && (inBlock || inMap))) return line;
      seen.add(key);
      const fix = `${key}: ${value}`.trimEnd();
      const message = `\`${key}\` is not written as a field: it starts its line, with a colon and a space behind it.`;
      problems.push(problem("warning", message, { line: at + 1, fix }));
      return fix;
    })
    .join("\n");
}

// Behind the end of a sentence, without white space: `...使用。license: Apache-2.0`. Anywhere when the rest is one word.
const glued = new RegExp(`^(.*?[.。!！?？)）"'”」\\]…])(${known}):[ \\t]+(\\S.*)$`);
const oneWord = /^(.*\S)[ \t]*(license|version|origin):[ \t]+(["']?[\w.+-]+["']?)$/;
const named = /^(["']?[\w.-]+["']?)[ \t,;]*(description):[ \t]+(\S.*)$/;

const knownKey = new RegExp(`^(${known})$`);

/** A line of the description's own text that looks like a field, because it starts `Triggers:`; fields are in small letters. */
export function rejoinProse(entries: readonly Entry[]): Entry[] {
  const joined: Entry[] = [];
  for (const entry of entries) {
    const last = joined.at(-1);
    const isProse = /^\p{Lu}/u.test(entry.key) && !knownKey.test(entry.key.toLowerCase());
    if (last?.key === "description" && isProse) {
      const more = [...last.more, `${entry.writtenKey}: ${entry.first}`, ...entry.more];
      joined[joined.length - 1] = { ...last, more };
    } else joined.push(entry);
  }
  return joined;
}

/** An entry whose line goes on with another key becomes two. */
export function splitMerged(entry: Entry, problems: Problem[]): Entry[] {
  if (entry.more.length > 0 && !/^[\s#]*$/.test(entry.more.join(""))) {
    // Only the last line of a folded value can have swallowed the next key's line.
    return [entry];
  }
  const match =
    (entry.key === "name" ? named.exec(entry.first) : null) ??
    glued.exec(entry.first) ??
    oneWord.exec(entry.first);
  const [, before = "", key, after = ""] = match ?? [];
  if (key === undefined || key === entry.key || !isWholeValue(before)) return [entry];
  const fix = `${entry.key}: ${before}\n${key}: ${after}`;
  const column = entry.column + before.length + 1;
  const message = `\`${key}\` has run into the line of \`${entry.key}\`.`;
  problems.push(problem("warning", message, { line: entry.at + 1, column, fix }));
  const rest = { ...entry, key, writtenKey: key, first: after, more: [] };
  return [{ ...entry, first: before, more: [] }, ...splitMerged(rest, problems)];
}

/** In quotes of its own, or in none: a key inside a quoted text is text. */
function isWholeValue(text: string): boolean {
  const mark = text[0];
  return (mark !== '"' && mark !== "'") || (text.length > 1 && text.endsWith(mark));
}
