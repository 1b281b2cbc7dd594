/** One writer per session: a lock that dies with its owner. No clock takes part in the decision. */

import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { exitCodes, UserError } from "../core/errors.ts";
import { asDiskError } from "./disk-error.ts";

const { O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_TRUNC, O_WRONLY } = constants;

/** A process, told apart from every other one that had or will have its number. */
export interface Owner {
  pid: number;
  /** Since boot, in kernel ticks (field 22 of /proc/PID/stat); "" where there is no /proc. */
  startTime: string;
  /** "" where the kernel has none. */
  bootId: string;
  /** The pid namespace, in which alone `pid` means something; "" where there are none. */
  pidNamespace: string;
}

export interface Lock {
  /** The owner before died with it in hand. */
  inherited: boolean;
  release(): void;
}

export interface LockOptions {
  /** Default: this process. */
  self?: Owner;
  /** What is locked, for those who look through a folder of locks. Default: "", which `locksIn` leaves out. */
  of?: string;
  /** What is said when somebody has it; `where` is `process 123`. Default: of a session. */
  held?: (where: string) => string;
  /** What to do then. */
  hint?: string;
}

/**
 * Takes the lock at `path` or throws UserError naming the owner.
 *
 * The lock is a chain of files. The first one is `path`; whoever finds its owner dead adds `path.afterN-OWNER`, which only
 * one process can make, and so on: the owner is the one at the end of the chain. So a stale lock is never removed by
 * anybody but its heir, and two processes that find it stale at once cannot both win.
 */
export function takeLock(path: string, options: LockOptions = {}): Lock {
  try {
    return take(path, options);
  } catch (cause) {
    throw asDiskError("locked", path, cause);
  }
}

function take(path: string, options: LockOptions): Lock {
  const { self = ownSelf(), of = "" } = options;
  const mine = `${path}.${self.pid}-${self.pidNamespace.replace(/\D/g, "")}`;
  try {
    writeOwner(mine, of === "" ? self : { ...self, of });
    for (;;) {
      const chain = chainOf(path);
      const holder = chain.at(-1);
      if (holder && isAlive(holder.owner, self))
        throw heldBy(holder.owner, path, { ...options, self });
      const place = holder ? heirOf(path, chain.length, holder.owner) : path;
      if (!linked(mine, place)) continue;
      const now = chainOf(path);
      if (now.at(-1)?.file === place) {
        const files = now.map(({ file }) => file);
        return { inherited: files.length > 1, release: () => release(files) };
      }
      // The chain was dissolved meanwhile; this link belongs to nothing.
      unlinkIfThere(place);
    }
  } finally {
    discard(mine);
  }
}

/** Who holds the lock; null: nobody who is alive. */
export function lockOwner(path: string, self: Owner = ownSelf()): Owner | null {
  const owner = chainOf(path).at(-1)?.owner;
  return owner && isAlive(owner, self) ? owner : null;
}

/** What is locked by somebody who is alive, of the locks (`*.lock`) in a folder that say so but for `mine`, with the error for whoever is in its way. */
export function locksIn(
  folder: string,
  mine: string,
  self: Owner = ownSelf(),
): { of: string; refusal(say: Pick<LockOptions, "held" | "hint">): UserError }[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".lock") && name !== mine);
  return names.flatMap((name) => {
    const path = join(folder, name);
    const { owner, of } = chainOf(path).at(-1) ?? { of: "" };
    if (!owner || of === "" || !isAlive(owner, self)) return [];
    return [{ of, refusal: (say) => heldBy(owner, path, { ...say, self }) }];
  });
}

/** The lock itself goes first: from then on nobody finds the rest of the chain. */
function release(files: readonly string[]): void {
  for (const file of files) discard(file);
}

/** What cannot be removed (the disk fails) is the lock of a dead owner soon: nobody needs to know. */
function discard(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // The next one takes it over.
  }
}

interface Link {
  file: string;
  owner: Owner;
  of: string;
}

function chainOf(path: string): Link[] {
  const chain: Link[] = [];
  for (let file = path; ; ) {
    const read = readOwner(file);
    if (!read) return chain;
    chain.push({ file, ...read });
    file = heirOf(path, chain.length, read.owner);
  }
}

function heirOf(path: string, generation: number, { pid, startTime, bootId }: Owner): string {
  return `${path}.after${generation}-${pid}-${startTime}-${bootId.slice(0, 8)}`;
}

function isAlive(owner: Owner, self: Owner): boolean {
  if (owner.bootId !== self.bootId) return false;
  // Another namespace of this machine: whether it lives cannot be seen from here, so it counts as alive.
  if (owner.pidNamespace !== self.pidNamespace) return true;
  if (owner.startTime !== "") return startTimeOf(owner.pid) === owner.startTime;
  try {
    process.kill(owner.pid, 0);
    return true;
  } catch (thrown) {
    // EPERM: there is such a process, of another user.
    return !(thrown instanceof Error && "code" in thrown && thrown.code === "ESRCH");
  }
}

function heldBy(
  owner: Owner,
  path: string,
  { self, held, hint }: LockOptions & { self: Owner },
): UserError {
  const elsewhere = owner.pidNamespace !== self.pidNamespace;
  const where = elsewhere
    ? `another container on this machine, process ${owner.pid}`
    : `process ${owner.pid}`;
  const say = held ?? ((place: string) => `This session is open in ${place}.`);
  const todo = hint ?? "Close it there, or go on in a copy of it: --fork-session";
  return new UserError(say(where), {
    exitCode: exitCodes.failure,
    hint: elsewhere ? `${todo.replace(/\.$/, "")}. If it is gone for good, remove ${path}*` : todo,
  });
}

/** This process as an owner. */
export function ownSelf(): Owner {
  return {
    pid: process.pid,
    startTime: startTimeOf(process.pid) ?? "",
    bootId: textOf("/proc/sys/kernel/random/boot_id") ?? "",
    pidNamespace: pidNamespace(),
  };
}

/** undefined: there is no such process, or no /proc. */
function startTimeOf(pid: number): string | undefined {
  const stat = textOf(`/proc/${pid}/stat`);
  // The name in brackets may hold anything; fields are counted behind its end, from field 3.
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  // A zombie holds nothing any more.
  return fields?.[0] === "Z" ? undefined : fields?.[19];
}

function pidNamespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

/** undefined: no such file. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (thrown) {
    if (isGone(thrown)) return undefined;
    throw thrown;
  }
}

/** What is no owner (an empty file after a power cut) is an owner that is dead: locks come into being complete. */
function readOwner(path: string): Omit<Link, "file"> | undefined {
  const text = lockText(path);
  if (text === undefined) return undefined;
  const dead: Owner = { pid: 0, startTime: "none", bootId: "", pidNamespace: "" };
  const nobody = { owner: dead, of: "" };
  try {
    const { pid, startTime, bootId, pidNamespace, of } = JSON.parse(text);
    const whole =
      Number.isSafeInteger(pid) &&
      pid > 0 &&
      /^\d*$/.test(startTime) &&
      /^[\w-]*$/.test(bootId) &&
      typeof pidNamespace === "string";
    const owner = { pid, startTime, bootId, pidNamespace };
    return whole ? { owner, of: typeof of === "string" ? of : "" } : nobody;
  } catch {
    return nobody;
  }
}

/** An owner is shorter, with the longest path that the system takes. */
const mostBytes = 32_768;

/** undefined: no such lock. Throws UserError for what is no file: nobody holds it, and nobody could take it. */
function lockText(path: string): string | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (thrown) {
    if (isGone(thrown)) return undefined;
    throw isLink(thrown) ? noLock(path) : thrown;
  }
  try {
    if (!fstatSync(descriptor).isFile()) throw noLock(path);
    const bytes = Buffer.alloc(mostBytes);
    return bytes.toString("utf8", 0, readSync(descriptor, bytes, 0, mostBytes, 0));
  } finally {
    closeSync(descriptor);
  }
}

function isLink(thrown: unknown): boolean {
  return thrown instanceof Error && "code" in thrown && thrown.code === "ELOOP";
}

function noLock(path: string): UserError {
  return new UserError(`${path} is in the place of a lock, and is no plain file.`, {
    exitCode: exitCodes.failure,
    hint: "Remove it.",
  });
}

function writeOwner(path: string, owner: Owner & { of?: string }): void {
  // The name can be guessed: what somebody put there is not written through.
  const flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK;
  const descriptor = openSync(path, flags, 0o600);
  try {
    fchmodSync(descriptor, 0o600);
    const bytes = Buffer.from(JSON.stringify(owner));
    // A full disk takes a part and says so; an owner that is not whole would count as dead.
    for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
  } finally {
    closeSync(descriptor);
  }
}

/** Linking is as exclusive as O_EXCL, and the file is complete from the start. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (thrown) {
    if (thrown instanceof Error && "code" in thrown && thrown.code === "EEXIST") return false;
    throw thrown;
  }
}

function unlinkIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (thrown) {
    if (!isGone(thrown)) throw thrown;
  }
}

function isGone(thrown: unknown): boolean {
  if (!(thrown instanceof Error && "code" in thrown)) return false;
  return thrown.code === "ENOENT" || thrown.code === "ESRCH" || thrown.code === "ENOTDIR";
}
