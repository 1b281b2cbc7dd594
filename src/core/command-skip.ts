/** Finds the end of what a shell line quotes or nests: takes where it opens, gives the place after its end, -1: it stays open. */

/** Deeper nesting counts as open, so that no line can exhaust the stack. */
const maxDepth = 50;

/** `'...'` or `"..."`; `escapes`: a backslash counts inside single quotes too (`$'...'`). */
export function skipQuoted(text: string, start: number, escapes = false, depth = 0): number {
  const quote = text.charAt(start);
  if (depth > maxDepth) return -1;
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === quote) return at + 1;
    if (quote === "'" && !escapes) continue;
    if (character === "\\") at++;
    else if (quote === "'") continue;
    else if (character === "`") at = stepTo(skipBackticks(text, at), text);
    else if (text.startsWith("$(", at)) at = stepTo(skipParentheses(text, at + 1, depth + 1), text);
  }
  return -1;
}

export function skipBackticks(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "`") return at + 1;
    if (character === "\\") at++;
  }
  return -1;
}

export function skipParentheses(text: string, start: number, depth = 0): number {
  return skipPair(text, start, "()", depth);
}

export function skipBraces(text: string, start: number, depth = 0): number {
  return skipPair(text, start, "{}", depth);
}

function skipPair(text: string, start: number, pair: string, depth: number): number {
  if (depth > maxDepth) return -1;
  let open = 0;
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "\\") at++;
    else if (character === "'" || character === '"') {
      at = stepTo(skipQuoted(text, at, false, depth + 1), text);
    } else if (character === "`") at = stepTo(skipBackticks(text, at), text);
    else if (character === pair.charAt(0)) open++;
    else if (character === pair.charAt(1) && --open === 0) return at + 1;
  }
  return -1;
}

/** The loops step on by themselves; what stays open runs to the end. */
function stepTo(end: number, text: string): number {
  return end < 0 ? text.length : end - 1;
}
