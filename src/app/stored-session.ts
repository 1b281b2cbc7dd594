/** The log that a session is kept in: a new one, an earlier one to go on with, or a copy of one. */

import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../config/load.ts";
import { display } from "../core/display.ts";
import { exitCodes, UserError } from "../core/errors.ts";
import type { Entry, SessionFact } from "../core/events.ts";
import { counted, phrase } from "../core/messages/phrase.ts";
import type { Lane } from "../core/ports.ts";
import { nameIn, turnsOf } from "../core/turns.ts";
import { typedWords } from "../core/typed-words.ts";
import { removeKept } from "../session/checkpoints.ts";
import { findSession } from "../session/find.ts";
import { forkSession } from "../session/fork.ts";
import { sealsOf } from "../session/seals.ts";
import {
  createSession,
  latestSession,
  resumeSession,
  type OpenSession as StoredSession,
} from "../session/store.ts";
import { isUnreadable, type SessionSummary } from "../session/summary.ts";
import { clip } from "../sinks/width.ts";
import { clock } from "./clock.ts";
import { type Endpoint, knownKeys } from "./endpoint.ts";
import type { Resume } from "./resume.ts";

/** What `--continue` and `--resume` mean; undefined: a new session. Throws UserError when there is no such session. */
export function earlierSession(config: Config, { id, latest }: Resume): SessionSummary | undefined {
  const { state } = config.paths;
  if (id !== undefined) return readable(findSession(state, id, config.cwd));
  return latest ? latestSession(state, config.cwd) : undefined;
}

/** Where it worked is part of what could not be read: going on would be somewhere else. */
function readable(summary: SessionSummary): SessionSummary {
  if (!isUnreadable(summary)) return summary;
  const { path, problem } = summary;
  throw new UserError(`The session log could not be read: ${problem} (${path}).`, {
    exitCode: exitCodes.failure,
    hint: "Check the disk, then try again.",
  });
}

export interface StoredSessionInput {
  config: Config;
  endpoint: Endpoint;
  earlier: SessionSummary | undefined;
  fork: Resume["fork"];
  /** Of the session that is opened. */
  id: string;
  out: string;
  label: string;
  lane: Lane;
}

export function storedSession(input: StoredSessionInput): StoredSession {
  const { config, endpoint, earlier, fork, id, out, label, lane } = input;
  const { state } = config.paths;
  const secrets = knownKeys(config, endpoint);
  const options = { now: clock.now, secrets, seals: sealsOf(state) };
  if (earlier && fork) {
    // The copy belongs to where the user is now: that is where it is continued.
    return forkSession(state, earlier, { ...options, ...fork, id, cwd: config.cwd });
  }
  if (earlier) return resumeSession(earlier, options);
  const fact = {
    type: "session",
    version: 1,
    id,
    cwd: config.cwd,
    out,
    sandbox: label,
    model: endpoint.model,
    baseUrl: endpoint.baseUrl,
    harness: { provider: endpoint.provider, lane: lane.name, toolDelivery: lane.toolDelivery },
  } as const;
  return createSession(state, fact, options);
}

/** Removes a session that came to nothing. */
export function discardSession(stored: StoredSession, config: Config): void {
  stored.discard();
  removeOutputs(config.paths.state, stored.session.id);
}

/** The full outputs of a session's commands, and what files held before it changed them. */
export function removeOutputs(state: string, id: string): void {
  rmSync(join(state, "output", id), { recursive: true, force: true });
  removeKept(state, id);
}

/** What is told on resume: how far it had come. Empty for a new session. `attended`: the last turn is shown as well. */
export function resumedLines(
  session: SessionFact,
  entries: readonly Entry[],
  { fork, attended }: { fork: Resume["fork"]; attended: boolean },
): string[] {
  const turns = turnsOf(entries);
  const last = turns.at(-1);
  if (!last) return [];
  const name = shown(nameIn(entries));
  const from = shown(session.forkedFrom?.id ?? "");
  const count = counted(turns.length, "turn");
  const prompt = clip(inOneLine(typedWords(last.prompt)), 60);
  if (fork) {
    return attended
      ? [phrase("Forked from {1}, {2}.", from, count)]
      : [phrase("Forked from {1}, {2}, the last: {3}", from, count, prompt)];
  }
  const resumed = attended
    ? phrase("Resumed, {1} so far.", count)
    : phrase("Resumed, {1} so far, the last: {2}", count, prompt);
  return [name ? `${name}: ${resumed}` : resumed];
}

function inOneLine(text: string): string {
  return shown(text.slice(0, 2000).replace(/\s+/g, " ").trim());
}

function shown(text: string): string {
  return display(text, { oneLine: true });
}
