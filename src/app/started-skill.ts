/** `/name words`: the user starts a skill. Its text goes to the model as what the user said, with the words put in. */

import type { Agent, OpenedSkill, Skills } from "../core/ports.ts";
import { startsSkill } from "../core/typed-words.ts";
import { withArguments } from "../skills/arguments.ts";
import { skillText } from "../tools/use-skill.ts";

interface StartedSkill {
  /** What is said to the model. */
  prompt: string;
  skill: OpenedSkill;
}

/** What goes to the model: the user's words, or a skill that they start. */
export type Said = Pick<StartedSkill, "prompt"> &
  Partial<StartedSkill> & {
    /** Who answers instead of the usual agent, for this turn. */
    agent?: (usual: Agent) => Agent;
  };

/** undefined: there is no such skill. Throws ToolProblem for one that cannot be used any more. */
export async function startedSkill(
  name: string,
  words: string,
  skills: Skills,
): Promise<StartedSkill | undefined> {
  const skill = await skills.open(name);
  if (!skill) return undefined;
  const said = `${startsSkill(skill.name)}/${skill.name} ${words}`.trim();
  return {
    prompt: `${said}\n\n${skillText(skill, 1, (text) => withArguments(text, words))}`,
    skill,
  };
}
