/** Node's compile cache, in Skillet's own cache folder: 11 to 13 ms off every start after the first. */

import * as module from "node:module";
import { join } from "node:path";
import { pathsOf } from "../config/paths.ts";

/** Does nothing where Node has none; a cache that cannot be written is no reason to fail. */
export function enableCompileCache(): void {
  module.enableCompileCache?.(join(pathsOf(process.env).cache, "compile"));
}
