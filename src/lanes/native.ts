/** The native lane: tools as the API's own parameter, calls as the API's own tool calls. */

import type { Lane } from "../core/ports.ts";
import type {
  Decision,
  JsonObject,
  RejectedCall,
  ToolCall,
  ToolSpec,
  WireCall,
} from "../core/types.ts";
import { readArguments } from "./arguments.ts";
import { resolveName } from "./names.ts";

export const native: Lane = {
  name: "native",
  toolDelivery: "api_parameter",
  encode: (request) => request,
  decode({ text, calls: written, finish }, tools, mintId): Decision {
    if (written.length === 0) {
      const source = "native_text_final";
      if (text.trim() !== "") return { kind: "final", source, text };
      return { kind: "unreadable", source, text, hint: emptyHint(finish) };
    }
    const calls: ToolCall[] = [];
    const rejected: RejectedCall[] = [];
    for (const one of written.flatMap(unbundled)) {
      const read = readCall(one, tools, mintId);
      if ("reason" in read) rejected.push(read);
      else calls.push(read);
    }
    return { kind: "act", source: "native_tool_calls", text, calls, rejected };
  },
};

function readCall(
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

function emptyHint(finish: string): string {
  if (finish === "length")
    return "Your reply was cut off by the output limit before it said anything. Answer shorter, or call one tool with a small piece.";
  return "Your reply was empty. Call a tool, or write the answer to the user.";
}
