/** What Skillet stands on besides the fence and the endpoint: terminal, locale, its own files, the folder. */

import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Config } from "../../../config/load.ts";
import type { Io } from "../../io.ts";
import { type Diagnosis, ok, warning } from "./diagnosis.ts";

export function surroundings(config: Config, io: Io): Diagnosis[] {
  return [locale(io), terminal(io), ...places(config), trust(config)];
}

/** The first of the three that is set counts (POSIX). */
function locale({ env }: Io): Diagnosis {
  const value = env.LC_ALL || env.LC_CTYPE || env.LANG;
  if (value && /utf-?8/i.test(value)) return ok("locale", value);
  const text = value ? `${value} is not UTF-8` : "none is set, so it may not be UTF-8";
  return warning("locale", `${text}: other characters may be shown wrongly`, "export LANG=C.UTF-8");
}

function terminal(io: Io): Diagnosis {
  const { stdinIsTerminal, stdoutIsTerminal, env } = io;
  if (!stdinIsTerminal || !stdoutIsTerminal) {
    return ok("terminal", "none: one job at a time, and nobody is asked");
  }
  const name = env.TERM || "TERM is not set";
  if (!env.TERM || env.TERM === "dumb") {
    return warning("terminal", `${name}: no colour, no status line`, "export TERM=xterm-256color");
  }
  return ok("terminal", `${name}, ${io.columns()} columns`);
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
      : warning(name, `${path} cannot be made: ${above} is not writable`, `chmod u+w '${above}'`);
  }
  const mode = (stats.mode & 0o777).toString(8).padStart(4, "0");
  if ((stats.mode & open) !== 0) {
    return warning(name, `${path} (mode ${mode}): ${why}`, `chmod ${mend} '${path}'`);
  }
  if (!isWritable(path)) {
    return warning(name, `${path} (mode ${mode}) is not writable`, `chmod u+w '${path}'`);
  }
  return ok(name, `${path} (mode ${mode})`);
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

function trust({ project, projectTrusted }: Config): Diagnosis {
  const text = projectTrusted
    ? `${project} is trusted: its settings are used`
    : `${project} is not trusted: it runs as if it had no settings of its own`;
  return ok("folder", text);
}
