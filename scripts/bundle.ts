/** Bundles an entry of the sources the way it is shipped; the build and the tests that start processes share it. */

import { type BuildOptions, build } from "esbuild";
import { lightBuiltins } from "./light-builtins.ts";
import { lightSdk } from "./light-sdk.ts";

export type BundleOptions = Required<
  Pick<BuildOptions, "entryPoints" | "outdir" | "chunkNames" | "minify">
>;

/** Chunks must lie two folders below the repository's top, as the sources do: shipped skills are found from there. */
export function bundle(options: BundleOptions) {
  return build({
    ...options,
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node22.12",
    // jsonc-parser has a form for bundlers only there; its main file asks for its parts at run time.
    mainFields: ["module", "main"],
    legalComments: "none",
    plugins: [lightSdk, lightBuiltins],
    metafile: true,
    logLevel: "warning",
    // Some packages inside are CommonJS and ask for node's own modules by require; createRequire would cost 5 ms.
    banner: { js: "const require=(name)=>process.getBuiltinModule(name);" },
  });
}
