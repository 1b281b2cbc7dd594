/** `!command`: the user's own command, in the fence and the output directory like any other, and told to the model afterwards. */

import { runTool } from "../core/act.ts";
import { display } from "../core/display.ts";
import { UserError } from "../core/errors.ts";
import type { Event } from "../core/events.ts";
import { logged } from "../core/judge.ts";
import { phrase, translated } from "../core/messages/phrase.ts";
import type { Environment, Sink } from "../core/ports.ts";
import { shell } from "../tools/shell.ts";

/** No approval comes with it: the user has typed it. Hosts are asked about as for every command. */
export async function* userCommand(
  command: string,
  callId: string,
  environment: Environment,
): AsyncGenerator<Event, void> {
  const call = { id: callId, name: shell.name, arguments: { command } };
  const effect = await shell.effect(call.arguments, environment);
  yield { type: "tool_start", callId, name: call.name, arguments: call.arguments };
  const startedAt = environment.clock.now();
  const result = yield* runTool(shell, call.arguments, call, environment);
  const { content, isError = false, exitCode, truncated } = result;
  yield {
    type: "tool_result",
    callId,
    content,
    isError,
    durationMs: environment.clock.now() - startedAt,
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(truncated === undefined ? {} : { truncated }),
    effect: logged(effect, result),
  };
}

export async function runUserCommand(
  words: string,
  conversation: { command(command: string, signal: AbortSignal, shown: Sink): Promise<void> },
  signal: AbortSignal,
  write: (text: string) => void,
): Promise<void> {
  const command = words.trim();
  if (command === "") {
    write(`${phrase("Which command? For example: !ls -l")}\n`);
    return;
  }
  try {
    await conversation.command(command, signal, userCommandSink(write));
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    const told = [thrown.message, thrown.hint ?? ""].filter(Boolean).map(translated);
    write(`${display(told.join(" "), { oneLine: true })}\n`);
  }
}

/** The output as it comes, and how it ended where that is not plain. */
function userCommandSink(write: (text: string) => void): Sink {
  let atStart = true;
  const put = (text: string) => {
    if (text === "") return;
    write(text);
    atStart = text.endsWith("\n");
  };
  return (event) => {
    if (event.type === "tool_output") put(display(event.text));
    else if (event.type === "notice")
      put(`${translated(display(event.text, { oneLine: true }))}\n`);
    else if (event.type === "tool_result") {
      if (!atStart) put("\n");
      const [end = ""] = event.content.split("\n", 1);
      if (event.exitCode !== 0) put(`(${translated(display(end, { oneLine: true }))})\n`);
    }
  };
}
