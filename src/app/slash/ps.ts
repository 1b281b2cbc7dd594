import { display } from "../../core/display.ts";
import { phrase } from "../../core/messages/phrase.ts";
import type { Slash } from "./slash.ts";

export const ps: Slash = {
  name: "ps",
  describe: "commands running in the background",
  run({ session, write }) {
    const running = session.sandbox.processes().filter((process) => process.ended() === null);
    if (running.length === 0) write(`${phrase("Nothing runs.")}\n`);
    for (const { id, command } of running)
      write(`${id}  ${display(command, { oneLine: true, marks: "all" })}\n`);
  },
};
