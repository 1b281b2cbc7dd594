import { askLine } from "../../approval/ask-line.ts";
import { display } from "../../core/display.ts";
import { UserError } from "../../core/errors.ts";
import { phrase } from "../../core/messages/phrase.ts";
import { type Turn, turnsOf } from "../../core/turns.ts";
import { typedWords } from "../../core/typed-words.ts";
import { newSession } from "../resume.ts";
import type { Slash, SlashContext } from "./slash.ts";

export const fork: Slash = {
  name: "fork",
  describe: "go on in a copy of this session: /fork shows its turns, /fork 2 copies the first two",
  inJob: "--resume ID --fork-session",
  async run(context, words) {
    const { session, reopen, recall, write } = context;
    const turns = turnsOf(session.entries);
    if (turns.length === 0) throw new UserError("There is nothing to copy yet.");
    const turn = words === "" ? await askTurn(turns, context) : numberIn(words, turns);
    if (turn === null) return;
    const copy = await reopen({ ...newSession, id: session.id, fork: { turn } });
    for (const line of copy.resumed) write(`${line}\n`);
    await recall(copy);
    const back = phrase("Back to the one before: {1}", `/resume ${session.id}`);
    write(`${phrase("The files are as they are now. This is {1}.", copy.id)} ${back}\n`);
  },
};

async function askTurn(turns: readonly Turn[], context: SlashContext): Promise<number | null> {
  for (const { number, prompt, reason } of turns) {
    const said = display(typedWords(prompt), { oneLine: true }).slice(0, 70);
    const how = reason === "done" ? "" : `  (${endOf(reason)})`;
    context.write(`  ${String(number).padStart(3)}  ${said}${how}\n`);
  }
  context.write(`${phrase("Up to which turn? A number; Enter takes all, Esc none.")}\n`);
  const words = await askLine(phrase("turn> "), context);
  if (words === null) return null;
  return words.trim() === "" ? turns.length : numberIn(words.trim(), turns);
}

function endOf(reason: Turn["reason"]): string {
  if (reason === "aborted") return phrase("stopped");
  if (reason === null) return phrase("cut short");
  return reason === "error" ? phrase("failed") : phrase("not finished");
}

function numberIn(words: string, turns: readonly Turn[]): number {
  const number = Number(words.normalize("NFKC"));
  if (Number.isInteger(number) && number >= 1 && number <= turns.length) return number;
  throw new UserError(`There is no turn ${display(words, { oneLine: true })}.`, {
    hint: `Its turns are 1 to ${turns.length}: /fork shows them.`,
  });
}
