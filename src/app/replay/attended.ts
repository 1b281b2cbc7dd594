/** A replay with a person there: who sees each call, and is asked. */

import { relative } from "node:path";
import { terminalApprover } from "../../approval/terminal.ts";
import type { Config } from "../../config/load.ts";
import { saveProjectRule } from "../../config/project-rules.ts";
import { display } from "../../core/display.ts";
import type { SessionFact } from "../../core/events.ts";
import { translated } from "../../core/messages/phrase.ts";
import type { RecordedTurn } from "../../core/recorded.ts";
import { terminalConsole } from "../../input/console.ts";
import { terminal } from "../../sinks/terminal.ts";
import { exitCodeOf } from "../exit-code.ts";
import type { OpenSession } from "../open-session.ts";
import { terminalOutput } from "../outputs.ts";
import { stopSignals } from "../stop-signals.ts";
import { every } from "../ticker.ts";
import { replayedLines } from "./lines.ts";
import { replay } from "./run.ts";

export async function onTerminal(
  config: Config,
  original: SessionFact,
  turns: RecordedTurn[],
): Promise<number> {
  const console = terminalConsole(process.stdin, terminalOutput("stdout"), {
    color: config.color,
    plain: config.plain,
    dumb: config.dumb,
  });
  const stop = stopSignals(() => console.close());
  let session: OpenSession | undefined;
  const screen = terminal({
    write: (text) => console.write(text),
    terminal: true,
    plain: config.plain,
    color: config.color,
    columns: () => console.columns,
    now: () => performance.now(),
    every,
    verbose: config.verbose,
    receipt: () => (session as OpenSession).conversation.receipt(),
  });
  const approver = terminalApprover(console, {
    label: () => (session as OpenSession).sandbox.label,
    confined: () => (session as OpenSession).sandbox.confined,
    out: () => relative(config.cwd, (session as OpenSession).out) || ".",
    saveRule: async (rule) => saveProjectRule(config.paths.config, config.project, rule),
    beforePrompt: screen.clear,
  });
  try {
    const replayed = await replay({
      ...{ config, original, turns, approver, attended: true, entrySinks: [] },
      sinks: [screen.sink],
      signal: stop.signal,
      notice: (line) => console.write(`${display(translated(line))}\n`),
      onTurn: (prompt) => console.write(`> ${display(prompt)}\n`),
      onOpen: (opened) => {
        session = opened;
      },
    });
    screen.clear();
    for (const line of replayedLines(replayed)) console.write(`${line}\n`);
    return stop.exitCode() ?? exitCodeOf(replayed.receipt, config.verify);
  } finally {
    screen.clear();
    console.close();
    stop.release();
  }
}
