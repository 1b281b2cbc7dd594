import { isAbsolute, join } from "node:path";
import { display } from "../../core/display.ts";
import { phrase } from "../../core/messages/phrase.ts";
import { knownKeys } from "../endpoint.ts";
import { exportText, formatFor, saveExport } from "../export-session.ts";
import type { Slash } from "./slash.ts";

export const exporting: Slash = {
  name: "export",
  describe: "this session as a page: /export FILE, ending in .md, .html or .json; -y overwrites",
  inJob: "skillet sessions export ID",
  async run({ session, config, write }, words) {
    const overwrite = /(^|\s)-y$/.test(words);
    const file = words.replace(/(^|\s)-y$/, "").trim() || `skillet-${session.id}.md`;
    const text = await exportText(
      formatFor(file, undefined),
      { session: session.fact, entries: session.entries },
      knownKeys(config, session.endpoint()),
    );
    const path = pathOf(file, config);
    saveExport(path, text, { overwrite, out: session.out });
    write(`${phrase("Written: {1}", display(path, { oneLine: true }))}\n`);
  },
};

function pathOf(file: string, { cwd, paths }: { cwd: string; paths: { home: string } }): string {
  if (file.startsWith("~/")) return join(paths.home, file.slice(2));
  return isAbsolute(file) ? file : join(cwd, file);
}
