/** A session on one line of a list. */

import { display } from "../core/display.ts";
import { counted } from "../core/messages/phrase.ts";
import { countSession } from "../session/count.ts";
import { sessionOwner } from "../session/store.ts";
import type { SessionSummary } from "../session/summary.ts";
import { bytes } from "../sinks/figures.ts";

/** When, how many turns, how large, what it is called or began with, and who has it open. */
export function sessionLine(summary: SessionSummary): string {
  const { turns, name } = countSession(summary.path);
  const owner = sessionOwner(summary);
  const called = [name, summary.title]
    .filter(Boolean)
    .map((text) => display(text, { oneLine: true }));
  return [
    summary.updatedAt.slice(0, 16).replace("T", " "),
    counted(turns, "turn").padStart(8),
    bytes(summary.bytes).padStart(8),
    called.join(": ") || "(nothing asked yet)",
    ...(owner === null ? [] : [`[open in process ${owner}]`]),
    ...(summary.problem ? [`[${summary.problem}]`] : []),
  ].join("  ");
}
