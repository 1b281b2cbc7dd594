/** Unpacks an archive that was looked through into a new folder: plain files only, each where its name says. */

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { exitCodes, UserError } from "../core/errors.ts";
import { type Archive, archiveLimits } from "./archive-entry.ts";
import { Refusal } from "./problem.ts";
import { readSkillFile } from "./read.ts";
import { readTar } from "./tar.ts";
import { readZip } from "./zip.ts";

/** What was in an archive and is not in the folder, or not as it was; one line each. */
export interface Unpacked {
  notes: string[];
}

/** By their first bytes; what cannot be read here is named, so that its user can unpack it. */
const unread: [name: string, magic: string][] = [
  ["bzip2", "425a68"],
  ["xz", "fd377a585a00"],
  ["zstd", "28b52ffd"],
  ["7-Zip", "377abcaf271c"],
  ["RAR", "526172211a07"],
];

/** `folder` must be empty. Throws UserError (52) for what is refused; nothing was written then. */
export function unpackArchive(path: string, folder: string): Unpacked {
  let archive: Archive;
  try {
    archive = readArchive(readSkillFile(path, { maxBytes: archiveLimits.packedBytes }));
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    throw new UserError(`${path}: ${thrown.message}`, {
      hint: "Nothing was unpacked. If you trust it, unpack it yourself and install the folder.",
      exitCode: exitCodes.badConfiguration,
      cause: thrown,
    });
  }
  const { files, links } = archive;
  for (const { path: name, data, mode } of files) {
    const target = join(folder, name);
    mkdirSync(dirname(target), { recursive: true });
    // Never over something: what stands there already is a name that was not seen to be the same.
    writeFileSync(target, data, { flag: "wx", mode: (mode & 0o111) === 0 ? 0o644 : 0o755 });
  }
  const setUser = files.filter(({ mode }) => (mode & 0o6000) !== 0);
  return {
    notes: [
      ...links.map((name) => `${name}: a link; it is left out.`),
      ...setUser.map(
        ({ path: name }) => `${name}: a setuid or setgid bit; the copy does not have it.`,
      ),
    ],
  };
}

/** By its first bytes, whatever it is called. Throws Refusal. */
export function readArchive(bytes: Buffer): Archive {
  const start = bytes.toString("hex", 0, 8);
  if (start.startsWith("504b0304") || start.startsWith("504b0506")) return readZip(bytes);
  if (start.startsWith("1f8b")) return readTar(gunzipped(bytes));
  if (bytes.toString("latin1", 257, 262) === "ustar") return readTar(bytes);
  const known = unread.find(([, magic]) => start.startsWith(magic));
  if (known)
    throw new Refusal(`${known[0]} archives are not read; unpack it and install the folder.`);
  throw new Refusal("It is no zip, tar or tar.gz file.");
}

function gunzipped(bytes: Buffer): Buffer {
  const { gunzipSync } = process.getBuiltinModule("node:zlib");
  const { unpackedBytes } = archiveLimits;
  try {
    // Headers and padding come on top of the files, at most two blocks for each.
    return gunzipSync(bytes, { maxOutputLength: unpackedBytes + archiveLimits.entries * 1024 });
  } catch (thrown) {
    const isTooLarge =
      thrown instanceof Error && "code" in thrown && thrown.code === "ERR_BUFFER_TOO_LARGE";
    throw new Refusal(
      isTooLarge
        ? `The archive is refused: unpacked it would have more than ${unpackedBytes} bytes.`
        : "The gzip file is damaged.",
    );
  }
}
