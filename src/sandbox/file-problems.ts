/** What the file system refuses, in words that a model can act on. */

import { closeSync } from "node:fs";
import { ToolProblem } from "../core/ports.ts";

const words: Record<string, string> = {
  ENOENT: "does not exist",
  EACCES: "cannot be used: permission denied",
  EPERM: "cannot be used: not permitted",
  EISDIR: "is a folder",
  ENOTDIR: "is not a folder",
  ENOTEMPTY: "is a folder",
  EEXIST: "exists already",
  ELOOP: "is a symbolic link; links are not followed",
  ENAMETOOLONG: "has a name that is too long for this disk",
  ENOSPC: "was not written: the disk is full. Nothing was changed",
  EDQUOT: "was not written: the disk quota is used up. Nothing was changed",
  EROFS: "was not written: the disk is read-only. Nothing was changed",
  EFBIG: "was not written: it is larger than a file may be here. Nothing was changed",
  EIO: "cannot be used: the disk reports an input/output error",
  EMFILE: "cannot be opened: too many files are open",
  ENFILE: "cannot be opened: too many files are open",
  ENXIO: "is no plain file",
  EILSEQ: "has a name that this disk does not take",
  EINVAL: "has a name that this disk does not take",
  ESTALE: "is gone: the network disk lost it",
  ETXTBSY: "is a program that is running",
};

/** Closes what was only looked at: an error of it loses nothing, and must not hide what was found. */
export function letGo(descriptor: number): void {
  try {
    closeSync(descriptor);
  } catch {
    // The kernel has taken it back all the same.
  }
}

/** A ToolProblem for an error of the file system; anything else comes back as it is, being a bug. */
export function problemOf(thrown: unknown, shown: string): unknown {
  if (!(thrown instanceof Error) || !("syscall" in thrown) || !("code" in thrown)) return thrown;
  // libuv has no name for a full quota.
  const quota = "errno" in thrown && thrown.errno === -122;
  const code = quota ? "EDQUOT" : String(thrown.code);
  return new ToolProblem(`${shown} ${words[code] ?? `cannot be used (${code})`}.`, {
    cause: thrown,
  });
}
