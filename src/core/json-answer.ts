/** An answer that has to be JSON of a given form: taken out of what the model wrote, checked, and asked for once more. */

import type { Event } from "./events.ts";
import { factOf, limitBehind, stoppedBy } from "./limits.ts";
import type { AnswerForm } from "./ports.ts";
import { say } from "./say.ts";
import type { Message } from "./types.ts";

interface AnswerEnd {
  reason: "done" | "error" | "aborted" | "limit";
  /** Empty where it does not fit. */
  text: string;
}

/** One for each turn. What comes from it is the end of the turn; undefined: the model was told what is wrong, and is asked again. */
export type FinalAnswer = (
  text: string,
  history: Message[],
) => AsyncGenerator<Event, AnswerEnd | undefined>;

export function finalAnswer(form: AnswerForm | undefined, signal: AbortSignal): FinalAnswer {
  let mended = false;
  return async function* final(text, history) {
    if (!form) return { reason: "done", text };
    const checked = await fittingIn(text, form, signal);
    if (checked === "stopped") {
      const limit = limitBehind(signal);
      if (limit) yield factOf(limit);
      return { reason: stoppedBy(signal).stop, text: "" };
    }
    if ("json" in checked) return { reason: "done", text: checked.json };
    if (!mended) {
      mended = true;
      const content = `Your answer does not fit: ${checked.problem}. Answer again with one JSON value that fits the schema, and nothing else: no prose, no code fence.`;
      yield* say(history, { role: "user", content });
      return undefined;
    }
    const message = `The answer does not fit the schema: ${checked.problem}.`;
    const hint =
      "It was asked for twice. Say in the prompt what each field is, or try another model.";
    yield { type: "error", where: "answer", kind: "schema", message, hint };
    return { reason: "error", text: "" };
  };
}

/** The first piece of the text that fits; else what is wrong with the first that is JSON at all. `stopped`: by the signal. */
async function fittingIn(
  text: string,
  form: AnswerForm,
  signal: AbortSignal,
): Promise<{ json: string } | { problem: string } | "stopped"> {
  let problem: string | null = null;
  for (const json of candidates(text)) {
    if (signal.aborted) return "stopped";
    if (!isJson(json)) continue;
    let wrong: string | null;
    try {
      wrong = await form.check(json, signal);
    } catch (thrown) {
      if (signal.aborted) return "stopped";
      throw thrown;
    }
    if (wrong === null) return { json };
    problem ??= wrong;
  }
  return { problem: problem ?? "it is no JSON" };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The whole text, what stands in code fences, and what stands between the first and the last bracket. */
function* candidates(text: string): Generator<string> {
  yield text.trim();
  yield* fenced(text);
  for (const [open, close] of ["{}", "[]"]) {
    const from = text.indexOf(open ?? "");
    const to = text.lastIndexOf(close ?? "");
    if (from >= 0 && to > from) yield text.slice(from, to + 1);
  }
}

/** Line by line: one expression over the whole text would look for the end of each open fence up to the end of the text. */
function* fenced(text: string): Generator<string> {
  const lines = text.split("\n");
  /** The last line that could end a fence, by its mark. */
  const ends = new Map<string, number>();
  const lastEnd = (mark: string) => {
    const last = ends.get(mark) ?? lines.findLastIndex((line) => line.trimEnd().endsWith(mark));
    ends.set(mark, last);
    return last;
  };
  for (let at = 0; at < lines.length; at++) {
    const mark = /^[ \t]*(```+|~~~+)[^`]*$/.exec(lines[at] ?? "")?.[1];
    if (mark === undefined || lastEnd(mark) <= at) continue;
    const inside: string[] = [];
    let line = "";
    do {
      line = (lines[++at] ?? "").trimEnd();
      inside.push(line);
    } while (!line.endsWith(mark));
    yield inside.join("\n").slice(0, -mark.length).trim();
  }
}
