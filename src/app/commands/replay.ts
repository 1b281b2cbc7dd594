/** `skillet replay`: a recorded session once more, into a fresh output directory, without a model. */

import { existsSync, readdirSync, statSync } from "node:fs";
import { relative } from "node:path";
import { unattendedApprover } from "../../approval/unattended.ts";
import type { Config } from "../../config/load.ts";
import { UserError } from "../../core/errors.ts";
import type { SessionFact } from "../../core/events.ts";
import { type RecordedTurn, recordedTurns } from "../../core/recorded.ts";
import { findSession } from "../../session/find.ts";
import { readLog } from "../../session/read.ts";
import { jsonResult } from "../../sinks/json-result.ts";
import { receiptText } from "../../sinks/receipt-text.ts";
import type { Command } from "../command.ts";
import { configured } from "../configured.ts";
import { exitCodeOf } from "../exit-code.ts";
import { type Flag, flags as runFlags } from "../flags.ts";
import { freshFolder } from "../fresh-folder.ts";
import type { Io } from "../io.ts";
import { readers } from "../one-shot.ts";
import { onTerminal } from "../replay/attended.ts";
import { planLines, replayedLines } from "../replay/lines.ts";
import { replay as doAgain, type Replayed, type ReplayInput } from "../replay/run.ts";
import { stopSignals } from "../stop-signals.ts";
import { toStderr, warn } from "../warn.ts";
import { exactArguments } from "./exact-arguments.ts";

const taken = new Set([
  ...["out", "add-dir", "open", "lang", "approval-mode", "allow", "deny", "allow-host", "sandbox"],
  ...["sandbox-image", "verify", "skill", "skills", "trust-project-skills"],
  ...["output-format", "quiet", "verbose", "color", "screen-reader"],
]);

const ownFlags: readonly Flag[] = [
  {
    name: "dry-run",
    type: "boolean",
    describe: "Only list what would be done again; nothing runs",
    group: "Run:",
  },
  {
    name: "yes",
    alias: "y",
    type: "boolean",
    describe: "Also into a directory that is not empty; each call is judged all the same",
    group: "Safety:",
  },
  ...runFlags.filter(({ name }) => taken.has(name)),
];

export const replay: Command = {
  name: "replay",
  usage: "replay SESSION [--out DIR] [--dry-run] [-y]",
  describe: "Do a recorded session again, without a model: every call is asked about anew",
  flags: ownFlags,
  async run(_, io) {
    const { words, flags } = exactArguments(io.argv, ownFlags);
    const { cwd, env, stdoutIsTerminal } = io;
    const given = await configured({ cwd, env, flags, stdoutIsTerminal });
    const { session, turns } = recordedIn(words, given, io);
    if (flags["dry-run"] === true) {
      for (const line of planLines(session, turns)) io.out(`${line}\n`);
      return 0;
    }
    const config = given.outGiven ? given : await intoFreshFolder(flags, session, io);
    if (flags.yes !== true) refuseUsed(config.out);
    warn(
      `Nothing runs because it was recorded: each call is judged again. Output: ${relative(cwd, config.out) || "."}`,
      io,
    );
    const attended = io.stdinIsTerminal && io.stdoutIsTerminal && config.outputFormat === "text";
    if (attended) return onTerminal(config, session, turns);
    return unattended(config, session, turns, io);
  },
};

interface Recorded {
  session: SessionFact;
  turns: RecordedTurn[];
}

/** Throws UserError (42) for what is no session, or none in which something was done. */
function recordedIn(words: readonly string[], { paths, cwd }: Config, io: Io): Recorded {
  const [name, more] = words;
  if (name === undefined || more !== undefined) {
    throw new UserError("skillet replay takes one session: its id or name.", {
      hint: "See them: skillet sessions list",
    });
  }
  const { path, id } = findSession(paths.state, name, cwd);
  const { session, entries, problems } = readLog(path);
  for (const { message } of problems) warn(message, io);
  if (!session) throw new UserError(`The first line of this session cannot be read (${path}).`);
  // Questions were answered when it was recorded, and those who asked act on the answers already.
  const turns = recordedTurns(entries).map((turn) => ({
    ...turn,
    steps: turn.steps
      .map(({ text, calls }) => ({ text, calls: calls.filter((call) => call.name !== "ask_user") }))
      .filter(({ calls }) => calls.length > 0),
  }));
  if (turns.length === 0) throw new UserError(`Session ${id} has no turn to do again.`);
  return { session: { ...session, id }, turns };
}

async function intoFreshFolder(
  flags: Readonly<Record<string, unknown>>,
  { id }: SessionFact,
  io: Io,
): Promise<Config> {
  const { cwd, env, stdoutIsTerminal } = io;
  const out = freshFolder(cwd, `replay-${id}`, "Replay");
  return configured({
    cwd,
    env,
    flags: { ...flags, out } as typeof flags & { out: string },
    stdoutIsTerminal,
  });
}

/** What is there could be overwritten, and would make another result than the recorded one. */
function refuseUsed(out: string): void {
  if (!existsSync(out) || !statSync(out).isDirectory() || readdirSync(out).length === 0) return;
  throw new UserError(`${out} is not empty.`, {
    hint: "Choose a new folder with --out DIR, or say -y to go on in this one.",
  });
}

async function unattended(
  config: Config,
  session: SessionFact,
  turns: RecordedTurn[],
  io: Io,
): Promise<number> {
  const stop = stopSignals();
  io.onClosed(() => stop.stop());
  const { sinks, entrySinks } = readers(config, io);
  const input: ReplayInput = {
    ...{ config, original: session, turns, sinks, entrySinks, signal: stop.signal },
    ...{ approver: unattendedApprover(), attended: false },
    notice: (line) => warn(line, io),
  };
  try {
    const replayed = await doAgain(input);
    const code = stop.exitCode() ?? exitCodeOf(replayed.receipt, config.verify);
    tell(replayed, code, config, io);
    return code;
  } finally {
    stop.release();
  }
}

function tell(replayed: Replayed, exitCode: number, config: Config, io: Io): void {
  const { receipt, sessionId, text } = replayed;
  if (config.outputFormat === "json") io.out(jsonResult({ exitCode, sessionId, text, receipt }));
  if (config.outputFormat === "text" && !config.quiet)
    toStderr(`${receiptText(receipt).join("\n")}\n`, io);
  for (const line of replayedLines(replayed)) toStderr(`${line}\n`, io);
}
