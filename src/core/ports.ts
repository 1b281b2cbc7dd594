/** What the core asks of the world. Each contract is one function or a small object; a test supplies them all without a mock. */

import type { CheckFact } from "./checks.ts";
import type { UserError } from "./errors.ts";
import type { CheckpointFact, Delta, Event, Fact, NotesFile } from "./events.ts";
import type { LimitName } from "./limits.ts";
import type { JudgedPlan, Plan, PlanAnswer } from "./plan.ts";
import type { HostQuestion, Sandbox, TimeAnswer, TimeQuestion } from "./sandbox-port.ts";
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

export type {
  Command,
  CommandEnd,
  FileContent,
  HostQuestion,
  HttpReply,
  HttpRequest,
  ListedFile,
  Process,
  Sandbox,
  SearchHit,
  TimeAnswer,
  TimeQuestion,
  Untracked,
  WriteOptions,
  WriteResult,
} from "./sandbox-port.ts";

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
  | HostAsked
  | TimeAsked;

/** A command of this call waits for an answer about a host; answered on the way, no sink ever sees it. */
export interface HostAsked extends HostQuestion {
  type: "host_question";
  command: string;
}

/** The time of this call's command is up; answered on the way, no sink ever sees it. */
export interface TimeAsked extends TimeQuestion {
  type: "time_question";
  command: string;
  /** `byUser`: somebody was asked. Missing: nobody was there. */
  answer(choice: TimeAnswer, byUser?: boolean): void;
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

/** Answers in the order of the questions; one behind them is what the user says besides. null: the user cancelled. */
export type AskUser = (questions: Question[], signal: AbortSignal) => Promise<string[] | null>;

export interface Clock {
  /** ms since the epoch. */
  now(): number;
  /** Resolves after `ms`, or rejects with the signal's reason. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
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
  /**
   * What becomes of a command whose time is up; `signal` is also aborted when it ends by itself. Missing: nobody is there
   * to answer, and it is ended.
   */
  overdue?(
    asked: TimeAsked,
    signal: AbortSignal,
  ): Promise<{ answer: TimeAnswer /** The turn ends as well. */; stop?: boolean }>;
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
  /** What is wrong with a text that is JSON; null: it fits. Rejects with the signal's reason once that is aborted. */
  check(json: string, signal: AbortSignal): Promise<string | null>;
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
 * Keeps what a write is about to replace, or a command to remove, so that it can be taken back. For a write, rejects with
 * ToolProblem when that cannot be done; a command may have to make room.
 */
export type KeepBefore = (effect: Extract<Effect, { kind: "write" | "exec" }>) => Promise<Kept>;

export interface Kept {
  /** null: nothing changes, or nothing is kept. */
  fact: CheckpointFact | null;
  /** When a command has ended: what it took away that its words did not name, and what it changed. Missing: there is nothing to see. */
  after?(): Promise<TakenAway>;
}

/** What stands nowhere any more, by path. The fact tells as well of what was changed. */
export interface TakenAway {
  /** null: nothing is kept of it. */
  fact: CheckpointFact | null;
  kept: string[];
  lost: string[];
}

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
