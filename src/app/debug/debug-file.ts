/** The file of `--debug`: appended to, for the user alone, and never something else's file. */

import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  realpathSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { messageOf, UserError } from "../../core/errors.ts";

/** So every debug log begins; what does not is somebody else's. */
const mark = '{"skillet":"debug log"';

export interface DebugFile {
  /** One JSON object; what cannot be written is dropped, and `lost` told once. */
  write(line: string): void;
  close(): void;
}

/** `out`: where the model may write; no log of ours is kept there. Throws UserError (42) and touches nothing then. */
export function openDebugFile(path: string, out: string, lost: (why: string) => void): DebugFile {
  let file: number | null = opened(path, out);
  return {
    write(line) {
      if (file === null) return;
      try {
        const bytes = Buffer.from(`${line}\n`);
        for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
      } catch (thrown) {
        file = null;
        lost(messageOf(thrown));
      }
    },
    close() {
      if (file === null) return;
      fsyncSync(file);
      closeSync(file);
      file = null;
    },
  };
}

function opened(path: string, out: string): number {
  let file: number;
  try {
    const place = join(realpathSync(dirname(path)), basename(path));
    if (isWithin(place, out)) throw inside(path);
    // No link: what it leads to would be made. Not blocking: a pipe in its place must not hold us up before it is refused.
    const { O_RDWR, O_CREAT, O_APPEND, O_NOFOLLOW, O_NONBLOCK } = constants;
    file = openSync(place, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK, 0o600);
  } catch (thrown) {
    if (thrown instanceof UserError) throw thrown;
    const link = (thrown as NodeJS.ErrnoException).code === "ELOOP";
    throw new UserError(
      `${path} cannot be the debug log: ${link ? "it is a link" : messageOf(thrown)}.`,
      {
        hint: "Name a file in a folder that is there: --debug /tmp/skillet-debug.log",
        cause: thrown,
      },
    );
  }
  try {
    if (!isOurs(file)) {
      throw new UserError(`${path} is no debug log of skillet; it is left as it is.`, {
        hint: "Name a new file for --debug.",
      });
    }
    fchmodSync(file, 0o600);
    return file;
  } catch (thrown) {
    closeSync(file);
    throw thrown;
  }
}

/** Empty (new), or begun by us. */
function isOurs(file: number): boolean {
  const stat = fstatSync(file);
  if (!stat.isFile()) return false;
  if (stat.size === 0) return true;
  const start = Buffer.alloc(mark.length);
  readSync(file, start, 0, mark.length, 0);
  return start.toString("utf8") === mark;
}

function isWithin(path: string, folder: string): boolean {
  const top = realpathSync(folder);
  return path === top || path.startsWith(top + sep);
}

function inside(path: string): UserError {
  return new UserError(`${path} is in the output directory, where the model may write.`, {
    hint: "Keep the debug log elsewhere: --debug /tmp/skillet-debug.log",
  });
}
