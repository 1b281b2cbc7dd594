import { phrase, translated } from "../../core/messages/phrase.ts";
import { openLine } from "../open-port.ts";
import type { Slash } from "./slash.ts";

export const open: Slash = {
  name: "open",
  describe:
    "look at a running app: /open makes it reachable for your browser; of several, /open 5000",
  inJob: "--open PORT",
  async run({ session, write }, words) {
    const ports = words === "" ? await session.sandbox.openPorts() : [];
    const port = ports.length === 1 ? (ports[0] ?? 0) : Number(words);
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      const several = ports.map((one) => `/open ${one}`).join("  ");
      write(
        words === "" && ports.length === 0 && session.sandbox.confined
          ? `${phrase("Nothing listens in the sandbox; /ps lists what runs.")}\n`
          : `${phrase("Which port? For example: {1}", several || "/open 5000")}\n`,
      );
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
