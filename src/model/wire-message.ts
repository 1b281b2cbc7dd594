/** A message of the history as an endpoint takes it, after what was learned of that endpoint. */

import type { Echo, JsonObject, Message } from "../core/types.ts";
import type { Learned } from "./learn.ts";

export function wireMessage(message: Message, endpoint: string, learned: Learned): JsonObject {
  const idOf = (id: string) => (learned.shortIds ? shortId(id) : id);
  if (message.role === "tool") {
    const { toolCallId, content } = message;
    return { role: "tool", tool_call_id: idOf(toolCallId), content: content || "(empty)" };
  }
  if (message.role !== "assistant") return { role: message.role, content: message.content };
  const { content, toolCalls = [], echo } = message;
  if (toolCalls.length === 0) {
    // Endpoints refuse an assistant message without content, and two user messages in a row.
    const said = content.trim() === "" ? "(no answer)" : content;
    return { role: "assistant", content: said, ...echoFor(learned.echoAll) };
  }
  return {
    role: "assistant",
    content,
    ...echoFor(true),
    tool_calls: toolCalls.map((call) => ({
      id: idOf(call.id),
      type: "function",
      function: { name: wireName(call.name), arguments: argumentsText(call.arguments) },
      ...(call.echo ? fieldsOf(call.echo, endpoint) : {}),
    })),
  };

  /** DeepSeek and Qwen want the thoughts of a turn with calls back; older endpoints refuse those of a plain answer. */
  function echoFor(wanted: boolean): JsonObject {
    if (learned.echoNone) return {};
    const fields = echo && wanted ? fieldsOf(echo, endpoint) : {};
    // Once it was asked for, every message has to carry some: also those of another model.
    if (learned.echoAll && !("reasoning_content" in fields))
      return { ...fields, reasoning_content: "" };
    return fields;
  }
}

/** Users in a row become one, for templates that want strict turns. */
export function mergedUsers(messages: readonly Message[]): Message[] {
  const merged: Message[] = [];
  for (const message of messages) {
    const last = merged.at(-1);
    if (last?.role === "user" && message.role === "user") {
      merged[merged.length - 1] = {
        role: "user",
        content: `${last.content}\n\n${message.content}`,
      };
    } else merged.push(message);
  }
  return merged;
}

/** The echo bag as it is kept: tied to the endpoint and model that wrote it. */
export function bag(fields: Echo, endpoint: string): Echo {
  return { endpoint, fields };
}

export function fieldsOf(kept: Echo, endpoint: string): JsonObject {
  const { fields } = kept;
  if (kept.endpoint !== endpoint || typeof fields !== "object" || fields === null) return {};
  return fields as JsonObject;
}

/** Templates of open models read the arguments back: they must be an object. */
export function argumentsText(args: unknown): string {
  return typeof args === "object" && args !== null && !Array.isArray(args)
    ? JSON.stringify(args)
    : "{}";
}

/** A name that a model made up may hold anything; endpoints take only these characters back. */
export function wireName(name: string): string {
  return name.replaceAll(/[^\w-]/g, "_").slice(0, 64) || "unnamed";
}

/** Nine letters and digits, the same ones for the same id: Mistral takes no other form. */
function shortId(id: string): string {
  if (/^[A-Za-z0-9]{9}$/.test(id)) return id;
  const digits = [0x811c9dc5, 0x1000193].map((seed) => {
    let hash = seed;
    for (let index = 0; index < id.length; index++) {
      hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193) >>> 0;
    }
    return hash.toString(36).padStart(7, "0");
  });
  return digits.join("").slice(2, 11);
}
