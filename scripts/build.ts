/** Builds dist/: one minified bundle with split points, types, licences of what is inside, and the help text. */

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const root = new URL("..", import.meta.url).pathname;
process.chdir(root);
rmSync("dist", { recursive: true, force: true });

const { metafile } = await build({
  entryPoints: { cli: "src/cli.ts", index: "src/index.ts" },
  outdir: "dist",
  chunkNames: "chunks/[name]-[hash]",
  bundle: true,
  splitting: true,
  minify: true,
  keepNames: false,
  platform: "node",
  format: "esm",
  target: "node22.12",
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
  // Some packages inside are CommonJS and ask for node's modules by require.
  banner: {
    js: 'import{createRequire as __c}from"node:module";const require=__c(import.meta.url);',
  },
});

execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], {
  stdio: "inherit",
});
writeFileSync("dist/THIRD_PARTY_LICENSES.txt", licencesOf(Object.keys(metafile.inputs)));
writeFileSync(
  "dist/help.txt",
  execFileSync(process.execPath, ["dist/cli.js", "--help"], {
    env: { ...process.env, COLUMNS: "100" },
  }),
);

const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
console.log(`dist: ${Object.keys(metafile.outputs).length} files, ${(bytes / 1e6).toFixed(2)} MB`);

/** Name, version and licence text of every package of which something is in the bundle. */
function licencesOf(inputs: readonly string[]): string {
  const folders = new Set(
    inputs.flatMap((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []),
  );
  return [...folders]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(
        readFileSync(join(folder, "package.json"), "utf8"),
      );
      const file = readdirSync(folder).find(
        (entry) => /^licen[cs]e/i.test(entry) && statSync(join(folder, entry)).isFile(),
      );
      return `${name} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), "utf8").trim() : "No licence file in the package."}\n`;
    })
    .join(`\n${"-".repeat(80)}\n\n`);
}
