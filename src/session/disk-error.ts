/** What the system says of a session's file, as one line for the user with what to do about it. */

import { exitCodes, messageOf, UserError } from "../core/errors.ts";

/** One clear line for what went wrong with a session's file. */
export function diskError(what: string, path: string, cause: unknown): UserError {
  const code = codeOf(cause);
  const known = reasons[code];
  return new UserError(
    `The session log could not be ${what}: ${known?.reason ?? messageOf(cause)} (${path}).`,
    {
      exitCode: exitCodes.failure,
      hint: `${known?.hint ?? "What was done until then stands in the log."} Go on with: skillet -c`,
      cause,
    },
  );
}

/** What a system call threw as such a line; anything else, a UserError or a bug, comes back as it is. */
export function asDiskError(what: string, path: string, thrown: unknown): unknown {
  return thrown instanceof Error && "syscall" in thrown ? diskError(what, path, thrown) : thrown;
}

/** "" for what is no system error. */
function codeOf(cause: unknown): string {
  if (!(cause instanceof Error && "code" in cause)) return "";
  // libuv has no name for it.
  const quota = "errno" in cause && cause.errno === -122;
  return quota ? "EDQUOT" : String(cause.code);
}

const reasons: Record<string, { reason: string; hint: string } | undefined> = {
  ENOSPC: { reason: "no space left on the disk", hint: "Free some space." },
  EDQUOT: { reason: "the disk quota is used up", hint: "Free some space." },
  EIO: { reason: "the disk reports an input/output error", hint: "Check the disk." },
  EROFS: {
    reason: "the file system is read-only",
    hint: "Set SKILLET_STATE_DIR to a folder that can be written.",
  },
  EACCES: { reason: "permission denied", hint: "Set SKILLET_STATE_DIR to a folder of your own." },
  EPERM: { reason: "not permitted", hint: "Set SKILLET_STATE_DIR to a folder of your own." },
  ELOOP: { reason: "it is a symbolic link", hint: "Put a plain file in its place." },
};
