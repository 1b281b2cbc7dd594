import { display } from "../../core/display.ts";
import { phrase } from "../../core/messages/phrase.ts";
import { runningIn } from "../running-in.ts";
import type { Slash } from "./slash.ts";

export const ps: Slash = {
  name: "ps",
  describe: "commands running in the background",
  async run({ session, write }) {
    const running = runningIn(session.sandbox);
    if (running.length === 0) write(`${phrase("Nothing runs.")}\n`);
    for (const { id, command } of running)
      write(`${id}  ${display(command, { oneLine: true, marks: "command" })}\n`);
    const ports = await session.sandbox.openPorts();
    if (ports.length > 0)
      write(`${phrase("ports: {1}   /open PORT shows one to your browser", ports.join(", "))}\n`);
  },
};
