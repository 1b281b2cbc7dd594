/** One question about one call, with its keys. */

import { phrase } from "../core/messages/phrase.ts";
import type { Pending } from "../core/ports.ts";
import { suggestRule } from "../core/suggest-rule.ts";
import type { Approval } from "../core/types.ts";
import { bindingOf } from "./binding.ts";
import { diffOf } from "./diff.ts";
import { editProposal, isEditable } from "./edit.ts";
import { helpText, isCancel, pressedKey, showKeys } from "./keys.ts";
import { showPages } from "./pages.ts";
import {
  enterMeansYes,
  keysLine,
  type PromptLine,
  type PromptOptions,
  promptLines,
} from "./prompt.ts";
import { rememberRule } from "./remembered.ts";
import { granted, isConfined, type ReviewContext, refused } from "./review.ts";
import { styled } from "./style.ts";
import { wrapped } from "./wrap.ts";

/** What was shown, with the proof of it. */
interface Shown {
  pending: Pending;
  options: PromptOptions;
  binding: string;
}

export async function askSingle(first: Pending, context: ReviewContext): Promise<Approval> {
  const { console, signal, saveRule } = context;
  let shown = await show(first, context, false);
  // Enter goes on in the pager; once too often it must not let through what is being looked at.
  let looked = false;
  const offer = () => showKeys(keysFor(shown, context), console);
  for (;;) {
    const { pending, options, binding } = shown;
    const key = await pressedKey(keysFor(shown, context), context);
    const isEdited = pending !== first;
    const yes: Approval = {
      ...granted(first),
      ...(isEdited ? { arguments: { ...(pending.call.arguments as object) } } : {}),
    };
    const say = (text: string) => console.write(`  ${text}\n`);
    if (bindingOf(pending) !== binding) {
      say(phrase("The call has changed since it was shown; it is not run."));
      return refused(first, "the call changed while it was being asked.");
    }
    if (key === "y" || (key === "return" && !looked && enterMeansYes(pending.effect))) {
      say(phrase("yes, once"));
      return yes;
    }
    if (key === "n") {
      say(phrase("no"));
      return refused(first);
    }
    if (isCancel(key)) {
      say(phrase("no, and the turn stops"));
      return { ...refused(first), stop: true };
    }
    if (key === "t") {
      const words = await console.line(`  ${phrase("why? ")}`, { signal });
      if (words === null) offer();
      else return refused(first, words.trim());
    } else if (key === "s" && options.suggest !== null) {
      say(phrase("yes, and for this session: {1}", options.suggest));
      return { ...yes, scope: "session", rule: options.suggest };
    } else if (key === "p" && options.suggest !== null && saveRule) {
      const rule = await rememberRule(console, pending, options.suggest, saveRule, signal);
      if (rule !== null) return { ...yes, scope: "project", rule };
      offer();
    } else if (key === "e" && isEditable(pending, context)) {
      const edited = await editProposal(pending, context);
      if (edited) shown = await show(edited, context, true);
      else offer();
    } else if (key === "v") {
      const first = !looked;
      looked = true;
      const whole = promptLines(pending, { ...options, whole: true });
      if (first && standsThere(whole, promptLines(pending, options), context))
        say(phrase("That is all of it: nothing is cut short above."));
      else await showPages(whole, context);
      offer();
    } else if (key === "?") {
      console.write(help(shown, context));
      offer();
    } else if (key === "return")
      say(phrase("Enter answers nothing here: y is yes, n is no, ? explains."));
    else if (key !== "") say(phrase("y is yes, n is no, ? explains the rest."));
  }
}

/** What was shown was all of it, and is still on the screen. */
function standsThere(
  whole: readonly PromptLine[],
  shown: readonly PromptLine[],
  { console }: ReviewContext,
): boolean {
  const rows = wrapped(whole, console.columns).length;
  const isWhole = whole.every(({ text }, index) => text === shown[index]?.text);
  return isWhole && whole.length === shown.length && rows + 4 <= (console.rows ?? 0);
}

async function show(pending: Pending, context: ReviewContext, edited: boolean): Promise<Shown> {
  const { effect } = pending;
  const { label, out, console, saveRule } = context;
  const confined = isConfined(pending);
  const options: PromptOptions = {
    label,
    ...(out === null ? {} : { out }),
    confined,
    save: saveRule !== null,
    suggest: suggestRule(pending, confined),
    diff: effect.kind === "write" ? await diffOf(effect.before, effect.after) : null,
    edited,
  };
  const shown = { pending, options, binding: bindingOf(pending) };
  // What was typed before the question stands there is no answer to it.
  await console.flush?.();
  console.write(`\n${styled(promptLines(pending, options), console)}`);
  showKeys(keysFor(shown, context), console);
  return shown;
}

function keysFor({ pending, options }: Shown, context: ReviewContext): string {
  return keysLine(pending, options, {
    edit: isEditable(pending, context),
    save: context.saveRule !== null,
  }).text;
}

function help({ pending, options }: Shown, context: ReviewContext): string {
  const { suggest } = options;
  const lines = [
    phrase("y  run it this once"),
    ...(suggest === null
      ? []
      : [phrase("s  run it, and do not ask again in this session for: {1}", suggest)]),
    ...(suggest === null || !context.saveRule
      ? []
      : [
          phrase(
            "p  the same for this project, from now on; the rule can be edited before it is kept",
          ),
        ]),
    phrase("n  do not run it; the model goes on without it"),
    phrase("t  do not run it, and tell the model why or what to do instead"),
    ...(isEditable(pending, context) ? [phrase("e  change it before it runs")] : []),
    phrase("v  everything that is cut short above, in full"),
    phrase("Esc, Ctrl-C  no, and stop here"),
    enterMeansYes(pending.effect)
      ? phrase("Enter  yes: it is a new file inside the output directory")
      : phrase("Enter  nothing"),
  ];
  return helpText(lines);
}
