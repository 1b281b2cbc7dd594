import { phrase } from "../../core/messages/phrase.ts";
import { checkpointLines } from "../undo/lines.ts";
import type { Slash } from "./slash.ts";

export const checkpoints: Slash = {
  name: "checkpoints",
  describe: "what can be undone: the files that each turn changed",
  inJob: "skillet undo --list",
  run({ session, write }) {
    const lines = checkpointLines(session.conversation.entries);
    write(`${lines.join("\n") || phrase("No file has been changed in this session.")}\n`);
  },
};
