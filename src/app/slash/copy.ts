import { UserError } from "../../core/errors.ts";
import type { Entry } from "../../core/events.ts";
import { copyText } from "../clipboard.ts";
import type { Slash } from "./slash.ts";

export const copy: Slash = {
  name: "copy",
  describe: "the last answer into the clipboard",
  async run({ session, config, write }) {
    const answer = lastAnswer(session.entries);
    if (answer === "") throw new UserError("There is no answer to copy yet.");
    write(`${await copyText(answer, config.variables, write)}\n`);
  },
};

function lastAnswer(entries: readonly Entry[]): string {
  for (let index = entries.length - 1; index >= 0; index--) {
    const entry = entries[index];
    if (entry?.type !== "message" || entry.message.role !== "assistant") continue;
    if (entry.message.content.trim() !== "") return entry.message.content;
  }
  return "";
}
