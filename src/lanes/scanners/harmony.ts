/** gpt-oss: channels. `analysis` is thought, `final` is said, a message `to=functions.NAME` is a call. */

import { type Block, mostBlocks, type Scanner } from "../blocks.ts";
import { Cursor } from "../cursor.ts";

/** A message's head: from `<|start|>` or `<|channel|>` to `<|message|>`; the role and the first mark are often lost. */
const head =
  /(?:<\|start\|>\s{0,3}(?:assistant)?([^<]{0,200}))?<\|channel\|>([^<]{0,200}(?:<\|constrain\|>[^<]{0,60})?)<\|message\|>/g;
const bareHead =
  /^\s*(?:assistant)?(analysis|commentary|final)((?:\s+to=[^<\s]{1,160})?[^<]{0,60})<\|message\|>/y;
const ends = /<\|(?:end|call|return|start|channel)\|>/g;

export const harmonyBlocks: Scanner = {
  format: "harmony",
  example: (name, args) =>
    `<|channel|>commentary to=functions.${name} <|constrain|>json<|message|>${JSON.stringify(args)}<|call|>`,
  blocks(text) {
    const cursor = new Cursor(text);
    const found: Block[] = [];
    const bare = cursor.at(bareHead, 0);
    let at = 0;
    if (bare) {
      const block = messageAt(cursor, 0, bare[0].length, `${bare[1]} ${bare[2]}`);
      found.push(block);
      at = block.to;
    }
    while (found.length < mostBlocks) {
      const open = cursor.match(head, at);
      if (!open) break;
      const begin = open.index + open[0].length;
      const block = messageAt(cursor, open.index, begin, `${open[1] ?? ""} ${open[2] ?? ""}`);
      found.push(block);
      at = block.to;
    }
    return found;
  },
};

function messageAt(cursor: Cursor, from: number, begin: number, header: string): Block {
  const { text } = cursor;
  const name = /\bto=(?:functions\.)?([^\s<]{1,128})/.exec(header)?.[1];
  if (name !== undefined) return callAt(cursor, from, begin, name);
  const stop = cursor.match(ends, begin);
  const to = stop ? stop.index : text.length;
  const body = text.slice(begin, to);
  const whole = { format: "harmony", from, to: endBehind(cursor, to), closed: true, calls: [] };
  return /\banalysis\b/.test(header)
    ? { ...whole, thought: body.trim() }
    : { ...whole, says: body.trim() };
}

/** The arguments may hold any of the tokens: they end where their JSON ends. */
function callAt(cursor: Cursor, from: number, begin: number, name: string): Block {
  const { text } = cursor;
  const at = cursor.blank(begin);
  const json = text[at] === "{" ? cursor.jsonEnd(at) : -1;
  const fits =
    json >= 0 && (cursor.blank(json) >= text.length || text.startsWith("<|", cursor.blank(json)));
  const stop = fits ? json : (cursor.match(ends, at)?.index ?? -1);
  const base = { format: "harmony", from };
  if (stop < 0) return { ...base, to: text.length, closed: false, calls: [{ name, cut: true }] };
  const to = endBehind(cursor, cursor.blank(stop));
  return { ...base, to, closed: true, calls: [{ name, text: text.slice(at, stop) }] };
}

function endBehind(cursor: Cursor, at: number): number {
  return at + (cursor.at(/<\|(?:end|call|return)\|>\s*/y, at)?.[0].length ?? 0);
}
