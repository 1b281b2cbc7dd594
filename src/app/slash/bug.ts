import { join } from "node:path";
import { display } from "../../core/display.ts";
import { bugReport } from "../bug-report.ts";
import { saveExport } from "../export-session.ts";
import type { Slash } from "./slash.ts";

export const bug: Slash = {
  name: "bug",
  describe: "what a bug report needs, in a file; nothing is sent",
  async run({ session, config, write }) {
    const { text, facts } = await bugReport(session, config);
    const path = join(config.cwd, `skillet-bug-${session.id}-${session.entries.length}.json`);
    saveExport(path, text, { overwrite: true });
    write(
      `Written: ${display(path, { oneLine: true })}\nIt holds version, fence, settings in use and the last ${facts} facts of this session, so also what you and the model wrote. Keys are taken out as far as they are known.\nNothing was sent. Look at it before you send it to anybody.\n`,
    );
  },
};
