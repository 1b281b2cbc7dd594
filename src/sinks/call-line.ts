/** One tool call on one line: what was called, on what, and what came of it. */

import { withoutPrinted } from "../core/cut-off.ts";
import { withoutEditNote } from "../core/edit-note.ts";
import type { Fact } from "../core/events.ts";
import { counted, phrase, translated } from "../core/messages/phrase.ts";
import { planTool } from "../core/plan.ts";
import { duration } from "./figures.ts";
import { oneLine } from "./one-line.ts";
import { isRecord } from "./record.ts";
import { clip, widthOf } from "./width.ts";

export interface Call {
  name: string;
  arguments: unknown;
}

type Result = Extract<Fact, { type: "tool_result" }>;

/** What a call is about, on one line: `$ npm install`, `write_file app.py`. */
export function subjectOf({ name, arguments: args }: Call): string {
  const fields = isRecord(args) ? args : {};
  if (name === "shell") return `$ ${firstLine(text(fields.command))}`;
  for (const key of ["path", "pattern", "name", "query", "id", "question"]) {
    if (text(fields[key]) !== "") return `${oneLine(name)} ${firstLine(text(fields[key]))}`;
  }
  if (Array.isArray(fields.questions)) {
    return `${oneLine(name)} ${counted(fields.questions.length, "question")}`;
  }
  return oneLine(name);
}

/**
 * The whole line for a call that has its result, at most `columns` wide: of the subject half a line stays, the outcome gets
 * the rest. Why something was not run is never cut: the rule that would allow it stands there.
 */
export function callLine(call: Call, result: Result, columns: number): string {
  const { content, edited } = withoutEditNote(result.content);
  const { mark, outcome: came } = outcomeOf(call, { ...result, content });
  const outcome = [edited ? phrase("(edited by you)") : "", came].filter(Boolean).join("  ");
  const subject = subjectOf(call);
  const head = call.name === "shell" ? subject : `${mark} ${subject}`;
  if (outcome === "") return clip(head, columns);
  const begin = clip(head, Math.max(Math.floor(columns / 2), columns - widthOf(outcome) - 2));
  if (content.startsWith(notRun)) return `${begin}  ${outcome}`;
  return `${begin}  ${clip(outcome, columns - widthOf(begin) - 2)}`;
}

/** How the model is told, in every language. */
const notRun = "Not run:";

function outcomeOf(call: Call, result: Result): { mark: string; outcome: string } {
  const { content, isError, exitCode, durationMs, effect } = result;
  const first = firstLine(isError ? withoutPrinted(content) : content);
  if (content.startsWith(notRun)) {
    // What comes after the first line is told to the model alone.
    const [reason = ""] = content.slice(notRun.length).trim().split("\n");
    const why = translated(oneLine(reason));
    return { mark: "-", outcome: phrase("not run: {1}", why) };
  }
  if (call.name === "shell" && exitCode !== undefined) {
    return { mark: "$", outcome: `${phrase("exit {1}", exitCode)}  ${duration(durationMs)}` };
  }
  if (isError) return { mark: "!", outcome: translated(first) };
  if (effect?.kind === "write") return { mark: "·", outcome: writeOutcome(call, effect) };
  if (call.name === "shell") {
    // How it ended, or goes on; what it printed stands below.
    const [end = ""] = content.trim().split("\n", 1);
    return { mark: "$", outcome: `${translated(oneLine(end))}  ${duration(durationMs)}` };
  }
  // How long a person thought is no work of a tool.
  const timed = durationMs >= 1000 && call.name !== planTool && call.name !== "ask_user";
  return { mark: "·", outcome: timed ? duration(durationMs) : "" };
}

function writeOutcome(call: Call, effect: Extract<Result["effect"], { kind: "write" }>): string {
  const content = isRecord(call.arguments) ? call.arguments.content : undefined;
  const size =
    typeof content === "string" ? counted(linesIn(content), "line") : counted(effect.bytes, "byte");
  return effect.change === "overwrite" ? `${size}  ${phrase("overwritten unread")}` : size;
}

function linesIn(content: string): number {
  if (content === "") return 0;
  let lines = content.endsWith("\n") ? 0 : 1;
  for (let at = content.indexOf("\n"); at >= 0; at = content.indexOf("\n", at + 1)) lines++;
  return lines;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The first line, safe to show; how many more there are is told. */
function firstLine(content: string): string {
  const trimmed = content.trim();
  const end = trimmed.indexOf("\n");
  if (end < 0) return oneLine(trimmed);
  return `${oneLine(trimmed.slice(0, end))} … ${counted(linesIn(trimmed) - 1, "more line")}`;
}
