/** The output directory: made when it is missing, refused when it cannot serve as one. */

import { accessSync, constants, mkdirSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { messageOf, UserError } from "../core/errors.ts";

/** Its real path. Throws UserError (42): a file, a missing parent, not writable, `/`, HOME itself, or above one of ours. */
export function prepareOutputDirectory(
  out: string,
  paths: { home: string; state: string; config: string },
): string {
  const parent = dirname(out);
  if (!statSync(parent, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UserError(`The output directory's parent does not exist: ${parent}`, {
      hint: "Make it, or choose another with --out DIR.",
    });
  }
  if (!statSync(out, { throwIfNoEntry: false })) {
    try {
      mkdirSync(out);
    } catch (thrown) {
      throw new UserError(`Cannot make the output directory: ${messageOf(thrown)}`, {
        hint: "Choose another with --out DIR.",
        cause: thrown,
      });
    }
  }
  const real = realpathSync(out);
  if (!statSync(real).isDirectory()) {
    throw new UserError(`The output directory is a file: ${out}`, {
      hint: "Choose a folder with --out DIR.",
    });
  }
  const homes = [paths.home, paths.state, paths.config].flatMap(realOf);
  const swallowed = homes.find(
    (path) => path === real || path.startsWith(real === "/" ? "/" : `${real}/`),
  );
  if (real === "/" || swallowed) {
    const what = real === "/" ? "the root of the disk" : `${real}, which is or holds ${swallowed}`;
    throw new UserError(`The output directory cannot be ${what}.`, {
      hint: "Everything in it may be changed by the model; choose a folder of its own with --out DIR.",
    });
  }
  try {
    accessSync(real, constants.W_OK | constants.X_OK);
  } catch (thrown) {
    throw new UserError(`The output directory is not writable: ${out}`, {
      hint: "Mend its permissions, or choose another with --out DIR.",
      cause: thrown,
    });
  }
  return real;
}

/** Of a path that may not exist yet: its nearest existing ancestor, resolved, and the rest. */
function realOf(path: string): string[] {
  let rest = "";
  for (let at = path; ; at = dirname(at)) {
    if (statSync(at, { throwIfNoEntry: false }))
      return [rest ? join(realpathSync(at), rest) : realpathSync(at)];
    if (at === dirname(at)) return [];
    rest = join(at.slice(dirname(at).length).replace(/^\//, ""), rest);
  }
}
