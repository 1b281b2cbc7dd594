/** A command wants to reach a host that nobody decided about: a question of its own, while the command waits. */

import type { Event } from "./events.ts";
import { judge } from "./judge.ts";
import type { Environment, HostQuestion } from "./ports.ts";
import type { Approval, ToolCall } from "./types.ts";

/** Answers it, by the rules or by whoever is there. True: the answer also stops the turn. */
export async function* askAboutHost(
  question: HostQuestion,
  call: ToolCall,
  environment: Environment,
): AsyncGenerator<Event, boolean> {
  const hosts = [question.host];
  // The same call, seen as what it does now: its id ties question and answer to the command in the log.
  const reach: ToolCall = { id: call.id, name: "network", arguments: { hosts } };
  let answered = false;
  try {
    const answers = yield* judge(
      [{ call: reach, effect: { kind: "network", hosts, ...commandOf(call) } }],
      environment,
    );
    const approval = answers.get(reach);
    question.answer(approval?.granted === true, whyNot(question.host, approval));
    answered = true;
    return approval?.stop === true;
  } finally {
    // Whatever went wrong on the way: a command never waits for an answer that cannot come.
    if (!answered) question.answer(false);
  }
}

/** What the question is about, as it was approved. */
function commandOf({ arguments: args }: ToolCall): { command?: string } {
  const { command } = (args ?? {}) as { command?: unknown };
  return typeof command === "string" ? { command } : {};
}

function whyNot(host: string, approval: Approval | undefined): string {
  if (approval?.by === "user")
    return approval.words ? `the user said: ${approval.words}` : "the user said no";
  if (approval?.by === "policy") return approval.words ?? "a rule denies it";
  return `nobody is there to be asked; allowed by: --allow-host ${host}`;
}
