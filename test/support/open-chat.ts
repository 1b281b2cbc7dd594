/** A session that is open, with a model that says what it is told, and slash commands typed into it. */

import { onTestFinished } from "vitest";
import type { EditText } from "../../src/app/edit-text.ts";
import { resolveEndpoint } from "../../src/app/endpoint.ts";
import { moveTo } from "../../src/app/move-to.ts";
import { type OpenSession, openSession } from "../../src/app/open-session.ts";
import { recall } from "../../src/app/recall.ts";
import { newSession, type Resume } from "../../src/app/resume.ts";
import { runSlash } from "../../src/app/slash/run.ts";
import { unattendedApprover } from "../../src/approval/unattended.ts";
import { type Config, loadConfig } from "../../src/config/load.ts";
import { scriptedConsole, type Typed } from "./scripted-console.ts";
import { newHome } from "./skillet.ts";
import { said, wireServer } from "./wire-server.ts";

export interface OpenChat {
  config: Config;
  session(): OpenSession;
  turn(prompt: string): Promise<void>;
  /** What the command wrote. */
  slash(line: string): Promise<string>;
  /** What commands had said to the model. */
  said: string[];
  /** What the user answers with, in order: keys and lines. */
  typed: Typed[];
}

export interface OpenChatOptions {
  /** Of the model, one after the other; the last one stays. Default: "Yes." */
  replies?: string[];
  editText?: EditText;
  env?: Record<string, string>;
  /** Default: a new one. */
  home?: string;
}

export async function openChat(options: OpenChatOptions = {}): Promise<OpenChat> {
  const { replies = ["Yes."], home = newHome(), env = {}, editText } = options;
  const server = await wireServer(...replies.map((text) => said(text)));
  const config = await loadConfig({
    cwd: `${home}/work`,
    env: { HOME: home, PATH: process.env.PATH, ...env },
    flags: { "base-url": server.baseUrl, model: "scripted" },
    stdoutIsTerminal: false,
  });
  const open = async (resume: Resume) =>
    openSession({
      config,
      endpoint: await resolveEndpoint(config),
      resume,
      approver: unattendedApprover(),
      attended: false,
      sinks: [],
      entrySinks: [],
      notice: () => {},
    });
  let session = await open(newSession);
  onTestFinished(() => session.close());
  const chat: OpenChat = {
    config,
    session: () => session,
    said: [],
    typed: [],
    async turn(prompt) {
      await session.conversation.turn(prompt, new AbortController().signal);
    },
    async slash(line) {
      let written = "";
      const write = (text: string) => {
        written += text;
      };
      const console = { ...scriptedConsole(chat.typed.splice(0)), write };
      const say = await runSlash(line, {
        session,
        config,
        write,
        console,
        signal: new AbortController().signal,
        reopen: async (resume) => {
          session = await moveTo(
            () => open(resume),
            session,
            () => {},
          );
          return session;
        },
        recall: (earlier) => recall(earlier, config, console),
        ...(editText ? { editText } : {}),
      });
      chat.typed.push(...console.left());
      if (say) chat.said.push(say.prompt);
      return written;
    },
  };
  return chat;
}
