/** The outer loop: a conversation on the terminal, with the whole history, until the user leaves. */

import { relative } from "node:path";
import { terminalApprover } from "../approval/terminal.ts";
import type { Config } from "../config/load.ts";
import { saveProjectRule } from "../config/project-rules.ts";
import { display } from "../core/display.ts";
import { translated } from "../core/messages/phrase.ts";
import { attention } from "../sinks/attention.ts";
import { terminal } from "../sinks/terminal.ts";
import { allowanceOf } from "./allowance.ts";
import { banner, farewell } from "./banner.ts";
import { chooseSession } from "./choose-session.ts";
import { ticks } from "./clock.ts";
import { conversationConsole } from "./conversation-console.ts";
import { editTextWith } from "./edit-text.ts";
import { type Endpoint, resolveEndpoint } from "./endpoint.ts";
import { folderTrust } from "./folder-trust.ts";
import { inRows } from "./in-rows.ts";
import { withMentions } from "./mentions.ts";
import { moveTo } from "./move-to.ts";
import { notifyCommand } from "./notify-command.ts";
import { type OpenSession, openSession } from "./open-session.ts";
import { Prompts, secondInterruptMs } from "./prompts.ts";
import { recall } from "./recall.ts";
import type { Resume } from "./resume.ts";
import { runningIn } from "./running-in.ts";
import { settleTrust } from "./skill-trust.ts";
import { runSlash } from "./slash/run.ts";
import type { SlashContext } from "./slash/slash.ts";
import type { Said } from "./started-skill.ts";
import { stopSignals } from "./stop-signals.ts";
import { every } from "./ticker.ts";
import { runUserCommand } from "./user-command.ts";
import { usersEditor } from "./users-editor.ts";

export interface ChatInput {
  /** Empty: the first prompt is asked for. */
  firstPrompt: string;
  config: Config;
  resume: Resume;
  /** Default: as the configuration says. */
  endpoint?: Endpoint;
  /** Reads the configuration again, after the folder was trusted. Missing: nobody is asked whether it is. */
  reload?: () => Promise<Config>;
  /** The endpoint is gone afterwards (the demo), so how to go on is not told. Default: false. */
  passing?: boolean;
}

export async function chat(input: ChatInput): Promise<number> {
  const { passing = false } = input;
  let { config } = input;
  const endpoint = input.endpoint ?? (await resolveEndpoint(config));
  let session: OpenSession | undefined;
  const console = conversationConsole(
    config,
    endpoint,
    () => session as OpenSession,
    () => screen,
  );
  const stop = stopSignals(
    () => console.close(),
    () => console.sinceInterrupt() < secondInterruptMs,
  );
  stop.busy = false;
  const allowance = allowanceOf(config);
  const prompts = new Prompts(console, stop, input.firstPrompt);
  const screen = terminal({
    write: (text) => console.write(text),
    terminal: true,
    plain: config.plain,
    color: config.color,
    columns: () => console.columns,
    now: ticks,
    every,
    verbose: config.verbose,
    receipt: () => (session as OpenSession).conversation.receipt(),
    running: () => runningIn((session as OpenSession).sandbox),
  });
  const editor = usersEditor(config.variables);
  const editing = editor
    ? { editText: editTextWith(editor, (work) => console.lend(work)) }
    : undefined;
  const own = inRows(console);
  const write = (text: string) => console.write(own(translated(text)));
  const notice = (line: string) => {
    screen.clear();
    console.write(`${own(display(translated(line)))}\n`);
  };
  const calls = attention({
    ring: () => config.bell && console.write("\x07"),
    notify: notifyCommand(config, (text) => void screen.sink({ type: "notice", text })),
    now: ticks,
  });
  const open = (resume: Resume) =>
    openSession({
      config,
      endpoint: session?.endpoint() ?? endpoint,
      resume,
      approver: terminalApprover(own.console, {
        label: () => (session as OpenSession).sandbox.label,
        confined: () => (session as OpenSession).sandbox.confined,
        out: () => relative(config.cwd, (session as OpenSession).out) || ".",
        saveRule: async (rule) => saveProjectRule(config.paths.config, config.project, rule),
        ...editing,
        beforePrompt: screen.clear,
      }),
      attended: true,
      allowance,
      sinks: [screen.sink, calls],
      entrySinks: [],
      notice,
    });
  const folder = folderTrust(config, own.console);
  try {
    if (input.reload && (await folder.ask(config.out))) {
      const told = config.warnings;
      config = await input.reload();
      for (const line of config.warnings.filter((one) => !told.includes(one))) notice(line);
    }
    const resume = await chosen(input.resume);
    if (!resume) return 0;
    session = await open(resume);
    await askTrust(session);
    for (const line of banner(config, endpoint, session)) notice(line);
    await recall(session, config, console);
    for (;;) {
      const prompt = await prompts.next();
      if (typeof prompt === "number") return prompt;
      if (prompt.trim() === "") continue;
      if (/^\/?(exit|quit)$/.test(prompt.trim())) return 0;
      await askTrust(session);
      await answer(prompt);
    }
  } catch (thrown) {
    const code = stop.leaving();
    if (code === undefined) throw thrown;
    return code;
  } finally {
    if (session && !passing) for (const line of farewell(session)) notice(line);
    screen.clear();
    await session?.close();
    console.close();
    stop.release();
  }

  /** What the project brings for the model: at the start, and before a turn when it came or changed meanwhile. */
  async function askTrust(open: OpenSession): Promise<void> {
    if (input.reload) await folder.ask(open.out, ["notes"]);
    await settleTrust(open.skills, config.cwd, { console: own.console, signal: stop.signal });
  }

  /** undefined: the user was asked which session, and wants none. */
  async function chosen(resume: Resume): Promise<Resume | undefined> {
    if (!resume.choose) return resume;
    const id = await chooseSession({
      state: config.paths.state,
      cwd: config.cwd,
      write,
      console,
      signal: stop.signal,
    });
    return id === null ? undefined : { ...resume, id };
  }

  function slashContext(now: OpenSession, signal: AbortSignal): Omit<SlashContext, "say"> {
    return {
      session: now,
      config,
      write,
      console: own.console,
      signal,
      reopen: async (resume) => {
        session = await moveTo(() => open(resume), now, notice);
        return session;
      },
      recall: async (earlier) => {
        write("\n");
        await recall(earlier, config, console);
      },
      ...editing,
    };
  }

  /** Throws where a signal wants the program to end. */
  async function answer(prompt: string): Promise<void> {
    const open = session as OpenSession;
    if (prompt.startsWith("!")) {
      const write = (text: string) => console.write(text);
      await prompts.during((signal) =>
        runUserCommand(prompt.slice(1), open.conversation, signal, write),
      );
    } else {
      const said = prompt.startsWith("/")
        ? await prompts.during((signal) => runSlash(prompt, slashContext(open, signal)))
        : { prompt: await withMentions(prompt, open.sandbox, notice) };
      if (said) await takeTurn(said, session as OpenSession);
    }
    if (stop.leaving() !== undefined) throw stop.signal.reason;
  }

  async function takeTurn({ prompt, ...said }: Said, open: OpenSession): Promise<void> {
    await prompts.during(
      (signal) => open.conversation.turn(prompt, signal, said),
      ({ reason }) => reason === "aborted",
    );
  }
}
