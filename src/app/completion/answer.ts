/** Answers a shell: one candidate a line, with what it is behind a tab; `:files` where a path is meant. Says nothing else, ever. */

import { type Config, loadConfig } from "../../config/load.ts";
import { settingNames, settingsTable } from "../../config/settings.ts";
import { display, isClean } from "../../core/display.ts";
import { UserError } from "../../core/errors.ts";
import { translated } from "../../core/messages/phrase.ts";
import { presets } from "../../model/presets.ts";
import { countSession } from "../../session/count.ts";
import { listSessions } from "../../session/store.ts";
import { openShelf } from "../../skills/shelf.ts";
import { commands } from "../commands/index.ts";
import { flags } from "../flags.ts";
import type { Io } from "../io.ts";
import { skillRoots } from "../skills.ts";
import { type Candidate, complete, type Sources } from "./complete.ts";

/** So many sessions are offered, the newest; more are no choice. */
const mostSessions = 50;
const longestAbout = 80;

/** `words`: where the cursor is among them, the program's name counted, then the words behind the program's name. */
export async function answerShell(words: readonly string[], io: Io): Promise<number> {
  const [place = "1", ...line] = words;
  const at = Math.max(0, Number(place) - 1);
  const upTo = [...line.slice(0, at), line[at] ?? ""];
  try {
    const { candidates, files } = await complete(joined(upTo), await sourcesOf(io));
    const shown = candidates
      // What would act on a terminal, or on the shell's own reading of lines, is no word to be offered.
      .filter(({ value }) => value !== "" && isClean(value) && !/[\n\t]/.test(value))
      .map(({ value, about = "" }) => {
        const text = display(translated(about), { oneLine: true });
        const clipped = text.length > longestAbout ? `${text.slice(0, longestAbout)}…` : text;
        return `${value}\t${clipped}\n`;
      });
    io.out(files ? `${shown.join("")}:files\n` : shown.join(""));
    return 0;
  } catch (thrown) {
    // In the middle of somebody's typing there is no place for an error: they see it when they press Enter.
    if (thrown instanceof UserError) return thrown.exitCode;
    throw thrown;
  }
}

/** bash takes `--lane=na` apart at the sign. */
function joined(words: readonly string[]): string[] {
  const [previous = "", sign] = words.slice(-3);
  if (words.length >= 2 && words.at(-1) === "=" && (words.at(-2) ?? "").startsWith("--"))
    return [...words.slice(0, -1), ""];
  if (words.length >= 3 && sign === "=" && previous.startsWith("--"))
    return [...words.slice(0, -2), words.at(-1) ?? ""];
  return [...words];
}

async function sourcesOf({ cwd, env, stdoutIsTerminal }: Io): Promise<Sources> {
  let loaded: Promise<Config> | undefined;
  const config = () => {
    loaded ??= loadConfig({ cwd, env, flags: {}, stdoutIsTerminal });
    return loaded;
  };
  const { paths } = await config();
  return {
    commands,
    flags,
    sessions: () => listSessions(paths.state, cwd).slice(0, mostSessions).flatMap(sessionWords),
    async skills() {
      const known = await config();
      const shelf = await openShelf({
        roots: skillRoots(known, () => {}),
        disabled: [],
      });
      return shelf.list().map(({ name, description }) => ({ value: name, about: description }));
    },
    providers: () => presets.map(({ name, baseUrl }) => ({ value: name, about: baseUrl })),
    settings: () =>
      settingNames
        .filter((name) => name !== "$schema")
        .map((name) => ({
          value: name,
          about: settingsTable[name as keyof typeof settingsTable].describe,
        })),
    values(setting) {
      if (!Object.hasOwn(settingsTable, setting)) return [];
      const { enum: words, type } =
        settingsTable[setting as keyof typeof settingsTable].kind.schema;
      if (Array.isArray(words)) return words.map((value) => ({ value: String(value) }));
      return type === "boolean" ? [{ value: "true" }, { value: "false" }] : [];
    },
  };
}

function sessionWords({
  id,
  path,
  title,
}: {
  id: string;
  path: string;
  title: string;
}): Candidate[] {
  const { name } = countSession(path);
  const told = { about: title };
  return [{ value: id, ...told }, ...(name ? [{ value: name, ...told }] : [])];
}
