/** What all text lanes share: the tools go into the instructions, calls and results into the messages, replies are read out of text. */

import type { Lane, ModelRequest } from "../core/ports.ts";
import type { Decision, JsonObject, Message, ToolCall, ToolSpec } from "../core/types.ts";
import type { Scanner } from "./blocks.ts";
import { decideOnCalls, emptyHint } from "./native.ts";
import { readAsked } from "./read-text.ts";
import { repairHint } from "./repair-hint.ts";
import { decideOnTooMany } from "./too-many.ts";

export type ToolMessage = Extract<Message, { role: "tool" }>;

export interface TextForm {
  scanner: Scanner;
  /** How an answer is written, one sentence for the hint. */
  answer: string;
}

export interface TextLaneOptions extends TextForm {
  name: string;
  /** Told behind the instructions; tools is never empty. */
  prompt(tools: readonly ToolSpec[]): string;
  /** An assistant message, with calls or without. */
  said(text: string, calls: readonly ToolCall[]): string;
  /** The results of one step as one user message. */
  results(messages: readonly ToolMessage[]): string;
  stop?: string[];
  prose: () => (piece: string) => string;
}

export function textLane(options: TextLaneOptions): Lane {
  const { name, prose } = options;
  return {
    name,
    toolDelivery: "prompt",
    prose,
    encode: (request) => encoded(request, options),
    decode: textDecoder(options),
  };
}

function encoded(request: ModelRequest, options: TextLaneOptions): ModelRequest {
  const { tools, toolChoice, system, messages, ...rest } = request;
  const offered = toolChoice === "none" ? [] : tools;
  const parts = [system, ...(offered.length > 0 ? [options.prompt(offered)] : [])];
  if (offered.length > 0 && toolChoice === "required") parts.push("You must call a tool now.");
  else if (offered.length > 0 && toolChoice !== undefined && toolChoice !== "auto")
    parts.push(`You must call the tool ${toolChoice} now.`);
  return {
    ...rest,
    system: parts.filter(Boolean).join("\n\n"),
    messages: plainMessages(messages, options),
    tools: [],
    ...(options.stop ? { stop: options.stop } : {}),
  };
}

/** Roles that any endpoint knows: results become what the user says. */
function plainMessages(messages: readonly Message[], options: TextLaneOptions): Message[] {
  const plain: Message[] = [];
  let results: ToolMessage[] = [];
  const flush = () => {
    if (results.length > 0) plain.push({ role: "user", content: options.results(results) });
    results = [];
  };
  for (const message of messages) {
    if (message.role === "tool") {
      results.push(message);
      continue;
    }
    flush();
    if (message.role === "assistant") {
      const { content, toolCalls = [], echo } = message;
      const text = options.said(content, toolCalls);
      plain.push({ role: "assistant", content: text, ...(echo ? { echo } : {}) });
    } else plain.push(message);
  }
  flush();
  return plain;
}

/** Reading alone: also for forms that are no lane. */
export function textDecoder({ scanner, answer }: TextForm): Lane["decode"] {
  return (reply, tools, mintId): Decision => {
    if (reply.calls.length > 0) return decideOnCalls(reply, tools, mintId);
    const { text } = reply;
    const source = `text:${scanner.format}`;
    if (text.trim() === "")
      return { kind: "unreadable", source, text, hint: emptyHint(reply, tools) };
    const read = readAsked(text, scanner, tools, mintId);
    const { calls, rejected, attempts, problem } = read;
    const told = { ...(read.thought ? { thought: read.thought } : {}), attempts };
    const found = read.format === "" ? source : `text:${read.format}`;
    if (read.tooMany) {
      const kept = { source: found, text: read.text, attempts };
      return decideOnTooMany(kept, read.tooMany, tools, mintId);
    }
    if (calls.length > 0)
      return { kind: "act", source: found, text: read.text, ...told, calls, rejected };
    if (!problem) return { kind: "final", source: found, text: read.text, ...told };
    const example = (name: string, args: JsonObject) => scanner.example(name, args);
    const hint = repairHint({ lane: scanner.format, found: problem.words, example, answer }, tools);
    return {
      kind: "unreadable",
      source: found,
      text,
      ...told,
      hint,
      problem: problem.kind,
      rejected,
    };
  };
}

/** A tool's result must not look like the end of itself. */
export function withoutTag(text: string, tag: string): string {
  return text.replaceAll(`</${tag}`, `<\\/${tag}`);
}

/** The arguments of a call as they go back into a message: an object, whatever the model wrote. */
export function argumentsOf({ arguments: args }: ToolCall): JsonObject {
  return typeof args === "object" && args !== null && !Array.isArray(args)
    ? (args as JsonObject)
    : {};
}

export function joined(text: string, calls: readonly string[]): string {
  return [text.trim(), ...calls].filter(Boolean).join("\n");
}
