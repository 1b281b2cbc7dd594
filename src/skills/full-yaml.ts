/** Reads front matter with gray-matter, every engine that could run code switched off, and keeps only what is plain data. */

import { entriesOf, sourceOf } from "./entries.ts";
import type { Fields, FieldValue } from "./fields.ts";
import { Refusal } from "./problem.ts";

/** What YAML says is wrong, with its place within the front matter (line and column from 1). */
export class YamlError extends Error {
  override readonly name = "YamlError";
  readonly line: number;
  readonly column: number;

  constructor(message: string, line = 1, column = 1) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

/** Throws YamlError for text that is no YAML mapping, Refusal for what must not be repaired. */
export type ReadYaml = (yaml: string) => Fields;

let loading: Promise<ReadYaml> | undefined;

/** Loads the library at its first use: about 15 ms, which a folder of simple skills never pays. */
export function loadFullYaml(): Promise<ReadYaml> {
  loading ??= import("gray-matter").then(({ default: matter }) => readerWith(matter));
  return loading;
}

interface Options {
  language: string;
  engines: Record<string, () => never>;
}

type GrayMatter = (input: string, options: Options) => { data: unknown };

function refuseEngine(): never {
  throw new Refusal("Only YAML front matter is read.");
}

// Always passed: without options gray-matter keeps every text for ever, and answers a broken one with no error the
// second time. `javascript` alone blocks every spelling of that engine; the others are named for good measure.
const options: Options = {
  language: "yaml",
  engines: Object.fromEntries(
    ["javascript", "js", "json", "coffee", "coffeescript", "cson", "toml"].map((name) => [
      name,
      refuseEngine,
    ]),
  ),
};

function readerWith(matter: GrayMatter): ReadYaml {
  return (yaml) => {
    refuseTricks(yaml);
    let data: unknown;
    try {
      // Only text between fences of our own making ever gets here, so the library never sees a language name.
      data = matter(`---\n${yaml}\n---\n`, options).data;
    } catch (thrown) {
      throw errorOf(thrown);
    }
    refuseLeniences(yaml);
    return fieldsOf(data, yaml);
  };
}

/** Flow brackets nested deeper than this serve no skill; js-yaml would overflow the stack at about 5,000. */
const maxFlowDepth = 16;

/** What no skill needs and every parser stumbles over; none of 9,850 public skills has any of it. */
function refuseTricks(yaml: string): void {
  const lines = yaml.split("\n");
  const anchored = lines.some((line) => /^[^#"']*(?::|-)[ \t]+&[\w-]/.test(line));
  for (const { key, at, column, first } of entriesOf(yaml).entries) {
    const place = { line: at + 1, column: column + 1 };
    const refuse = (what: string) => {
      throw new Refusal(`\`${key}\` uses ${what}, which front matter of a skill may not.`, place);
    };
    if (first.startsWith("!")) refuse("a YAML tag");
    if (/^&[\w-]/.test(first)) refuse("a YAML anchor");
    if (anchored && /^\*[\w-]+[ \t]*$/.test(first)) refuse("a YAML alias");
    if (flowDepth(first) > maxFlowDepth) refuse(`brackets nested more than ${maxFlowDepth} deep`);
  }
  for (const [index, line] of lines.entries()) {
    if (/^\s*<<[ \t]*:/.test(line)) {
      throw new Refusal("The front matter uses a YAML merge key.", { line: index + 1 });
    }
    if (line.startsWith("---")) throw new YamlError("A line starts with `---`.", index + 1);
    if (/^\s*(?:-[ \t]+){17}/.test(line)) {
      throw new Refusal("Lists nested too deep.", { line: index + 1 });
    }
  }
}

/** What the library reads although it is no YAML, and as something else than was meant: `metadata:` without what is below it. */
function refuseLeniences(yaml: string): void {
  const tab = yaml.split("\n").findIndex((line) => /^\t+[\w"'-]+[ \t]*:(?:[ \t]|$)/.test(line));
  if (tab >= 0) throw new YamlError("A tab cannot indent a field.", tab + 1);
  for (const { at, column, first } of entriesOf(yaml).entries) {
    const quoted = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'(?!'))(?=\S)/.exec(first);
    if (!quoted) continue;
    throw new YamlError("Text follows a quoted value.", at + 1, column + quoted[0].length + 1);
  }
}

/** How deep brackets nest when the value is a flow collection; 0 for plain text, where brackets mean nothing. */
function flowDepth(value: string): number {
  if (!/^[[{]/.test(value)) return 0;
  let depth = 0;
  let deepest = 0;
  for (const character of value) {
    if (character === "[" || character === "{") deepest = Math.max(deepest, ++depth);
    else if (character === "]" || character === "}") depth--;
  }
  return deepest;
}

function errorOf(thrown: unknown): Error {
  if (thrown instanceof Refusal) return thrown;
  if (thrown instanceof RangeError) return new Refusal("The front matter is nested too deep.");
  const { reason, mark, message } = thrown as {
    reason?: string;
    mark?: { line: number; column: number };
    message?: string;
  };
  const words = (reason ?? message ?? String(thrown)).split("\n")[0] ?? "";
  if (/unknown tag|unresolvable tag|tag handle/.test(words)) {
    return new Refusal(`Not plain YAML: ${words}.`, { line: mark?.line ?? 1 });
  }
  // The library's text starts with the line break after the opening fence.
  return new YamlError(words, Math.max(1, mark?.line ?? 1), (mark?.column ?? 0) + 1);
}

/** Items of a list and keys of a map that are kept; a skill has a handful. */
const maxItems = 200;

function fieldsOf(data: unknown, yaml: string): Fields {
  if (!isPlainObject(data)) throw new YamlError("The front matter must be a YAML mapping.");
  refuseSharedAndPrototypes(data);
  const sources = new Map(entriesOf(yaml).entries.map((entry) => [entry.key, entry]));
  const fields = new Map<string, FieldValue>();
  for (const key of Object.keys(data)) {
    const entry = sources.get(key);
    const value = data[key];
    if (isPlainObject(value)) {
      const lines = entriesOf(dedent(entry?.more ?? [])).entries;
      const nested = new Map(lines.map((line) => [line.key, sourceOf(line.first)]));
      fields.set(key, mapOf(value, nested));
    } else if (Array.isArray(value)) {
      fields.set(
        key,
        value
          .slice(0, maxItems)
          .map((item) => scalarText(item, null))
          .filter(isText),
      );
    } else {
      const written = entry && entry.more.length === 0 ? sourceOf(entry.first) : null;
      fields.set(key, scalarText(value, written));
    }
  }
  return fields;
}

function mapOf(value: Record<string, unknown>, nested: ReadonlyMap<string, string>) {
  const map = new Map<string, string>();
  for (const key of Object.keys(value).slice(0, maxItems)) {
    const text = scalarText(value[key], nested.get(key) ?? null);
    if (text !== null) map.set(key, text);
  }
  return map;
}

/** Text stays; a number, a date or a truth value is given back as it was written (`1.0` is not 1). */
function scalarText(value: unknown, written: string | null): string | null {
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return null;
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") {
    return written ?? String(value);
  }
  if (value instanceof Date) return written ?? value.toISOString();
  return null;
}

/** Every object once: a second meeting means an alias, whose expansion can be as large as its author likes. */
function refuseSharedAndPrototypes(data: Record<string, unknown>): void {
  const seen = new Set<unknown>();
  const open: unknown[] = [data];
  for (let value = open.pop(); open.length > 0 || value !== undefined; value = open.pop()) {
    if (typeof value !== "object" || value === null) continue;
    if (seen.has(value)) throw new Refusal("The front matter uses YAML aliases.");
    seen.add(value);
    for (const key of Object.keys(value)) {
      if (key === "__proto__" || key === "constructor" || key === "prototype") {
        throw new Refusal(`The front matter uses the reserved key \`${key}\`.`);
      }
      open.push((value as Record<string, unknown>)[key]);
    }
  }
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.getPrototypeOf(value) === Object.prototype
  );
}

function isText(value: string | null): value is string {
  return value !== null;
}

function dedent(lines: readonly string[]): string {
  const indent = lines.find((line) => line.trim() !== "")?.search(/\S/) ?? 0;
  return lines.map((line) => line.slice(indent)).join("\n");
}
