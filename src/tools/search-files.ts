/** search_files: the lines that match a regular expression, as `path:line: text`. */

import type { Tool } from "../core/ports.ts";
import { optionalText, wordsOf } from "./arguments.ts";
import { counted, grouped } from "./figures.ts";
import { tidyPath } from "./tidy-path.ts";

const maxCharacters = 30_000;

export const searchFiles: Tool = {
  name: "search_files",
  description: "Search files by regular expression.",
  parameters: {
    type: "object",
    properties: {
      pattern: { type: "string" },
      path: { type: "string" },
      glob: { type: "string" },
    },
    required: ["pattern"],
  },
  effect: (args, { sandbox }) => ({
    kind: "read",
    path: tidyPath(optionalText(args, "path") ?? "", sandbox.out),
  }),
  async run(args, { sandbox }) {
    const pattern = wordsOf(args, "pattern");
    const path = tidyPath(optionalText(args, "path") ?? "", sandbox.out);
    const glob = optionalText(args, "glob");
    const { hits, more, skipped = 0 } = await sandbox.searchFiles(pattern, path, glob);
    // What could not be searched may hold what is looked for.
    const unsearched =
      skipped > 0 ? `\n[${counted(skipped, "file")} not searched: too large or closed.]` : "";
    if (hits.length === 0) return { content: `No line matches ${pattern}.${unsearched}` };
    const lines: string[] = [];
    let characters = 0;
    for (const hit of hits) {
      const line = `${hit.path}:${hit.line}: ${hit.text.trimEnd()}`;
      characters += line.length + 1;
      if (characters > maxCharacters && lines.length > 0) break;
      lines.push(line);
    }
    const left = more + hits.length - lines.length;
    if (left > 0) lines.push(`[${grouped(left)} more; narrow it with pattern, path or glob.]`);
    return {
      content: `${lines.join("\n")}${unsearched}`,
      ...(left > 0 ? { truncated: true } : {}),
    };
  },
};
