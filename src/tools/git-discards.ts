/** Which changes a command of git would discard of what stands there now, by the repository's list; git is not asked. */

import { discardsNamed, type NamedDiscard } from "../core/git-discards.ts";
import { type Sandbox, ToolProblem } from "../core/ports.ts";
import type { Discard } from "../core/types.ts";
import { isWithin, nearestAbove } from "./git-repository.ts";
import { tidyPath } from "./tidy-path.ts";

/** So many paths are told of one command; the others are counted. */
const mostTold = 20;

/** Empty: nothing that is there would be lost. */
export async function discardsOf(
  command: string,
  cwd: string,
  sandbox: Sandbox,
): Promise<Discard[]> {
  const found: Discard[] = [];
  for (const one of discardsNamed(command)) found.push(...(await lookUp(one, cwd, sandbox)));
  return found;
}

async function lookUp(named: NamedDiscard, cwd: string, sandbox: Sandbox): Promise<Discard[]> {
  const { name, paths, staged, aside, maybeBranch } = named;
  const changed = paths ? await changedAround(tidyPath(cwd, sandbox.out), sandbox) : null;
  if (!paths || !changed) {
    // A branch is changed to more often than a file is taken back.
    return maybeBranch ? [] : [{ name, files: null, count: 0, staged, aside }];
  }
  const places = paths.map((path) =>
    tidyPath(path.startsWith("/") ? path : `${cwd}/${path}`, sandbox.out),
  );
  const isNamed = (path: string) =>
    places.length === 0 || places.some((place) => isWithin(path, place));
  const files = changed.filter(isNamed);
  if (files.length === 0 && (!staged || maybeBranch)) return [];
  return [{ name, files: files.slice(0, mostTold), count: files.length, staged, aside }];
}

/** Of the nearest repository above, as git looks for it; null: there is none here, or it cannot be told. */
async function changedAround(folder: string, sandbox: Sandbox): Promise<string[] | null> {
  try {
    const nearest = await nearestAbove(folder, (root) => sandbox.uncommitted?.(root));
    return nearest?.found ?? null;
  } catch (thrown) {
    if (thrown instanceof ToolProblem) return null;
    throw thrown;
  }
}
