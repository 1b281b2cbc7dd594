/** What a replay will do, and how it compares with what was recorded, in lines for people. */

import type { SessionFact } from "../../core/events.ts";
import { counted } from "../../core/messages/phrase.ts";
import type { RecordedCall, RecordedTurn } from "../../core/recorded.ts";
import { oneLine } from "../../sinks/one-line.ts";
import { argumentsText } from "../../sinks/transcript.ts";
import type { Replayed } from "./run.ts";

export function planLines({ id, out }: SessionFact, turns: readonly RecordedTurn[]): string[] {
  const calls = turns.flatMap(({ steps }) => steps.flatMap((step) => step.calls));
  return [
    `Session ${oneLine(id)}: ${counted(turns.length, "turn")}, ${counted(calls.length, "call")}; it worked in ${oneLine(out)}.`,
    ...turns.flatMap(({ prompt, steps }) => [
      `> ${clipped(prompt, 90)}`,
      ...steps.flatMap((step) =>
        step.calls.map((call) => `  ${callWords(call)}  (${outcome(call)})`),
      ),
    ]),
    "Nothing was run. Without --dry-run each of these is judged and asked about as if it were new.",
  ];
}

export function replayedLines({ same, different, notReached }: Replayed): string[] {
  const total = same + different.length + notReached.length;
  const parts = [
    `${same} as recorded`,
    ...(different.length > 0 ? [`${different.length} otherwise`] : []),
    ...(notReached.length > 0 ? [`${notReached.length} not reached`] : []),
  ];
  return [
    `REPLAYED  ${counted(total, "call")}: ${parts.join(", ")}`,
    ...different.flatMap(({ call, what }) => [`  ${callWords(call)}`, `    ${oneLine(what)}`]),
    ...notReached.map(
      (call) => `  ${callWords(call)}\n    not reached: the turn before ended early`,
    ),
  ];
}

function callWords(call: RecordedCall): string {
  return `${oneLine(call.name)}  ${clipped(argumentsText(call), 70)}`;
}

function outcome({ result }: RecordedCall): string {
  if (!result) return "cut off";
  if (result.isError) return "failed";
  return result.exitCode === null || result.exitCode === 0 ? "done" : `exit ${result.exitCode}`;
}

function clipped(text: string, most: number): string {
  const line = oneLine(text);
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
