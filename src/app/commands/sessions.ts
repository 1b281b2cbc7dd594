/** `skillet sessions`: list, show, remove. */

import { rmSync } from "node:fs";
import { join } from "node:path";
import { display } from "../../core/display.ts";
import { UserError } from "../../core/errors.ts";
import { receiptOf } from "../../core/receipt.ts";
import { readLog } from "../../session/read.ts";
import { findSession, listSessions, removeSession } from "../../session/store.ts";
import { receiptText } from "../../sinks/receipt-text.ts";
import type { Command } from "../command.ts";
import { configured } from "../configured.ts";
import type { Io } from "../io.ts";

export const sessions: Command = {
  name: "sessions",
  usage: "sessions list | show ID | rm ID",
  describe: "List, show or remove sessions",
  flags: [
    { name: "json", type: "boolean", describe: "As JSON", group: "Output:" },
    {
      name: "all",
      type: "boolean",
      describe: "Of every folder, not only this one",
      group: "Output:",
    },
    { name: "yes", alias: "y", type: "boolean", describe: "Do not ask", group: "Safety:" },
  ],
  async run({ words, flags }, io) {
    const config = await configured({
      cwd: io.cwd,
      env: io.env,
      flags: {},
      stdoutIsTerminal: io.stdoutIsTerminal,
    });
    const [action = "list", id] = words;
    const json = flags.json === true;
    if (action === "list")
      return list(
        listSessions(config.paths.state, flags.all === true ? undefined : io.cwd),
        json,
        io,
      );
    if (!["show", "rm"].includes(action)) {
      throw new UserError(`skillet sessions cannot "${action}".`, {
        hint: "It can list, show ID and rm ID.",
      });
    }
    if (!id)
      throw new UserError(`skillet sessions ${action} needs an id.`, {
        hint: "See them: skillet sessions list",
      });
    const summary = findSession(config.paths.state, id);
    if (action === "show") return show(summary.path, json, io);
    if (flags.yes !== true) {
      throw new UserError(
        `This removes session ${summary.id} for good: ${display(summary.title)}`,
        { hint: `To do it: skillet sessions rm ${summary.id} -y` },
      );
    }
    removeSession(summary);
    rmSync(join(config.paths.state, "output", summary.id), { recursive: true, force: true });
    io.out(`Removed ${summary.id}.\n`);
    return 0;
  },
};

function list(found: ReturnType<typeof listSessions>, json: boolean, io: Io): number {
  if (json) {
    io.out(
      `${JSON.stringify(
        found.map(({ path: _, ...summary }) => summary),
        null,
        2,
      )}\n`,
    );
  } else if (found.length === 0) {
    io.out("No sessions here yet. --all lists those of every folder.\n");
  } else {
    for (const { id, updatedAt, title } of found)
      io.out(`${id}  ${updatedAt.slice(0, 16).replace("T", " ")}  ${display(title)}\n`);
  }
  return 0;
}

function show(path: string, json: boolean, io: Io): number {
  const { session, entries, problems } = readLog(path);
  for (const { message } of problems) io.err(`skillet: ${message}\n`);
  const receipt = receiptOf(entries, session ?? undefined);
  if (json) {
    io.out(`${JSON.stringify({ session, facts: entries, receipt }, null, 2)}\n`);
    return 0;
  }
  for (const entry of entries) {
    if (entry.type === "turn_start") io.out(`> ${display(entry.prompt)}\n\n`);
    if (entry.type === "message" && entry.message.role === "assistant" && entry.message.content)
      io.out(`${display(entry.message.content)}\n\n`);
  }
  io.out(`${receiptText(receipt).join("\n")}\n`);
  return 0;
}
