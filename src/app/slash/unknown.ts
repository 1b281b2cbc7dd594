/** What is answered to a `/name` that is none: the command that is meant, or where what other tools offer is done here. */

import { display } from "../../core/display.ts";
import { phrase, translated } from "../../core/messages/phrase.ts";
import { nearest } from "../../core/nearest.ts";
import { slashes } from "./index.ts";

const cost = "/cost shows the tokens used so far.";
const endpoints = "A key is read from the environment: skillet doctor checks the endpoint.";
const notCompacted =
  "Nothing is compacted here: /clear begins anew, /fork goes on from an earlier turn.";
const notes = "The model gets AGENTS.md of the folder as notes: write it, or ask for it.";
const settings = "Settings are seen and changed outside the conversation: skillet config list.";

/** By the names that other tools have: one sentence, or the command that does it. */
export const elsewhere: Readonly<Record<string, string>> = {
  branch: "/fork",
  checkpoint: "/checkpoints",
  compact: notCompacted,
  compress: notCompacted,
  config: settings,
  context: cost,
  continue: "/resume",
  doctor: "Outside the conversation: skillet doctor.",
  feedback: "/bug",
  history: "/resume",
  init: notes,
  jobs: "/ps",
  kill: "/stop",
  login: endpoints,
  logout: endpoints,
  memory: notes,
  new: "/clear",
  permissions: "/approvals",
  rename: "/name",
  reset: "/clear",
  restore: "/undo",
  rewind: "/undo",
  sessions: "/resume",
  settings,
  share: "/export",
  stats: cost,
  status:
    "/receipt shows what was done and proven, /cost the tokens, skillet config list the settings.",
  summarize: notCompacted,
  tokens: cost,
  usage: cost,
};

/** `skills`: the names of those that can be started. */
export function unknownLine(name: string, skills: readonly string[]): string {
  const typed = name.toLowerCase();
  const known = [...slashes.map((slash) => slash.name), ...skills];
  const other = Object.hasOwn(elsewhere, typed) ? elsewhere[typed] : undefined;
  const near = other ?? nearest(typed, known)?.replace(/^/, "/");
  return phrase(
    "/{1}: there is no such command. {2}",
    display(name, { oneLine: true }),
    near === undefined
      ? phrase("/help lists the commands, /skills the skills.")
      : translated(near.includes(" ") ? near : `Did you mean ${near}?`),
  );
}
