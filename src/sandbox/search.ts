/** A regular expression over the lines of texts, with an end even for patterns that would run for ever. */

import { messageOf } from "../core/errors.ts";
import { type SearchHit, ToolProblem } from "../core/ports.ts";

const maxHits = 200;
const maxLine = 300;
/** Matching blocks the event loop, so all of one search gets this much in ms. */
const maxMatching = 2000;

export interface TextSearch {
  /** Throws ToolProblem when the time is up. */
  add(texts: readonly { path: string; text: string }[]): void;
  result(): { hits: SearchHit[]; more: number };
}

/** Throws ToolProblem for a pattern the engine does not take. */
export function searchTexts(pattern: string): TextSearch {
  const expression = compile(pattern);
  const hits: SearchHit[] = [];
  let more = 0;
  let left = maxMatching;
  let texts: readonly { path: string; text: string }[] = [];
  let current = "";
  const match = () => {
    for (const { path, text } of texts) {
      current = path;
      for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
        const found = expression.exec(line);
        if (!found) continue;
        if (hits.length < maxHits)
          hits.push({ path, line: index + 1, text: clip(line, found.index) });
        else more++;
      }
    }
  };
  // Nothing is fenced by this context: it is there because its scripts can be stopped in the middle of a match.
  const { createContext, Script } = process.getBuiltinModule("node:vm");
  const context = createContext({ match });
  const script = new Script("match()");
  return {
    add(more) {
      texts = more;
      const started = performance.now();
      try {
        script.runInContext(context, { timeout: Math.max(1, Math.ceil(left)) });
      } catch (thrown) {
        if ((thrown as NodeJS.ErrnoException).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw thrown;
        throw new ToolProblem(
          `The search took longer than ${maxMatching / 1000} s and was stopped in ${current}. Use a simpler pattern (no repeats inside repeats) or a narrower path.`,
          { cause: thrown },
        );
      }
      left -= performance.now() - started;
    },
    result: () => ({ hits, more }),
  };
}

/** `(?i)` in front, as other engines write it, is understood. */
function compile(pattern: string): RegExp {
  const ignoreCase = pattern.startsWith("(?i)");
  try {
    return new RegExp(ignoreCase ? pattern.slice(4) : pattern, ignoreCase ? "i" : "");
  } catch (thrown) {
    throw new ToolProblem(
      `${messageOf(thrown)}. The pattern is an ECMAScript regular expression.`,
      {
        cause: thrown,
      },
    );
  }
}

/** At most 300 characters, with what was found among them. */
function clip(line: string, index: number): string {
  if (line.length <= maxLine) return line;
  const start = index < maxLine / 2 ? 0 : Math.min(index - maxLine / 3, line.length - maxLine);
  const cut = line.slice(start, start + maxLine).replace(/\p{Cs}/gu, "");
  return `${start > 0 ? "…" : ""}${cut}${start + maxLine < line.length ? "…" : ""}`;
}
