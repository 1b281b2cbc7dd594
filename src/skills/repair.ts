/** Reads a front matter that YAML cannot, key by key: what parses alone is kept, what does not is taken as the text it was meant to be. */

import { type Entry, entriesOf, sourceOf } from "./entries.ts";
import { type Fields, type FieldValue, lineOf } from "./fields.ts";
import { type ReadYaml, YamlError } from "./full-yaml.ts";
import { type Problem, problem, Refusal } from "./problem.ts";
import { quote } from "./quote.ts";
import { rejoinProse, splitMerged, unfoldKeys } from "./repair-lines.ts";
import { readSimpleYaml } from "./simple-yaml.ts";

/** Each field is read by itself; the most fields seen in a public skill are about twenty. */
const maxFields = 200;

export interface Repaired {
  fields: Fields;
  /** One for each repair; lines count from the first line of the front matter. */
  problems: Problem[];
}

/** Only for text that `read` has refused with `error`. Throws Refusal for what must not be guessed at. */
export function repairYaml(yaml: string, error: YamlError, read: ReadYaml): Repaired {
  const problems: Problem[] = [];
  const untabbed = expandTabs(yaml, problems);
  const { entries, stray } = entriesOf(unfoldKeys(untabbed, problems));
  if (entries.length > maxFields) {
    throw new Refusal(`Invalid YAML, and more than ${maxFields} fields to repair.`, {
      line: error.line,
    });
  }
  for (const { at, text } of stray.slice(0, 3)) {
    const message = `Not a field: "${text.trim().slice(0, 60)}" is ignored.`;
    problems.push(problem("warning", message, { line: at + 1 }));
  }
  const fields = new Map<string, FieldValue>();
  for (const entry of rejoinProse(entries).flatMap((one) => splitMerged(one, problems))) {
    const alone = readAlone(entry, read);
    const value = alone === undefined || isLost(entry, alone) ? mend(entry, read, problems) : alone;
    if (fields.has(entry.key)) refuseOrKeep(entry, fields.get(entry.key) ?? null, value, problems);
    else fields.set(entry.key, value);
  }
  if (problems.length === 0 || entries.length === 0) {
    const message = `Invalid YAML: ${error.message.replace(/\.$/, "")}; read line by line.`;
    problems.push(problem("warning", message, { line: error.line, column: error.column }));
  }
  return { fields, problems };
}

/** A description whose text YAML takes for a map, or does not see: it is meant as text. */
function isLost({ key, more }: Entry, value: FieldValue): boolean {
  return key === "description" && more.length > 0 && lineOf(value) === "";
}

/** A tab may not indent YAML. */
function expandTabs(yaml: string, problems: Problem[]): string {
  const lines = yaml.split("\n");
  const at = lines.findIndex((line) => /^ *\t/.test(line));
  if (at < 0) return yaml;
  const expand = (line: string) =>
    line.replace(/^[ \t]+/, (blanks) => blanks.replaceAll("\t", "  "));
  const message = "Tabs cannot indent YAML; they are read as two spaces.";
  problems.push(problem("warning", message, { line: at + 1, fix: expand(lines[at] ?? "") }));
  return lines.map(expand).join("\n");
}

function linesOf({ writtenKey, first, more }: Entry): string {
  return [first === "" ? `${writtenKey}:` : `${writtenKey}: ${first}`, ...more].join("\n");
}

/** undefined: the entry is no YAML by itself either. */
function readAlone(entry: Entry, read: ReadYaml): FieldValue | undefined {
  try {
    const lines = linesOf(entry);
    const fields = readSimpleYaml(lines) ?? read(lines);
    return fields.size === 1 ? fields.get(entry.key) : undefined;
  } catch (thrown) {
    if (thrown instanceof YamlError) return undefined;
    if (thrown instanceof Refusal) thrown.problem.line += entry.at;
    throw thrown;
  }
}

function mend(entry: Entry, read: ReadYaml, problems: Problem[]): FieldValue {
  const { key, first, more } = entry;
  const head = more.find((line) => line.trim() !== "") ?? "";
  if (first === "" && /^\s*-(\s|$)/.test(head)) return mendList(entry, problems);
  if (first === "" && /^\s+[\w-]+\s*:(\s|$)/.test(head) && key !== "description") {
    return mendMap(entry, read, problems);
  }
  const text = textOf(first, more);
  const fix = `${key}: ${quote(text)}`;
  const colon = /^[^"'|>[{@`%*&]/.test(first) && more.length === 0 ? first.search(/:(\s|$)/) : -1;
  const column = entry.column + 1 + Math.max(0, colon);
  const place = { line: entry.at + 1, column, fix };
  problems.push(problem("warning", `\`${key}\`: ${reasonFor(first, more)}; read as text.`, place));
  return text;
}

/** What its author meant: without the marks that were to tell YAML so, on one line. */
function textOf(first: string, more: readonly string[]): string {
  const lines = [
    first.replace(/^[|>][+-]?\d?(?:[ \t]+|$)/, ""),
    ...more.map((line) => line.trim()),
  ];
  const text = lines.filter((line) => line !== "").join(" ");
  const mark = text[0];
  if (mark !== '"' && mark !== "'") return text;
  const inner = text.endsWith(mark) && text.length > 1 ? text.slice(1, -1) : text.slice(1);
  // `"a", "b"`: the first word has quotes of its own. `"say "a" to b"`, `'a user's way'`, `"abc`: those around are meant.
  const next = nextQuote(inner, mark);
  const closes =
    next >= 0 && !(/(^|[\s([])$/.test(inner.slice(0, next)) && /^\S/.test(inner.slice(next + 1)));
  return closes && !(text.endsWith(mark) && quotes(text, mark) % 2 === 1)
    ? text
    : inner.replaceAll('\\"', '"').replaceAll("''", "'");
}

/** How many quotes there are; an odd number that begins and ends the text has one inside that closes nothing. */
function quotes(text: string, mark: string): number {
  let count = 0;
  for (let at = nextQuote(text, mark); at >= 0; at = nextQuote(text, mark, at + 1)) count++;
  return count;
}

/** The next quote that is neither escaped nor an apostrophe; -1: none. */
function nextQuote(text: string, mark: string, from = 0): number {
  const isLetter = (character = "") => /\w/.test(character);
  for (let at = text.indexOf(mark, from); at >= 0; at = text.indexOf(mark, at + 1)) {
    const apostrophe = mark === "'" && isLetter(text[at - 1]) && isLetter(text[at + 1]);
    if (text[at - 1] !== "\\" && !apostrophe) return at;
  }
  return -1;
}

function reasonFor(first: string, more: readonly string[]): string {
  if (/^[|>][+-]?\d?[ \t]+\S/.test(first)) return "text on the line of a block mark";
  if (/^[|>]/.test(first)) return "a block whose lines are not indented alike";
  if (/^["']/.test(first)) return "quotes inside a quoted value";
  if (/^[[{]/.test(first)) return "brackets that YAML cannot read";
  if (/^[@`%*&,]/.test(first)) return `a value cannot start with \`${first[0]}\` unless quoted`;
  if ([first, ...more].some((line) => /:(\s|$)/.test(line))) {
    return "a colon followed by a space in a value that is not quoted";
  }
  return "a value that YAML cannot read";
}

function mendList({ key, at, more }: Entry, problems: Problem[]): FieldValue {
  const items = more.flatMap((line) => /^\s*-\s+(.*)$/.exec(line)?.[1] ?? []);
  const message = `\`${key}\`: a list that YAML cannot read; its items are taken as text.`;
  problems.push(problem("warning", message, { line: at + 1 }));
  return items.map(sourceOf);
}

function mendMap(entry: Entry, read: ReadYaml, problems: Problem[]): FieldValue {
  const indent = entry.more.find((line) => line.trim() !== "")?.search(/\S/) ?? 0;
  const inner = entriesOf(entry.more.map((line) => line.slice(indent)).join("\n"));
  const map = new Map<string, string>();
  for (const nested of inner.entries) {
    const value = readAlone(nested, read);
    if (typeof value === "string") map.set(nested.key, value);
    else if (value === undefined) {
      const text = textOf(nested.first, nested.more);
      map.set(nested.key, text);
      const fix = `${" ".repeat(indent)}${nested.writtenKey}: ${quote(text)}`;
      const place = { line: entry.at + nested.at + 2, column: indent + nested.column + 1, fix };
      const message = `\`${entry.key}.${nested.key}\`: ${reasonFor(nested.first, nested.more)}; read as text.`;
      problems.push(problem("warning", message, place));
    }
  }
  return map;
}

/** Which of two names is the skill's cannot be guessed; any other field keeps its first value. */
function refuseOrKeep(
  entry: Entry,
  kept: FieldValue,
  value: FieldValue,
  problems: Problem[],
): void {
  const place = { line: entry.at + 1, column: 1 };
  const same = JSON.stringify(kept) === JSON.stringify(value);
  if ((entry.key === "name" || entry.key === "description") && !same) {
    throw new Refusal(`Duplicate field \`${entry.key}\`, with another value; remove one.`, place);
  }
  const message = `Duplicate field \`${entry.key}\`; the first one counts.`;
  problems.push(problem("warning", message, place));
}
