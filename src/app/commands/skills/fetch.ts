/** Brings a source to where it can be looked through: as it stands, unpacked, or cloned. Nothing is installed by it. */

import type { Config } from "../../../config/load.ts";
import { temporaryFolder } from "../../../sandbox/temporary-folder.ts";
import { unpackArchive } from "../../../skills/unpack.ts";
import type { Io } from "../../io.ts";
import { warn } from "../../warn.ts";
import { clone } from "./clone.ts";
import { readSource, type Source } from "./source.ts";
import { line } from "./told.ts";

export interface Fetched {
  /** Folder or file with the skills. */
  path: string;
  /** As it is recorded: an update finds it from any folder. */
  source: string;
  /** The commit of a repository; null: it is none. */
  revision: string | null;
  /** What was left out, one line each. */
  notes: string[];
  /** Deletes what was made on the way. */
  close(): void;
}

/** Throws UserError: 42 for what is no source, 44 without a fence for git, 52 for an archive that is refused. */
export async function fetchSource(text: string, config: Config, io: Io): Promise<Fetched> {
  const source = readSource(text, io.cwd);
  const shared = { source: nameOf(source), revision: null, notes: [] };
  if (source.kind === "git") {
    if (source.host !== null) warn(`cloning ${line(source.url)}`, io);
    const attended = io.stdinIsTerminal && io.stderrIsTerminal;
    return { ...shared, ...(await clone(source, config, attended)) };
  }
  if (source.kind !== "archive") return { ...shared, path: source.path, close() {} };
  const { path, remove: close } = temporaryFolder("unpack");
  try {
    return { ...shared, path, notes: unpackArchive(source.path, path).notes, close };
  } catch (thrown) {
    close();
    throw thrown;
  }
}

function nameOf(source: Source): string {
  if (source.kind !== "git") return source.path;
  return source.ref === null ? source.url : `${source.url}#${encodeURIComponent(source.ref)}`;
}
