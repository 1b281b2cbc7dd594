/** `!command`: the user's own, in the fence and the output directory, whatever it prints and however it ends. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { outputClaim } from "../../src/app/output-claim.ts";
import { runUserCommand } from "../../src/app/user-command.ts";
import { type OpenChat, type OpenChatOptions, openChat } from "../support/open-chat.ts";

async function typed(
  chat: OpenChat,
  command: string,
  signal = new AbortController().signal,
): Promise<string> {
  let written = "";
  await runUserCommand(command, chat.session().conversation, signal, (text) => {
    written += text;
  });
  return written;
}

async function ran(command: string, options: OpenChatOptions = {}): Promise<string> {
  return typed(await openChat(options), command);
}

test("a command of the user's own waits for the session that changes the directory, like one of the model's", async () => {
  const chat = await openChat();
  const { out } = chat.session();
  const other = outputClaim(chat.config.paths.state, join(out, "deep"), () => {});
  expect(other.claim()).toBe(null);
  expect(await typed(chat, "touch a.txt")).toBe(
    `Another session is changing ${out}/deep, in process ${process.pid}; it lies in ${out}. Close it there, or choose another folder with --out DIR.\n`,
  );
  expect(existsSync(join(out, "a.txt"))).toBe(false);
  other.release();
  expect(await typed(chat, "touch a.txt")).toBe("");
  expect(existsSync(join(out, "a.txt"))).toBe(true);
});

test("nothing of the user's environment is there, and what is printed acts on no terminal", async () => {
  const env = { OPENAI_API_KEY: "sk-verysecret0123456789", MY_TOKEN: "hush" };
  expect(await ran("env", { env })).not.toMatch(/sk-verysecret|hush/);
  expect(await ran("printf '\\033]0;t\\007\\033[2Ja\\rb\\n'")).toBe(
    "\\x1b]0;t\\x07\\x1b[2Ja\\rb\n",
  );
});
