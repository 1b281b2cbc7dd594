/** A copy of a session up to some point, to go on from there another way; the original stays as it is. */

import { UserError } from "../core/errors.ts";
import type { Entry, Fact } from "../core/events.ts";
import { turnsOf } from "../core/turns.ts";
import { shareKept } from "./checkpoints.ts";
import { readLog } from "./read.ts";
import { believed, noSeals } from "./seals.ts";
import { createSession, type OpenOptions, type OpenSession } from "./store.ts";
import type { SessionSummary } from "./summary.ts";

export interface ForkOptions extends OpenOptions {
  /** Of the copy. */
  id: string;
  /** The last entry that is copied. Default: all. A call that is cut from its result by it is closed as interrupted. */
  seq?: number;
  /** The last turn that is copied, from 1; wins over `seq`. Default: all. */
  turn?: number;
  /** Where the copy belongs. Default: where the original does. */
  cwd?: string;
}

/** The original may be open: it is only read. Its name stays its own. Throws UserError when it has no such entry or turn. */
export function forkSession(
  state: string,
  from: SessionSummary,
  options: ForkOptions,
): OpenSession {
  const { session, entries: written, lastSeq, problems } = readLog(from.path);
  if (!session)
    throw new UserError(`The first line of this session cannot be read (${from.path}).`);
  const { entries, problem } = believed(written, from.id, options.seals ?? noSeals);
  const seq = options.turn === undefined ? (options.seq ?? lastSeq) : endOfTurn(options.turn);
  if (!entries.some((entry) => entry.seq === seq)) {
    throw new UserError(`Session ${from.id} has no entry ${seq}.`, {
      hint: `Its entries are 1 to ${lastSeq}: skillet sessions show ${from.id} --json`,
    });
  }
  const { forkedFrom: _, ...original } = factOf(session);
  const { cwd = session.cwd, id } = options;
  // What is copied keeps its time, so that the copy tells how long things took.
  let time = Date.parse(entries[0]?.at ?? "");
  let copying = true;
  const now = () => (copying && !Number.isNaN(time) ? time : options.now());
  const copy = createSession(
    state,
    { ...original, id, cwd, forkedFrom: { id: from.id, seq } },
    { ...options, now },
  );
  try {
    // Before the log names it.
    shareKept(state, from.id, id);
    for (const entry of entries) {
      if (entry.type === "session" || entry.type === "session_name" || entry.seq > seq) continue;
      time = Date.parse(entry.at);
      copy.entries.push(copy.log.append(factOf(entry)));
    }
    copying = false;
    copy.log.sync();
  } catch (thrown) {
    copy.discard();
    throw thrown;
  }
  return { ...copy, problems: [...problems, ...(problem ? [problem] : [])] };

  function endOfTurn(number: number): number {
    const turns = turnsOf(entries);
    const turn = turns[number - 1];
    if (turn) return turn.lastSeq;
    throw new UserError(`Session ${from.id} has no turn ${number}.`, {
      hint: turns.length === 0 ? "It has none yet." : `Its turns are 1 to ${turns.length}.`,
    });
  }
}

/** Without its place: the copy is numbered anew, without gaps. */
function factOf<Known extends Fact>(entry: Known & Partial<Pick<Entry, "seq" | "at">>): Known {
  const { seq: _seq, at: _at, ...fact } = entry;
  return fact as unknown as Known;
}
