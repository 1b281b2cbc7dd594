import { phrase, translated } from "../../core/messages/phrase.ts";
import { openLine } from "../open-port.ts";
import type { Slash } from "./slash.ts";

export const open: Slash = {
  name: "open",
  describe: "look at a running app: /open 5000 makes it reachable for your browser",
  inJob: "--open PORT",
  async run({ session, write }, words) {
    const port = Number(words);
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      write(`${phrase("Which port? For example: {1}", "/open 5000")}\n`);
      return;
    }
    if (!(await session.sandbox.listening(port))) {
      write(
        `${phrase("Nothing listens on port {1} in the sandbox; /ps lists what runs.", port)}\n`,
      );
      return;
    }
    const forwarded = await session.sandbox.forward(port);
    write(`${translated(openLine(forwarded.port))}\n`);
  },
};
