/** What was sent before, to be had again: steps through it, and search in it. */

import { type Cell, type Paste, textOf } from "./cells.ts";

/** A prompt as it was typed: text, with its pastes as units. */
export type PastPrompt = readonly (string | Paste)[];

export interface History {
  /** Newest first. */
  entries(): readonly PastPrompt[];
  add(prompt: PastPrompt): void;
}

const keptEntries = 1000;

/** `keep` is told of each new one. */
export function historyOf(
  earlier: () => readonly PastPrompt[],
  keep: (prompt: PastPrompt) => void = () => {},
): History {
  let entries: PastPrompt[] | undefined;
  // Read when it is first wanted: the first prompt does not wait for it.
  const all = () => {
    entries ??= [...earlier()];
    return entries;
  };
  return {
    entries: all,
    add(prompt) {
      const [last] = all();
      if (textOf(prompt).trim() === "") return;
      if (last && textOf(last) === textOf(prompt)) return;
      entries = [prompt, ...all()].slice(0, keptEntries);
      keep(prompt);
    },
  };
}

/** Cells with the characters between pastes put together. */
export function pastPromptOf(cells: readonly Cell[]): PastPrompt {
  const parts: (string | Paste)[] = [];
  for (const cell of cells) {
    const last = parts.at(-1);
    if (typeof cell === "string" && typeof last === "string") parts[parts.length - 1] = last + cell;
    else parts.push(cell);
  }
  return parts;
}

/** The next older one, from `from` on, that holds the words (letter case ignored); -1: none. */
export function found(entries: readonly PastPrompt[], words: string, from: number): number {
  const wanted = words.toLowerCase();
  return entries.findIndex(
    (entry, index) => index >= from && textOf(entry).toLowerCase().includes(wanted),
  );
}
