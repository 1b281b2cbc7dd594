/** Bundles an entry of the sources the way it is shipped; the build and the tests that start processes share it. */

import { type OutputChunk, type Plugin, rolldown } from "rolldown";
import { entryGroups } from "./entry-groups.ts";
import { lightBuiltins } from "./light-builtins.ts";
import { lightSdk } from "./light-sdk.ts";

export interface BundleOptions {
  /** Name of the file in the folder, and its source. */
  input: Record<string, string>;
  dir: string;
  /** Folder of the pieces in it: two folders below the repository's top, as the sources lie; shipped skills are found from there. */
  pieces: string;
  minify: boolean;
  /** Default: those of what is shipped. */
  plugins?: Plugin[];
}

export interface Bundled {
  files: number;
  bytes: number;
  /** Paths of all modules of which something is inside. */
  modules: string[];
}

/** Throws where a module is missing or unreadable. */
export async function bundle(options: BundleOptions): Promise<Bundled> {
  const { input, dir, pieces, minify, plugins = [lightSdk, lightBuiltins] } = options;
  const build = await rolldown({
    input,
    platform: "node",
    // jsonc-parser has a form for bundlers only there; its main file asks for its parts at run time.
    resolve: { mainFields: ["module", "main"] },
    // js-yaml asks for it where it is there, for a kind of YAML that is never read here.
    external: ["esprima"],
    plugins: [...plugins, builtinRequire, asciiOnly],
    // eval: gray-matter's JavaScript front matter, which is refused before it comes to that. The other: a piece that is
    // loaded late by some may be there already for others.
    checks: { eval: false, ineffectiveDynamicImport: false },
  });
  const { output } = await build.write({
    dir,
    format: "esm",
    minify,
    comments: false,
    entryFileNames: "[name].js",
    chunkFileNames: `${pieces}/[name]-[hash].js`,
    codeSplitting: { groups: entryGroups() },
    polyfillRequire: false,
  });
  await build.close();
  const chunks = output.filter((one): one is OutputChunk => one.type === "chunk");
  return {
    files: output.length,
    bytes: chunks.reduce((sum, { code }) => sum + Buffer.byteLength(code), 0),
    modules: chunks.flatMap(({ moduleIds }) => moduleIds),
  };
}

/**
 * Few characters beyond ASCII make V8 hold the whole file with two bytes for each: they are escaped. Not where the file is full
 * of them (the messages in other languages).
 */
const asciiOnly: Plugin = {
  name: "ascii-only",
  generateBundle(_options, files) {
    for (const file of Object.values(files)) {
      if (file.type !== "chunk") continue;
      if (/(?<!\\)(?:\\\\)*\\[^\0-\x7f]/.test(file.code))
        throw new Error(`${file.fileName}: a backslash before a character beyond ASCII`);
      const escaped = file.code.replace(
        /[^\0-\x7f]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
      );
      if (escaped.length < 1.1 * file.code.length) file.code = escaped;
    }
  },
};

/** Some packages inside are CommonJS and ask for node's own modules by require; the bundler's createRequire would cost 5 ms. */
const builtinRequire: Plugin = {
  name: "builtin-require",
  generateBundle(_options, files) {
    for (const file of Object.values(files)) {
      if (file.type !== "chunk" || !/\brequire\(/.test(file.code)) continue;
      // Then it is one of its own.
      if (/\b(?:const|let|var|function) require\b/.test(file.code)) continue;
      file.code = `const require=(name)=>process.getBuiltinModule(name);\n${file.code}`;
    }
  },
};
