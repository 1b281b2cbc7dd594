/** `skillet undo`: takes file changes of a session back, outside of one. */

import { statSync } from "node:fs";
import { relative } from "node:path";
import type { Config } from "../../config/load.ts";
import { display } from "../../core/display.ts";
import { exitCodes, UserError } from "../../core/errors.ts";
import { phrase } from "../../core/messages/phrase.ts";
import type { UndoPlan } from "../../core/undo-plan.ts";
import { openFiles } from "../../sandbox/files.ts";
import { canPin } from "../../sandbox/pinned-walk.ts";
import { openKept } from "../../session/checkpoints.ts";
import { findSession } from "../../session/find.ts";
import { readLog } from "../../session/read.ts";
import { latestSession, resumeSession, sessionOwner } from "../../session/store.ts";
import type { SessionSummary } from "../../session/summary.ts";
import { clock } from "../clock.ts";
import type { Command } from "../command.ts";
import { configured } from "../configured.ts";
import type { FlagValues } from "../flags.ts";
import type { Io } from "../io.ts";
import { openFence } from "../open-fence.ts";
import { outputClaim } from "../output-claim.ts";
import { loggedOutputDirectory } from "../output-directory.ts";
import { askUndo } from "../undo/ask.ts";
import { carryOut, chosenFiles } from "../undo/carry-out.ts";
import {
  checkpointLines,
  type Names,
  nothingLine,
  planJson,
  planLines,
  undoneLines,
} from "../undo/lines.ts";
import { planFor, type UndoScene } from "../undo/plan.ts";
import { atTerminal, type Looks } from "./at-terminal.ts";

export const undo: Command = {
  name: "undo",
  usage: "undo [CHECKPOINT]",
  describe: "Take back what a session changed in files",
  flags: [
    {
      name: "session",
      type: "string",
      value: "ID",
      describe: "Of this session (default: the last one of this folder)",
      group: "Run:",
    },
    { name: "list", type: "boolean", describe: "List the checkpoints", group: "Run:" },
    { name: "dry-run", type: "boolean", describe: "Only say what would be done", group: "Safety:" },
    { name: "yes", alias: "y", type: "boolean", describe: "Do not ask", group: "Safety:" },
    {
      name: "restore",
      type: "array",
      value: "FILE",
      describe: "Take this file back even if it was changed since; else such files are kept",
      group: "Safety:",
    },
    { name: "json", type: "boolean", describe: "As JSON", group: "Output:" },
  ],
  async run({ words, flags }, io) {
    const config = await configured({
      cwd: io.cwd,
      env: io.env,
      flags: {},
      stdoutIsTerminal: io.stdoutIsTerminal,
    });
    const { state } = config.paths;
    if (words.length > 1) {
      throw new UserError("skillet undo takes one checkpoint at a time.", {
        hint: "See them: skillet undo --list",
      });
    }
    const summary =
      typeof flags.session === "string"
        ? findSession(state, flags.session, io.cwd)
        : latestSession(state, io.cwd);
    if (flags.list === true) return list(summary, flags.json === true, io);
    return withScene(summary, config, flags["dry-run"] === true, (scene, out) =>
      takeBack(words[0] ?? "", scene, namesOf(out, io.cwd, flags), {
        summary,
        looks: config,
        flags,
        io,
      }),
    );
  },
};

function namesOf(out: string, cwd: string, { session }: FlagValues): Names {
  const of = typeof session === "string" ? ` --session ${session}` : "";
  return { out: relative(cwd, out) || ".", back: (id) => `skillet undo ${id}${of}` };
}

function list({ path }: SessionSummary, json: boolean, io: Io): number {
  const { entries } = readLog(path);
  const lines = checkpointLines(entries);
  if (json) io.out(`${JSON.stringify(entries.filter(({ type }) => type === "checkpoint"))}\n`);
  else io.out(`${lines.join("\n") || phrase("No file has been changed in this session.")}\n`);
  return 0;
}

/** The session's log is opened for writing only where something may be written. */
async function withScene<Result>(
  summary: SessionSummary,
  config: Config,
  looking: boolean,
  use: (scene: UndoScene, out: string) => Promise<Result>,
): Promise<Result> {
  const owner = looking ? null : sessionOwner(summary);
  if (owner !== null) {
    throw new UserError(`Session ${summary.id} is open in process ${owner}.`, {
      hint: "Type /undo there.",
      exitCode: exitCodes.failure,
    });
  }
  const stored = looking ? null : resumeSession(summary, { now: clock.now });
  try {
    const { session, entries } = stored ?? readLog(summary.path);
    const out = outOf(session?.out ?? "", config);
    const files = reach(out, config, summary);
    const claim = outputClaim(config.paths.state, out, files.sweep);
    try {
      const taken = looking ? null : claim.claim();
      if (taken) throw taken;
      const scene: UndoScene = {
        ...{ entries, states: files.states, kept: openKept(config.paths.state, summary.id) },
        record(fact) {
          if (!stored) throw new Error("it is only looked at");
          stored.entries.push(stored.log.append(fact));
          stored.log.settle(fact);
        },
      };
      return await use(scene, out);
    } finally {
      claim.release();
      await files.close();
    }
  } finally {
    stored?.close();
  }
}

/** No command is run, so a fence is needed only where files cannot be pinned without one. */
function reach(out: string, config: Config, { id }: SessionSummary) {
  if (!canPin()) return openFence(config, id, out, true, () => {});
  const { config: settings, state } = config.paths;
  return openFiles({ out, protect: [settings, state].filter((at) => at.startsWith(`${out}/`)) });
}

/** As it stands now: a log may name any folder, so it is judged like one that was just typed. It is never made. */
function outOf(out: string, { paths, cwd }: Config): string {
  if (statSync(out, { throwIfNoEntry: false })?.isDirectory()) {
    return loggedOutputDirectory(out, paths, cwd);
  }
  throw new UserError(`The output directory is gone: ${display(out, { oneLine: true })}`, {
    hint: "Nothing was changed. Put it back where it was to undo something in it.",
  });
}

interface Asked {
  summary: SessionSummary;
  looks: Looks;
  flags: FlagValues;
  io: Io;
}

async function takeBack(
  wanted: string,
  scene: UndoScene,
  names: Names,
  { summary, looks, flags, io }: Asked,
): Promise<number> {
  const json = flags.json === true;
  const tell = (lines: readonly string[]) => {
    if (!json) io.out(`${lines.join("\n")}\n`);
  };
  const plan = await planFor("undo", wanted, scene);
  const restored = restoredBy(flags, plan);
  const report = (undone?: Parameters<typeof planJson>[2]) => {
    if (!json) return;
    const dryRun = undone === undefined;
    io.out(
      `${JSON.stringify({ session: summary.id, dryRun, ...planJson(plan, restored, undone) })}\n`,
    );
  };
  const nothing = plan ? nothingLine(plan) : phrase("No change of a file stands.");
  if (!plan || nothing !== null) {
    tell([nothing ?? ""]);
    report();
    return 0;
  }
  const asks = flags.yes !== true && flags["dry-run"] !== true;
  const attended = io.stdinIsTerminal && io.stderrIsTerminal && !json;
  if (!asks || !attended) tell(planLines(plan, restored, names));
  if (flags["dry-run"] === true) {
    report();
    return 0;
  }
  if (asks && !attended) {
    report();
    throw new UserError("Nothing was changed: nobody is there to say yes.", {
      hint: `Yes is said by: skillet undo ${[plan.checkpoint.id, ...ofSession(flags)].join(" ")} -y`,
      exitCode: exitCodes.approvalNeeded,
    });
  }
  const answer = asks ? await atTerminal(looks, (at) => askUndo(plan, names, at)) : restored;
  if (!answer) {
    io.out(`${phrase("Nothing was changed.")}\n`);
    return 0;
  }
  const undone = await carryOut(plan, chosenFiles(plan, answer), scene);
  tell(undoneLines(plan, undone, names));
  report(undone);
  return undone.left.length > 0 ? exitCodes.failure : 0;
}

function ofSession({ session }: FlagValues): string[] {
  return typeof session === "string" ? ["--session", session] : [];
}

/** Throws UserError for a file that is none of the checkpoint's. */
function restoredBy({ restore }: FlagValues, plan: UndoPlan | null): ReadonlySet<string> {
  const paths = Array.isArray(restore) ? restore.map(String) : [];
  const stranger = paths.find((path) => !plan?.files.some((file) => file.path === path));
  if (stranger !== undefined) {
    throw new UserError(`"${stranger}" is no file of that checkpoint.`, {
      hint: "Name it as skillet undo --dry-run does.",
    });
  }
  return new Set(paths);
}
