/** `/name words` as the prompt of a job, where nobody is there: a skill starts, a command of the conversation is refused, the rest is text. */

import { display } from "../../core/display.ts";
import { exitCodes, messageOf, UserError } from "../../core/errors.ts";
import { nearest } from "../../core/nearest.ts";
import { ToolProblem } from "../../core/ports.ts";
import type { SessionSkills } from "../skills.ts";
import { type Said, startedSkill } from "../started-skill.ts";
import { slashes } from "./index.ts";
import { asTyped, skillName, slashWords } from "./words.ts";

/** Throws UserError (42) for what only a conversation can do. */
export function refuseCommand(prompt: string): void {
  const { name } = slashWords(asTyped(prompt));
  const slash = slashes.find((known) => known.name === (name === "quit" ? "exit" : name));
  if (!slash) return;
  const does = slash.inJob === undefined ? "" : ` In a script: ${slash.inJob}.`;
  throw new UserError(`/${name} is a command of the conversation; a job has none.`, {
    hint: `Type it after skillet -c.${does}`,
  });
}

/** Throws UserError for a skill that is there and may not be used: 55 where nobody trusts it, else 52. */
export async function saidInJob(
  prompt: string,
  skills: SessionSkills,
  notice: (line: string) => void,
): Promise<Said> {
  const { name, words } = slashWords(asTyped(prompt));
  const wanted = skillName(name);
  try {
    const started = wanted === "" ? undefined : await startedSkill(wanted, words, skills.shelf);
    if (started) return started;
  } catch (thrown) {
    if (!(thrown instanceof ToolProblem)) throw thrown;
    throw new UserError(messageOf(thrown), {
      hint: "See it: skillet skills list",
      exitCode: exitCodes.badConfiguration,
      cause: thrown,
    });
  }
  const key = wanted.normalize("NFKC").toLowerCase();
  const unapproved = (await skills.unapproved()).find((one) => one.name.toLowerCase() === key);
  if (unapproved) {
    throw new UserError(
      `The skill "${display(unapproved.name, { oneLine: true })}" of this folder is not trusted.`,
      {
        hint: "Start skillet here to look at it, or add --trust-project-skills.",
        exitCode: exitCodes.untrusted,
      },
    );
  }
  const near = nearest(key, [
    ...skills.shelf.list().map((skill) => skill.name),
    ...slashes.map((slash) => slash.name),
  ]);
  if (near !== undefined && key.length > 3) {
    notice(
      `"/${display(name, { oneLine: true })}" is no skill, so it is sent as text. Did you mean /${near}?`,
    );
  }
  return { prompt };
}
