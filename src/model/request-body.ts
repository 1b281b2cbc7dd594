/** A ModelRequest as the bytes of a chat completion request; every message is serialised once in its life. */

import type { ModelRequest } from "../core/ports.ts";
import type { JsonObject, Message, ToolSpec } from "../core/types.ts";
import type { Learned } from "./learn.ts";
import { mergedUsers, wireMessage } from "./wire-message.ts";

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
  let texts = new WeakMap<Message, string>();
  const tools = new WeakMap<ToolSpec, string>();
  let lessons = "";

  function messageText(message: Message, learned: Learned): string {
    let text = texts.get(message);
    if (text === undefined) {
      text = JSON.stringify(wireMessage(message, endpoint, learned));
      texts.set(message, text);
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
      const now = `${learned.echoAll} ${learned.echoNone} ${learned.shortIds}`;
      if (now !== lessons) texts = new WeakMap();
      lessons = now;
      const messages = learned.mergeUsers ? mergedUsers(request.messages) : request.messages;
      // Members first and messages last: from step to step only the end changes, so prompt caches hold.
      const pieces = [JSON.stringify(members(request, options, learned)).slice(0, -1)];
      if (request.tools.length > 0)
        pieces.push(`,"tools":[${request.tools.map(toolText).join(",")}]`);
      const system = JSON.stringify({ role: "system", content: request.system });
      pieces.push(',"messages":[');
      if (request.system !== "") pieces.push(system);
      for (const [index, message] of messages.entries()) {
        if (index > 0 || request.system !== "") pieces.push(",");
        pieces.push(messageText(message, learned));
      }
      pieces.push("]}");
      return Buffer.from(pieces.join(""));
    },
  };
}

function members(request: ModelRequest, options: BodyOptions, learned: Learned): JsonObject {
  const { model, temperature, maxTokens, parallelToolCalls, extra } = options;
  const stream = options.stream || learned.streamOnly;
  const withTools = request.tools.length > 0;
  const choice = choiceOf(request, options);
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

/** A forced choice is for the first request of a turn: told again with the results, it would be answered by calls for ever. */
export function choiceOf({ toolChoice, messages }: ModelRequest, options: BodyOptions) {
  const choice = toolChoice ?? options.toolChoice;
  const forced = choice !== undefined && choice !== "auto" && choice !== "none";
  return forced && messages.at(-1)?.role === "tool" ? undefined : choice;
}

function wireChoice(choice: string): unknown {
  if (choice === "auto" || choice === "none" || choice === "required") return choice;
  return { type: "function", function: { name: choice } };
}
