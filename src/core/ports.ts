/** What the core asks of the world. Each contract is one function or a small object; a test supplies them all without a mock. */

import type { CheckFact } from "./checks.ts";
import type { UserError } from "./errors.ts";
import type { CheckpointFact, Delta, Event, Fact, NotesFile } from "./events.ts";
import type { LimitName } from "./limits.ts";
import type { JudgedPlan, Plan, PlanAnswer } from "./plan.ts";
import type {
  Approval,
  Decision,
  Effect,
  JsonObject,
  Message,
  ModelReply,
  Question,
  Rule,
  ToolCall,
  ToolResult,
  ToolSpec,
  Verdict,
} from "./types.ts";

// ---------------------------------------------------------------- the model

export interface ModelRequest {
  step: number;
  lane: string;
  /** The instructions; sent as the one system message, first. */
  system: string;
  messages: readonly Message[];
  /** Empty: none are sent (a text lane has put them into `system`). */
  tools: readonly ToolSpec[];
  /** Missing: the endpoint's default (auto). A name forces that tool. */
  toolChoice?: "auto" | "none" | "required" | (string & {});
  /** Sequences at which the endpoint should stop writing. */
  stop?: string[];
}

/**
 * Sends one request and streams the reply. Yields `model_request` before anything leaves and `model_reply` at the end
 * of each attempt; retries are its own business. Throws ModelError; an aborted call throws the signal's reason.
 */
export type Model = (
  request: ModelRequest,
  signal: AbortSignal,
) => AsyncGenerator<Delta | Fact, ModelReply>;

/** A codec: how tools are told to a model and its replies are read. Pure. */
export interface Lane {
  name: string;
  toolDelivery: "api_parameter" | "prompt";
  encode(request: ModelRequest): ModelRequest;
  /**
   * What of a streamed text is prose, piece by piece; the rest is held back until the reply was read. A new one for
   * each reply. Missing: all of it is.
   */
  prose?(): (piece: string) => string;
  /** `mintId` gives ids to calls that came without one: unique in the session, the same on every replay. */
  decode(reply: ModelReply, tools: readonly ToolSpec[], mintId: () => string): Decision;
}

/** `problem` is worded so that a model can mend the call. */
export type CheckedArguments = { ok: true; arguments: JsonObject } | { ok: false; problem: string };

/** Checks arguments against a tool's schema, with coercion. May take its time once, to load what it needs. */
export type CheckArguments = (
  tool: ToolSpec,
  args: unknown,
) => CheckedArguments | Promise<CheckedArguments>;

// ---------------------------------------------------------------- tools

export type ToolEvent =
  | Extract<Event, { type: "tool_output" | "notice" | "check" | "skill_use" | "finding" }>
  | HostAsked;

/** A command of this call waits for an answer about a host; answered on the way, no sink ever sees it. */
export interface HostAsked extends HostQuestion {
  type: "host_question";
  command: string;
}

export interface ToolContext {
  callId: string;
  sandbox: Sandbox;
  skills: Skills;
  /** Puts questions to the user; null: nobody is there. */
  ask: AskUser | null;
  /** The checks of `verify` without arguments: those of the last `verify`, else of the skill in use; null: none. */
  savedChecks(): Promise<unknown[] | null>;
  /** The checks of the session that failed and that no later check of their name has passed. Missing: nobody keeps them. */
  failedChecks?: (() => readonly CheckFact[]) | undefined;
  /** Of a tool that proposes a plan: what was answered. */
  plan?: PlanAnswer;
  clock: Clock;
  signal: AbortSignal;
}

/**
 * One thing the model can do. `effect` says what a call would do, without doing it, and may read (for the diff);
 * it throws ToolProblem when the call cannot work. `run` does it, once it is allowed.
 */
export interface Tool extends ToolSpec {
  effect(
    args: JsonObject,
    look: Pick<ToolContext, "sandbox" | "skills" | "savedChecks">,
  ): Effect | Promise<Effect>;
  run(
    args: JsonObject,
    context: ToolContext,
  ): Promise<ToolResult> | AsyncGenerator<ToolEvent, ToolResult>;
  /** When set, no other call of the same reply runs (ask_user). */
  alone?: boolean;
  /** When set, it is left out of a turn it does not fit where there are more than 20 tools. Missing: it is always told. */
  optional?: boolean;
  /** What the call asks to have approved in advance, put to the user before it runs; null or missing: nothing. */
  wishes?(
    args: JsonObject,
    look: Pick<ToolContext, "sandbox" | "skills" | "savedChecks">,
  ): Promise<SkillWishes | null>;
  /** The plan that the call proposes, put to the user before it runs; the other calls of its reply wait for the answer. */
  plan?(
    args: JsonObject,
    look: Pick<ToolContext, "sandbox" | "skills" | "savedChecks">,
  ): Promise<Plan>;
  /** When set, the model is not told of it, and may call it all the same. Missing: it is told. */
  untold?: boolean;
}

/** What the model can mend: thrown by a tool, told to the model as an error result. */
export class ToolProblem extends Error {
  override readonly name = "ToolProblem";
  /** What every further call would fail on as well: the turn ends with it, and this is what the user can do. Missing: it goes on. */
  readonly remedy: string | undefined;

  constructor(message: string, options: { cause?: unknown; remedy?: string } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.remedy = options.remedy;
  }
}

/** Answers by question text, in order; null: the user cancelled. */
export type AskUser = (questions: Question[], signal: AbortSignal) => Promise<string[] | null>;

export interface Clock {
  /** ms since the epoch. */
  now(): number;
  /** Resolves after `ms`, or rejects with the signal's reason. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

// ---------------------------------------------------------------- the sandbox

/** What a file holds. Paths are relative to the output directory, or absolute below a readable root (skills, --add-dir). */
export interface FileContent {
  /** The text, decoded, byte-order mark removed, line ends as they are; null: binary. */
  text: string | null;
  bytes: number;
  /** utf-8, utf-8-bom, utf-16le, utf-16be, shift_jis, gbk, latin1 ...; binary when `text` is null. */
  encoding: string;
  sha256: string;
}

export interface WriteOptions {
  /** The text's line ends are meant as they stand (edits). Default: those of the existing file are kept. */
  exactLineEnds?: boolean;
  /** Refuse when the file's sha256 is no longer this (null: when it exists). Missing: no such check. */
  expect?: string | null;
}

export interface WriteResult {
  path: string;
  bytes: number;
  created: boolean;
}

export interface ListedFile {
  path: string;
  kind: "file" | "folder" | "link" | "other";
  bytes: number;
}

export interface SearchHit {
  path: string;
  line: number;
  text: string;
}

export interface Command {
  command: string;
  /** Relative to the output directory. Default: the directory itself. */
  cwd?: string;
  /** Wall time in ms; default 120,000. The whole jail dies at the end of it. */
  timeoutMs?: number;
  /** Hosts it may reach; empty or missing: none. */
  hosts?: string[];
  /** Whether hosts that nobody decided about come as questions. Missing or false: they are refused. */
  asksHosts?: boolean;
  /** Added to the clean environment. */
  env?: Record<string, string>;
}

/** A host that a command wants to reach and nobody has decided about. The command waits, its time stands still. */
export interface HostQuestion {
  /** The name, in small letters, with `:port` where that is neither 80 nor 443. */
  host: string;
  /** `why`: for the model, when it was refused; missing: it was blocked, nothing more. */
  answer(granted: boolean, why?: string): void;
}

export interface CommandEnd {
  /** null: killed by a signal. */
  exitCode: number | null;
  signal?: string;
  timedOut: boolean;
  /** Why the fence ended it, one line with what helps; missing: it did not. */
  stopped?: string;
  durationMs: number;
  /** stdout and stderr as they came, head and tail kept, capped. */
  output: string;
  /** Bytes left out of `output`. */
  dropped: number;
  /** Where the full text can be read by `read_file`; missing: `output` is everything. */
  spool?: string;
  /** What the fence has to say about it, one line each; missing: nothing. */
  notes?: string[];
  /** Hosts it tried to reach and may not; missing: none. */
  blockedHosts?: string[];
}

/** A command in the background. */
export interface Process {
  id: string;
  command: string;
  /** New output since the last call; capped like `CommandEnd.output`. */
  output(): string;
  /** null while it runs. */
  ended(): CommandEnd | null;
  /** Ends the whole jail of it; resolves when it is gone. */
  stop(): Promise<CommandEnd>;
}

export interface HttpRequest {
  method: string;
  /** Absolute, on loopback of the session's own network. */
  url: string;
  headers?: Record<string, string>;
  body?: string;
  /** Default 10,000. */
  timeoutMs?: number;
}

export interface HttpReply {
  status: number;
  /** Lower-case names; several of one name are joined by "\n" (set-cookie). */
  headers: Record<string, string>;
  /** At most 1 MiB. */
  body: string;
}

/** The fence around the output directory. Every method throws ToolProblem for what a model can mend. */
export interface Sandbox {
  /** bwrap, landlock, seatbelt, docker, podman, memory or unconfined; shown in prompts and logged. */
  label: string;
  /** False: commands are not fenced (`--sandbox none`). */
  confined: boolean;
  /** Whether commands can be let through to hosts at all. False: asking for one is refused before anybody is asked. */
  letsThrough: boolean;
  /** The output directory, absolute. */
  out: string;
  readFile(path: string): Promise<FileContent>;
  /** What stands at a path without counting as read by the model; null: nothing. */
  peek(path: string): Promise<(FileContent & { seen: boolean }) | null>;
  /** Atomic; makes missing folders; keeps mode, encoding, byte-order mark and line ends. */
  writeFile(path: string, text: string, options?: WriteOptions): Promise<WriteResult>;
  /** Sorted by path. `pattern` is a glob; missing: one level. */
  listFiles(path: string, pattern?: string): Promise<{ files: ListedFile[]; more: number }>;
  /**
   * `pattern` is a regular expression (ECMAScript); bounded in time. `more`: hits beyond the cap. `skipped`: files that
   * were not searched (too large, hard-linked, closed to the user); missing: none.
   */
  searchFiles(
    pattern: string,
    path: string,
    glob?: string,
  ): Promise<{ hits: SearchHit[]; more: number; skipped?: number }>;
  /**
   * Streams output while it runs, and questions where it `asksHosts`: each has to be answered. Returns how it ended. Aborting
   * kills the whole jail.
   */
  run(command: Command, signal: AbortSignal): AsyncGenerator<string | HostQuestion, CommandEnd>;
  start(command: Command): Promise<Process>;
  process(id: string): Process | undefined;
  processes(): Process[];
  /** One HTTP request inside the session's network. Rejects with a one-line message when nothing answers. */
  http(request: HttpRequest, signal: AbortSignal): Promise<HttpReply>;
  /** Whether something listens on that port of the session's network. */
  listening(port: number): Promise<boolean>;
  /** Makes a skill's folder readable (and visible to commands) from now on. */
  addReadable(path: string): void;
  /** Ends everything; nothing is left running. */
  close(): Promise<void>;
}

// ---------------------------------------------------------------- skills

export interface Skill {
  name: string;
  description: string;
  /** The SKILL.md. */
  path: string;
  /** Its folder; null for a loose file. */
  folder: string | null;
  source: string;
  /** True: only the user can start it, as /name. Missing: the model can as well. */
  manualOnly?: boolean;
  /** True: it is not offered as /name. Missing: it is. */
  modelOnly?: boolean;
  /** What to type behind /name, in the author's words; missing: nothing is said. */
  argumentHint?: string;
}

export interface OpenedSkill extends Skill {
  body: string;
  sha256: string;
  /** Files beside SKILL.md, relative, at most 50. */
  files: string[];
  /** The data of `checks.json`; null: none. */
  checks: unknown[] | null;
  /** Tools it would like to have approved in advance, as its author wrote them; missing: none. */
  allowedTools?: string[];
  /** Tools that must not be used while it is followed; missing: none. */
  disallowedTools?: string[];
  /** What it needs, in the author's words; missing: nothing is said. */
  compatibility?: string;
}

/** What a skill asks for when it is started. Asking grants nothing; what would restrict it holds without asking. */
export interface SkillWishes {
  skill: string;
  /** Would be approved in advance, for the rest of the session. Empty: nothing. */
  allows: Rule[];
  /** Hold for the rest of the turn. Empty: nothing. */
  denies: Rule[];
  /** What is not granted whatever is answered, and why. */
  left: { entry: string; why: string }[];
  /** What it asks for without need. */
  free: string[];
}

export interface Skills {
  /** Sorted by name; what the catalogue is made of. */
  list(): readonly Skill[];
  /** By name, letter case ignored. undefined: no such skill. */
  open(name: string): Promise<OpenedSkill | undefined>;
  /** The best matches for some words, best first. */
  search(query: string): readonly Skill[];
}

// ---------------------------------------------------------------- approvals

/** Judges one call's effect. Pure; `grants` are the rules given during the session. */
export type Policy = (effect: Effect, call: ToolCall, grants: readonly Rule[]) => Verdict;

/** A call that waits for an answer. */
export interface Pending {
  call: ToolCall;
  effect: Effect;
  verdict: Verdict;
}

/** Asks for all at once; answers in the same order, one for each. */
export interface Approver {
  review(pending: readonly Pending[], signal: AbortSignal): Promise<Approval[]>;
  /** null: nobody is there to answer. */
  ask: AskUser | null;
  /** Puts a skill's wishes to the user, as one question; missing: nobody is there to answer. */
  grant?(wishes: SkillWishes, signal: AbortSignal): Promise<{ granted: boolean; stop?: boolean }>;
  /** Puts a plan to the user; `read` judges an edited one, and throws ToolProblem. Missing: nobody is there to answer. */
  plan?(
    judged: JudgedPlan,
    read: (args: JsonObject) => Promise<JudgedPlan>,
    signal: AbortSignal,
  ): Promise<PlanAnswer>;
}

/** The terminal as approvals and the conversation use it. */
export interface Console {
  readonly columns: number;
  /** Missing: not known. */
  readonly rows?: number | undefined;
  readonly color: boolean;
  /** For screen readers: each choice is a line of its own, with a number. Missing: false. */
  readonly plain?: boolean | undefined;
  write(text: string): void;
  /** One key press: a character, or return, escape, ctrl-c, ctrl-d, up, down, backspace. Typed-ahead keys never count. */
  key(signal?: AbortSignal): Promise<string>;
  /** Throws away what was typed so far; to be called before a question is written. Missing: nothing can be typed ahead. */
  flush?(): Promise<void>;
  /** One line; null: Ctrl-C, Ctrl-D or Escape. */
  line(
    prompt: string,
    options?: { initial?: string; signal?: AbortSignal },
  ): Promise<string | null>;
}

// ---------------------------------------------------------------- sinks

/** A reader of events. The log comes first: what it throws ends the turn. */
export type Sink = (event: Event) => void | Promise<void>;

// ---------------------------------------------------------------- what a turn is given

/** What the agent is. */
export interface Agent {
  system: string;
  /** Whose notes stand in it; missing: nobody's. */
  notes?: NotesFile[];
  model: Model;
  /** The first is in use; the next ones take over, one after the other, where it does not work. Not empty. */
  lanes: readonly Lane[];
  tools: ReadonlyMap<string, Tool>;
  checkArguments: CheckArguments;
  limits: Limits;
  /** What the final answer has to be. Missing: any text. */
  answer?: AnswerForm;
}

export interface AnswerForm {
  /** For the model, at the end of its instructions. */
  told: string;
  /** What is wrong with the answer, read as JSON; null: it fits. */
  check(value: unknown): string | null;
}

export interface Limits {
  /** Model calls in one turn. */
  maxSteps: number;
  /** Whether a turn that goes round in a circle is ended where nobody can be asked. Default: true; false where the user set a bound of their own. */
  endCircles?: boolean;
  /** Of the whole run. Missing: there are none. */
  run?: { extend(limit: LimitName): void };
}

/**
 * Keeps what a write is about to replace, so that it can be taken back; null: nothing changes. Rejects with ToolProblem when
 * that cannot be done.
 */
export type KeepBefore = (
  effect: Extract<Effect, { kind: "write" }>,
) => Promise<CheckpointFact | null>;

/** Where it acts. */
export interface Environment {
  sandbox: Sandbox;
  skills: Skills;
  policy: Policy;
  /** Rules granted during the session; act adds to it, folds rebuild it. */
  grants: Rule[];
  approver: Approver;
  savedChecks(): Promise<unknown[] | null>;
  /** As in ToolContext. */
  failedChecks?: (() => readonly CheckFact[]) | undefined;
  /** Asked right before a call that writes or runs something: why the output directory is not ours to change; null: it is. Missing: always ours. */
  claim?: (() => UserError | null) | undefined;
  /** Missing: nothing is kept, and nothing can be undone. */
  keep?: KeepBefore | undefined;
  /** What happened since its last message, told to the model before the prompt; null or missing: nothing. */
  news?: string | null;
  clock: Clock;
  signal: AbortSignal;
}
