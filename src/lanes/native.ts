/** The native lane: tools as the API's own parameter, calls as the API's own tool calls; calls that leaked into the text are found. */

import type { Lane } from "../core/ports.ts";
import { mostCalls } from "../core/reply-bounds.ts";
import type {
  Decision,
  JsonObject,
  ModelReply,
  RejectedCall,
  ToolCall,
  ToolSpec,
  WireCall,
} from "../core/types.ts";
import { readArguments, truncated } from "./arguments.ts";
import { leakProse } from "./prose.ts";
import { readWireCall } from "./read-call.ts";
import { readCutLeak, readLeak } from "./read-text.ts";
import { decideOnTooMany } from "./too-many.ts";

export const native: Lane = {
  name: "native",
  toolDelivery: "api_parameter",
  encode: (request) => request,
  prose: leakProse,
  decode(reply, tools, mintId): Decision {
    if (reply.calls.length > 0) return decideOnCalls(reply, tools, mintId);
    const { text } = reply;
    const source = "native_text_final";
    const leak = readLeak(text, tools, mintId);
    if (!leak) {
      const cut = reply.finish === "length" ? readCutLeak(text, tools, mintId) : null;
      if (cut) return decideOnCut(text, cut);
      if (text.trim() !== "") return { kind: "final", source, text };
      return { kind: "unreadable", source, text, hint: emptyHint(reply, tools) };
    }
    const told = { text: leak.text, ...(leak.thought ? { thought: leak.thought } : {}) };
    const { calls, rejected, format } = leak;
    if (leak.tooMany) {
      const kept = { source: `leak:${format}`, text: leak.text, attempts: ["native", format] };
      return decideOnTooMany(kept, leak.tooMany, tools, mintId);
    }
    if (calls.length + rejected.length > 0) {
      const attempts = ["native", format];
      return { kind: "act", source: `leak:${format}`, ...told, calls, rejected, attempts };
    }
    if (leak.text !== "") return { kind: "final", source, ...told };
    return { kind: "unreadable", source, text, hint: emptyHint(reply, tools) };
  },
};

function decideOnCut(
  text: string,
  { format, rejected }: NonNullable<ReturnType<typeof readCutLeak>>,
): Decision {
  return {
    kind: "unreadable",
    source: `leak:${format}`,
    text,
    attempts: ["native", format],
    hint: `${rejected.name}: ${truncated.message}`,
    problem: "truncated_call",
    rejected: [rejected],
  };
}

/** Where the API's own calls are, the text is not looked at for others. */
export function decideOnCalls(
  { text, calls: written }: ModelReply,
  tools: readonly ToolSpec[],
  mintId: () => string,
): Decision {
  const calls: ToolCall[] = [];
  const rejected: RejectedCall[] = [];
  const source = "native_tool_calls";
  const meant = written.length > mostCalls ? written : written.flatMap(unbundled);
  if (meant.length > mostCalls) {
    const names = meant.slice(0, mostCalls).map(({ name }) => name);
    return decideOnTooMany({ source, text }, names, tools, mintId);
  }
  for (const one of meant) {
    const read = readWireCall(one, tools, mintId);
    if ("reason" in read) rejected.push(read);
    else calls.push(read);
  }
  return { kind: "act", source, text, calls, rejected };
}

/** `multi_tool_use.parallel`: one call that holds several, as some models write it by habit. */
function unbundled(call: WireCall): WireCall[] {
  if (!/^multi_tool_use[._]parallel$/.test(call.name.trim())) return [call];
  const read = readArguments({ text: call.text, object: call.object });
  const uses = read.ok ? read.arguments.tool_uses : undefined;
  if (!Array.isArray(uses) || uses.length === 0) return [call];
  return uses.map((use: unknown, index): WireCall => {
    const { recipient_name, parameters } = (
      typeof use === "object" && use !== null ? use : {}
    ) as JsonObject;
    return {
      id: index === 0 ? call.id : "",
      name: typeof recipient_name === "string" ? recipient_name : "",
      text: "",
      object: parameters ?? {},
    };
  });
}

export function emptyHint({ finish, reasoning }: ModelReply, tools: readonly ToolSpec[]): string {
  if (finish === "length")
    return "Your reply was cut off by the output limit before it said anything. Answer shorter, or call one tool with a small piece.";
  // Thoughts never run: what stood there may have been weighed only.
  if (reasoning !== "" && readLeak(reasoning, tools, () => "") !== null)
    return "Your call stood inside your thoughts and was not run. End your thoughts first, then make the call.";
  return "Your reply was empty. Call a tool, or write the answer to the user.";
}
