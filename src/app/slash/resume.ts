import { UserError } from "../../core/errors.ts";
import { newSession } from "../resume.ts";
import type { Slash } from "./slash.ts";

export const resume: Slash = {
  name: "resume",
  describe: "go on with another session: /resume ID",
  async run({ session, reopen, write }, words) {
    if (words === "") throw new UserError("Which session?", { hint: "For example: /resume 2026" });
    if (words === session.id) throw new UserError("This is the session that is open.");
    const { resumed } = await reopen({ ...newSession, id: words });
    for (const line of resumed) write(`${line}\n`);
  },
};
