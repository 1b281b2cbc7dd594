/** What an archive holds, once it was looked through: plain files in memory, under names that lead nowhere else. */

import { Refusal } from "./problem.ts";

export interface ArchiveFile {
  /** Relative, with `/`, checked by `safeName`. */
  path: string;
  data: Uint8Array;
  /** Permission bits as the archive gives them; set-user bits too, which no copy keeps. */
  mode: number;
}

export interface Archive {
  files: ArchiveFile[];
  /** Names of links. None is made: where they lead cannot be told before everything is in place. */
  links: string[];
}

/** Public collections stay below a tenth of each. */
export const archiveLimits = {
  /** Of the archive itself. */
  packedBytes: 64 * 1024 * 1024,
  /** Of all its files together. */
  unpackedBytes: 128 * 1024 * 1024,
  entries: 10_000,
};

/** As the file system takes it. */
const maxSegmentBytes = 255;
const maxSegments = 32;

/** Throws Refusal for a name that leads out, is absolute, or cannot be a file's; a folder's loses its last slash. */
export function safeName(name: string): string {
  const told = JSON.stringify(name.slice(0, 100));
  const refuse = (why: string): never => {
    throw new Refusal(`The archive is refused: the name ${told} ${why}.`);
  };
  if (/^[/\\]|^[A-Za-z]:/.test(name)) refuse("is absolute");
  if (/[\0-\x1f\x7f]/.test(name)) refuse("holds control characters");
  if (name.includes("\\")) refuse("holds a backslash");
  const segments = name.split("/").filter((part) => part !== "" && part !== ".");
  if (segments.includes("..")) refuse("leads out of the archive");
  if (segments.length > maxSegments) refuse(`is nested more than ${maxSegments} deep`);
  if (segments.some((part) => Buffer.byteLength(part) > maxSegmentBytes)) refuse("is too long");
  return segments.join("/");
}

/** What file managers add; no part of any skill. */
export function isLitter(path: string): boolean {
  return /(^|\/)(__MACOSX(\/|$)|\._[^/]*$|\.DS_Store$|Thumbs\.db$)/.test(path);
}

/** Throws Refusal when two files would be one on some machine, or one stands where another needs a folder. */
export function checkNames(files: readonly ArchiveFile[]): void {
  const seen = new Map<string, string>();
  for (const { path } of files) {
    const key = folded(path);
    const other = seen.get(key);
    if (other !== undefined) {
      const told = JSON.stringify(path);
      throw new Refusal(
        other === path
          ? `The archive is refused: it has ${told} twice.`
          : `The archive is refused: it has ${told} as ${JSON.stringify(other)} as well.`,
      );
    }
    seen.set(key, path);
  }
  for (const { path } of files) {
    for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) {
      const folder = path.slice(0, at);
      if (!seen.has(folded(folder))) continue;
      throw new Refusal(
        `The archive is refused: ${JSON.stringify(folder)} is a file and a folder in it.`,
      );
    }
  }
}

/** As a file system that ignores letter case, or the ways to write an accent, would have it. */
function folded(path: string): string {
  return path.normalize("NFKC").toLowerCase().toUpperCase();
}

/** Adds sizes up and refuses as soon as it is too much. */
export function sizeCounter(): (bytes: number) => void {
  let [total, entries] = [0, 0];
  return (bytes) => {
    total += bytes;
    if (++entries > archiveLimits.entries) {
      throw new Refusal(
        `The archive is refused: it has more than ${archiveLimits.entries} entries.`,
      );
    }
    if (!Number.isSafeInteger(bytes) || bytes < 0 || total > archiveLimits.unpackedBytes) {
      throw new Refusal(
        `The archive is refused: unpacked it would have more than ${archiveLimits.unpackedBytes} bytes.`,
      );
    }
  };
}
