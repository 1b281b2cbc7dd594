/** Slash commands of the conversation: what is answered without the model. */

import type { Config } from "../config/load.ts";
import { display } from "../core/display.ts";
import { UserError } from "../core/errors.ts";
import { ToolProblem } from "../core/ports.ts";
import { receiptText } from "../sinks/receipt-text.ts";
import { openLine } from "./open-port.ts";
import type { OpenSession } from "./open-session.ts";
import { type StartedSkill, startedSkill } from "./started-skill.ts";
import { endpointNamed, modelLines } from "./switch-model.ts";

export interface SlashContext {
  session: OpenSession;
  config: Config;
  write(text: string): void;
}

interface Slash {
  name: string;
  describe: string;
  run(context: SlashContext, words: string): void | Promise<void>;
}

const slashes: readonly Slash[] = [
  { name: "help", describe: "this list", run: ({ write }) => write(slashHelp()) },
  {
    name: "skills",
    describe: "the skills that are loaded, and what could not be",
    async run({ session, write }) {
      for (const line of await session.skills.lines()) write(`${display(line)}\n`);
    },
  },
  {
    name: "receipt",
    describe: "what was done and proven so far",
    run: ({ session, write }) =>
      write(`${receiptText(session.conversation.receipt(true)).join("\n")}\n`),
  },
  {
    name: "model",
    describe: "the model in use; /model NAME changes it, from the next message on",
    async run({ session, config, write }, words) {
      if (words !== "") {
        await session.changeModel(await endpointNamed(words, config, session.endpoint()));
      }
      const [now = "", ...more] = modelLines(config, session.endpoint());
      for (const line of words === "" ? [now, ...more] : [`Now: ${now}`]) {
        write(`${display(line, { oneLine: true })}\n`);
      }
    },
  },
  {
    name: "ps",
    describe: "commands running in the background",
    run({ session, write }) {
      const running = session.sandbox.processes().filter((process) => process.ended() === null);
      write(
        running.length === 0
          ? "Nothing runs.\n"
          : running
              .map(
                ({ id, command }) =>
                  `${id}  ${display(command, { oneLine: true, marks: "all" })}\n`,
              )
              .join(""),
      );
    },
  },
  {
    name: "stop",
    describe: "stop one of them: /stop p1; without a name all of them",
    async run({ session, write }, words) {
      const chosen = words ? [session.sandbox.process(words)] : session.sandbox.processes();
      for (const process of chosen) {
        if (!process) write(`No process named ${words}; /ps lists them.\n`);
        else if (process.ended() === null) {
          await process.stop();
          write(`Stopped ${process.id}.\n`);
        }
      }
    },
  },
  {
    name: "open",
    describe: "look at a running app: /open 5000 makes it reachable for your browser",
    async run({ session, write }, words) {
      const port = Number(words);
      if (!Number.isInteger(port) || port < 1 || port > 65535) {
        write("Which port? For example: /open 5000\n");
        return;
      }
      if (!(await session.sandbox.listening(port))) {
        write(`Nothing listens on port ${port} in the sandbox; /ps lists what runs.\n`);
        return;
      }
      const forwarded = await session.sandbox.forward(port);
      write(`${openLine(forwarded.port)}\n`);
    },
  },
  { name: "exit", describe: "leave (or Ctrl-C twice, or Ctrl-D)", run: () => {} },
];

/** Runs `/name words`. A prompt: what is to be said to the model instead (a skill that the user starts). */
export async function runSlash(
  line: string,
  context: SlashContext,
): Promise<StartedSkill | undefined> {
  const [, name = "", words = ""] = /^\/(\S*)\s*([\s\S]*)$/.exec(line) ?? [];
  const slash = slashes.find((known) => known.name === name);
  if (slash) {
    try {
      await slash.run(context, words.trim());
    } catch (thrown) {
      // What the user can mend costs a line, not the conversation.
      if (!(thrown instanceof UserError)) throw thrown;
      const { message, hint } = thrown;
      context.write(`${display(hint ? `${message} ${hint}` : message, { oneLine: true })}\n`);
    }
    return undefined;
  }
  const unknown = `No command and no skill /${display(name, { oneLine: true })}. /help lists the commands, /skills the skills.\n`;
  try {
    // A skill that is named like a command is started as /skill:NAME.
    const wanted = name.replace(/^skill:/, "");
    const started = await startedSkill(wanted, words.trim(), context.session.skills.shelf);
    if (!started) context.write(unknown);
    return started;
  } catch (thrown) {
    if (!(thrown instanceof ToolProblem)) throw thrown;
    context.write(`${display(thrown.message, { oneLine: true })}\n`);
    return undefined;
  }
}

function slashHelp(): string {
  const list = slashes.map(({ name, describe }) => `  /${name.padEnd(10)}${describe}\n`).join("");
  return `${list}  /NAME      start the skill of that name, with what follows as its arguments (/skill:NAME where a command has it)\n  Ctrl-C stops the turn and what it runs, twice leaves. Everything else is sent to the model.\n`;
}
