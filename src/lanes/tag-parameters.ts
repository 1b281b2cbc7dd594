/** Parameters written as elements, as several families do: values are raw text and may hold the very tags around them. */

import type { JsonObject, ToolSpec } from "../core/types.ts";
import type { Cursor } from "./cursor.ts";
import { propertiesOf, typedValue } from "./typed-value.ts";

/** Each pattern in two forms that match the same: sticky to look at a place, global to look ahead. */
export interface ParameterTags {
  /** Group 1: the name. Group 2, if any: its attributes. */
  open: TagPattern;
  close: TagPattern;
  /** What may follow the last parameter; one of them ends the call. */
  end: TagPattern;
  /** The call's end with that of its wrapper: so much is wanted where the last closing tag is lost. */
  wholeEnd: TagPattern;
  /** What begins another call. A value that holds one is only believed where all its tags are in pairs. */
  call: TagPattern;
}

export interface TagPattern {
  sticky: RegExp;
  global: RegExp;
}

export function tagPattern(source: string): TagPattern {
  return { sticky: new RegExp(source, "y"), global: new RegExp(source, "g") };
}

export interface RawParameter {
  name: string;
  raw: string;
  attributes: string;
}

export interface RawParameters {
  parameters: RawParameter[];
  /** Behind the end; of a cut call, the end of the text. */
  to: number;
  /** The call's end was seen. */
  closed: boolean;
  /** Closing tags are left over behind it: where a value ends cannot be told. */
  ambiguous: boolean;
}

/** From behind the call's opening tag. null: what stands there is no call but talk about one. */
export function readParameters(
  cursor: Cursor,
  from: number,
  tags: ParameterTags,
  known: ReadonlySet<string>,
): RawParameters | null {
  const { text } = cursor;
  const parameters: RawParameter[] = [];
  const cut = { parameters, to: text.length, closed: false, ambiguous: false };
  const used = new Set<string>();
  for (let at = cursor.blank(from); ; at = cursor.blank(at)) {
    const end = cursor.at(tags.end.sticky, at);
    if (end) {
      const to = at + end[0].length;
      return { parameters, to, closed: true, ambiguous: isLeftOver(cursor, to, tags) };
    }
    if (at >= text.length) return cut;
    const open = cursor.at(tags.open.sticky, at);
    if (!open) {
      if (parameters.length === 0) return couldBecomeTag(text, at) ? cut : null;
      const next = earliest(cursor, at + 1, [tags.open, tags.end]);
      if (next < 0) return cut;
      at = next;
      continue;
    }
    const begin = at + open[0].length;
    const name = (open[1] ?? "").trim().replace(/^["']|["']$/g, "");
    used.add(name);
    const value = endOfValue(
      cursor,
      begin,
      tags,
      (sibling) => known.has(sibling) && !used.has(sibling),
    );
    if (!value) return cut;
    parameters.push({ name, raw: text.slice(begin, value.at), attributes: open[2] ?? "" });
    at = value.next;
  }
}

/** How often tags inside one value are counted out before the first fitting end is taken. */
const mostNested = 2000;

/** Where a value ends and what follows it begins; null: nowhere, it was cut. */
function endOfValue(
  cursor: Cursor,
  from: number,
  tags: ParameterTags,
  isSibling: (name: string) => boolean,
): { at: number; next: number } | null {
  return balancedEnd(cursor, from, tags) ?? firstFittingEnd(cursor, from, tags, isSibling);
}

/** Tags of the same kind inside the value come in pairs, and behind the end stands what may stand there. */
function balancedEnd(
  cursor: Cursor,
  from: number,
  tags: ParameterTags,
): { at: number; next: number } | null {
  let depth = 0;
  let at = from;
  for (let count = 0; count < mostNested; count++) {
    const close = cursor.match(tags.close.global, at);
    if (!close) return null;
    const open = cursor.match(tags.open.global, at);
    if (open && open.index < close.index) {
      depth += 1;
      at = open.index + open[0].length;
      continue;
    }
    const next = close.index + close[0].length;
    if (depth === 0 && fitsBehind(cursor, next, tags)) return { at: close.index, next };
    if (depth > 0) depth -= 1;
    at = next;
  }
  return null;
}

/** The closing tag may be lost: then the next parameter of the tool, or the call's end, ends the value. */
function firstFittingEnd(
  cursor: Cursor,
  from: number,
  tags: ParameterTags,
  isSibling: (name: string) => boolean,
): { at: number; next: number } | null {
  const closed = withoutCall(cursor, from, tags, firstClose(cursor, from, tags));
  const limit = closed?.at ?? cursor.text.length;
  for (let at = from, count = 0; count < mostNested; count++) {
    const open = cursor.match(tags.open.global, at);
    if (!open || open.index >= limit) break;
    const name = (open[1] ?? "").trim();
    if (isSibling(name) && startsLine(cursor.text, open.index, from)) {
      return { at: open.index, next: open.index };
    }
    at = open.index + open[0].length;
  }
  if (closed) return closed;
  const end = cursor.match(tags.wholeEnd.global, from);
  return withoutCall(cursor, from, tags, end && { at: end.index, next: end.index });
}

/** A call inside a value whose tags do not pair: the text may have been cut inside it, and then this is not its end. */
function withoutCall<Place extends { at: number }>(
  cursor: Cursor,
  from: number,
  { call }: ParameterTags,
  place: Place | null,
): Place | null {
  if (!place) return null;
  const inner = cursor.match(call.global, from);
  return inner && inner.index < place.at ? null : place;
}

function isLeftOver(cursor: Cursor, from: number, { close, call }: ParameterTags): boolean {
  const left = cursor.match(close.global, from);
  if (!left) return false;
  const next = cursor.match(call.global, from);
  return !next || left.index < next.index;
}

function firstClose(
  cursor: Cursor,
  from: number,
  tags: ParameterTags,
): { at: number; next: number } | null {
  for (let at = from, count = 0; count < mostNested; count++) {
    const close = cursor.match(tags.close.global, at);
    if (!close) return null;
    const next = close.index + close[0].length;
    if (fitsBehind(cursor, next, tags)) return { at: close.index, next };
    at = next;
  }
  return null;
}

/** Behind a value comes another one, or the end of the call, or the text was cut there. */
function fitsBehind(cursor: Cursor, from: number, { open, end }: ParameterTags): boolean {
  const at = cursor.blank(from);
  return (
    at >= cursor.text.length ||
    cursor.at(open.sticky, at) !== null ||
    cursor.at(end.sticky, at) !== null
  );
}

function startsLine(text: string, at: number, from: number): boolean {
  const before = text.slice(Math.max(from, at - 200), at);
  return /(^|\n)[^\S\n]*$/.test(before) || before === "";
}

/** A tag that the end of the text cuts: `<param`. */
function couldBecomeTag(text: string, at: number): boolean {
  return text.length - at < 40 && /^<[^>\n]*$/.test(text.slice(at));
}

function earliest(cursor: Cursor, from: number, patterns: readonly TagPattern[]): number {
  const places = patterns
    .map(({ global }) => cursor.match(global, from)?.index ?? -1)
    .filter((at) => at >= 0);
  return places.length > 0 ? Math.min(...places) : -1;
}

export interface TypedOptions {
  /** The raw text as it is meant; default: without one line break at each end. */
  text?: (parameter: RawParameter) => string;
  /** Whether the value is a text, whatever the schema says; undefined: the schema decides. */
  isText?: (parameter: RawParameter) => boolean | undefined;
}

/** The parameters as arguments, typed after the tool's schema. */
export function typedArguments(
  parameters: readonly RawParameter[],
  tool: ToolSpec | undefined,
  { text = ({ raw }) => unframed(raw), isText = () => undefined }: TypedOptions = {},
): JsonObject {
  const properties = propertiesOf(tool?.parameters);
  const object: JsonObject = {};
  for (const parameter of parameters) {
    const { name } = parameter;
    const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const value = text(parameter);
    // Never by assignment: "__proto__" is a name like any other here.
    Object.defineProperty(object, name, {
      value: isText(parameter) === true ? value : typedValue(value, schema),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  return object;
}

/** Exactly one line break at each end belongs to the form, not to the value. */
export function unframed(raw: string): string {
  return raw.replace(/^\r?\n/, "").replace(/\r?\n$/, "");
}

/** A value as it is written between its tags; one with line breaks at its ends gets those of the form besides. */
export function framedText(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return /^\r?\n|\n$/.test(text) ? `\n${text}\n` : text;
}
