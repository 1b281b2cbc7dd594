/** One question about what a skill asks to have approved in advance: exactly which rules, and what is not granted. */

import { display } from "../core/display.ts";
import { phrase, translated } from "../core/messages/phrase.ts";
import type { Console, SkillWishes } from "../core/ports.ts";
import { formatRule } from "../core/rules.ts";
import { helpText, isCancel, pressedKey, showKeys } from "./keys.ts";
import { nameOf, type PromptLine } from "./prompt.ts";
import { styled } from "./style.ts";

function help(): string {
  return helpText([
    phrase(
      "y  these go through unasked until the session ends; everything else is asked as always",
    ),
    phrase("n  the skill is used all the same, and everything is asked as always"),
    phrase("Esc  the same as n      Ctrl-C  no, and the turn stops"),
  ]);
}

/** The skill is loaded with either answer; only Ctrl-C and Ctrl-D stop the turn. Enter answers nothing. */
export async function askGrants(
  wishes: SkillWishes,
  context: { console: Console; signal: AbortSignal },
): Promise<{ granted: boolean; stop?: boolean }> {
  const { console } = context;
  const keys = phrase("[y] approve these  [n] no, use the skill without  [?] help");
  const say = (text: string) => console.write(`  ${text}\n`);
  await console.flush?.();
  console.write(`\n${styled(wishLines(wishes), console)}`);
  showKeys(keys, console);
  for (;;) {
    const key = await pressedKey(keys, context);
    if (key === "y") {
      say(phrase("approved for this session"));
      return { granted: true };
    }
    if (key === "n" || key === "escape") {
      say(phrase("not approved; the skill is used without it"));
      return { granted: false };
    }
    if (isCancel(key)) {
      say(phrase("no, and the turn stops"));
      return { granted: false, stop: true };
    }
    if (key === "?") {
      console.write(help());
      showKeys(keys, console);
    } else if (key !== "") say(phrase("y approves these, n does not, ? explains."));
  }
}

function wishLines({ skill, allows, left, free }: SkillWishes): PromptLine[] {
  return [
    {
      role: "title",
      text: `${phrase("GRANT?")}  ${phrase("The skill {1} asks that these go through unasked in this session", nameOf(skill))}`,
    },
    ...allows.map(
      (rule): PromptLine => ({
        role: "content",
        text: `  | allow ${shown(formatRule(rule))}${rule.tool === "shell" ? `  ${phrase("and whatever follows these words")}` : ""}`,
      }),
    ),
    ...left.map(
      ({ entry, why }): PromptLine => ({
        role: "warning",
        text: `  ${phrase("not granted, asked as always: {1}  ({2})", shown(entry), translated(why))}`,
      }),
    ),
    ...(free.length > 0
      ? [
          {
            role: "field",
            text: `  ${phrase("needs no approval: {1}", free.map(shown).join(", "))}`,
          } as const,
        ]
      : []),
  ];
}

function shown(text: string): string {
  return display(text, { oneLine: true, marks: "all" });
}
