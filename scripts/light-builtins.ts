/**
 * A plugin of the bundler: our sources take node's own modules by process.getBuiltinModule and not by import. The import of a
 * built-in fills in every one of its exports, lazy ones too: 2.6 ms for node:fs and for node:util, at every start
 * (measured, Node 24).
 */

import { readFileSync } from "node:fs";
import type { Plugin } from "rolldown";

/** Slow to load (4 ms) and rarely needed: its functions fetch it when they are called. */
const lazy = "node:crypto";

export const lightBuiltins: Plugin = {
  name: "light-builtins",
  load: {
    filter: { id: /^(?!.*node_modules).*[\\/]src[\\/].*\.ts$/ },
    handler: (path) => ({ code: rewritten(readFileSync(path, "utf8")), moduleType: "ts" }),
  },
};

function rewritten(source: string): string {
  return source
    .replace(/^import \{([^}]*)\} from "(node:[\w/]+)";$/gm, (_all, names: string, from: string) =>
      taken(names, from),
    )
    .replace(
      /^import \* as (\w+) from "(node:[\w/]+)";$/gm,
      'const $1 = process.getBuiltinModule("$2");',
    );
}

function taken(list: string, from: string): string {
  const names = list
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && !name.startsWith("type "))
    .map((name) => name.split(" as ") as [string, string?]);
  const module = `process.getBuiltinModule("${from}")`;
  if (from !== lazy)
    return `const { ${names.map(([name, as]) => (as ? `${name}: ${as}` : name)).join(", ")} } = ${module};`;
  return names
    .map(
      ([name, as = name]) =>
        `const ${as} = (...args: unknown[]) => (${module} as any).${name}(...args);`,
    )
    .join("\n");
}
