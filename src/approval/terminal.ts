/** The person at the terminal: one call as a single question, several as one review. */

import type { Approver, Console, Pending } from "../core/ports.ts";
import type { Approval } from "../core/types.ts";
import { reviewBatch } from "./batch.ts";
import { askOverdue } from "./overdue.ts";
import { reviewPlan } from "./plan-review.ts";
import { askQuestions } from "./questions.ts";
import type { SaveRule } from "./remembered.ts";
import { type EditText, isConfined, type ReviewContext, refused } from "./review.ts";
import { askSingle } from "./single.ts";
import { askGrants } from "./skill-grants.ts";

export interface TerminalApproverOptions {
  /** The fence's name, shown with every command; a function where it is known late. Missing: "on". */
  label?: string | (() => string);
  /** The output directory as the user knows it. Missing: it is not named. */
  out?: string | (() => string);
  /** False: there is no fence, whatever the verdicts say. Missing: the verdicts tell. */
  confined?: boolean | (() => boolean);
  /** Keeps a rule for the project. Missing: `p` is not offered. */
  saveRule?: SaveRule;
  /** Missing: only commands of one line can be edited. */
  editText?: EditText;
  /** Called before anything is asked: a status line has to go first. */
  beforePrompt?: () => void;
}

/** Answers come back in the order of the calls. An aborted signal is a no that stops the turn. */
export function terminalApprover(
  console: Console,
  options: TerminalApproverOptions = {},
): Approver {
  const { label = "on", saveRule = null, editText = null, beforePrompt = () => {} } = options;
  return {
    ask(questions, signal) {
      beforePrompt();
      return askQuestions(console, questions, signal);
    },
    async grant(wishes, signal) {
      beforePrompt();
      try {
        return await askGrants(wishes, { console, signal });
      } catch (thrown) {
        if (!signal.aborted) throw thrown;
        return { granted: false, stop: true };
      }
    },
    async plan(judged, read, signal) {
      beforePrompt();
      try {
        const out = currently(options.out ?? null);
        return await reviewPlan(judged, { console, read, out, editText, signal });
      } catch (thrown) {
        if (!signal.aborted) throw thrown;
        return { approved: null, by: "user", judged, stop: true };
      }
    },
    overdue(asked, signal) {
      beforePrompt();
      return askOverdue(asked, { console, signal });
    },
    async review(pending, signal) {
      beforePrompt();
      const fenced = currently(options.confined ?? true);
      try {
        const context = {
          console,
          label: currently(label),
          out: currently(options.out ?? null),
          saveRule,
          editText,
          signal,
        };
        return await review(fenced ? pending : pending.map(withoutFence), context);
      } catch (thrown) {
        if (!signal.aborted) throw thrown;
        return pending.map((one) => ({ ...refused(one), stop: true }));
      }
    },
  };
}

function currently<Value extends string | boolean | null>(value: Value | (() => Value)): Value {
  return typeof value === "function" ? value() : value;
}

function withoutFence(pending: Pending): Pending {
  if (pending.effect.kind !== "exec") return pending;
  return { ...pending, verdict: { ...pending.verdict, unconfined: true } };
}

/** Without a fence a command is never one of many. */
async function review(pending: readonly Pending[], context: ReviewContext): Promise<Approval[]> {
  const answers = new Map<Pending, Approval>();
  const together = pending.filter(isConfined);
  const [only, ...more] = together;
  if (only && more.length === 0) answers.set(only, await askSingle(only, context));
  else if (only) {
    const given = await reviewBatch(together, context);
    for (const [index, one] of together.entries()) answers.set(one, given[index] ?? refused(one));
  }
  for (const one of pending) {
    if (isConfined(one)) continue;
    const stopped = [...answers.values()].some(({ stop }) => stop);
    answers.set(one, stopped ? { ...refused(one), stop: true } : await askSingle(one, context));
  }
  return pending.map((one) => answers.get(one) ?? refused(one));
}
