/** A session on one line of a list. */

import { display } from "../core/display.ts";
import { counted, phrase, translated } from "../core/messages/phrase.ts";
import { countSession } from "../session/count.ts";
import { sessionOwner } from "../session/store.ts";
import type { SessionSummary } from "../session/summary.ts";
import { bytes } from "../sinks/figures.ts";
import { pad } from "../sinks/width.ts";

/** When, how many turns, how large, what it is called or began with, and who has it open. */
export function sessionLine(summary: SessionSummary): string {
  const { turns, name } = countSession(summary.path);
  const owner = sessionOwner(summary);
  const called = [name, summary.title]
    .filter(Boolean)
    .map((text) => display(text, { oneLine: true }));
  return [
    localMinute(summary.updatedAt),
    atRight(counted(turns, "turn")),
    atRight(bytes(summary.bytes)),
    called.join(": ") || `(${phrase("nothing asked yet")})`,
    ...(owner === null ? [] : [`[${phrase("open in process {1}", owner)}]`]),
    ...(summary.problem ? [`[${translated(summary.problem)}]`] : []),
  ].join("  ");
}

function atRight(text: string): string {
  return pad(text, 8, "right");
}

/** `2026-01-02 15:04`, as the clock on the wall has it. */
function localMinute(at: string): string {
  const time = new Date(at);
  const two = (value: number) => String(value).padStart(2, "0");
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join("-");
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}
