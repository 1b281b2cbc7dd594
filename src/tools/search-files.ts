/** search_files: the lines that match a regular expression, as `path:line: text`. */

import { withoutKeys } from "../core/key-shapes.ts";
import { isSecretPath } from "../core/path-match.ts";
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
    const found = await sandbox.searchFiles(pattern, path, glob);
    const { more, skipped = 0 } = found;
    // A search of a folder was not asked for; a file that may hold keys has to be named to be looked into.
    const hits = found.hits.filter((hit) => hit.path === path || !isSecretPath(hit.path));
    const hidden = new Set(found.hits.filter((hit) => !hits.includes(hit)).map((hit) => hit.path));
    // What could not be searched may hold what is looked for.
    const closed =
      skipped > 0 ? `\n[${counted(skipped, "file")} not searched: too large or closed.]` : "";
    const secret =
      hidden.size > 0
        ? `\n[${[...hidden].join(", ")} left out: it may hold keys; name it to ask.]`
        : "";
    const unsearched = `${closed}${secret}`;
    if (hits.length === 0) return { content: `No line matches ${pattern}.${unsearched}` };
    const lines: string[] = [];
    let characters = 0;
    for (const hit of hits) {
      // A search was for something else: a key on the way is nothing for the endpoint.
      const line = `${hit.path}:${hit.line}: ${withoutKeys(hit.text.trimEnd())}`;
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
