/** list_files: the names in a folder, or all that match a glob. */

import type { ListedFile, Tool } from "../core/ports.ts";
import { optionalText } from "./arguments.ts";
import { grouped } from "./figures.ts";
import { tidyPath } from "./tidy-path.ts";

export const listFiles: Tool = {
  name: "list_files",
  description: "List a folder, or the files below it by glob.",
  parameters: {
    type: "object",
    properties: { pattern: { type: "string" }, path: { type: "string" } },
  },
  effect: (args, { sandbox }) => ({
    kind: "read",
    path: tidyPath(optionalText(args, "path") ?? "", sandbox.out),
  }),
  async run(args, { sandbox }) {
    const path = tidyPath(optionalText(args, "path") ?? "", sandbox.out);
    const pattern = optionalText(args, "pattern");
    const { files, more } = await sandbox.listFiles(path, pattern);
    if (files.length === 0) {
      const where = path === "." ? "the output directory" : path;
      return { content: pattern ? `Nothing in ${where} matches ${pattern}.` : `${where}: empty` };
    }
    const lines = files.map(line);
    if (more > 0) lines.push(`[${grouped(more)} more; narrow it with path or pattern.]`);
    return { content: lines.join("\n"), ...(more > 0 ? { truncated: true } : {}) };
  },
};

/** Folders end in a slash, files carry their size in bytes. */
function line({ path, kind, bytes }: ListedFile): string {
  if (kind === "folder") return `${path}/`;
  if (kind === "link") return `${path} (link, not followed)`;
  return kind === "file" ? `${path} ${bytes}` : `${path} (not a file)`;
}
