/** Plays one turn with a scripted model in a memory sandbox; what most tests of the core need. */

import type { Allowance } from "../../src/core/allowance.ts";
import { type Price, priced } from "../../src/core/cost.ts";
import { drive } from "../../src/core/drive.ts";
import { type Event, type Fact, isFact } from "../../src/core/events.ts";
import { runTurn, type TurnEnd } from "../../src/core/loop.ts";
import {
  type Agent,
  type Approver,
  type Environment,
  type Lane,
  type Model,
  type Policy,
  type Sandbox,
  type Tool,
  ToolProblem,
} from "../../src/core/ports.ts";
import type { Approval, Decision, Message, ModelReply, ToolCall } from "../../src/core/types.ts";

/** A reply as a script tells it. */
export interface Said {
  text?: string;
  calls?: { name: string; arguments: unknown; id?: string }[];
  cut?: string[];
  /** The output limit ended it. */
  atLimit?: boolean;
}

/** What the lane of these tests makes of a reply: the script is carried in the wire calls. */
export const lane: Lane = {
  name: "native",
  toolDelivery: "api_parameter",
  encode: (request) => request,
  decode(reply, _tools, mintId): Decision {
    const { text } = reply;
    if (reply.calls.length === 0) {
      if (text === "")
        return { kind: "unreadable", source: "native_text_final", text, hint: "Say something." };
      return { kind: "final", source: "native_text_final", text };
    }
    const cut = reply.calls.filter((call) => call.text === "CUT");
    const calls = reply.calls.filter((call) => call.text !== "CUT");
    return {
      kind: "act",
      source: "native_tool_calls",
      text,
      calls: calls.map(
        (call): ToolCall => ({ id: call.id || mintId(), name: call.name, arguments: call.object }),
      ),
      rejected: cut.map(({ name }) => ({ id: mintId(), name, reason: "truncated" })),
    };
  },
};

export function scriptedModel(script: readonly Said[]): Model & { requests: Message[][] } {
  const requests: Message[][] = [];
  async function* model(request: Parameters<Model>[0], signal: AbortSignal): ReturnType<Model> {
    signal.throwIfAborted();
    yield {
      type: "model_request",
      step: request.step,
      attempt: 1,
      lane: request.lane,
      toolDelivery: "api_parameter",
      messages: request.messages.length,
      tools: request.tools.length,
      bytes: 0,
      estimatedTokens: 0,
    };
    // As with a real one, nothing leaves before the announcement was taken.
    requests.push([...request.messages]);
    const said = script[requests.length - 1] ?? { text: "Done." };
    signal.throwIfAborted();
    if (said.text) yield { type: "text_delta", text: said.text };
    signal.throwIfAborted();
    const usage = { inputTokens: 10, cachedTokens: 0, outputTokens: 2 };
    yield {
      type: "model_reply",
      step: request.step,
      attempt: 1,
      finishReason: finishOf(said),
      usage,
      ttftMs: 0,
      durationMs: 0,
      anomalies: [],
    };
    const reply: ModelReply = {
      text: said.text ?? "",
      reasoning: "",
      finish: finishOf(said),
      usage,
      anomalies: [],
      calls: [
        ...(said.calls ?? []).map((call) => ({
          id: call.id ?? "",
          name: call.name,
          text: "",
          object: call.arguments,
        })),
        ...(said.cut ?? []).map((name) => ({ id: "", name, text: "CUT" })),
      ],
    };
    return reply;
  }
  return Object.assign(model, { requests });
}

/** The tools of these tests: a file is a map entry, a command says its name. */
function toolsOver(
  files: Map<string, string>,
  ran: string[],
  result: PlayOptions["shell"] = () => "exit 0",
): Map<string, Tool> {
  const write: Tool = {
    name: "write_file",
    description: "",
    parameters: {},
    effect: ({ path, content }) => ({
      kind: "write",
      path: String(path),
      change: files.has(String(path)) ? "update" : "create",
      bytes: String(content).length,
      before: files.get(String(path)) ?? null,
      after: String(content),
    }),
    async run({ path, content }) {
      files.set(String(path), String(content));
      return { content: `Wrote ${path}.` };
    },
  };
  const edit: Tool = {
    name: "edit_file",
    description: "",
    parameters: {},
    effect({ path, oldText, newText }) {
      const before = files.get(String(path));
      if (before === undefined) throw new ToolProblem(`No file ${path}.`);
      if (!before.includes(String(oldText))) throw new ToolProblem(`${oldText} is not in ${path}.`);
      const after = before.replace(String(oldText), String(newText));
      return {
        kind: "write",
        path: String(path),
        change: "update",
        bytes: after.length,
        before,
        after,
      };
    },
    async run({ path, oldText, newText }) {
      files.set(
        String(path),
        (files.get(String(path)) ?? "").replace(String(oldText), String(newText)),
      );
      return { content: `Edited ${path}.` };
    },
  };
  const shell: Tool = {
    name: "shell",
    description: "",
    parameters: {},
    effect: ({ command }) => ({ kind: "exec", command: String(command), cwd: "." }),
    async *run({ command }, { callId, signal }) {
      ran.push(String(command));
      if (command === "fail") throw new Error("boom");
      yield { type: "tool_output", callId, text: "out" };
      signal.throwIfAborted();
      return { content: result(String(command), ran.length), exitCode: 0 };
    },
  };
  const ask: Tool = {
    name: "ask_user",
    description: "",
    parameters: {},
    alone: true,
    effect: () => ({ kind: "none" }),
    run: async () => ({ content: "Flask" }),
  };
  return new Map([write, edit, shell, ask].map((tool) => [tool.name, tool]));
}

export interface PlayOptions {
  /** What the person says to each question; default yes. A text is a no with these words. */
  answer?: boolean | string | ((call: ToolCall) => Partial<Approval>);
  policy?: Policy;
  maxSteps?: number;
  /** Default: as it is where `--max-turns` was not given. */
  endCircles?: boolean;
  /** What a person answers to questions about going on, one after the other; default: nobody is there. */
  says?: string[];
  /** Limits of the run. */
  allowance?: Allowance;
  price?: Price;
  /** What a command comes to; default: exit 0. */
  shell?: (command: string, nth: number) => string;
  history?: Message[];
  abortOn?: (event: Event) => boolean;
  sink?: (event: Event) => void;
  /** What the tools write to; handed in by tests that look at it after a failure. */
  files?: Map<string, string>;
  claim?: Environment["claim"];
  /** Default: one that reads what the script carries. */
  lanes?: Lane[];
}

export interface Played {
  events: Event[];
  facts: Fact[];
  types: string[];
  history: Message[];
  files: Map<string, string>;
  ran: string[];
  asked: string[][];
  /** Questions that were put to the person of `says`. */
  questions: string[];
  end: TurnEnd;
  requests: Message[][];
}

export async function play(script: readonly Said[], options: PlayOptions = {}): Promise<Played> {
  const files = options.files ?? new Map<string, string>();
  const ran: string[] = [];
  const asked: string[][] = [];
  const events: Event[] = [];
  const history = options.history ?? [];
  const model = scriptedModel(script);
  const stop = new AbortController();
  const { says, allowance, price = null } = options;
  const questions: string[] = [];
  const approver: Approver = {
    ask: says
      ? async ([one]) => {
          questions.push(one?.question ?? "");
          const said = says.shift();
          return said === undefined ? null : [said];
        }
      : null,
    async review(pending) {
      asked.push(pending.map(({ call }) => call.name));
      return pending.map(({ call }): Approval => {
        const answer = options.answer ?? true;
        const approval: Approval = {
          callId: call.id,
          granted: answer === true,
          by: "user",
          scope: "once",
        };
        if (typeof answer === "string") approval.words = answer;
        return typeof answer === "function" ? { ...approval, ...answer(call) } : approval;
      });
    },
  };
  const agent: Agent = {
    system: "",
    model: allowance ? allowance.model(priced(model, price), price) : model,
    lanes: options.lanes ?? [lane],
    tools: toolsOver(files, ran, options.shell),
    limits: {
      maxSteps: options.maxSteps ?? 10,
      ...(options.endCircles === undefined ? {} : { endCircles: options.endCircles }),
      ...(allowance ? { run: allowance } : {}),
    },
    checkArguments: (_tool, args) =>
      typeof args === "object" && args !== null && !("bad" in args)
        ? { ok: true, arguments: { ...args } }
        : { ok: false, problem: "bad is not allowed" },
  };
  const environment: Environment = {
    sandbox: { label: "memory" } as Sandbox,
    skills: { list: () => [], search: () => [], open: async () => undefined },
    policy: options.policy ?? (() => ({ decide: "ask", reason: "mode ask" })),
    grants: [],
    approver,
    savedChecks: async () => null,
    claim: options.claim,
    clock: { now: () => 0, sleep: async () => {} },
    signal: stop.signal,
  };
  const end = await drive(runTurn("build it", history, agent, environment), [
    (event) => {
      options.sink?.(event);
      events.push(event);
      if (options.abortOn?.(event)) stop.abort();
    },
  ]);
  const facts = events.filter(isFact);
  return {
    events,
    facts,
    types: events.map(({ type }) => type),
    history,
    files,
    ran,
    asked,
    questions,
    end,
    requests: model.requests,
  };
}

function finishOf({ calls, atLimit }: Said) {
  if (atLimit) return "length";
  return calls ? "tool_calls" : "stop";
}
