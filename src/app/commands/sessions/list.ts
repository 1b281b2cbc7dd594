import { jsonPage } from "../../../core/json-line.ts";
import { phrase } from "../../../core/messages/phrase.ts";
import { wrapWords } from "../../../core/wrap-words.ts";
import { countSession } from "../../../session/count.ts";
import { listSessions, sessionOwner } from "../../../session/store.ts";
import { widthOf } from "../../../sinks/width.ts";
import { sessionLine } from "../../session-line.ts";
import type { SessionsAction } from "./action.ts";

export const list: SessionsAction = {
  name: "list",
  usage: "list [--all] [--json]          those of this folder, newest first",
  takes: ["all", "json"],
  async run({ flags, config }, io) {
    const found = listSessions(config.paths.state, flags.all === true ? undefined : config.cwd);
    if (flags.json === true) {
      const rows = found.map(({ path, blank: _, ...summary }) => ({
        ...summary,
        ...countSession(path),
        openBy: sessionOwner({ path }),
      }));
      io.out(`${jsonPage(rows)}\n`);
      return 0;
    }
    if (found.length === 0) {
      const none =
        flags.all === true
          ? phrase("No sessions anywhere yet.")
          : phrase("No sessions here yet. --all lists those of every folder.");
      io.out(`${none}\n`);
    }
    for (const summary of found) {
      const line = `${summary.id}  ${sessionLine(summary)}\n`;
      io.out(io.stdoutIsTerminal ? wrapWords(line, { columns: io.columns(), widthOf }) : line);
    }
    return 0;
  },
};
