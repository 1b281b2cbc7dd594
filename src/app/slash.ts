/** Slash commands of the conversation: what is answered without the model. */

import { display } from "../core/display.ts";
import { receiptText } from "../sinks/receipt-text.ts";
import { openLine } from "./open-port.ts";
import type { OpenSession } from "./open-session.ts";
import { startedSkill } from "./started-skill.ts";

export interface SlashContext {
  session: OpenSession;
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

/** Runs `/name words`. A text: what is to be said to the model instead (a skill that the user starts). */
export async function runSlash(line: string, context: SlashContext): Promise<string | undefined> {
  const [name = "", ...words] = line.slice(1).split(/\s+/);
  const slash = slashes.find((known) => known.name === name);
  const rest = words.join(" ").trim();
  if (slash) {
    await slash.run(context, rest);
    return undefined;
  }
  const { skills, sandbox } = context.session;
  const said = await startedSkill(name, rest, skills.shelf, sandbox);
  if (said === undefined) {
    context.write(
      `No command and no skill /${display(name, { oneLine: true })}. /help lists them.\n`,
    );
  }
  return said;
}

function slashHelp(): string {
  const list = slashes.map(({ name, describe }) => `  /${name.padEnd(10)}${describe}\n`).join("");
  return `${list}  /NAME      start the skill of that name, with what follows as its arguments\n  Ctrl-C stops the turn and what it runs, twice leaves. Everything else is sent to the model.\n`;
}
