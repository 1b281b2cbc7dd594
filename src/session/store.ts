/** Where sessions live: `STATE/sessions/FOLDER/ID.jsonl`, one folder for each working directory. */

import { existsSync, readdirSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../core/errors.ts";
import type { Entry, SessionFact } from "../core/events.ts";
import { diskError } from "./disk-error.ts";
import { folderNameOf, isSessionId } from "./id.ts";
import { type Lock, lockOwner, takeLock } from "./lock.ts";
import { type Log, openLog } from "./log.ts";
import { makePrivateFolder } from "./private-folder.ts";
import { type LogProblem, recoverLog } from "./read.ts";
import { believed, noSeals, type Seals, sealer } from "./seals.ts";
import { type SessionSummary, summaryOf } from "./summary.ts";

/** A session this process writes to. */
export interface OpenSession {
  session: SessionFact;
  path: string;
  /** Of earlier runs, and the first line. */
  entries: Entry[];
  /** What was found damaged; already reported lines do not come again once they are set aside. */
  problems: LogProblem[];
  log: Log;
  /** Closes the log and gives the lock back; a second call of this or the next does nothing. */
  close(): void;
  /** Closes it and removes its file: there is nothing in it worth keeping. */
  discard(): void;
}

export interface OpenOptions {
  /** ms since the epoch. */
  now: () => number;
  /** Values that are never written. */
  secrets?: readonly string[];
  /** Default: what is granted ends with the run, and no grant of a log counts. */
  seals?: Seals;
}

/** Starts a session; its first line is written, and on disk at the latest before its first consequence. */
export function createSession(
  state: string,
  session: SessionFact,
  options: OpenOptions,
): OpenSession {
  const folder = sessionFolder(state, session.cwd);
  const path = join(folder, `${session.id}.jsonl`);
  return underLock(path, () => {
    // Two of one id: the clock stands still, or somebody put it there. They must not share a file.
    if (existsSync(path))
      throw new UserError(`There is a session ${session.id} already (${path}).`);
    const seal = sealer(session.id, options.seals ?? noSeals);
    const log = openLog(path, { ...options, seal });
    return { session, path, entries: [log.append(session)], problems: [], log };
  });
}

/** Continues one. Throws UserError when it is open elsewhere, was written by a newer version, or has no first line. */
export function resumeSession(summary: SessionSummary, options: OpenOptions): OpenSession {
  const { path } = summary;
  return underLock(path, () => {
    const { session, entries, problems, lastSeq } = recoverLog(path);
    if (!session) throw new UserError(`The first line of this session cannot be read (${path}).`);
    // What the file calls itself is not believed: an id is part of paths and commands.
    const { id } = summary;
    const { seals = noSeals } = options;
    const { entries: ours, problem } = believed(entries, id, seals);
    return {
      session: { ...session, id },
      path,
      entries: ours,
      problems: [...problems, ...(problem ? [problem] : [])],
      log: openLog(path, { ...options, seal: sealer(id, seals), lastSeq }),
    };
  });
}

function underLock(path: string, open: () => Omit<OpenSession, "close" | "discard">): OpenSession {
  const lock: Lock = takeLock(lockOf(path));
  try {
    const opened = open();
    let closed = false;
    const close = (then: () => void) => {
      // Without the lock the file may be somebody else's by now.
      if (closed) return;
      closed = true;
      try {
        opened.log.close();
        then();
      } finally {
        lock.release();
      }
    };
    return {
      ...opened,
      close: () => close(() => {}),
      discard: () => close(() => unlinkSync(path)),
    };
  } catch (thrown) {
    lock.release();
    throw thrown;
  }
}

/** The folder of a working directory's sessions, made when it is missing, mode 0700. */
function sessionFolder(state: string, cwd: string): string {
  const name = folderNameOf(cwd);
  try {
    return makePrivateFolder(state, "sessions", name);
  } catch (cause) {
    throw diskError("opened", join(state, "sessions", name), cause);
  }
}

/** Newest first, by the time of the last entry. `cwd`: only those of that working directory; files put loose into `sessions/` count without it. */
export function listSessions(state: string, cwd?: string): SessionSummary[] {
  const sessions = join(state, "sessions");
  const folders = cwd === undefined ? ["", ...namesIn(sessions)] : [folderNameOf(cwd)];
  const found: SessionSummary[] = [];
  for (const folder of folders) {
    for (const name of namesIn(join(sessions, folder))) {
      const id = name.endsWith(".jsonl") ? name.slice(0, -".jsonl".length) : "";
      if (!isSessionId(id)) continue;
      const summary = summaryOf(join(sessions, folder, name), id);
      if (summary && (cwd === undefined || summary.cwd === cwd)) found.push(summary);
    }
  }
  return found.sort(newestFirst);
}

function newestFirst(a: SessionSummary, b: SessionSummary): number {
  if (a.updatedAt !== b.updatedAt) return a.updatedAt < b.updatedAt ? 1 : -1;
  return a.id < b.id ? 1 : -1;
}

/** What `--continue` means. Throws UserError when this directory has no session. */
export function latestSession(state: string, cwd: string): SessionSummary {
  const all = listSessions(state, cwd);
  const latest = all.find(({ blank }) => !blank) ?? all[0];
  if (latest) return latest;
  throw new UserError("This folder has no session to continue.", {
    hint: "Start one: skillet; or see all of them: skillet sessions list --all",
  });
}

/** Removes a session with what was set aside from it. Throws UserError when it is open. */
export function removeSession(summary: SessionSummary): void {
  const { path } = summary;
  const lock = takeLock(lockOf(path));
  try {
    const folder = join(path, "..");
    const torn = `${summary.id}.jsonl.torn-`;
    for (const name of namesIn(folder)) {
      if (name.startsWith(torn)) unlinkSync(join(folder, name));
    }
    unlinkSync(path);
  } catch (cause) {
    throw diskError("removed", path, cause);
  } finally {
    lock.release();
  }
}

/** The process that has it open; null: nobody, and nobody can where something else is in the place of the lock. */
export function sessionOwner(summary: Pick<SessionSummary, "path">): number | null {
  try {
    return lockOwner(lockOf(summary.path))?.pid ?? null;
  } catch (thrown) {
    // For a list: whoever wants to open it is told.
    if (thrown instanceof UserError) return null;
    throw thrown;
  }
}

function lockOf(path: string): string {
  return path.replace(/\.jsonl$/, ".lock");
}

/** Empty when there is no such folder. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (thrown) {
    const code = thrown instanceof Error && "code" in thrown ? thrown.code : "";
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw diskError("read", folder, thrown);
  }
}
