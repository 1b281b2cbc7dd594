/**
 * A plugin of the bundler. Inside the SDK, the web globals that Node loads lazily are the stand-ins of
 * src/model/light-web.ts, and the classes with one method per path of the API are empty: we use its request path only,
 * and they would be three quarters of its code (decision 0020).
 */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "rolldown";

const standIns = fileURLToPath(new URL("../src/model/light-web.ts", import.meta.url));

export const lightSdk: Plugin = {
  name: "light-sdk",
  load: {
    filter: { id: /[\\/]node_modules[\\/]openai[\\/].*\.m?js$/ },
    handler(path) {
      const source = readFileSync(path, "utf8");
      if (/[\\/]openai[\\/]resources[\\/]/.test(path)) return emptied(source, path);
      const names = ["Headers", "Response", "FormData"].filter((name) => mentions(source, name));
      if (/\bglobalThis\b/.test(source)) names.push("globals as globalThis");
      if (names.length === 0) return undefined;
      return `import { ${names.join(", ")} } from ${JSON.stringify(standIns)};\n${source}`;
    },
  },
};

/** As a global of its own: not as a member of something, and not declared in the file. */
function mentions(source: string, name: string): boolean {
  return (
    new RegExp(`(?<![.\\w])${name}\\b`).test(source) &&
    !new RegExp(
      `(?:class|function|const|let|var)\\s+${name}\\b|[{,]\\s*${name}\\s*[,}].*from`,
    ).test(source)
  );
}

/** All that the module exports, as classes that do nothing. Throws on a form of export that is not known. */
function emptied(source: string, path: string): string {
  const names = new Set<string>();
  const lines: string[] = [];
  for (const [line, what = "", name = ""] of source.matchAll(
    /^export\s+(\* from|\{|class|(?:async )?function|const|let|var|)\s*(\w*).*$/gm,
  )) {
    if (what === "* from") lines.push(line);
    else if (what === "{") {
      for (const one of listAfter(source, line)) names.add(one);
    } else if (what !== "" && name !== "") names.add(name);
    else throw new Error(`${path} exports in a form that is not known: ${line}`);
  }
  return [...lines, ...[...names].map((name) => `export class ${name} {}`)].join("\n");
}

/** Names of `export { a, b as c } ...`, over several lines. */
function listAfter(source: string, line: string): string[] {
  const from = source.indexOf(line);
  const list = source.slice(source.indexOf("{", from) + 1, source.indexOf("}", from));
  return list
    .replace(/\/\*.*?\*\//gs, "")
    .split(",")
    .map(
      (one) =>
        one
          .trim()
          .split(/\s+as\s+/)
          .at(-1) ?? "",
    )
    .filter((name) => name !== "" && name !== "default");
}
