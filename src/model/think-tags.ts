/** Splits `<think>` blocks from the text while it streams; a tag may be cut between any two deltas. */

export interface Split {
  text: string;
  reasoning: string;
}

export interface ThinkSplitter {
  push(content: string): Split;
  /** What was held back, at the end of the stream. */
  end(): Split;
  /** A block was seen. */
  tagged(): boolean;
}

const opening = /^\s*<(think|thinking)>/;
const openers = ["<think>", "<thinking>"];
const closers = ["</think>", "</thinking>"];

/** Only a block that opens before the first visible character counts: later tags are text about tags. */
export function thinkSplitter(): ThinkSplitter {
  let state: "start" | "inside" | "after" | "text" = "start";
  let held = "";
  let tagged = false;

  function push(content: string): Split {
    if (state === "text") return { text: content, reasoning: "" };
    held += content;
    let reasoning = "";
    if (state === "start") {
      const opened = opening.exec(held);
      if (opened) {
        state = "inside";
        tagged = true;
        held = held.slice(opened[0].length);
      } else if (couldOpen(held)) return { text: "", reasoning };
      else return { text: release(), reasoning };
    }
    if (state === "inside") {
      const found = firstOf(held, closers);
      if (!found) {
        const keep = tailThatCouldBe(held, closers);
        reasoning = held.slice(0, held.length - keep);
        held = held.slice(held.length - keep);
        return { text: "", reasoning };
      }
      reasoning = held.slice(0, found.at);
      held = held.slice(found.at + found.length);
      state = "after";
    }
    // The line break between the block and the answer belongs to neither.
    held = held.trimStart();
    return { text: held === "" ? "" : release(), reasoning };
  }

  function release(): string {
    const text = held;
    held = "";
    state = "text";
    return text;
  }

  return {
    push,
    tagged: () => tagged,
    end() {
      const rest = held;
      held = "";
      return state === "inside" ? { text: "", reasoning: rest } : { text: rest, reasoning: "" };
    },
  };
}

/**
 * A template may open the block itself, so that only its end is seen. Splits at a closing tag that ends a line's
 * thoughts; null: there is none, or it stands in code or quotes and is spoken about.
 */
export function splitAtLoneCloser(text: string): Split | null {
  const found = firstOf(text, closers);
  if (!found) return null;
  const before = text.slice(0, found.at);
  const after = text.slice(found.at + found.length);
  // A stray tag at the very end closes nothing: what stands before it is the answer.
  if (after.trim() === "") return { reasoning: "", text: before.trimEnd() };
  const spokenAbout = /[`"'“]$/.test(before) || (before.match(/```/g) ?? []).length % 2 === 1;
  if (spokenAbout || /<think(ing)?>/.test(before)) return null;
  if (!/(^|\n)[^\S\n]*$/.test(before) && !/^\s*(\n|$)/.test(after)) return null;
  return { reasoning: before.trim(), text: after.trimStart() };
}

/** More white space than stands before a block: it is looked through again with each piece. */
const mostBlank = 2000;

function couldOpen(held: string): boolean {
  if (held.length > mostBlank) return false;
  const start = held.trimStart();
  return start === "" || openers.some((opener) => opener.startsWith(start));
}

function firstOf(text: string, tags: readonly string[]): { at: number; length: number } | null {
  let first: { at: number; length: number } | null = null;
  for (const tag of tags) {
    const at = text.indexOf(tag);
    if (at >= 0 && (!first || at < first.at)) first = { at, length: tag.length };
  }
  return first;
}

/** How many of the last characters may be the beginning of a tag. */
function tailThatCouldBe(text: string, tags: readonly string[]): number {
  for (let length = Math.min(text.length, 10); length > 0; length--) {
    const tail = text.slice(-length);
    if (tags.some((tag) => tag.startsWith(tail))) return length;
  }
  return 0;
}
