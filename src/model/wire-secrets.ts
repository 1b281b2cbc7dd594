/** A recorded reply without secrets, also where the endpoint cut them: over the pieces of a stream, or by escapes of JSON. */

import type { JsonObject } from "../core/types.ts";
import type { Clean } from "./cassette.ts";

/** The same text where nothing is to be hidden, byte for byte. */
export function withoutSecrets(text: string, clean: Clean): string {
  const safe = clean(text);
  const whole = parsed(safe);
  if (whole !== undefined) return rewritten(safe, whole, clean(whole));
  return streamWithout(safe, clean);
}

interface Event {
  /** Among the lines. */
  at: number;
  value: JsonObject;
  changed: boolean;
}

function streamWithout(text: string, clean: Clean): string {
  const lines = text.split("\n");
  const events = lines.flatMap((line, at): Event[] => {
    const value = line.startsWith("data:") ? parsed(line.slice("data:".length)) : undefined;
    return value === undefined ? [] : [{ at, value, changed: false }];
  });
  for (const event of events) {
    const cleaned = clean(event.value);
    event.changed = JSON.stringify(cleaned) !== JSON.stringify(event.value);
    event.value = cleaned;
  }
  for (const pieces of textsOf(events).values()) hide(pieces, clean);
  for (const { at, value, changed } of events) {
    if (changed) lines[at] = `data: ${JSON.stringify(value)}`;
  }
  return lines.join("\n");
}

/** One text of one event: where it stands, and how it is replaced. */
interface Piece {
  text: string;
  put(text: string): void;
}

/** What was cut into pieces is kept in the first of them. */
function hide(pieces: readonly Piece[], clean: Clean): void {
  if (pieces.length < 2) return;
  const whole = pieces.map(({ text }) => text).join("");
  const safe = clean(whole);
  if (safe === whole) return;
  for (const [index, piece] of pieces.entries()) piece.put(index === 0 ? safe : "");
}

/** All texts of all events, by the place at which they stand: a stream adds to the same place again and again. */
function textsOf(events: readonly Event[]): Map<string, Piece[]> {
  const texts = new Map<string, Piece[]>();
  const walk = (event: Event, holder: JsonObject, place: string): void => {
    for (const [name, member] of Object.entries(holder)) {
      const here = `${place}/${nameOf(name, holder, member)}`;
      if (typeof member === "string") {
        const put = (text: string) => {
          holder[name] = text;
          event.changed = true;
        };
        const pieces = texts.get(here) ?? [];
        texts.set(here, pieces);
        pieces.push({ text: member, put });
      } else if (typeof member === "object" && member !== null) {
        walk(event, member as JsonObject, here);
      }
    }
  };
  for (const event of events) walk(event, event.value, "");
  return texts;
}

/** An element of a list is known by the index it names; its place in the list says nothing. */
function nameOf(name: string, holder: JsonObject, member: unknown): string {
  const index = Array.isArray(holder) ? (member as { index?: unknown } | null)?.index : undefined;
  return typeof index === "number" ? `#${index}` : name;
}

/** undefined: no object, or one that is nested deeper than any reader of replies goes. */
function parsed(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || isDeep(value, mostLevels)) return undefined;
    return value as JsonObject;
  } catch {
    return undefined;
  }
}

const mostLevels = 200;

function isDeep(value: unknown, left: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return left === 0 || Object.values(value).some((member) => isDeep(member, left - 1));
}

function rewritten(text: string, before: unknown, after: unknown): string {
  const json = JSON.stringify(after);
  return json === JSON.stringify(before) ? text : json;
}
