/** `/name words`: the user starts a skill. Its text goes to the model as what the user said, with the words put in. */

import type { Sandbox, Skills } from "../core/ports.ts";
import { withArguments } from "../skills/arguments.ts";
import { skillText } from "../tools/use-skill.ts";

/** undefined: there is no such skill. Its folder becomes readable, as when the model uses it. */
export async function startedSkill(
  name: string,
  words: string,
  skills: Skills,
  sandbox: Pick<Sandbox, "addReadable">,
): Promise<string | undefined> {
  const opened = await skills.open(name);
  if (!opened) return undefined;
  if (opened.folder !== null) sandbox.addReadable(opened.folder);
  const body = withArguments(opened.body, words);
  return `I start the skill ${opened.name}: /${name} ${words}`
    .trim()
    .concat(`\n\n${skillText({ ...opened, body })}`);
}
