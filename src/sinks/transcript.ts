/** A session as it is read: prompts, answers, and calls with what came of them, in order. */

import type { Entry } from "../core/events.ts";
import { phrase } from "../core/messages/phrase.ts";

export type TranscriptItem =
  | { kind: "prompt"; text: string; at: string }
  | { kind: "answer"; text: string }
  | {
      kind: "call";
      id: string;
      name: string;
      arguments: unknown;
      /** What the tool said; null: there is no result, the call was interrupted. */
      result: string | null;
      /** A command that ended with anything but 0 failed as well. */
      isError: boolean;
      /** Who allowed or refused it, in words; "" when nobody was asked. */
      approval: string;
    }
  | { kind: "check"; name: string; ok: boolean; expected: string; actual: string }
  | { kind: "error"; message: string; hint: string };

type CallItem = Extract<TranscriptItem, { kind: "call" }>;

export function transcriptOf(entries: readonly Entry[]): TranscriptItem[] {
  const items: TranscriptItem[] = [];
  const calls = new Map<string, CallItem>();
  for (const entry of entries) {
    switch (entry.type) {
      case "turn_start":
        items.push({ kind: "prompt", text: entry.prompt, at: entry.at });
        break;
      case "message":
        if (entry.message.role === "assistant" && entry.message.content.trim() !== "") {
          items.push({ kind: "answer", text: entry.message.content });
        }
        if (entry.message.role === "assistant") {
          for (const { id, name, arguments: args } of entry.message.toolCalls ?? []) {
            const call: CallItem = {
              kind: "call",
              id,
              name,
              arguments: args,
              result: null,
              isError: true,
              approval: "",
            };
            calls.set(id, call);
            items.push(call);
          }
        }
        break;
      case "approval": {
        const call = calls.get(entry.callId);
        if (call) call.approval = approvalWords(entry);
        break;
      }
      case "tool_result": {
        const call = calls.get(entry.callId);
        const failed = entry.isError || (entry.exitCode ?? 0) !== 0;
        if (call) Object.assign(call, { result: entry.content, isError: failed });
        break;
      }
      case "check": {
        const { name, ok, expected, actual } = entry;
        items.push({ kind: "check", name, ok, expected, actual });
        break;
      }
      case "error":
        items.push({ kind: "error", message: entry.message, hint: entry.hint ?? "" });
        break;
    }
  }
  return items;
}

function approvalWords(approval: Extract<Entry, { type: "approval" }>): string {
  const { granted, by, scope, rule, words } = approval;
  const parts = [phrase(granted ? allowed[by] : refused[by])];
  if (granted && scope === "session") parts.push(phrase("for the session"));
  if (granted && scope === "project") parts.push(phrase("for the project"));
  if (rule) parts.push(phrase("rule {1}", rule));
  if (words) parts.push(`"${words}"`);
  return parts.join(phrase(", "));
}

const allowed = {
  user: "allowed by the user",
  policy: "allowed by rule",
  unattended: "allowed, nobody was there",
} as const;
const refused = {
  user: "refused by the user",
  policy: "refused by rule",
  unattended: "refused, nobody was there",
} as const;

/** The arguments as they are read: a command, or the fields one below the other. */
export function argumentsText({ name, arguments: args }: { name: string; arguments: unknown }) {
  if (typeof args !== "object" || args === null) return JSON.stringify(args) ?? "";
  if (name === "shell" && "command" in args && typeof args.command === "string") {
    return args.command;
  }
  return Object.entries(args)
    .map(([key, value]) => {
      const text = typeof value === "string" ? value : JSON.stringify(value);
      return text.includes("\n") ? `${key}:\n${text}` : `${key}: ${text}`;
    })
    .join("\n");
}
