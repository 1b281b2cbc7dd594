/** The output directory: made when it is missing, refused when it cannot serve as one. */

import { accessSync, constants, mkdirSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { messageOf, UserError } from "../core/errors.ts";
import { isAtOrBelow, isBelow, isProtectedPath } from "../core/path-match.ts";
import { foreignFolder } from "./foreign-folders.ts";

/**
 * Its real path. Throws UserError (42): a file, a missing parent, not writable, `/`, HOME itself, above or in one of ours, in
 * a repository's own folder, the system's, or where keys lie. `project` is given where nobody named it for this run: what is written below that folder and
 * leads out of it by a link came with somebody's files.
 */
export function prepareOutputDirectory(out: string, paths: Homes, project?: string): string {
  return orRefused(() => prepared(out, paths, project));
}

interface Homes {
  home: string;
  state: string;
  config: string;
}

/** What the system says no to (a circle of links, a name that is too long, a folder that goes meanwhile) is a refusal as well. */
function orRefused(look: () => string): string {
  try {
    return look();
  } catch (thrown) {
    if (thrown instanceof UserError) throw thrown;
    throw new UserError(`The output directory cannot be opened: ${messageOf(thrown)}`, {
      hint: "Choose another with --out DIR.",
      cause: thrown,
    });
  }
}

function prepared(out: string, paths: Homes, project?: string): string {
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
  const swallowed = homes.find((path) => isAtOrBelow(path, real));
  const what =
    real === "/"
      ? "The output directory cannot be the root of the disk."
      : swallowed
        ? `The output directory cannot be ${real}, which is or holds ${swallowed}.`
        : misplaced(real, paths);
  if (what) {
    throw new UserError(what, {
      hint: "Everything in it may be changed by the model; choose a folder of its own with --out DIR.",
    });
  }
  if (project !== undefined && leaves(out, real, project)) {
    throw new UserError(`The output directory is a link that leads elsewhere: ${out} to ${real}`, {
      hint: `Remove the link; or, if it is yours, say --out ${real}.`,
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

/**
 * The one that a log names, without anybody having said so in this run. Throws UserError as above, and for what lies hidden in the
 * home: there are keys and what starts by itself, and a log may be anybody's. Below the folder where the user is, it was them.
 */
export function loggedOutputDirectory(out: string, paths: Homes, cwd: string): string {
  return orRefused(() => logged(out, paths, cwd));
}

function logged(out: string, paths: Homes, cwd: string): string {
  const [real = out] = realOf(out);
  const [home = paths.home] = realOf(paths.home);
  const [here = cwd] = realOf(cwd);
  const hidden = isAtOrBelow(real, home) && /\/\./.test(real.slice(home.length));
  const isHere = isAtOrBelow(real, here) && !isAtOrBelow(home, here);
  if (hidden && !isHere) {
    throw new UserError(
      `The log of that session names an output directory that lies hidden in your home: ${real}`,
      {
        hint: "If it is yours, go to that folder first, or say --out DIR.",
      },
    );
  }
  return prepared(out, paths, cwd);
}

/** What lies there is acted on by other programs, or is Skillet's own word. */
function misplaced(real: string, paths: Homes): string | undefined {
  const holder = [paths.state, paths.config].flatMap(realOf).find((at) => isBelow(real, at));
  if (holder) return `The output directory cannot be ${real}, which lies in ${holder}.`;
  if (isProtectedPath(real))
    return `The output directory cannot be ${real}, which belongs to version control or settings.`;
  const [home = paths.home] = realOf(paths.home);
  return foreignFolder(real, home);
}

function leaves(out: string, real: string, project: string): boolean {
  const [home = project] = realOf(project);
  return isBelow(out, project) && !isAtOrBelow(real, home);
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
