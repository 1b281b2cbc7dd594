/** A ModelRequest as the bytes of a Responses API request: items instead of messages, nothing stored on the other side. */

import type { ModelRequest } from "../core/ports.ts";
import type { JsonObject, Message } from "../core/types.ts";
import type { Learned } from "./learn.ts";
import { type BodyOptions, type BodyWriter, choiceOf } from "./request-body.ts";
import { argumentsText, fieldsOf, wireName } from "./wire-message.ts";

/** `endpoint` names endpoint and model: thoughts of another one are not sent. */
export function responsesWriter(endpoint: string): BodyWriter {
  return {
    write(request, options, learned) {
      const input = request.messages.flatMap((message) => itemsOf(message, endpoint));
      return Buffer.from(JSON.stringify({ ...members(request, options, learned), input }));
    },
  };
}

function members(request: ModelRequest, options: BodyOptions, learned: Learned): JsonObject {
  const { model, temperature, maxTokens, parallelToolCalls } = options;
  const { reasoning_effort: effort, ...extra } = options.extra ?? {};
  const withTools = request.tools.length > 0;
  const choice = choiceOf(request, options);
  const wanted: JsonObject = {
    model,
    stream: options.stream || learned.streamOnly,
    // The conversation stays here; what the model thought comes back sealed, to be handed over again.
    store: false,
    include: ["reasoning.encrypted_content"],
    ...(request.system === "" ? {} : { instructions: request.system }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTokens === undefined ? {} : { max_output_tokens: maxTokens }),
    ...(effort === undefined ? {} : { reasoning: { effort, summary: "auto" } }),
    ...(withTools ? { tools: request.tools.map(toolOf) } : {}),
    ...(withTools && parallelToolCalls !== undefined
      ? { parallel_tool_calls: parallelToolCalls }
      : {}),
    ...(withTools && choice !== undefined ? { tool_choice: wireChoice(choice) } : {}),
    ...extra,
  };
  return Object.fromEntries(Object.entries(wanted).filter(([name]) => !learned.dropped.has(name)));
}

function toolOf({ name, description, parameters }: ModelRequest["tools"][number]): JsonObject {
  // Strict schemas would change what optional parameters mean.
  return { type: "function", name, description, parameters, strict: false };
}

function itemsOf(message: Message, endpoint: string): JsonObject[] {
  if (message.role === "tool") {
    const { toolCallId, content } = message;
    return [{ type: "function_call_output", call_id: toolCallId, output: content || "(empty)" }];
  }
  if (message.role !== "assistant") return [{ role: message.role, content: message.content }];
  const { content, toolCalls = [], echo } = message;
  const thoughts = echo ? fieldsOf(echo, endpoint).reasoning_details : undefined;
  return [
    ...(Array.isArray(thoughts) ? (thoughts as JsonObject[]) : []),
    ...(content.trim() === "" && toolCalls.length > 0
      ? []
      : [{ role: "assistant", content: content.trim() === "" ? "(no answer)" : content }]),
    ...toolCalls.map((call) => ({
      type: "function_call",
      call_id: call.id,
      name: wireName(call.name),
      arguments: argumentsText(call.arguments),
    })),
  ];
}

function wireChoice(choice: string): unknown {
  if (choice === "auto" || choice === "none" || choice === "required") return choice;
  return { type: "function", name: choice };
}
