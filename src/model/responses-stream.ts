/**
 * Events of the Responses API as chunks of a chat completion: one assembler knows every habit of every endpoint, whichever of
 * the two it speaks. Pure.
 */

import type { JsonObject } from "../core/types.ts";

/** One for each reply: it remembers which calls had their arguments streamed. */
export function responseChunks(): (event: unknown) => unknown[] {
  const streamed = new Set<unknown>();
  const said = new Set<unknown>();

  return (event) => {
    if (!isObject(event)) return [event];
    // Without a stream the whole response comes at once; errors come in their own shape.
    if (event.object === "response") return whole(event);
    if (event.type === undefined || event.error) return [event];
    const { type, delta, item, output_index: index } = event;
    switch (type) {
      case "response.output_text.delta":
        said.add(index);
        return [chunk({ content: delta })];
      case "response.refusal.delta":
        said.add(index);
        return [chunk({ refusal: delta })];
      case "response.reasoning_text.delta":
      case "response.reasoning_summary_text.delta":
        return [chunk({ reasoning_content: delta })];
      case "response.output_item.added":
        return isCall(item) ? [callChunk(index, item, "")] : [];
      case "response.function_call_arguments.delta":
        streamed.add(index);
        return [chunk({ tool_calls: [{ index, function: { arguments: delta } }] })];
      case "response.output_item.done":
        return finished(index, item);
      case "response.completed":
      case "response.incomplete":
      case "response.failed":
        return ending(isObject(event.response) ? event.response : {});
      case "error":
        return [{ error: event }];
      default:
        return [];
    }
  };

  /** What had not come in pieces: some servers send items only whole. */
  function finished(index: unknown, item: unknown): unknown[] {
    if (!isObject(item)) return [];
    if (item.type === "reasoning") return [chunk({ reasoning_details: [item] })];
    if (isCall(item) && !streamed.has(index)) return [callChunk(index, item, item.arguments)];
    if (item.type === "message" && !said.has(index))
      return textsOf(item).map((delta) => chunk(delta));
    return [];
  }

  function whole(response: JsonObject): unknown[] {
    const items = Array.isArray(response.output) ? response.output : [];
    return [...items.flatMap((item, index) => finished(index, item)), ...ending(response)];
  }
}

function ending(response: JsonObject): unknown[] {
  const { status, error, usage, incomplete_details: details } = response;
  if (status === "failed" || error)
    return [{ error: error ?? { message: "The response failed." } }];
  const reason = isObject(details) ? details.reason : undefined;
  const finish = status === "incomplete" ? String(reason ?? "incomplete") : "completed";
  return [{ ...chunk({}, finish), ...(usage ? { usage } : {}) }];
}

function callChunk(index: unknown, item: JsonObject, args: unknown): unknown {
  const { call_id: id, name } = item;
  return chunk({
    tool_calls: [{ index, id, type: "function", function: { name, arguments: args } }],
  });
}

function textsOf(message: JsonObject): JsonObject[] {
  const parts = Array.isArray(message.content) ? message.content : [];
  return parts.filter(isObject).flatMap((part): JsonObject[] => {
    if (part.type === "refusal") return [{ refusal: part.refusal }];
    return typeof part.text === "string" ? [{ content: part.text }] : [];
  });
}

function chunk(delta: JsonObject, finish: string | null = null): JsonObject {
  return { choices: [{ index: 0, delta, finish_reason: finish }] };
}

function isCall(item: unknown): item is JsonObject {
  return isObject(item) && item.type === "function_call";
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
