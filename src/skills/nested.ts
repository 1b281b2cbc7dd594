/** Skills inside a skill's folder: they are parts of it, reached as `parent/child`, and never in the catalogue. */

import { basename, dirname } from "node:path";
import { messageOf } from "../core/errors.ts";
import { ToolProblem } from "../core/ports.ts";
import { walkFolder } from "./belongings.ts";
import { type FoundSkill, skillOf } from "./find.ts";

/** `child` is the path of the part's folder below the parent, or that folder's own name. null: there is none. */
export function nestedSkill(folder: string, child: string): FoundSkill | null {
  const wanted = child.toLowerCase();
  let walked: { path: string; name: string; kind: string }[];
  try {
    walked = [...walkFolder(folder)];
  } catch (thrown) {
    throw new ToolProblem(`The folder of the skill cannot be searched: ${messageOf(thrown)}`);
  }
  const homes = walked
    .filter(({ name, kind }) => kind === "file" && /\/skill\.md$/i.test(name))
    .map(({ path, name }) => ({ home: dirname(path), name: dirname(name).toLowerCase() }));
  const met =
    homes.find(({ name }) => name === wanted) ??
    homes.find(({ name }) => basename(name) === wanted);
  return met ? skillOf(met.home) : null;
}
