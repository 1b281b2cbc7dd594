/** Deltas of tool calls into whole calls, whatever the endpoint does with index, id and name. */

import { isCut, type JsonScan, scanJson, startOfJson } from "../core/json-text.ts";
import { mostCalls, mostNameCharacters } from "../core/reply-bounds.ts";
import type { Echo, JsonObject, ToolSpec, WireCall } from "../core/types.ts";
import { splitConcatenated } from "./split-calls.ts";

/** One call while it is being written. */
interface Slot {
  /** Its place among the slots. */
  at: number;
  index: number | undefined;
  id: string;
  /** The pieces of the name that came; nearly always one, or the same again and again. */
  names: string[];
  nameCharacters: number;
  /** Joined once, at the end: joining per delta is quadratic. */
  pieces: string[];
  characters: number;
  object: unknown;
  echo: Echo | undefined;
  scan: JsonScan;
  /** How many pieces `scan` has seen. */
  scanned: number;
}

/** What one delta says; empty text or undefined: it does not say. */
interface Said {
  index: number | undefined;
  id: string;
  name: string;
  text: string;
  object: unknown;
  echo: Echo | undefined;
}

/** Fields of a call that an endpoint wants back with it. */
const echoed = ["extra_content", "thought_signature", "provider_specific_fields"] as const;

export interface CallSlots {
  /**
   * Takes one element of `tool_calls`; the name and the size so far, `all` of every call together; undefined: there was
   * nothing in it, or it is full.
   */
  add(delta: unknown): { name: string; characters: number; all: number } | undefined;
  /** One call more than a reply may carry has begun: nothing further is taken, and nothing of it will be used. */
  full(): boolean;
  calls(): WireCall[];
  /** True when a call's arguments are not complete. */
  cut(): boolean;
  anomalies: Set<string>;
}

export function callSlots(tools: readonly ToolSpec[]): CallSlots {
  const known = new Set(tools.map((tool) => tool.name));
  const slots: Slot[] = [];
  // The last slot of an id and of an index: looking through the slots for each delta is quadratic.
  const byIds = new Map<string, Slot>();
  const byIndices = new Map<number, Slot>();
  const anomalies = new Set<string>();
  let all = 0;

  function slotFor(said: Said): Slot {
    const last = slots.at(-1);
    const byId = said.id ? byIds.get(said.id) : undefined;
    const byIndex = said.index === undefined ? undefined : byIndices.get(said.index);
    if (byId) return startsAnother(byId, said) ? open(said) : byId;
    if (said.id) {
      // The id may come later than the name, but two ids at one index are two calls.
      const nameless = byIndex && byIndex.id === "" && !startsAnother(byIndex, said);
      if (byIndex && !nameless) anomalies.add("index_reused");
      return nameless ? byIndex : open(said);
    }
    if (byIndex) return startsAnother(byIndex, said) ? open(said) : byIndex;
    if (!last || (said.name && said.index !== undefined)) return open(said);
    if (said.name) return continues(last, said) ? last : open(said);
    if (said.index !== undefined) anomalies.add("index_jumped");
    return last;
  }

  function open({ index, id }: Said): Slot {
    const slot: Slot = {
      at: slots.length,
      index,
      id,
      names: [],
      nameCharacters: 0,
      pieces: [],
      characters: 0,
      object: undefined,
      echo: undefined,
      scan: startOfJson,
      scanned: 0,
    };
    slots.push(slot);
    remember(slot);
    return slot;
  }

  function remember(slot: Slot): void {
    if (slot.id !== "") keepLast(byIds, slot.id, slot);
    if (slot.index !== undefined) keepLast(byIndices, slot.index, slot);
  }

  function wireCall(slot: Slot, used: Set<string>): WireCall {
    if (slot.id && used.has(slot.id)) anomalies.add("id_repeated");
    const id = used.has(slot.id) ? "" : slot.id;
    used.add(id);
    const text = slot.pieces.join("");
    return {
      id,
      name: nameOf(slot.names, known),
      text,
      ...(text === "" && slot.object !== undefined ? { object: slot.object } : {}),
      ...(slot.echo ? { echo: slot.echo } : {}),
    };
  }

  const full = () => slots.length > mostCalls;

  return {
    anomalies,
    full,
    add(delta) {
      if (full()) return undefined;
      const said = read(delta);
      if (!said) {
        anomalies.add("odd_tool_call");
        return undefined;
      }
      const slot = slotFor(said);
      if (isReplay(slot, said)) {
        anomalies.add("call_repeated");
        return undefined;
      }
      slot.id ||= said.id;
      slot.index ??= said.index;
      remember(slot);
      addName(slot, said.name);
      if (said.text) {
        slot.pieces.push(said.text);
        slot.characters += said.text.length;
        all += said.text.length;
      }
      if (said.object !== undefined) slot.object = said.object;
      if (said.echo) slot.echo = { ...slot.echo, ...said.echo };
      return { name: slot.names.at(-1) ?? "", characters: slot.characters, all };
    },
    calls() {
      const used = new Set<string>();
      return slots.flatMap((slot) => {
        const call = wireCall(slot, used);
        const parts = splitConcatenated(
          call.text,
          tools.find((tool) => tool.name === call.name),
        );
        if (!parts) return [call];
        anomalies.add(parts.length > 1 ? "split_concatenated" : "call_repeated");
        return parts.map((text, index) => ({ ...call, text, id: index === 0 ? call.id : "" }));
      });
    },
    cut: () => slots.some((slot) => isCut(scanOf(slot))),
  };
}

/** Of two slots under one key the later one is meant, whenever it got its key. */
function keepLast<Key>(slots: Map<Key, Slot>, key: Key, slot: Slot): void {
  const had = slots.get(key);
  if (!had || had.at < slot.at) slots.set(key, slot);
}

function addName(slot: Slot, name: string): void {
  if (name === "" || name === slot.names.at(-1)) return;
  if (slot.nameCharacters >= mostNameCharacters) return;
  slot.names.push(name);
  slot.nameCharacters += name.length;
}

/** A whole call, and then the beginning of one: another call under the same id or index. */
function startsAnother(slot: Slot, said: Said): boolean {
  const named = said.name !== "" && slot.names.length > 0;
  if (!named || !isWhole(slot)) return false;
  if (isReplay(slot, said)) return false;
  if (!slot.names.includes(said.name)) return true;
  return said.object !== undefined || said.text.trimStart().startsWith("{");
}

/** Without id and index: the same name again belongs to a call whose arguments are still open. */
function continues(slot: Slot, said: Said): boolean {
  if (!slot.names.includes(said.name)) return slot.characters === 0 && slot.object === undefined;
  return !isWhole(slot) && (slot.characters > 0 || said.text !== "");
}

/** Some servers send the finished call once more at the end. */
function isReplay(slot: Slot, said: Said): boolean {
  return (
    said.name !== "" &&
    said.text !== "" &&
    said.id === slot.id &&
    said.text.length === slot.characters &&
    said.index === slot.index &&
    said.id !== "" &&
    slot.names.includes(said.name) &&
    slot.pieces.join("") === said.text
  );
}

function isWhole(slot: Slot): boolean {
  if (slot.object !== undefined) return true;
  const scan = scanOf(slot);
  return scan.opened && !isCut(scan);
}

/** Looks only at what is new since the last look. */
function scanOf(slot: Slot): JsonScan {
  for (; slot.scanned < slot.pieces.length; slot.scanned++) {
    slot.scan = scanJson(slot.pieces[slot.scanned] ?? "", slot.scan);
  }
  return slot.scan;
}

function nameOf(names: readonly string[], known: ReadonlySet<string>): string {
  const joined = names.join("");
  if (names.length < 2 || known.has(joined)) return joined;
  return names.find((name) => known.has(name)) ?? names.at(-1) ?? "";
}

/** undefined: not a tool call at all. */
function read(delta: unknown): Said | undefined {
  if (typeof delta !== "object" || delta === null) return undefined;
  const { index, id, function: told } = delta as JsonObject;
  const called = (typeof told === "object" && told !== null ? told : delta) as JsonObject;
  const { name } = called;
  // Where the arguments stand, in the order of how usual it is.
  const args = [
    called.arguments,
    (delta as JsonObject).arguments,
    called.parameters,
    called.input,
  ].find((one) => one !== undefined && one !== null);
  const echo: Echo = {};
  for (const field of echoed) {
    const value = (delta as JsonObject)[field];
    if (value !== undefined && value !== null) echo[field] = value;
  }
  return {
    index: typeof index === "number" ? index : undefined,
    id: typeof id === "string" ? id : typeof id === "number" ? String(id) : "",
    name: typeof name === "string" ? name.slice(0, mostNameCharacters) : "",
    text: typeof args === "string" ? args : "",
    object: typeof args === "string" ? undefined : args,
    echo: Object.keys(echo).length > 0 ? echo : undefined,
  };
}
