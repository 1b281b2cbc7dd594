/** The native lane: tools as the API's own parameter, calls as the API's own tool calls. */

import type { Lane } from "../core/ports.ts";
import type { Decision, RejectedCall, ToolCall } from "../core/types.ts";
import { readArguments } from "./arguments.ts";

export const native: Lane = {
  name: "native",
  toolDelivery: "api_parameter",
  encode: (request) => request,
  decode({ text, calls: written, finish }, _tools, mintId): Decision {
    if (written.length === 0) {
      const source = "native_text_final";
      if (text.trim() !== "") return { kind: "final", source, text };
      return { kind: "unreadable", source, text, hint: emptyHint(finish) };
    }
    const calls: ToolCall[] = [];
    const rejected: RejectedCall[] = [];
    for (const { id: given, name, text: args, object, echo } of written) {
      const id = given || mintId();
      const read = readArguments(args, object);
      if (!read.ok) {
        rejected.push({ id, name, reason: read.reason, message: read.message });
        continue;
      }
      calls.push({
        id,
        name,
        arguments: read.arguments,
        ...(read.repaired.length > 0 ? { repaired: read.repaired } : {}),
        ...(echo ? { echo } : {}),
      });
    }
    return { kind: "act", source: "native_tool_calls", text, calls, rejected };
  },
};

function emptyHint(finish: string): string {
  if (finish === "length")
    return "Your reply was cut off by the output limit before it said anything. Answer shorter, or call one tool with a small piece.";
  return "Your reply was empty. Call a tool, or write the answer to the user.";
}
