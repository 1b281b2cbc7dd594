/** Saving a rule from a question: the rule is shown first, can be edited, and is held to what may be saved at all. */

import { display } from "../core/display.ts";
import { messageOf } from "../core/errors.ts";
import { phrase, translated } from "../core/messages/phrase.ts";
import type { Console, Pending } from "../core/ports.ts";
import { formatRule, parseRule } from "../core/rules.ts";
import { whyNotRemembered } from "../core/suggest-rule.ts";
import type { Rule } from "../core/types.ts";

/** Stores the rule where no tool can write, and says where that is, for the user. Throws UserError. */
export type SaveRule = (rule: Rule) => Promise<string>;

/** Asks for the rule to save, `suggest` filled in. The saved rule, as typed; null: the user thought better of it. */
export async function rememberRule(
  console: Console,
  pending: Pending,
  suggest: string,
  save: SaveRule,
  signal: AbortSignal,
): Promise<string | null> {
  const say = (text: string) => console.write(`  ${text}\n`);
  say(
    phrase(
      "This rule will be kept for the project; Enter saves it, edit it first if you like, Esc goes back.",
    ),
  );
  let initial = suggest;
  for (;;) {
    const line = await console.line("  allow ", { initial, signal });
    if (line === null || line.trim() === "") return null;
    initial = line;
    const rule = readRule(line, console);
    if (!rule) continue;
    const why = whyNotRemembered(rule, pending);
    if (why) {
      say(
        phrase(
          "Not saved: {1}. What you mean all the same can be written into the settings by hand.",
          translated(why),
        ),
      );
      continue;
    }
    const text = formatRule(rule);
    const place = await save(rule);
    const shown = display(text, { oneLine: true });
    say(phrase("Saved: allow {1}  in {2}", shown, display(place, { oneLine: true })));
    return text;
  }
}

function readRule(line: string, console: Console): Rule | null {
  try {
    const rule = parseRule(line.normalize("NFC"), "allow");
    if (rule.decide === "allow") return rule;
    console.write(`  ${phrase("Only what allows can be saved here.")}\n`);
  } catch (thrown) {
    console.write(`  ${display(translated(messageOf(thrown)), { oneLine: true })}\n`);
  }
  return null;
}
