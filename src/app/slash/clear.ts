import { phrase } from "../../core/messages/phrase.ts";
import { newSession } from "../resume.ts";
import type { Slash } from "./slash.ts";

export const clear: Slash = {
  name: "clear",
  describe: "a new conversation; the files stay, and so does the earlier one",
  async run({ session, reopen, write }) {
    await reopen({ ...newSession, out: session.out });
    const back = phrase("Back to the one before: {1}", `/resume ${session.id}`);
    write(`${phrase("A new conversation.")} ${back}\n`);
  },
};
