/** Reads and parses one skill's file; what cannot be read is refused like what cannot be parsed. */

import { realpathSync } from "node:fs";
import { dirname, sep } from "node:path";
import { messageOf } from "../core/errors.ts";
import type { Place } from "./identity.ts";
import { type ParsedSkill, type ParseOptions, parseSkill, type RefusedSkill } from "./parse.ts";
import { problem, Refusal } from "./problem.ts";
import { readSkillFile } from "./read.ts";

export interface ReadSkill {
  parsed: ParsedSkill | RefusedSkill;
  /** Empty: it could not be read. With `scratch` they are good until the next file is read. */
  bytes: Buffer;
}

/** Never throws for what lies there. */
export async function parseSkillFile(
  path: string,
  place: Place,
  options: ParseOptions & { scratch?: Buffer } = {},
): Promise<ReadSkill> {
  let bytes: Buffer;
  try {
    bytes = readSkillFile(path, options.scratch ? { scratch: options.scratch } : {});
  } catch (thrown) {
    const message =
      thrown instanceof Refusal ? thrown.message : `Cannot be read: ${messageOf(thrown)}`;
    return { parsed: refused(message), bytes: Buffer.alloc(0) };
  }
  const parsed = await parseSkill(bytes, place, options);
  if (parsed.status !== "refused" && parsed.inferred.includes("description") && isForeign(path)) {
    // Without this a link to any private file would put its first lines before the model.
    const message =
      "A link to a file elsewhere that does not say it is a skill: no description in front matter.";
    return { parsed: refused(message), bytes };
  }
  return { parsed, bytes };
}

/** A link whose target lies outside of the folder it stands in. */
function isForeign(path: string): boolean {
  const home = realpathSync.native(dirname(path));
  return !realpathSync.native(path).startsWith(home === sep ? sep : `${home}${sep}`);
}

function refused(message: string): RefusedSkill {
  return { status: "refused", problems: [problem("error", message)] };
}
