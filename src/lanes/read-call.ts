/** A call as it was written, made one that can run, or rejected with advice. */

import type { RejectedCall, ToolCall, ToolSpec, WireCall } from "../core/types.ts";
import { readArguments } from "./arguments.ts";
import type { WrittenCall } from "./blocks.ts";
import { resolveName } from "./names.ts";

export function readWireCall(
  { id: given, name: written, text, object, echo }: WireCall,
  tools: readonly ToolSpec[],
  mintId: () => string,
): ToolCall | RejectedCall {
  const id = given || mintId();
  const { name, mended } = resolveName(written, tools);
  const tool = tools.find((one) => one.name === name);
  const read = readArguments({
    text,
    object,
    exact: carriesContent(name, tool),
    ...(tool ? { schema: tool.parameters } : {}),
  });
  if (!read.ok) return { id, name, reason: read.reason, message: read.message };
  const repaired = [...(mended ? ["name"] : []), ...read.repaired];
  return {
    id,
    name,
    arguments: read.arguments,
    ...(repaired.length > 0 ? { repaired } : {}),
    ...(echo ? { echo } : {}),
  };
}

/** One that was read out of text. */
export function readWrittenCall(
  call: WrittenCall,
  tools: readonly ToolSpec[],
  mintId: () => string,
): ToolCall | RejectedCall {
  const { name: written, id = "", text = "", object, cut, broken, repaired = [] } = call;
  const { name } = resolveName(written, tools);
  const tool = tools.find((one) => one.name === name);
  const rejected = (reason: string, message: string) => ({
    id: id || mintId(),
    name,
    reason,
    message,
  });
  if (cut) return rejected("truncated", cutMessage);
  if (broken) return rejected("invalid_arguments", `Not run: ${broken}.`);
  // Escapes that are none decide what a text says: in content that is written they are not guessed at.
  if (repaired.includes("invalid_escape") && carriesContent(name, tool)) {
    return rejected(
      "invalid_arguments",
      "Not run: a text holds a backslash that is no valid escape; in JSON texts it is written \\\\.",
    );
  }
  const read = readWireCall({ id, name: written, text, object }, tools, mintId);
  if ("reason" in read || repaired.length === 0) return read;
  return { ...read, repaired: [...new Set([...repaired, ...(read.repaired ?? [])])] };
}

const cutMessage =
  "Not run: the call is not complete, its end is missing. Send it again whole; several shorter calls if it was too long.";

const contentParameters = [
  "content",
  "newText",
  "new_text",
  "new_string",
  "newString",
  "code",
  "patch",
  "diff",
];

/** A tool that writes what it is given: its texts are never guessed at. */
function carriesContent(name: string, tool: ToolSpec | undefined): boolean {
  if (/write|edit|patch|replace|append|insert|create/i.test(name)) return true;
  const properties = tool?.parameters.properties;
  if (typeof properties !== "object" || properties === null) return false;
  return contentParameters.some((parameter) => parameter in properties);
}
