/** The first and the last lines of a conversation: what it will and will not do, and how to go on. */

import { readdirSync } from "node:fs";
import { relative } from "node:path";
import type { Config } from "../config/load.ts";
import { display } from "../core/display.ts";
import { messageOf, UserError } from "../core/errors.ts";
import { counted, phrase, translated } from "../core/messages/phrase.ts";
import { bytes as sizeOf } from "../sinks/figures.ts";
import { pad } from "../sinks/width.ts";
import type { Endpoint } from "./endpoint.ts";
import type { OpenSession } from "./open-session.ts";
import { resumeWord } from "./resume.ts";

/** So many skills of usual names have room in one row of 80 columns, whatever the language. */
const named = 5;

function entriesIn(out: string): number {
  try {
    return readdirSync(out).length;
  } catch (cause) {
    throw new UserError(`The output directory cannot be opened: ${messageOf(cause)}`, { cause });
  }
}

/** Throws UserError where the output directory is gone since it was prepared, or cannot be listed. */
export function banner(config: Config, endpoint: Endpoint, session: OpenSession): string[] {
  const { sandbox, out } = session;
  const skills = session.skills.shelf.list();
  const entries = entriesIn(out);
  const names = skills
    .slice(0, named)
    .map(({ name }) => name)
    .join(", ");
  const row = (label: string, text: string) => `${pad(label, 10)}${text}`;
  const others = skills.length - named;
  const more = others > 0 ? ` ${phrase("and {1} more", others)}` : "";
  const held = entries === 0 ? phrase("empty") : counted(entries, "entry");
  const where = relative(config.cwd, out) || ".";
  return [
    row(
      "skillet",
      `${display(endpoint.model)} @ ${new URL(endpoint.baseUrl).host}   ${phrase("mode {1}", config.approvalMode)}`,
    ),
    row(phrase("out"), phrase("{1}   ({2}; nothing else can be changed)", where, held)),
    row(phrase("fence"), fenceWords(sandbox)),
    row(phrase("skills"), skills.length === 0 ? phrase("none loaded") : display(names + more)),
    ...notesRow(session),
    ...session.resumed,
    phrase("Type a request. Enter sends, Ctrl-C stops, /help."),
    "",
  ];
}

/** Which notes of the project the model gets; nothing where there are none. */
function notesRow(session: OpenSession): string[] {
  const { files, told, bytes } = session.notes();
  if (files.length === 0) return [];
  const size = told < bytes ? `${sizeOf(told)} / ${sizeOf(bytes)}` : sizeOf(bytes);
  return [`${pad(phrase("notes"), 10)}AGENTS.md: ${counted(files.length, "file")}, ${size}`];
}

function fenceWords({ confined, label, caveat }: OpenSession["sandbox"]): string {
  if (!confined) return phrase("NONE: commands run unconfined, each one is asked for");
  const what = caveat
    ? translated(caveat)
    : phrase("no internet, one loopback network for this session");
  return `${label}: ${what}`;
}

/** How to come back; nothing for a conversation that was none. */
export function farewell(session: OpenSession): string[] {
  if (session.entries.length === 1) return [];
  const resume = `skillet --resume ${resumeWord(session)}`;
  return [phrase("Continue: {1}   or: {2}", "skillet -c", resume)];
}
