/** Where git would look for its repository, and what lies in a folder: paths of the output directory, "." being itself. */

import { isAtOrBelow } from "../core/path-match.ts";

/** What `look` finds in the nearest folder, from this one upwards; null: nothing in any of them. Rejects as `look` does. */
export async function nearestAbove<Found>(
  folder: string,
  look: (root: string) => Promise<Found | null> | undefined,
): Promise<{ root: string; found: Found } | null> {
  for (let root = folder; ; root = aboveOf(root)) {
    const found = (await look(root)) ?? null;
    if (found !== null) return { root, found };
    if (root === ".") return null;
  }
}

/** "." is above all of them. */
export function aboveOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : ".";
}

export function isWithin(path: string, folder: string): boolean {
  return folder === "." || isAtOrBelow(path, folder);
}
