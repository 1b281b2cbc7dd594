/** The list of the files that a git repository tracks, read off its index: git itself is never run to find out. */

import { createHash } from "node:crypto";
import { pathText } from "./disk-path.ts";

export interface GitIndex {
  /** By path below the folder that the `.git` stands in: its mode, and the name of what it held when it was added last. */
  files: ReadonlyMap<string, { mode: number; object: string }>;
  algorithm: "sha1" | "sha256";
  /** Repositories of their own within it. */
  submodules: readonly string[];
}

/** Mode of an entry that is a repository of its own. */
const gitlink = 0o160000;
/** Fixed fields of an entry before its object's name: times, device, inode, mode, owner, size. */
const statBytes = 40;

/**
 * null: it is none that can be read here (torn, of a later version, split over two files). The sum at its end tells how long
 * the names of its objects are; where git left it out, they are taken for SHA-1.
 */
export function readGitIndex(bytes: Buffer): GitIndex | null {
  if (bytes.length < 12 + 20 || bytes.toString("latin1", 0, 4) !== "DIRC") return null;
  const version = bytes.readUInt32BE(4);
  const hash = hashOf(bytes);
  if (version < 2 || version > 4 || !hash) return null;
  try {
    return entriesOf(bytes.subarray(0, bytes.length - hash.length), version, hash);
  } catch (thrown) {
    if (thrown instanceof RangeError) return null;
    throw thrown;
  }
}

interface Hash {
  algorithm: GitIndex["algorithm"];
  length: number;
}

const hashes: readonly Hash[] = [
  { algorithm: "sha1", length: 20 },
  { algorithm: "sha256", length: 32 },
];

function hashOf(bytes: Buffer): Hash | undefined {
  const found = hashes.find(({ algorithm, length }) => {
    const body = bytes.subarray(0, bytes.length - length);
    return createHash(algorithm).update(body).digest().equals(bytes.subarray(-length));
  });
  return found ?? (bytes.subarray(-20).every((byte) => byte === 0) ? hashes[0] : undefined);
}

function entriesOf(bytes: Buffer, version: number, { algorithm, length }: Hash): GitIndex | null {
  const count = bytes.readUInt32BE(8);
  const files = new Map<string, { mode: number; object: string }>();
  const submodules: string[] = [];
  let at = 12;
  let before: Buffer = Buffer.alloc(0);
  for (let entry = 0; entry < count; entry++) {
    const start = at;
    const mode = bytes.readUInt32BE(at + 24);
    const object = bytes.toString("hex", at + statBytes, at + statBytes + length);
    at += statBytes + length;
    const flags = bytes.readUInt16BE(at);
    at += flags & 0x4000 && version >= 3 ? 4 : 2;
    let kept = 0;
    if (version === 4) {
      const cut = varintAt(bytes, at);
      kept = before.length - cut.value;
      at = cut.next;
    }
    const end = bytes.indexOf(0, at);
    if (end < 0 || kept < 0) return null;
    before = Buffer.concat([before.subarray(0, kept), bytes.subarray(at, end)]);
    // Up to version 3 an entry is filled up with one to eight zeros, to a multiple of eight.
    at = version === 4 ? end + 1 : start + ((end - start + 8) & ~7);
    const path = pathText(before);
    if ((mode & 0o170000) === gitlink) submodules.push(path);
    files.set(path, { mode, object });
  }
  return extendsOthers(bytes, at) ? null : { files, algorithm, submodules };
}

/** What a path shares with the one before it, as git writes numbers of any length. */
function varintAt(bytes: Buffer, start: number): { value: number; next: number } {
  let at = start;
  let byte = bytes.readUInt8(at++);
  let value = byte & 0x7f;
  while (byte & 0x80) {
    byte = bytes.readUInt8(at++);
    value = (value + 1) * 128 + (byte & 0x7f);
    if (value > bytes.length) throw new RangeError("longer than any path");
  }
  return { value, next: at };
}

/** `link`: most entries stand in another file. `sdir`: some stand for whole folders. Small letters: not to be passed over. */
function extendsOthers(bytes: Buffer, start: number): boolean {
  let at = start;
  while (at + 8 <= bytes.length) {
    if (/^[a-z]/.test(bytes.toString("latin1", at, at + 4))) return true;
    at += 8 + bytes.readUInt32BE(at + 4);
  }
  return at !== bytes.length;
}
