import { newSession } from "../resume.ts";
import type { Slash } from "./slash.ts";

export const clear: Slash = {
  name: "clear",
  describe: "a new conversation; the files stay, and so does the earlier one",
  async run({ session, reopen, write }) {
    await reopen({ ...newSession, out: session.out });
    write(`A new conversation. Back to the one before: /resume ${session.id}\n`);
  },
};
