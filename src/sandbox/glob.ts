/** File patterns: `**`, `*`, `?`, `[a-z]`, `{a,b}`. Matches in time linear in the path, whatever the pattern. */

import { ToolProblem } from "../core/ports.ts";

type Token =
  | { kind: "character"; character: string }
  | { kind: "any" }
  | { kind: "star" }
  | { kind: "class"; not: boolean; ranges: [string, string][] };

/** null stands for `**`: any number of names. */
type Segment = readonly Token[] | null;

/** How far a path has come in each of the alternatives; empty: nothing below can match. */
export type GlobState = readonly (readonly number[])[];

export interface Glob {
  /** Names that stand in the pattern as they are, so that they are looked into on purpose. */
  named: ReadonlySet<string>;
  start: GlobState;
  /** After one more name. */
  step(state: GlobState, name: string): GlobState;
  matched(state: GlobState): boolean;
  /** Something below may match. */
  open(state: GlobState): boolean;
}

/** Far above what people write, far below what would cost anything. */
const maxAlternatives = 200;
const maxLength = 1000;

/**
 * A pattern without a slash matches names at any depth, as in .gitignore; dot files match like others; there is no
 * escape (`[*]` is a star). Throws ToolProblem.
 */
export function parseGlob(pattern: string): Glob {
  if (pattern === "" || pattern.length > maxLength)
    throw new ToolProblem(`A pattern has 1 to ${maxLength} characters.`);
  const plain = pattern.replace(/^(?:\.\/)+/, "");
  if (plain.startsWith("/") || plain.split("/").includes(".."))
    throw new ToolProblem(
      `The pattern ${JSON.stringify(pattern)} leads elsewhere. Give the folder as path, the pattern below it.`,
    );
  const alternatives = expandBraces(plain).map((alternative) => {
    const names = alternative.split("/").filter((name) => name !== "" && name !== ".");
    const segments = names.map((name): Segment => (name === "**" ? null : parseSegment(name)));
    // What is in a folder, not the folder.
    if (segments.at(-1) === null) segments.push([{ kind: "star" }]);
    return names.length === 1 && segments[0] !== null ? [null, ...segments] : segments;
  });
  return {
    named: new Set(plain.split(/[/{},]/)),
    start: alternatives.map((segments) => closure(segments, [0])),
    step: (state, name) => state.map((at, index) => stepIn(alternatives[index] ?? [], at, name)),
    matched: (state) => state.some((at, index) => at.includes(alternatives[index]?.length ?? -1)),
    open: (state) =>
      state.some((at, index) => at.some((place) => place < (alternatives[index]?.length ?? 0))),
  };
}

function stepIn(segments: readonly Segment[], at: readonly number[], name: string): number[] {
  const next: number[] = [];
  for (const place of at) {
    const segment = segments[place];
    if (segment === null) next.push(place);
    else if (segment && matchesSegment(segment, name)) next.push(place + 1);
  }
  return closure(segments, next);
}

/** `**` may stand for no name at all. */
function closure(segments: readonly Segment[], places: readonly number[]): number[] {
  const all = new Set<number>();
  for (let place of places) {
    all.add(place);
    while (segments[place] === null) all.add(++place);
  }
  return [...all];
}

/** The two-pointer match: on a mismatch only the last star takes one more character. */
function matchesSegment(tokens: readonly Token[], name: string): boolean {
  const characters = [...name];
  let token = 0;
  let character = 0;
  let star = -1;
  let taken = 0;
  while (character < characters.length) {
    const now = tokens[token];
    if (now?.kind === "star") {
      star = token++;
      taken = character;
    } else if (now && matchesOne(now, characters[character] ?? "")) {
      token++;
      character++;
    } else if (star >= 0) {
      token = star + 1;
      character = ++taken;
    } else return false;
  }
  while (tokens[token]?.kind === "star") token++;
  return token === tokens.length;
}

function matchesOne(token: Token, character: string): boolean {
  switch (token.kind) {
    case "character":
      return token.character === character;
    case "any":
      return true;
    case "star":
      return false;
    case "class":
      return (
        token.ranges.some(([low, high]) => low <= character && character <= high) !== token.not
      );
  }
}

function parseSegment(text: string): Token[] {
  const characters = [...text];
  const tokens: Token[] = [];
  for (let index = 0; index < characters.length; index++) {
    const character = characters[index] ?? "";
    const close = character === "[" ? closeOf(characters, index) : -1;
    if (character === "*") tokens.push({ kind: "star" });
    else if (character === "?") tokens.push({ kind: "any" });
    else if (close > 0) {
      tokens.push(parseClass(characters.slice(index + 1, close)));
      index = close;
    } else tokens.push({ kind: "character", character });
  }
  return tokens;
}

/** -1: no class, the bracket stands for itself. A `]` right at the start belongs to the class. */
function closeOf(characters: readonly string[], open: number): number {
  const first = /[!^]/.test(characters[open + 1] ?? "") ? open + 2 : open + 1;
  return characters.indexOf("]", first + 1);
}

function parseClass(inside: readonly string[]): Token {
  const not = inside[0] === "!" || inside[0] === "^";
  const rest = not ? inside.slice(1) : inside;
  const ranges: [string, string][] = [];
  for (let index = 0; index < rest.length; index++) {
    const low = rest[index] ?? "";
    const high = rest[index + 1] === "-" ? rest[index + 2] : undefined;
    ranges.push([low, high ?? low]);
    if (high !== undefined) index += 2;
  }
  return { kind: "class", not, ranges };
}

/** `{a,b{c,d}}` into its alternatives; a brace without its partner or without a comma stands for itself. */
function expandBraces(pattern: string): string[] {
  const done: string[] = [];
  const open = [pattern];
  for (let text = open.shift(); text !== undefined; text = open.shift()) {
    const group = firstGroup(text);
    if (!group) done.push(text);
    else for (const part of group.parts) open.push(group.before + part + group.after);
    if (done.length + open.length > maxAlternatives)
      throw new ToolProblem(`The pattern has more than ${maxAlternatives} alternatives.`);
  }
  return done;
}

function firstGroup(text: string): { before: string; parts: string[]; after: string } | null {
  for (let start = text.indexOf("{"); start >= 0; start = text.indexOf("{", start + 1)) {
    const parts: string[] = [];
    let depth = 0;
    let from = start + 1;
    for (let index = start; index < text.length; index++) {
      const character = text[index];
      if (character === "{") depth++;
      else if (character === "}") depth--;
      if ((character === "," && depth === 1) || depth === 0) {
        parts.push(text.slice(from, index));
        from = index + 1;
      }
      if (depth > 0) continue;
      if (parts.length > 1)
        return { before: text.slice(0, start), parts, after: text.slice(index + 1) };
      break;
    }
  }
  return null;
}
