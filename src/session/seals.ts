/** Seals on grants: a rule that a log says was granted counts only where it was granted by this user's own Skillet. */

import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import type { Entry, Fact } from "../core/events.ts";
import type { LogProblem } from "./read.ts";

type Approval = Extract<Fact, { type: "approval" }>;

export interface Seals {
  /** Of a grant in this session that answered a call of that tool; null: there is no key, so nothing is sealed and no seal fits. */
  of(session: string, tool: string, grant: Approval): string | null;
}

/** For those who neither grant nor believe. */
export const noSeals: Seals = { of: () => null };

/** With the key of this state directory, made when the first seal is needed. */
export function sealsOf(state: string): Seals {
  let key: string | null | undefined;
  return {
    of(session, tool, { callId, scope, rule }) {
      key ??= keyIn(state);
      if (key === null) return null;
      // Fetched when a rule is granted: it costs 4 ms of a start.
      const { createHmac } = process.getBuiltinModule("node:crypto");
      const sealed = JSON.stringify([1, session, tool, callId, scope, rule]);
      return createHmac("sha256", key).update(sealed).digest("hex");
    },
  };
}

/** Whether a rule counts from here on, until it is taken back. */
function isGrant(fact: Fact): fact is Approval & { rule: string } {
  if (fact.type !== "approval" || fact.by !== "user" || !fact.granted) return false;
  return fact.scope !== "once" && fact.rule !== undefined;
}

/** Given all facts in order, it tells of an approval the tool whose call was asked about. */
function askedTools(): (fact: Fact) => string | undefined {
  const tools = new Map<string, string>();
  return (fact) => {
    if (fact.type === "approval_request") {
      for (const { callId, name } of fact.calls) tools.set(callId, name);
    }
    return fact.type === "approval" ? tools.get(fact.callId) : undefined;
  };
}

/** Puts seals on what is written: it is given all facts of a session in order, and each as it will stand there. */
export function sealer(session: string, seals: Seals): <Kind extends Fact>(fact: Kind) => Kind {
  const tools = askedTools();
  return (fact) => {
    const tool = tools(fact);
    if (fact.type !== "approval") return fact;
    const seal = isGrant(fact) ? sealOf(fact, session, tool, seals) : null;
    if (seal === null && fact.seal === undefined) return fact;
    const { seal: _, ...approval } = fact;
    return { ...approval, ...(seal === null ? {} : { seal }) } as typeof fact;
  };
}

/** A grant that answers no question has none. */
function sealOf(grant: Approval, session: string, tool: string | undefined, seals: Seals) {
  return tool === undefined ? null : seals.of(session, tool, grant);
}

/** A grant without its seal stays in the conversation as an approval of that one call. `problem`: there were such. */
export function believed(
  entries: readonly Entry[],
  session: string,
  seals: Seals,
): { entries: Entry[]; problem?: LogProblem } {
  const tools = askedTools();
  let left = 0;
  const kept = entries.map((entry): Entry => {
    const tool = tools(entry);
    if (!isGrant(entry)) return entry;
    const seal = sealOf(entry, session, tool, seals);
    if (seal !== null && entry.seal === seal) return entry;
    left += 1;
    const { rule: _rule, seal: _seal, ...approval } = entry;
    return { ...approval, scope: "once" };
  });
  if (left === 0) return { entries: kept };
  const message =
    left === 1
      ? "A grant in this log was not given here: what it allowed is asked again."
      : `${left} grants in this log were not given here: what they allowed is asked again.`;
  return { entries: kept, problem: { kind: "unsealed", offset: 0, bytes: 0, message } };
}

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_WRONLY } = constants;

/** null: it can be neither read nor made. Then a grant ends with its run, and nothing else is lost. */
function keyIn(state: string): string | null {
  const path = join(state, "seal.key");
  try {
    return readKey(path) ?? makeKey(state, path);
  } catch {
    return null;
  }
}

function readKey(path: string): string | null {
  let descriptor: number;
  try {
    descriptor = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw thrown;
  }
  try {
    const stat = fstatSync(descriptor);
    // One that others can read is no secret.
    if (!stat.isFile() || stat.size !== 64 || (stat.mode & 0o077) !== 0)
      throw new Error("no key of ours");
    return readFileSync(descriptor, "utf8");
  } finally {
    closeSync(descriptor);
  }
}

/** Whole under its name or not at all; of two that make it at once, one does. */
function makeKey(state: string, path: string): string | null {
  const { randomBytes } = process.getBuiltinModule("node:crypto");
  mkdirSync(state, { recursive: true, mode: 0o700 });
  const temporary = `${path}.${randomBytes(6).toString("hex")}`;
  const descriptor = openSync(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  try {
    const bytes = Buffer.from(randomBytes(32).toString("hex"));
    for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
    fsyncSync(descriptor);
    linkSync(temporary, path);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== "EEXIST") throw thrown;
  } finally {
    closeSync(descriptor);
    unlinkSync(temporary);
  }
  return readKey(path);
}
