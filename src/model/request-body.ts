/** A ModelRequest as the bytes of a chat completion request; every message is serialised once in its life. */

import type { ModelRequest } from "../core/ports.ts";
import type { Echo, JsonObject, Message, ToolSpec } from "../core/types.ts";
import type { Learned } from "./learn.ts";

export interface BodyOptions {
  model: string;
  stream: boolean;
  /** Missing: the endpoint's default. */
  temperature?: number;
  maxTokens?: number;
  /** Missing: nothing is said. */
  parallelToolCalls?: boolean;
  toolChoice?: ModelRequest["toolChoice"];
  /** Further members of the request, as they are (thinking, modalities ...). */
  extra?: JsonObject;
}

export interface BodyWriter {
  write(request: ModelRequest, options: BodyOptions, learned: Learned): Buffer;
}

/** `endpoint` names endpoint and model: an echo bag of another one is not sent. */
export function bodyWriter(endpoint: string): BodyWriter {
  const messages = new WeakMap<Message, string>();
  const tools = new WeakMap<ToolSpec, string>();
  let policy = "";
  let memo = new WeakMap<Message, string>();

  function messageText(message: Message, learned: Learned): string {
    const cache = message.role === "assistant" ? memo : messages;
    let text = cache.get(message);
    if (text === undefined) {
      text = JSON.stringify(wireMessage(message, endpoint, learned));
      cache.set(message, text);
    }
    return text;
  }

  function toolText(tool: ToolSpec): string {
    let text = tools.get(tool);
    if (text === undefined) {
      const { name, description, parameters } = tool;
      text = JSON.stringify({ type: "function", function: { name, description, parameters } });
      tools.set(tool, text);
    }
    return text;
  }

  return {
    write(request, options, learned) {
      const now = `${learned.echoAll} ${learned.echoNone}`;
      if (now !== policy) memo = new WeakMap();
      policy = now;
      // Members first and messages last: from step to step only the end changes, so prompt caches hold.
      const pieces = [JSON.stringify(members(request, options, learned)).slice(0, -1)];
      if (request.tools.length > 0)
        pieces.push(`,"tools":[${request.tools.map(toolText).join(",")}]`);
      const system = JSON.stringify({ role: "system", content: request.system });
      pieces.push(',"messages":[');
      if (request.system !== "") pieces.push(system);
      for (const [index, message] of request.messages.entries()) {
        if (index > 0 || request.system !== "") pieces.push(",");
        pieces.push(messageText(message, learned));
      }
      pieces.push("]}");
      return Buffer.from(pieces.join(""));
    },
  };
}

function members(request: ModelRequest, options: BodyOptions, learned: Learned): JsonObject {
  const { model, stream, temperature, maxTokens, parallelToolCalls, extra } = options;
  const withTools = request.tools.length > 0;
  const choice = request.toolChoice ?? options.toolChoice;
  const wanted: JsonObject = {
    model,
    stream,
    ...(stream ? { stream_options: { include_usage: true } } : {}),
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }),
    ...(request.stop && request.stop.length > 0 ? { stop: request.stop } : {}),
    ...(withTools && parallelToolCalls !== undefined
      ? { parallel_tool_calls: parallelToolCalls }
      : {}),
    ...(withTools && choice !== undefined ? { tool_choice: wireChoice(choice) } : {}),
    ...extra,
  };
  return Object.fromEntries(
    Object.entries(wanted)
      .filter(([name]) => !learned.dropped.has(name))
      .map(([name, value]) => [learned.renamed.get(name) ?? name, value]),
  );
}

function wireChoice(choice: string): unknown {
  if (choice === "auto" || choice === "none" || choice === "required") return choice;
  return { type: "function", function: { name: choice } };
}

function wireMessage(message: Message, endpoint: string, learned: Learned): JsonObject {
  if (message.role === "tool") {
    const { toolCallId, content } = message;
    return { role: "tool", tool_call_id: toolCallId, content };
  }
  if (message.role !== "assistant") return { role: message.role, content: message.content };
  const { content, toolCalls = [], echo } = message;
  if (toolCalls.length === 0) {
    // Endpoints refuse an assistant message without content, and two user messages in a row.
    const said = content === "" ? "(no answer)" : content;
    return { role: "assistant", content: said, ...echoFor(echo, learned.echoAll) };
  }
  return {
    role: "assistant",
    content,
    ...echoFor(echo, true),
    tool_calls: toolCalls.map((call) => ({
      id: call.id,
      type: "function",
      function: { name: call.name, arguments: argumentsText(call.arguments) },
      ...(call.echo ? fieldsOf(call.echo, endpoint) : {}),
    })),
  };

  /** DeepSeek and Qwen want the thoughts of a turn with calls back; older endpoints refuse those of a plain answer. */
  function echoFor(bag: Echo | undefined, wanted: boolean): JsonObject {
    if (!bag || !wanted || learned.echoNone) return {};
    return fieldsOf(bag, endpoint);
  }
}

/** Templates of open models read the arguments back: they must be an object. */
function argumentsText(args: unknown): string {
  return typeof args === "object" && args !== null && !Array.isArray(args)
    ? JSON.stringify(args)
    : "{}";
}

/** The echo bag as it is kept: tied to the endpoint and model that wrote it. */
export function bag(fields: Echo, endpoint: string): Echo {
  return { endpoint, fields };
}

function fieldsOf(kept: Echo, endpoint: string): JsonObject {
  const { fields } = kept;
  if (kept.endpoint !== endpoint || typeof fields !== "object" || fields === null) return {};
  return fields as JsonObject;
}
