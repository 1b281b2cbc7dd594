/** One question about the skills that a project brings: all, some or none of them are trusted, as they stand. */

import { phrase } from "../core/messages/phrase.ts";
import type { Console } from "../core/ports.ts";
import { diffOf, type FileDiff } from "./diff.ts";
import { askNumber, helpText, isCancel } from "./keys.ts";
import { showPages } from "./pages.ts";
import { type OfferedSkill, offeredLines, wholeLines } from "./skill-lines.ts";
import { styled } from "./style.ts";

function help(): string {
  return helpText([
    phrase("a    trust what is not left out, until its content changes; kept for later sessions"),
    phrase("1-9  read one in full: its files, its text, and what changed; v asks for the number"),
    phrase("x    leave one out, or take it back in"),
    phrase("n    use none of them in this session; asked again in the next"),
  ]);
}

/** The chosen ones. Esc, Ctrl-C and Ctrl-D are a no to all; Enter answers nothing. */
export async function reviewSkills(
  skills: readonly OfferedSkill[],
  context: { console: Console; signal: AbortSignal },
): Promise<OfferedSkill[]> {
  const { console, signal } = context;
  const leftOut = new Set<OfferedSkill>();
  const diffs = new Map<OfferedSkill, FileDiff>();
  for (const skill of skills)
    if (skill.before !== null) diffs.set(skill, await diffOf(skill.before, skill.text));
  const show = () => console.write(`\n${styled(offeredLines(skills, leftOut, diffs), console)}`);
  const say = (text: string) => console.write(`  ${text}\n`);
  await console.flush?.();
  show();
  for (;;) {
    const key = (await console.key(signal)).toLowerCase();
    if (key === "a" || key === "y") {
      const kept = skills.filter((skill) => !leftOut.has(skill));
      say(
        leftOut.size > 0
          ? phrase("{1} trusted, {2} not", kept.length, leftOut.size)
          : phrase("{1} trusted", kept.length),
      );
      return kept;
    }
    if (key === "n" || isCancel(key)) {
      say(phrase("not used in this session"));
      return [];
    }
    if (/^[1-9]$/.test(key) || key === "v") {
      const skill = key === "v" ? await chosen(phrase("read which? ")) : skills[Number(key) - 1];
      if (skill) {
        console.write("\n");
        await showPages(wholeLines(skill, diffs.get(skill)), context);
        show();
      } else say(phrase("There are {1}.", skills.length));
    } else if (key === "x" && skills.length > 1) {
      const skill = await chosen(phrase("leave out or take back which? "));
      if (skill && !leftOut.delete(skill)) leftOut.add(skill);
      show();
    } else if (key === "?") {
      console.write(help());
      console.write(styled(offeredLines(skills, leftOut, diffs).slice(-1), console));
    } else if (key !== "") say(phrase("a trusts them, n does not, ? explains."));
  }

  async function chosen(question: string): Promise<OfferedSkill | undefined> {
    if (skills.length === 1) return skills[0];
    const number = await askNumber(`  ${question}`, skills.length, context);
    return number === undefined ? undefined : skills[number - 1];
  }
}
