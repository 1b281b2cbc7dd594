/** Several calls as one review: a table to look into, leave out of, and apply. */

import { phrase } from "../core/messages/phrase.ts";
import type { Pending } from "../core/ports.ts";
import type { Approval, JsonObject } from "../core/types.ts";
import { batchLines } from "./batch-lines.ts";
import { bindingOf } from "./binding.ts";
import { diffOf, type FileDiff } from "./diff.ts";
import { editProposal, isEditable } from "./edit.ts";
import { askNumber, helpText, isCancel } from "./keys.ts";
import { showPages } from "./pages.ts";
import { enterMeansYes, promptLines } from "./prompt.ts";
import { granted, isConfined, type ReviewContext, refused } from "./review.ts";
import { styled } from "./style.ts";

function help(): string {
  return helpText([
    phrase("a  apply everything that is not left out"),
    phrase("1-9  look at one, as a diff; v asks for the number"),
    phrase("e  change one before it is applied"),
    phrase("x  leave one out, or take it back in"),
    phrase("n  apply nothing"),
    phrase("t  apply nothing, and tell the model why"),
    phrase("Esc, Ctrl-C  apply nothing, and stop here"),
  ]);
}

/** Answers in the order of `pending`. What was left out is refused, and the model is told so. */
export async function reviewBatch(
  asked: readonly Pending[],
  context: ReviewContext,
): Promise<Approval[]> {
  const { console, signal } = context;
  /** As the user has them by now. */
  const pending = [...asked];
  const leftOut = new Set<Pending>();
  const edited = new Set<Pending>();
  const diffs = new Map<Pending, FileDiff>();
  const compare = async (one: Pending) => {
    if (one.effect.kind === "write")
      diffs.set(one, await diffOf(one.effect.before, one.effect.after));
  };
  for (const one of pending) await compare(one);
  const bindings = pending.map(bindingOf);
  const say = (text: string) => console.write(`  ${text}\n`);
  const show = () =>
    console.write(`\n${styled(batchLines(pending, { leftOut, edited, diffs }, context), console)}`);
  await console.flush?.();
  show();
  // Enter goes on in the pager; held down a moment too long it must not apply what is being looked at.
  let looked = false;
  for (;;) {
    const key = (await console.key(signal)).toLowerCase();
    const kept = pending.filter((one) => !leftOut.has(one));
    const enterApplies =
      key === "return" &&
      !looked &&
      kept.length > 0 &&
      kept.every(({ effect }) => enterMeansYes(effect));
    if (key === "a" || enterApplies) {
      const same = pending.every((one, index) => bindingOf(one) === bindings[index]);
      if (!same) {
        say(phrase("The calls have changed since they were shown; none is run."));
        return pending.map((one) => refused(one, "the call changed while it was being asked."));
      }
      say(
        leftOut.size === 0
          ? phrase("all applied")
          : phrase("{1} applied, {2} left out", kept.length, leftOut.size),
      );
      return pending.map((one) =>
        leftOut.has(one)
          ? refused(one, "the user left this one out.")
          : { ...granted(one), ...(edited.has(one) ? { arguments: argumentsOf(one) } : {}) },
      );
    }
    if (key === "n") {
      say(phrase("nothing applied"));
      return pending.map((one) => refused(one));
    }
    if (isCancel(key)) {
      say(phrase("nothing applied, and the turn stops"));
      return pending.map((one) => ({ ...refused(one), stop: true }));
    }
    if (key === "t") {
      const words = await console.line(`  ${phrase("why? ")}`, { signal });
      if (words !== null) return pending.map((one) => refused(one, words.trim()));
      show();
    } else if (/^[1-9]$/.test(key) || key === "v") {
      const one =
        key === "v"
          ? await chosen(`  ${phrase("look at which? ")}`, pending, context)
          : pending[Number(key) - 1];
      looked = true;
      if (one) await view(one, diffs, context);
      if (one || key === "v") show();
      else say(phrase("There are {1}.", pending.length));
    } else if (key === "e") {
      looked = true;
      const one = await chosen(`  ${phrase("edit which? ")}`, pending, context);
      const can = one !== undefined && isEditable(one, context);
      if (one && !can) say(phrase("It cannot be edited here; t tells the model what to change."));
      const changed = one && can ? await editProposal(one, context) : null;
      if (one && changed) {
        const index = pending.indexOf(one);
        pending[index] = changed;
        bindings[index] = bindingOf(changed);
        edited.add(changed);
        if (leftOut.delete(one)) leftOut.add(changed);
        await compare(changed);
      }
      show();
    } else if (key === "x") {
      looked = true;
      const one = await chosen(`  ${phrase("leave out or take back which? ")}`, pending, context);
      if (one && !leftOut.delete(one)) leftOut.add(one);
      show();
    } else if (key === "?") {
      console.write(help());
      const state = { leftOut, edited, diffs };
      console.write(styled(batchLines(pending, state, context).slice(-1), console));
    } else if (key === "return")
      say(phrase("Enter applies only new files; here a applies all, n nothing."));
    else if (key !== "") say(phrase("a applies all, n nothing, ? explains the rest."));
  }
}

function argumentsOf({ call }: Pending): JsonObject {
  return { ...(call.arguments as JsonObject) };
}

async function chosen(
  question: string,
  pending: readonly Pending[],
  context: ReviewContext,
): Promise<Pending | undefined> {
  const number = await askNumber(question, pending.length, context);
  return number === undefined ? undefined : pending[number - 1];
}

async function view(
  one: Pending,
  diffs: ReadonlyMap<Pending, FileDiff>,
  context: ReviewContext,
): Promise<void> {
  const { label, out, console } = context;
  console.write("\n");
  const options = {
    label,
    ...(out === null ? {} : { out }),
    confined: isConfined(one),
    suggest: null,
    diff: diffs.get(one) ?? null,
    whole: true,
    looking: true,
  };
  await showPages(promptLines(one, options), context);
}
