/** One spelling per path, so that rules, diffs and two calls on the same file agree; the sandbox judges what may be reached. */

import { ToolProblem } from "../core/ports.ts";

/**
 * Takes away `./`, doubled slashes and the output directory in front; everything else stays as it is, `..` included, for
 * the sandbox to refuse. Empty: the directory itself, ".".
 */
export function tidyPath(path: string, out: string): string {
  const inside =
    path === out ? "." : path.startsWith(`${out}/`) ? path.slice(out.length + 1) : path;
  const parts = inside.split("/").filter((part) => part !== "" && part !== ".");
  const tidy = parts.join("/");
  return inside.startsWith("/") ? `/${tidy}` : tidy || ".";
}

/** The same for the name of a file; a name that ends in a slash, or is only the directory, is refused. */
export function tidyFilePath(path: string, out: string): string {
  const tidy = tidyPath(path, out);
  if (tidy === "." || path.endsWith("/")) {
    throw new ToolProblem(`\`${path}\` names a folder; a file's path is needed.`);
  }
  return tidy;
}
