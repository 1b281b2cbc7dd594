import { isAbsolute, join } from "node:path";
import { phrase } from "../../../core/messages/phrase.ts";
import { findSession } from "../../../session/find.ts";
import { readLog } from "../../../session/read.ts";
import { knownKeys } from "../../endpoint.ts";
import { exportText, formatFor, saveExport } from "../../export-session.ts";
import { toStderr, warn } from "../../warn.ts";
import type { SessionsAction } from "./action.ts";
import { wanted } from "./wanted.ts";

export const exporting: SessionsAction = {
  name: "export",
  usage: "export SESSION [--format md|json|html] [-o FILE] [-y]",
  takes: ["format", "out", "yes"],
  async run({ words, flags, config }, io) {
    const { path } = findSession(config.paths.state, wanted("export", words), config.cwd);
    // As everywhere, - is no file but where output goes.
    const file = typeof flags.out === "string" && flags.out !== "-" ? flags.out : undefined;
    const format = formatFor(file, typeof flags.format === "string" ? flags.format : undefined);
    const log = readLog(path);
    for (const { message } of log.problems) warn(message, io);
    const text = await exportText(format, log, knownKeys(config, { apiKey: null }));
    if (file === undefined) {
      io.out(text);
      return 0;
    }
    const target = isAbsolute(file) ? file : join(io.cwd, file);
    saveExport(target, text, { overwrite: flags.yes === true, out: log.session?.out ?? "" });
    toStderr(`${phrase("Written: {1}", file)}\n`, io);
    return 0;
  },
};
