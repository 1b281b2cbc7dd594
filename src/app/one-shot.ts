/** One prompt with nobody there: it ends by itself, with the exit code that tells how. */

import { unattendedApprover } from "../approval/unattended.ts";
import type { Config } from "../config/load.ts";
import { UserError } from "../core/errors.ts";
import type { Entry } from "../core/events.ts";
import { withPiped } from "../core/piped.ts";
import type { Sink } from "../core/ports.ts";
import type { Receipt } from "../core/receipt.ts";
import { finalText } from "../sinks/final-text.ts";
import { jsonLines } from "../sinks/json-lines.ts";
import { jsonResult } from "../sinks/json-result.ts";
import { receiptText } from "../sinks/receipt-text.ts";
import { terminal } from "../sinks/terminal.ts";
import { ticks } from "./clock.ts";
import { type Endpoint, resolveEndpoint } from "./endpoint.ts";
import { exitCodeOf } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { openSession } from "./open-session.ts";
import type { Resume } from "./resume.ts";
import { stopSignals } from "./stop-signals.ts";
import { every } from "./ticker.ts";
import { toStderr, warn } from "./warn.ts";

export interface JobPrompt {
  /** What the user typed: only that can start a skill. */
  own: string;
  /** What came on stdin: data beside the user's words; without any, the prompt, as it is. */
  piped: string;
}

/** `endpoint` missing: as the configuration says. */
export async function oneShot(
  { own, piped }: JobPrompt,
  config: Config,
  resume: Resume,
  io: Io,
  endpoint?: Endpoint,
): Promise<number> {
  if (resume.choose) {
    throw new UserError("--resume without a session needs a terminal to choose it on.", {
      hint: "Name one: skillet sessions list shows them; skillet -c takes the last of this folder.",
    });
  }
  const format = config.outputFormat;
  const answer =
    config.jsonSchema === null
      ? undefined
      : await (await import("./answer-form.ts")).answerForm(config.jsonSchema, config.cwd);
  const notice = (line: string) => {
    if (!config.quiet) warn(line, io);
  };
  const stop = stopSignals();
  io.onClosed(() => stop.stop());
  const { sinks, entrySinks } = readers(config, io);
  const session = await openSession({
    config,
    endpoint: endpoint ?? (await resolveEndpoint(config)),
    resume,
    approver: unattendedApprover(),
    attended: false,
    ...(answer ? { answer } : {}),
    sinks,
    entrySinks,
    notice,
  });
  try {
    for (const line of session.resumed) notice(line);
    const said = /^[/／]/.test(own)
      ? await (await import("./slash/in-job.ts")).saidInJob(own, session.skills, notice)
      : { prompt: own };
    const { text } = await session.conversation.turn(
      withPiped(said.prompt, piped),
      stop.signal,
      said,
    );
    const receipt = session.conversation.receipt();
    const code = stop.exitCode() ?? exitCodeOf(receipt, config.verify);
    if (format === "json")
      io.out(jsonResult({ exitCode: code, sessionId: session.id, text, receipt }));
    if (format === "text" && !config.quiet && worthTelling(receipt))
      toStderr(`${receiptText(receipt).join("\n")}\n`, io);
    return code;
  } finally {
    await session.close();
    stop.release();
  }
}

/** stdout holds the answer or the objects, stderr the progress. */
export function readers(
  config: Config,
  io: Io,
): { sinks: Sink[]; entrySinks: ((entry: Entry) => void)[] } {
  const progress = terminal({
    write: io.err,
    terminal: io.stderrIsTerminal,
    plain: config.plain,
    color: config.color,
    columns: io.columns,
    now: ticks,
    every,
    text: false,
    verbose: config.verbose,
  }).sink;
  const shown = config.quiet ? onlyTroubles(progress) : progress;
  if (config.outputFormat === "stream-json") return { sinks: [], entrySinks: [jsonLines(io.out)] };
  if (config.outputFormat === "json") return { sinks: [shown], entrySinks: [] };
  return {
    sinks: [shown, finalText({ write: io.out, terminal: io.stdoutIsTerminal })],
    entrySinks: [],
  };
}

/** What `--quiet` still lets through: errors, and calls that were not run. */
function onlyTroubles(sink: Sink): Sink {
  return (event) => {
    const refused = event.type === "tool_result" && event.content.startsWith("Not run:");
    // Shows nothing; a call that is not run is named by it.
    const names = event.type === "decision";
    return event.type === "error" || refused || names ? sink(event) : undefined;
  };
}

/** A plain answer needs no receipt. */
function worthTelling(receipt: Receipt): boolean {
  const { reason, files, commands, checks } = receipt;
  return reason === "approval_needed" || files.length + commands.length + checks.length > 0;
}
