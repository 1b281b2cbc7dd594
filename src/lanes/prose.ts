/** What of a streamed text can be shown at once: prose, and nothing from the first sign of a call on. */

/** Marks of calls that leak into text. */
const leakMarks = [
  "<tool_call",
  "<function=",
  "<function_calls>",
  "<tool_calls>",
  "<seed:tool_call",
  "<minimax:tool_call",
  "]<]minimax[>[",
  "<invoke ",
  "<|tool_call",
  "<|channel|>",
  "<|start|>",
  "<|message|>",
  "<|python_",
  "<｜tool",
  "<|tool▁",
  "<｜DSML",
  "<|DSML",
  "<||DSML",
  "<‖DSML",
  "[TOOL_CALLS]",
  "✿FUNCTION✿",
] as const;

export function leakProse(): (piece: string) => string {
  return proseUntil(leakMarks);
}

/** With further marks of a lane's own; `atLineStart` count only where a line begins with them. */
export function laneProse(
  marks: readonly string[],
  atLineStart: readonly string[] = [],
): () => (piece: string) => string {
  return () => proseUntil([...leakMarks, ...marks], atLineStart);
}

/** From the first mark on nothing more is given out; the beginning of one is held back until it is clear. */
function proseUntil(
  marks: readonly string[],
  atLineStart: readonly string[] = [],
): (piece: string) => string {
  const firsts = new Set([...marks, ...atLineStart].map((mark) => mark.charAt(0)));
  const longest = Math.max(...[...marks, ...atLineStart].map((mark) => mark.length));
  let held = "";
  let lineStart = true;
  let over = false;

  /** Whether a mark stands at `at`: yes, no, or it cannot be told yet. */
  function markAt(text: string, at: number): "yes" | "no" | "open" {
    const rest = text.slice(at, at + longest);
    const startsLine =
      at === 0 ? lineStart : /\n[^\S\n]*$/.test(text.slice(Math.max(0, at - 10), at));
    let open = false;
    for (const mark of startsLine ? [...marks, ...atLineStart] : marks) {
      if (rest.startsWith(mark)) return "yes";
      if (rest.length < mark.length && mark.startsWith(rest)) open = true;
    }
    return open ? "open" : "no";
  }

  return (piece) => {
    if (over) return "";
    const text = held + piece;
    for (let at = 0; at < text.length; at++) {
      if (!firsts.has(text.charAt(at))) continue;
      const found = markAt(text, at);
      if (found === "no") continue;
      over = found === "yes";
      held = text.slice(at);
      return given(text.slice(0, at));
    }
    held = "";
    return given(text);
  };

  function given(text: string): string {
    if (text !== "")
      lineStart = /(^|\n)[^\S\n]*$/.test(text.slice(-20)) && (text.includes("\n") || lineStart);
    return text;
  }
}
