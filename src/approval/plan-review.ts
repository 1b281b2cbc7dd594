/** One question about a plan: built as it stands, edited, changed by words, taken step by step, or refused. */

import { display } from "../core/display.ts";
import { messageOf, UserError } from "../core/errors.ts";
import { counted, phrase, translated } from "../core/messages/phrase.ts";
import type { JudgedPlan, PlanAnswer } from "../core/plan.ts";
import { type Console, ToolProblem } from "../core/ports.ts";
import type { JsonObject } from "../core/types.ts";
import { helpText, isCancel, pressedKey, showKeys } from "./keys.ts";
import { showPages } from "./pages.ts";
import { planKeys, planLines } from "./plan-lines.ts";
import { planText, readPlanText } from "./plan-text.ts";
import type { EditText } from "./review.ts";

export interface PlanReview {
  console: Console;
  /** Judges an edited plan; throws ToolProblem. */
  read: (args: JsonObject) => Promise<JudgedPlan>;
  out: string | null;
  /** null: it cannot be edited. */
  editText: EditText | null;
  signal: AbortSignal;
}

function help(): string {
  return helpText([
    phrase(
      "b  build it: what the plan covers goes through unasked until the session ends or another plan is approved;",
    ),
    phrase("   /approvals shows it and takes it back; everything else is asked as always"),
    phrase("e  edit it as text; what is added is covered as well, and the plan is shown again"),
    phrase("c  another plan, with your words for the model"),
    phrase("s  the direction is right, but every step is asked; nothing is granted"),
    phrase("n  no; nothing is built      Esc, Ctrl-C  no, and the turn stops"),
  ]);
}

/** Enter answers nothing. */
export async function reviewPlan(first: JudgedPlan, review: PlanReview): Promise<PlanAnswer> {
  const { console, signal, editText } = review;
  let judged = first;
  let edited: JsonObject | undefined;
  const say = (text: string) => console.write(`  ${text}\n`);
  const answer = (
    approved: PlanAnswer["approved"],
    more: Partial<PlanAnswer> = {},
  ): PlanAnswer => ({
    approved,
    by: "user",
    judged,
    ...(edited ? { edited } : {}),
    ...more,
  });
  const options = () => ({
    out: review.out,
    edit: editText !== null,
    edited: edited !== undefined,
  });
  const show = async () => {
    // What was typed before the plan stands there is no answer to it.
    await console.flush?.();
    console.write("\n");
    // Longer than the screen: a page at a time, so that nothing is approved that went by unseen.
    const isWhole = await showPages(planLines(judged, options()), { console, signal });
    await console.flush?.();
    showKeys(planKeys(options()).text, console);
    return isWhole;
  };
  let seen = await show();
  for (;;) {
    const key = await pressedKey(planKeys(options()).text, review);
    if (key === "b" && !seen) {
      say(phrase("It covers what was not shown yet; here is all of it."));
      seen = await show();
    } else if (key === "b") {
      say(
        phrase(
          "approved: {1} covered; /approvals shows them",
          counted(judged.grants.length, "line"),
        ),
      );
      return answer("build");
    }
    if (key === "s") {
      say(phrase("approved step by step; nothing is granted"));
      return answer("steps");
    }
    if (key === "n") {
      say(phrase("no"));
      return answer(null);
    }
    if (isCancel(key)) {
      say(phrase("no, and the turn stops"));
      return answer(null, { stop: true });
    }
    if (key === "c") {
      const words = await console.line(`  ${phrase("what should be different? ")}`, { signal });
      if (words !== null && words.trim() !== "") return answer(null, { words: words.trim() });
      showKeys(planKeys(options()).text, console);
    } else if (key === "e" && editText) {
      const changed = await editedPlan(judged, editText, review);
      if (changed) ({ judged, edited } = changed);
      seen = await show();
    } else if (key === "?") {
      console.write(help());
      showKeys(planKeys(options()).text, console);
    } else if (key !== "") say(phrase("b builds it, n does not, ? explains the rest."));
  }
}

/** null: nothing was changed, or what was written is no plan; then that is said. */
async function editedPlan(
  { plan }: JudgedPlan,
  editText: EditText,
  { console, read }: PlanReview,
): Promise<{ judged: JudgedPlan; edited: JsonObject } | null> {
  const before = planText(plan);
  const text = await editText(before, "plan.txt");
  if (text === null || text === before) return null;
  try {
    const edited = readPlanText(text);
    return { judged: await read(edited), edited };
  } catch (thrown) {
    if (!(thrown instanceof UserError || thrown instanceof ToolProblem)) throw thrown;
    const said = [messageOf(thrown), thrown instanceof UserError ? (thrown.hint ?? "") : ""];
    const told = said.filter(Boolean).map(translated).join(" ");
    console.write(
      `  ${display(told, { oneLine: true })} ${phrase("The plan stands as it was.")}\n`,
    );
    return null;
  }
}
