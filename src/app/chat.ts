/** The outer loop: a conversation on the terminal, with the whole history, until the user leaves. */

import { terminalConsole } from "../approval/console.ts";
import { terminalApprover } from "../approval/terminal.ts";
import type { Config } from "../config/load.ts";
import type { Console } from "../core/ports.ts";
import { receiptText } from "../sinks/receipt-text.ts";
import { terminalSink } from "../sinks/terminal.ts";
import { type Endpoint, resolveEndpoint } from "./endpoint.ts";
import type { Io } from "./io.ts";
import { openSession } from "./open-session.ts";
import type { Resume } from "./run.ts";
import { runSlash } from "./slash.ts";
import { stopSignals } from "./stop-signals.ts";

export async function chat(
  firstPrompt: string,
  config: Config,
  resume: Resume,
  io: Io,
): Promise<number> {
  const endpoint = await resolveEndpoint(config);
  const console = terminalConsole(process.stdin, process.stdout, { color: config.color });
  return converse({ firstPrompt, config, resume, io, console, endpoint });
}

export interface ConverseInput {
  /** Empty: the first prompt is asked for. */
  firstPrompt: string;
  config: Config;
  resume: Resume;
  io: Io;
  console: Console;
  endpoint: Endpoint;
  /** Leave after the first turn (the demo). */
  once?: boolean;
}

export async function converse(input: ConverseInput): Promise<number> {
  const { config, console, io } = input;
  const write = (text: string) => console.write(text);
  const stop = stopSignals();
  const session = await openSession({
    config,
    endpoint: input.endpoint,
    resume: input.resume,
    io,
    approver: terminalApprover(console),
    sinks: [
      terminalSink({
        write,
        color: config.color,
        terminal: true,
        columns: console.columns,
        verbose: config.verbose,
      }),
    ],
    entrySinks: [],
  });
  try {
    write(session.banner());
    for (let prompt = input.firstPrompt; ; prompt = "") {
      prompt ||= (await console.line("> ")) ?? "/exit";
      if (prompt.trim() === "") continue;
      if (/^\/?(exit|quit)$/.test(prompt.trim())) break;
      const showReceipt = () => write(receiptText(session.conversation.receipt(true)));
      if (prompt.startsWith("/")) {
        await runSlash(prompt, { session, write, showReceipt });
        continue;
      }
      stop.reset();
      await session.conversation.turn(prompt, stop.signal);
      if (
        session.conversation.receipt().commands.length +
          session.conversation.receipt().files.length >
        0
      ) {
        write(receiptText(session.conversation.receipt()));
      }
      if (input.once) break;
    }
    write(session.farewell());
    return stop.exitCode() ?? 0;
  } finally {
    await session.close();
    stop.release();
  }
}
