/** An esbuild plugin: inside the SDK, the web globals that Node loads lazily are the stand-ins of src/model/light-web.ts. */

import { readFileSync } from "node:fs";
import type { Plugin } from "esbuild";

const standIns = new URL("../src/model/light-web.ts", import.meta.url).pathname;

export const lightSdk: Plugin = {
  name: "light-sdk",
  setup(build) {
    build.onLoad({ filter: /[\\/]node_modules[\\/]openai[\\/].*\.m?js$/ }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      const names = ["Headers", "Response", "FormData"].filter((name) => mentions(source, name));
      if (/\bglobalThis\b/.test(source)) names.push("globals as globalThis");
      if (names.length === 0) return undefined;
      const head = `import { ${names.join(", ")} } from ${JSON.stringify(standIns)};\n`;
      return { contents: head + source, loader: "js" };
    });
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
