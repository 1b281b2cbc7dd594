import type { Slash } from "./slash.ts";

export const stop: Slash = {
  name: "stop",
  describe: "stop one of them: /stop p1; without a name all of them",
  async run({ session, write }, words) {
    const chosen = words ? [session.sandbox.process(words)] : session.sandbox.processes();
    for (const process of chosen) {
      if (!process) write(`No process named ${words}; /ps lists them.\n`);
      else if (process.ended() === null) {
        await process.stop();
        write(`Stopped ${process.id}.\n`);
      }
    }
  },
};
