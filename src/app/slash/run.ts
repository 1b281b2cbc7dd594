/** Runs `/name words`: a command, or else the skill of that name. */

import { display } from "../../core/display.ts";
import { UserError } from "../../core/errors.ts";
import { joined, translated } from "../../core/messages/phrase.ts";
import { ToolProblem } from "../../core/ports.ts";
import { type Said, startedSkill } from "../started-skill.ts";
import { slashes } from "./index.ts";
import type { SlashContext } from "./slash.ts";
import { unknownLine } from "./unknown.ts";
import { skillName, slashWords } from "./words.ts";

/** A prompt: what is to be said to the model instead (a skill that the user starts, a text from the editor). */
export async function runSlash(
  line: string,
  context: Omit<SlashContext, "say">,
): Promise<Said | undefined> {
  const { name, words } = slashWords(line);
  const slash = slashes.find((known) => known.name === name);
  if (slash) {
    try {
      let said: Said | undefined;
      const say: SlashContext["say"] = (prompt, agent) => {
        said = { prompt, ...(agent ? { agent } : {}) };
      };
      await slash.run({ ...context, say }, words);
      return said;
    } catch (thrown) {
      // What the user can mend costs a line, not the conversation.
      if (!(thrown instanceof UserError)) throw thrown;
      const told = joined([thrown.message, thrown.hint ?? ""].map(translated));
      context.write(`${display(told, { oneLine: true })}\n`);
      return undefined;
    }
  }
  try {
    const started = await startedSkill(skillName(name), words, context.session.skills.shelf);
    if (!started) {
      const skills = context.session.skills.shelf.list().filter(({ modelOnly }) => !modelOnly);
      const skillNames = skills.map((skill) => skill.name);
      context.write(`${unknownLine(name, skillNames)}\n`);
    }
    return started;
  } catch (thrown) {
    if (!(thrown instanceof ToolProblem)) throw thrown;
    context.write(`${display(translated(thrown.message), { oneLine: true })}\n`);
    return undefined;
  }
}
