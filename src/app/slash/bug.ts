import { join } from "node:path";
import { display } from "../../core/display.ts";
import { counted, phrase } from "../../core/messages/phrase.ts";
import { bugReport } from "../bug-report.ts";
import { saveExport } from "../export-session.ts";
import type { Slash } from "./slash.ts";

export const bug: Slash = {
  name: "bug",
  describe: "what a bug report needs, in a file; nothing is sent",
  async run({ session, config, write, signal }) {
    const report = await bugReport(session, config, signal).catch((thrown: unknown) => {
      if (!signal.aborted) throw thrown;
    });
    if (!report) return;
    const { text, facts } = report;
    const path = join(config.cwd, `skillet-bug-${session.id}-${session.entries.length}.json`);
    saveExport(path, text, { overwrite: true, out: session.out });
    const holds = phrase(
      "It holds version, fence, settings in use and the last {1} of this session, so also what you and the model wrote. Keys are taken out as far as they are known.",
      counted(facts, "fact"),
    );
    const care = phrase("Nothing was sent. Look at it before you send it to anybody.");
    write(`${phrase("Written: {1}", display(path, { oneLine: true }))}\n${holds}\n${care}\n`);
  },
};
