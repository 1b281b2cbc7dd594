/** Facts are stored, deltas are only shown. The fields of each fact are a contract (DESIGN 6.3). */

import type {
  Approval,
  Effect,
  Finish,
  JsonObject,
  Message,
  RejectedCall,
  Removal,
  StopReason,
  ToolCall,
  Usage,
  Verified,
} from "./types.ts";

/** The first line of every log. */
export interface SessionFact {
  type: "session";
  /** Version of the log's form; a reader refuses a newer one. */
  version: 1;
  id: string;
  cwd: string;
  out: string;
  /** The backend, or `unconfined`. */
  sandbox: string;
  model: string;
  baseUrl: string;
  harness: JsonObject;
  forkedFrom?: { id: string; seq: number };
}

/** An effect as it is logged: without the texts, which stand in the call's arguments. */
export type LoggedEffect =
  | Omit<Extract<Effect, { kind: "write" }>, "before" | "after">
  | (Omit<Extract<Effect, { kind: "exec" }>, "removes"> & { removes?: LoggedRemoval[] })
  | Exclude<Effect, { kind: "write" | "exec" }>;

/** Which files they are stands in the checkpoint, where a copy of them was kept. */
type LoggedRemoval = Omit<Removal, "files">;

export interface RequestedCall {
  callId: string;
  name: string;
  effect: LoggedEffect;
  /** What the user was shown, clipped to 4,000 characters. */
  preview: string;
  reason: string;
}

/** `path` absolute; `sha256` of the whole file, though the model may get only the beginning. */
export interface NotesFile {
  path: string;
  sha256: string;
}

/**
 * What is about to change, by sha256; null: no such file. Comes before it does, one for each write of a turn; those of one
 * id are one checkpoint.
 */
export interface CheckpointFact {
  type: "checkpoint";
  /** c1, c2 ... */
  id: string;
  files: {
    path: string;
    before: string | null;
    after: string | null;
    /** Permissions of a file that an undo or a command takes away. */
    mode?: number;
    /** Seen when a command had ended: it, or somebody meanwhile, made the one into the other. Missing: no. */
    byCommand?: true;
  }[];
  /** Folders that come into being with these files, outermost first. Missing: none. */
  folders?: string[];
  /** The checkpoint that the user takes back with this one. Missing: the model changed the files. */
  undoes?: string;
  /** The undo has ended, and left these as they were after all. Missing: it is only about to begin. */
  left?: string[];
}

export type Fact =
  | SessionFact
  /** The user gives the session a name; the last one holds. */
  | { type: "session_name"; name: string }
  /** `notes`: the files (AGENTS.md) whose notes the model gets in this turn; missing: none. */
  | { type: "turn_start"; prompt: string; notes?: NotesFile[] }
  | { type: "message"; message: Message }
  | {
      type: "model_request";
      step: number;
      attempt: number;
      lane: string;
      /** Missing: the session's. */
      model?: string;
      toolDelivery: "api_parameter" | "prompt" | "none";
      messages: number;
      tools: number;
      bytes: number;
      estimatedTokens: number;
    }
  | {
      type: "model_reply";
      step: number;
      attempt: number;
      finishReason: Finish;
      usage: Usage | null;
      ttftMs: number;
      durationMs: number;
      anomalies: string[];
      /** By the user's price at the time; missing: there is none, or no usage was told. */
      cost?: { amount: number; currency: string };
    }
  | {
      type: "decision";
      step: number;
      kind: "act" | "final" | "unreadable";
      source: string;
      nativeToolCallUsed: boolean;
      nativeToolCallFallbackReason?: string;
      calls: ToolCall[];
      rejected: RejectedCall[];
      parserAttempts: string[];
    }
  | { type: "lane_change"; from: string; to: string; reason: string }
  | { type: "approval_request"; calls: RequestedCall[] }
  /** `seal`: on a rule that counts from here on; without it the rule counts in no later run (session/seals.ts). */
  | ({ type: "approval"; seal?: string } & Omit<Approval, "stop">)
  | { type: "tool_start"; callId: string; name: string; arguments: unknown }
  | {
      type: "tool_result";
      callId: string;
      content: string;
      isError: boolean;
      durationMs: number;
      exitCode?: number;
      truncated?: boolean;
      /** null: the call never got as far as having one. */
      effect: LoggedEffect | null;
    }
  | {
      type: "skill_use";
      name: string;
      path: string;
      sha256: string;
      /** Rules that deny while it is followed; missing: none. */
      restricts?: string[];
    }
  | CheckpointFact
  | {
      type: "compaction";
      reason: string;
      before: number;
      after: number;
      replaces: number;
      summary?: string;
    }
  | {
      type: "check";
      name: string;
      ok: boolean;
      expected: string;
      actual: string;
      durationMs: number;
    }
  | {
      type: "finding";
      rule: string;
      severity: "high" | "medium" | "low" | "info";
      cwe: string;
      path: string;
      line: number;
      message: string;
      waived?: string;
    }
  | { type: "error"; where: string; kind: string; message: string; hint?: string }
  | { type: "turn_end"; reason: StopReason; text: string; usage: Usage; verified: Verified };

export type FactType = Fact["type"];

/** Shown, never stored. */
export type Delta =
  | { type: "text_delta"; text: string }
  | { type: "reasoning_delta"; text: string }
  /** The model is writing a call: its name, and how many characters of arguments came so far; `all`: of every call of the reply. */
  | { type: "call_delta"; name: string; characters: number; all: number }
  | { type: "tool_output"; callId: string; text: string }
  /** The time of its command is up, and somebody is asked what becomes of it. */
  | { type: "time_up"; callId: string }
  /** One line about what is going on: a retry that waits, a skill that was skipped. `waitMs`: so long nothing happens now. */
  | { type: "notice"; text: string; waitMs?: number };

export type Event = Fact | Delta;

/** A fact with its place and time: one line of the log. */
export type Entry = { seq: number; at: string } & Fact;

const deltaTypes: ReadonlySet<string> = new Set([
  "text_delta",
  "reasoning_delta",
  "call_delta",
  "tool_output",
  "time_up",
  "notice",
]);

export function isFact(event: Event): event is Fact {
  return !deltaTypes.has(event.type);
}
