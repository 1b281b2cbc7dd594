/** A proposal changed by the user before it runs; what comes back is a new call, which is shown again. */

import { isClean } from "../core/display.ts";
import { phrase } from "../core/messages/phrase.ts";
import type { Pending } from "../core/ports.ts";
import type { Effect, JsonObject } from "../core/types.ts";
import type { ReviewContext } from "./review.ts";

export function isEditable(
  { call, effect }: Pending,
  { editText }: Pick<ReviewContext, "editText">,
): boolean {
  if (effect.kind === "exec")
    return call.name === "shell" && (editText !== null || isOneLine(effect.command));
  return effect.kind === "write" && call.name === "write_file" && editText !== null;
}

function isOneLine(command: string): boolean {
  return isClean(command) && !/[\n\t]/.test(command);
}

/** null: nothing was changed. */
export async function editProposal(
  pending: Pending,
  context: ReviewContext,
): Promise<Pending | null> {
  const { effect, call } = pending;
  const args: JsonObject = { ...(call.arguments as JsonObject) };
  if (effect.kind === "exec") {
    const command = await editCommand(effect.command, context);
    if (command === null || command.trim() === "" || command === effect.command) return null;
    return changed(pending, { ...args, command }, { ...effect, command });
  }
  if (effect.kind !== "write" || !context.editText) return null;
  const content = await context.editText(effect.after, effect.path);
  if (content === null || content === effect.after) return null;
  const bytes = new TextEncoder().encode(content).length;
  return changed(pending, { ...args, content }, { ...effect, after: content, bytes });
}

async function editCommand(
  command: string,
  { console, editText, signal }: ReviewContext,
): Promise<string | null> {
  if (isOneLine(command)) return console.line(`  ${phrase("run: ")}`, { initial: command, signal });
  const text = await editText?.(command, "command.sh");
  return text?.replace(/\n$/, "") ?? null;
}

function changed(pending: Pending, args: JsonObject, effect: Effect): Pending {
  return { ...pending, effect, call: { ...pending.call, arguments: args } };
}
