/** Builds dist/: one minified bundle with split points, types, licences of what is inside, and the help text. */

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "./bundle.ts";

const root = new URL("..", import.meta.url).pathname;
process.chdir(root);
rmSync("dist", { recursive: true, force: true });

// Two bundles: pieces shared by both would be files of their own, and each file costs the program's start 1 ms.
const shipped = { dir: "dist", minify: true };
const builds = [
  await bundle({ ...shipped, input: { cli: "src/cli.ts" }, pieces: "chunks" }),
  await bundle({ ...shipped, input: { index: "src/index.ts" }, pieces: "library" }),
];

execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], {
  stdio: "inherit",
});
writeFileSync(
  "dist/THIRD_PARTY_LICENSES.txt",
  licencesOf(builds.flatMap(({ modules }) => modules)),
);
for (const [language, file] of [
  ["en", "help.txt"],
  ["ja", "help.ja.txt"],
  ["zh", "help.zh.txt"],
] as const) {
  const help = execFileSync(process.execPath, ["dist/cli.js", "--help", "--lang", language], {
    env: { ...process.env, COLUMNS: "100" },
  });
  writeFileSync(`dist/${file}`, help);
}

const sum = (of: "files" | "bytes") => builds.reduce((all, one) => all + one[of], 0);
console.log(`dist: ${sum("files")} files, ${(sum("bytes") / 1e6).toFixed(2)} MB`);

/** Name, version and licence text of every package of which something is in the bundle. */
function licencesOf(modules: readonly string[]): string {
  const folders = new Set(
    modules.flatMap((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []),
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
