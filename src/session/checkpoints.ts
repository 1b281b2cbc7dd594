/**
 * What files held before a session changed them, by sha256: `STATE/checkpoints/ID/SHA256`. Contents are the user's own and
 * kept as they are; nothing is redacted.
 */

import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { isSessionId } from "./id.ts";

export interface KeptContents {
  /** The content is whole and on disk when this returns. Throws what the file system throws. */
  keep(sha256: string, bytes: Uint8Array): void;
  has(sha256: string): boolean;
  /** null: it is not kept (any more), or is not what it was. */
  read(sha256: string): Buffer | null;
}

const MiB = 1024 * 1024;
/** Of one session. Beyond it the oldest contents go. */
export const maxKeptBytes = 256 * MiB;

const newFile = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/** Touches nothing before there is something to keep. `maxBytes`: default `maxKeptBytes`. */
export function openKept(state: string, id: string, maxBytes = maxKeptBytes): KeptContents {
  const folder = folderOf(state, id);
  /** By hash, in the order in which they were kept; null: not looked at yet. */
  let sizes: Map<string, number> | null = null;
  /** Known to be on disk. */
  const safe = new Set<string>();

  function keep(sha256: string, bytes: Uint8Array): void {
    if (!isHash(sha256)) throw new Error(`${sha256} is no hash`);
    if (safe.has(sha256)) return;
    if (!sizes) {
      makeFolder(state, folder);
      sizes = sizesIn(folder);
    }
    const path = join(folder, sha256);
    if (sizes.has(sha256) && isSame(path, bytes)) {
      syncFile(path);
      utimesSync(path, new Date(), new Date());
    } else {
      makeRoom(sizes, bytes.length);
      writeWhole(folder, path, bytes);
    }
    sizes.delete(sha256);
    sizes.set(sha256, bytes.length);
    safe.add(sha256);
  }

  function makeRoom(known: Map<string, number>, wanted: number): void {
    let total = wanted;
    for (const size of known.values()) total += size;
    for (const [name, size] of known) {
      if (total <= maxBytes) return;
      rmSync(join(folder, name), { force: true });
      known.delete(name);
      safe.delete(name);
      total -= size;
    }
  }

  return {
    keep,
    has: (sha256) =>
      isHash(sha256) && statSync(join(folder, sha256), { throwIfNoEntry: false }) !== undefined,
    read(sha256) {
      if (!isHash(sha256)) return null;
      const bytes = contentOf(join(folder, sha256));
      return bytes && hashOf(bytes) === sha256 ? bytes : null;
    },
  };
}

/** Removes what is kept of a session. */
export function removeKept(state: string, id: string): void {
  rmSync(folderOf(state, id), { recursive: true, force: true });
}

/** What is kept of one session is kept of its copy as well, and stays when the original is removed. */
export function shareKept(state: string, from: string, to: string): void {
  const [source, target] = [folderOf(state, from), folderOf(state, to)];
  const names = [...sizesIn(source).keys()];
  if (names.length === 0) return;
  makeFolder(state, target);
  for (const name of names) {
    const [old, copy] = [join(source, name), join(target, name)];
    try {
      linkSync(old, copy);
    } catch {
      // No links on this disk; what is gone by now is gone for the original too.
      if (contentOf(old)) copyFileSync(old, copy);
    }
  }
}

function folderOf(state: string, id: string): string {
  if (!isSessionId(id)) throw new Error(`${id} is no id of a session`);
  return join(state, "checkpoints", id);
}

function isHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

function makeFolder(state: string, folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const path of [join(state, "checkpoints"), folder]) {
    if ((statSync(path).mode & 0o777) !== 0o700) chmodSync(path, 0o700);
  }
}

/** Oldest first. Empty when there is no such folder. */
function sizesIn(folder: string): Map<string, number> {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return new Map();
    throw thrown;
  }
  const found = names.flatMap((name) => {
    const stat = statSync(join(folder, name), { throwIfNoEntry: false });
    if (isHash(name)) return stat ? [{ name, size: stat.size, at: stat.mtimeMs }] : [];
    // Half-written, by a process that was killed.
    if (name.endsWith(".tmp")) rmSync(join(folder, name), { force: true });
    return [];
  });
  found.sort((a, b) => a.at - b.at);
  return new Map(found.map(({ name, size }) => [name, size]));
}

/** Under its name only when it is whole; the one sync takes the name with it on the file systems of Linux. */
function writeWhole(folder: string, path: string, bytes: Uint8Array): void {
  const temporary = join(folder, `${process.pid}.tmp`);
  rmSync(temporary, { force: true });
  const descriptor = openSync(temporary, newFile, 0o600);
  try {
    for (let done = 0; done < bytes.length; )
      done += writeSync(descriptor, bytes, done, bytes.length - done);
    renameSync(temporary, path);
    fsyncSync(descriptor);
  } catch (thrown) {
    rmSync(temporary, { force: true });
    throw thrown;
  } finally {
    closeSync(descriptor);
  }
}

function syncFile(path: string): void {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function isSame(path: string, bytes: Uint8Array): boolean {
  const there = contentOf(path);
  if (there?.equals(bytes)) return true;
  // Cut short by a power failure: it is written anew.
  rmSync(path, { force: true });
  return false;
}

/** null: there is no such plain file. */
function contentOf(path: string): Buffer | null {
  try {
    const descriptor = openSync(
      path,
      constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
    );
    try {
      return fstatSync(descriptor).isFile() ? readFileSync(descriptor) : null;
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return null;
  }
}

/** `node:crypto` costs 4 ms of a start; it is fetched when something is read. */
function hashOf(bytes: Uint8Array): string {
  return process.getBuiltinModule("node:crypto").hash("sha256", bytes);
}
