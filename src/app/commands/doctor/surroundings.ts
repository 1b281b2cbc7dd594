/** What Skillet stands on besides the fence and the endpoint: terminal, locale, its own files, the folder. */

import { accessSync, constants, existsSync, statfsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Config } from "../../../config/load.ts";
import { readProjectLayer } from "../../../config/project-layer.ts";
import { bytes } from "../../../sinks/figures.ts";
import type { Io } from "../../io.ts";
import { openSkills } from "../../skills.ts";
import { type Diagnosis, ok, problem, warning } from "./diagnosis.ts";

export async function surroundings(config: Config, io: Io): Promise<Diagnosis[]> {
  return [
    ...[locale(io), terminal(config, io), ...places(config), trust(config)],
    ...(await skills(config)),
  ];
}

/** The first of the three that is set counts (POSIX). */
function locale({ env }: Io): Diagnosis {
  const value = env.LC_ALL || env.LC_CTYPE || env.LANG;
  if (value && /utf-?8/i.test(value)) return ok("locale", value);
  const text = value ? `${value} is not UTF-8` : "none is set, so it may not be UTF-8";
  return warning("locale", `${text}: other characters may be shown wrongly`, "export LANG=C.UTF-8");
}

/** Narrower, and questions with their diffs are hard to read. */
const leastColumns = 60;

function terminal({ color }: Config, io: Io): Diagnosis {
  const { stdinIsTerminal, stdoutIsTerminal, env } = io;
  if (!stdinIsTerminal || !stdoutIsTerminal) {
    return ok("terminal", "none: one job at a time, and nobody is asked");
  }
  const name = env.TERM || "TERM is not set";
  if (!env.TERM || env.TERM === "dumb") {
    return warning(
      "terminal",
      `${name}: no colour, no status line, no pasting of several lines at once`,
      "export TERM=xterm-256color",
    );
  }
  const columns = io.columns();
  const text = `${name}, ${columns} columns, ${color ? "colour" : "no colour"}, bracketed paste`;
  return columns < leastColumns
    ? warning("terminal", `${text}; questions are hard to read below ${leastColumns} columns`)
    : ok("terminal", text);
}

function places({ paths }: Config): Diagnosis[] {
  const settings = join(paths.config, "settings.json");
  return [
    place("settings", settings, 0o022, "others can change it", "go-w"),
    place("sessions", join(paths.state, "sessions"), 0o077, "others can look into it", "go-rwx"),
  ];
}

/** `open`: bits of the mode that nobody else should have. */
function place(name: string, path: string, open: number, why: string, mend: string): Diagnosis {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) {
    const above = existing(dirname(path));
    return isWritable(above)
      ? ok(name, `${path} (not there yet)`)
      : notWritable(name, `${path} cannot be made: ${above}`, above);
  }
  const mode = (stats.mode & 0o777).toString(8).padStart(4, "0");
  if ((stats.mode & open) !== 0) {
    return warning(name, `${path} (mode ${mode}): ${why}`, `chmod ${mend} '${path}'`);
  }
  if (!isWritable(path)) return notWritable(name, `${path} (mode ${mode})`, path);
  const free = name === "sessions" ? freeBytes(path) : null;
  if (free !== null && free < leastFree) {
    return warning(
      name,
      `${path}: ${bytes(free)} are left on its disk`,
      "Make room: what is done has to be written down first.",
    );
  }
  return ok(name, `${path} (mode ${mode})`);
}

/** A session that cannot be written down is not begun; settings are only read. */
function notWritable(name: string, what: string, path: string): Diagnosis {
  const tell = name === "sessions" ? problem : warning;
  return tell(name, `${what} is not writable`, `chmod u+w '${path}'`);
}

/** A session with its checkpoints is small, but a full disk ends it. */
const leastFree = 100e6;

/** null: this file system does not say. */
function freeBytes(path: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  } catch {
    return null;
  }
}

function existing(path: string): string {
  return existsSync(path) || path === dirname(path) ? path : existing(dirname(path));
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false; // Which is the answer; why not is told by the mode beside it.
  }
}

/** What of the folder is used, and what waits for somebody to trust it. */
function trust({ project, projectTrusted, untrusted, paths, cwd, out }: Config): Diagnosis {
  const { settings, notes } = readProjectLayer({
    ...{ config: paths.config, project, cwd, home: paths.home, out },
  });
  const used = [...(settings ? [settings] : []), ...notes].filter(
    ({ state }) => state === "trusted",
  );
  if (untrusted.all !== null) return warning("folder", untrusted.all, "skillet config trust");
  if (used.length > 0)
    return ok("folder", `${project} is trusted; used: ${used.map(({ name }) => name).join(", ")}`);
  return ok(
    "folder",
    projectTrusted
      ? `${project} is trusted; it brings no settings and no AGENTS.md`
      : `${project} is not trusted, and brings no settings and no AGENTS.md`,
  );
}

/** Those of the project that nobody has approved as they stand; nothing where there are none. */
async function skills(config: Config): Promise<Diagnosis[]> {
  const { unapproved } = await openSkills(config, config.out, () => {}, true);
  const names = (await unapproved()).map(({ name }) => name);
  if (names.length === 0 || config.trustProjectSkills) return [];
  return [
    warning(
      "skills",
      `of this folder, approved by nobody as they stand and not used: ${names.join(", ")}`,
      "A session at a terminal asks; --trust-project-skills uses them in one run.",
    ),
  ];
}
