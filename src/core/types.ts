/** The nouns: what flows between prompt and log. Plain data, no behaviour. */

export type JsonObject = Record<string, unknown>;

/** Fields an endpoint wants back unchanged (reasoning_content, thought signatures ...); opaque outside `model/`. */
export type Echo = JsonObject;

export type Message =
  | { role: "system" | "user"; content: string }
  | { role: "assistant"; content: string; toolCalls?: ToolCall[]; echo?: Echo }
  | { role: "tool"; toolCallId: string; name: string; content: string; isError?: boolean };

export interface ToolCall {
  /** Unique within a session. */
  id: string;
  name: string;
  /** What the model wrote, parsed; an object unless the model wrote something else. */
  arguments: unknown;
  /** Names of the repairs made to the written arguments; missing: none. */
  repaired?: string[];
  /** What the endpoint wants back with this call. */
  echo?: Echo;
}

/** A call that must not run, whatever its arguments: it was cut, or is no object. It still gets an answer. */
export interface RejectedCall {
  id: string;
  name: string;
  /** truncated, not_object, invalid_arguments, unknown_tool ... */
  reason: string;
  /** Advice to the model, one or two sentences. */
  message?: string;
}

/** What a tool call came to; `content` goes to the model. */
export interface ToolResult {
  content: string;
  isError?: boolean;
  /** Of a command; missing: no command ran, or it was killed. */
  exitCode?: number;
  /** True when `content` does not hold everything. */
  truncated?: boolean;
  /** Told to the user behind it, one line each. Missing: nothing. */
  told?: string[];
  /** Its command goes on in the background, whatever the effect said before. Missing: as the effect says. */
  background?: true;
  /** The turn ends after this result, with this reason. Missing: the turn goes on. */
  stop?: StopReason;
}

export type Finish = "stop" | "tool_calls" | "length" | "content_filter" | "error" | "incomplete";

export interface Usage {
  inputTokens: number;
  /** Of the input, how many the endpoint served from its cache. */
  cachedTokens: number;
  outputTokens: number;
  /** Of the output, how many were thoughts; 0 when not told. */
  reasoningTokens?: number;
}

/** One call as it stood on the wire, before a lane reads it. */
export interface WireCall {
  /** Empty when the endpoint gave none. */
  id: string;
  name: string;
  /** The argument text, joined, untouched. */
  text: string;
  /** Set when the endpoint sent an object instead of text. */
  object?: unknown;
  echo?: Echo;
}

/** One complete reply, assembled; what it means is the lane's business. */
export interface ModelReply {
  text: string;
  /** Thoughts; never part of the answer. */
  reasoning: string;
  calls: WireCall[];
  finish: Finish;
  /** null: the endpoint did not tell. */
  usage: Usage | null;
  echo?: Echo;
  /** Names of odd things seen (DESIGN 6.4). */
  anomalies: string[];
}

/** What one reply means, whatever lane it came through. */
export type Decision = {
  source: string;
  /** What is said to the user; of an unreadable reply, all that was written, or where it holds too many calls, what stands before them. */
  text: string;
  /** Thoughts that stood in the text. Missing: none. */
  thought?: string;
  /** The forms that were tried, in order. Missing: only the lane's own. */
  attempts?: string[];
} & (
  | { kind: "act"; calls: ToolCall[]; rejected: RejectedCall[] }
  | { kind: "final" }
  | {
      kind: "unreadable";
      /** What goes back to the model. */
      hint: string;
      /** truncated_call, malformed_call, invalid_arguments, too_many_calls. Missing: nothing was written at all. */
      problem?: string;
      /** The calls that can be told by name although they cannot be read; they get no answer of their own. */
      rejected?: RejectedCall[];
    }
);

/**
 * What a call would do to the world. Policy judges this, not the tool's name. `looksAt`: files whose being there or
 * content the call tells besides (checks of `verify`); rules for read_file that deny or ask reach them. Missing: none.
 */
export type Effect =
  | { kind: "none"; looksAt?: string[] }
  | { kind: "read"; path: string }
  | {
      kind: "write";
      path: string;
      /** create: new file; update: the model has seen what it replaces; overwrite: it has not. */
      change: "create" | "update" | "overwrite";
      /** Size of the new content. */
      bytes: number;
      /** Old and new text for the diff; null: no such file, or not text. Not logged. */
      before: string | null;
      after: string;
    }
  | {
      kind: "exec";
      command: string;
      /** Relative to the output directory; "." is the directory itself. */
      cwd: string;
      background?: boolean;
      /** Hosts it wants to reach; empty or missing: none. */
      hosts?: string[];
      /** Further commands of the same call (checks of `verify`); each is judged as well. */
      commands?: string[];
      /** What its words take away of what stands there now; missing: nothing that can be told from them. */
      removes?: Removal[];
      /** Changes that nobody has committed, where its words have git put something else in their place; missing: none. */
      discards?: Discard[];
      looksAt?: string[];
    }
  | {
      kind: "network";
      /** `name` (ports 80 and 443) or `name:port`. */
      hosts: string[];
      /** The command that wants to reach them; missing: it is not one. */
      command?: string;
      looksAt?: string[];
    }
  | { kind: "remote"; server: string; tool: string };

/** One name that a command removes. */
export interface Removal {
  /** As a path of the output directory, or a pattern; of what is not known, the words that remove. */
  name: string;
  /** Files and links that go, by path; `count` is larger where not all are listed. */
  files: string[];
  count: number;
  bytes: number;
  /** False: what goes is known only when it has run, or cannot be looked up. */
  known: boolean;
  /** So many more would go, but that .gitignore seems to name them, which only git knows for certain. Missing: none. */
  stays?: number;
  /** What goes is seen when it has run, and as much as fits of it is kept. Missing: it is not, or it is known before. */
  watched?: true;
}

/** One command of git that discards changes, or puts them aside. */
export interface Discard {
  /** The command. */
  name: string;
  /** Changed files, by path, the first of them; null: which ones is known only when it runs. */
  files: string[] | null;
  count: number;
  /** What is staged goes as well; how much that is, nobody looked. */
  staged: boolean;
  /** It is kept in git's stash. */
  aside: boolean;
}

export type EffectKind = Effect["kind"];

export type Decide = "allow" | "ask" | "deny";

export interface Rule {
  decide: Decide;
  /** A tool's name, or `*` for every tool. */
  tool: string;
  /** shell: words that must start the command; files: a path, or a folder ending in `/`. Missing: every call of the tool. */
  pattern?: string;
  /** Where it was set. */
  source?: "flag" | "user" | "project" | "session" | "plan" | "skill";
  /** The pattern is the whole command line, or the path of a file that is not there yet: what a plan lists, and nothing more. */
  exact?: true;
  /** Of a host: only for these command lines. Missing: for every command. */
  commands?: readonly string[];
}

export interface Verdict {
  decide: Decide;
  /** Why, one line, for people and for the model. */
  reason: string;
  /** The rule that decided, as it would be typed; missing: the mode decided. */
  rule?: string;
  /** True: the command would run without a fence. Missing: it is fenced, or no command. */
  unconfined?: true;
  /** The one rule that would lift this question, where it is not the call's own (`network:HOST`). */
  lifts?: string;
}

/** `by` plan and mode grants count as policy. */
export interface Approval {
  callId: string;
  granted: boolean;
  by: "policy" | "user" | "unattended";
  scope: "once" | "session" | "project";
  /** The rule that was saved, or that would have allowed it, as it would be typed. */
  rule?: string;
  /** What the user said with it. */
  words?: string;
  /** The user's edited arguments; missing: as proposed. */
  arguments?: JsonObject;
  /** The answer also stops the turn (Esc, Ctrl-C). */
  stop?: boolean;
}

export type ApprovalMode = "ask" | "auto-edit" | "plan" | "yolo";

export interface Question {
  question: string;
  /** Empty or missing: free text. */
  options?: string[];
  /** The safe answer; missing: there is none. */
  default?: string;
}

export type StopReason = "done" | "max_steps" | "limit" | "aborted" | "error" | "approval_needed";

export type Verified = "yes" | "no" | "not_run";

export interface JsonSchema extends JsonObject {
  type?: string;
}

/** A tool as the model is told of it. */
export interface ToolSpec {
  name: string;
  description: string;
  parameters: JsonSchema;
}
