import { display } from "../../core/display.ts";
import { phrase } from "../../core/messages/phrase.ts";
import { runningIn } from "../running-in.ts";
import type { Slash } from "./slash.ts";

export const stop: Slash = {
  name: "stop",
  describe: "stop one of them: /stop p1; without a name all of them",
  words: ({ sandbox }) => runningIn(sandbox).map(({ id }) => id),
  async run({ session, write }, words) {
    const chosen = words ? [session.sandbox.process(words)] : runningIn(session.sandbox);
    if (chosen.length === 0) write(`${phrase("Nothing runs.")}\n`);
    for (const process of chosen) {
      if (!process)
        write(
          `${phrase("No process named {1}; /ps lists them.", display(words, { oneLine: true }))}\n`,
        );
      else if (process.ended() === null) {
        await process.stop();
        write(`${phrase("Stopped {1}.", process.id)}\n`);
      } else write(`${phrase("{1} has ended already.", process.id)}\n`);
    }
  },
};
