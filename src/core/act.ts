/** From calls to results, the one place: find, check, judge, ask, run, answer. */

import { afterStop, answer, notRun, refusal, stopWords } from "./act-answer.ts";
import { askAboutHost } from "./ask-host.ts";
import { askPlan } from "./ask-plan.ts";
import { askAboutTime } from "./ask-time.ts";
import { frozen, isSame } from "./bound.ts";
import { Printed } from "./cut-off.ts";
import { withEditNote } from "./edit-note.ts";
import { messageOf } from "./errors.ts";
import type { Event } from "./events.ts";
import { grantWishes } from "./grant-wishes.ts";
import { isHarmless, judge } from "./judge.ts";
import { keepAfter, keepBefore } from "./keep-before.ts";
import { stoppedBy } from "./limits.ts";
import type { PlanAnswer } from "./plan.ts";
import { type Agent, type Environment, type Tool, type ToolEvent, ToolProblem } from "./ports.ts";
import type {
  Approval,
  Decision,
  Effect,
  JsonObject,
  Message,
  StopReason,
  ToolCall,
  ToolResult,
} from "./types.ts";

/** A call that can run, with what it would do. */
interface Ready {
  call: ToolCall;
  tool: Tool;
  args: JsonObject;
  effect: Effect;
}

/** A call that cannot, and the advice for the model. */
interface Problem {
  call: ToolCall;
  problem: string;
  /** Of a ToolProblem that ends the turn. */
  remedy?: string | undefined;
}

type Prepared = Ready | Problem;

/** Carries out one decision; every call gets exactly one answer. Returns why the turn has to stop, if it has to. */
export async function* actOn(
  decision: Extract<Decision, { kind: "act" }>,
  history: Message[],
  agent: Agent,
  environment: Environment,
): AsyncGenerator<Event, StopReason | undefined> {
  const named = (which: "alone" | "plan") =>
    decision.calls.find((call) => agent.tools.get(call.name)?.[which]);
  const alone = named("alone");
  const plan = alone ? undefined : named("plan");
  const end = plan
    ? yield* planFirst(plan, decision.calls, history, agent, environment)
    : yield* carryOut(decision.calls, alone, history, agent, environment);
  for (const { id, name, message, reason } of decision.rejected) {
    const content = message ?? `Not run: the call was ${reason}.`;
    yield* answer({ id, name, arguments: {} }, { content, isError: true }, null, 0, history);
  }
  return end.stop;
}

/** How calls came out: why the turn has to stop, and whether the last of them failed. */
interface End {
  stop?: StopReason;
  failed?: boolean;
}

/** The other calls of a plan's reply wait for its answer; where that is no, they do not run. */
async function* planFirst(
  plan: ToolCall,
  calls: readonly ToolCall[],
  history: Message[],
  agent: Agent,
  environment: Environment,
): AsyncGenerator<Event, End> {
  const end = yield* carryOut([plan], undefined, history, agent, environment);
  const others = calls.filter((call) => call !== plan);
  const isPlan = (call: ToolCall) => agent.tools.get(call.name)?.plan !== undefined;
  for (const call of end.failed ? others : others.filter(isPlan)) {
    const why = end.failed ? "the plan of this reply was not approved." : "one plan in a reply.";
    const words = end.stop ? stopWords(end.stop, environment.signal) : why;
    yield* answer(call, notRun(words), null, 0, history);
  }
  const kept = end.failed ? [] : others.filter((call) => !isPlan(call));
  return kept.length > 0 ? yield* carryOut(kept, undefined, history, agent, environment) : end;
}

/** Calls that are judged together, then run in order. `alone`: the one of them that runs. */
async function* carryOut(
  calls: readonly ToolCall[],
  alone: ToolCall | undefined,
  history: Message[],
  agent: Agent,
  environment: Environment,
): AsyncGenerator<Event, End> {
  const first = await prepareAll(calls, alone, agent, environment);
  const answers = yield* judge([...first.values()].filter(isReady), environment);
  const end: End = {};

  for (const call of calls) {
    const prepared = first.get(call) ?? (await prepare(call, agent, environment));
    let result: ToolResult;
    let effect: Effect | null = null;
    const startedAt = environment.clock.now();
    const { signal } = environment;
    if (end.stop) result = afterStop(end.stop, answers.get(call), call, signal);
    else if (signal.aborted) result = notRun(stoppedBy(signal).notRun, stoppedBy(signal).stop);
    else if (alone && call !== alone)
      result = notRun(
        `${alone.name} must be the only call of a reply. Call this again after the answer.`,
      );
    else if (!isReady(prepared)) result = yield* cannotRun(prepared);
    else {
      if (!answers.has(call))
        for (const [k, v] of yield* judge([prepared], environment)) answers.set(k, v);
      const { ready, approval } = yield* settle(prepared, answers.get(call), agent, environment);
      effect = isReady(ready) ? ready.effect : prepared.effect;
      result = isReady(ready)
        ? yield* runOrRefuse(ready, approval, environment)
        : yield* cannotRun(ready, notRun(ready.problem));
    }
    yield* answer(call, result, effect, environment.clock.now() - startedAt, history);
    for (const text of result.told ?? []) yield { type: "notice", text };
    if (result.stop) end.stop ??= result.stop;
    end.failed = result.isError === true;
  }
  return end;
}

/**
 * Finds, checks and looks at each call. One that builds on an earlier sibling (the same path, or what the sibling would
 * make) is left out here and looked at again when its turn has come.
 */
async function prepareAll(
  calls: readonly ToolCall[],
  alone: ToolCall | undefined,
  agent: Agent,
  environment: Environment,
): Promise<Map<ToolCall, Prepared>> {
  const prepared = new Map<ToolCall, Prepared>();
  const touched = new Set<string>();
  for (const call of alone ? [alone] : calls) {
    const one = await prepare(call, agent, environment);
    const later = isReady(one)
      ? (one.effect.kind === "write" || one.effect.kind === "read") && touched.has(one.effect.path)
      : prepared.size > 0 && agent.tools.has(call.name);
    if (isReady(one) && one.effect.kind === "write") touched.add(one.effect.path);
    if (!later) prepared.set(call, one);
  }
  return prepared;
}

async function prepare(call: ToolCall, agent: Agent, environment: Environment): Promise<Prepared> {
  const tool = agent.tools.get(call.name);
  if (!tool) {
    const skill = environment.skills.list().find(({ name }) => name === call.name)?.name;
    if (skill !== undefined && agent.tools.has("use_skill")) {
      const words = JSON.stringify({ name: skill });
      return { call, problem: `\`${skill}\` is a skill, no tool: call use_skill ${words}.` };
    }
    const told = [...agent.tools.values()].filter(({ untold }) => !untold);
    const names = told.map(({ name }) => name).join(", ");
    return { call, problem: `No tool named \`${call.name}\`. Tools: ${names}.` };
  }
  const checked = await agent.checkArguments(tool, call.arguments);
  if (!checked.ok) return { call, problem: checked.problem };
  try {
    const effect = frozen(await tool.effect(checked.arguments, environment));
    return { call, tool, args: frozen(checked.arguments), effect };
  } catch (thrown) {
    if (!(thrown instanceof ToolProblem)) throw thrown;
    const { remedy } = thrown;
    return { call, problem: quotable(checked.arguments, thrown, call, environment), remedy };
  }
}

/** Advice may quote the file it is about, and comes before anybody was asked: only where reading it needs no asking. */
function quotable(
  { path }: JsonObject,
  problem: ToolProblem,
  call: ToolCall,
  { policy, grants }: Environment,
): string {
  if (typeof path !== "string") return messageOf(problem);
  const verdict = policy({ kind: "read", path }, { ...call, name: "read_file" }, grants);
  if (verdict.decide === "allow") return messageOf(problem);
  return `${call.name} cannot do this to ${path}. Why is not told: ${verdict.reason}`;
}

/**
 * What the answer is good for, right before it runs: the call as the user edited it, and only if it would still do what
 * was judged and shown. If it would not (a file has changed meanwhile), it is judged and asked again.
 */
async function* settle(
  prepared: Ready,
  given: Approval | undefined,
  agent: Agent,
  environment: Environment,
): AsyncGenerator<Event, { ready: Prepared; approval: Approval | undefined }> {
  let ready = prepared;
  let approval = given;
  for (let round = 1; ; round++) {
    const edited = await withEdits(ready, approval, agent, environment);
    if (!isReady(edited)) {
      const problem = `the user's edit does not work. ${edited.problem}`;
      return { ready: { call: edited.call, problem }, approval };
    }
    if (!approval?.granted || isHarmless(edited.effect)) return { ready: edited, approval };
    // A copy: what the tool has planned for the call itself stays what was shown.
    const now = await prepare(
      { ...edited.call, arguments: { ...edited.args } },
      agent,
      environment,
    );
    if (isReady(now) && isSame(now.effect, edited.effect)) {
      const { decide, reason } = environment.policy(edited.effect, edited.call, environment.grants);
      // What ran in between may have forbidden it (a skill's own limits).
      return {
        ready: decide === "deny" ? { call: edited.call, problem: reason } : edited,
        approval,
      };
    }
    if (!isReady(now)) return { ready: { ...now, problem: `${changed} ${now.problem}` }, approval };
    if (round === maxRounds) return { ready: { call: now.call, problem: changed }, approval };
    yield { type: "notice", text: `${edited.call.name}: ${changed} It is judged again.` };
    const again = (yield* judge([now], environment)).get(now.call);
    approval = again && {
      ...(approval.arguments ? { arguments: approval.arguments } : {}),
      ...again,
    };
    ready = now;
  }
}

/** So often a call is judged anew because something changed under it; then it is given up. */
const maxRounds = 3;
const changed = "What it would do has changed since it was judged.";

/** The call as the user edited it, looked at anew: what is logged is what runs, and what is denied stays denied. */
async function withEdits(
  ready: Ready,
  approval: Approval | undefined,
  agent: Agent,
  environment: Environment,
): Promise<Prepared> {
  if (!approval?.granted || !approval.arguments) return ready;
  const edited = await prepare(
    { ...ready.call, arguments: approval.arguments },
    agent,
    environment,
  );
  if (!isReady(edited)) return edited;
  const verdict = environment.policy(edited.effect, edited.call, environment.grants);
  return verdict.decide === "deny" ? { call: ready.call, problem: verdict.reason } : edited;
}

async function* runOrRefuse(
  ready: Ready,
  approval: Approval | undefined,
  environment: Environment,
): AsyncGenerator<Event, ToolResult> {
  if (!approval?.granted) return refusal(approval, ready.call);
  const { args, call, tool } = ready;
  const taken = isHarmless(ready.effect) ? null : environment.claim?.();
  if (taken) {
    const { message, hint } = taken;
    yield {
      type: "error",
      ...{ where: "output directory", kind: "in_use", message, ...(hint ? { hint } : {}) },
    };
    return notRun(message, "error");
  }
  const wishes = await tool.wishes?.(args, environment);
  if (wishes && (yield* grantWishes(call.id, wishes, environment))) {
    return notRun(stopWords("aborted", environment.signal), "aborted");
  }
  const plan = tool.plan && (yield* askPlan(ready, tool.plan, environment));
  const kept = yield* keepBefore(ready.effect, environment);
  if (kept.unkept) return kept.unkept;
  yield { type: "tool_start", callId: call.id, name: call.name, arguments: args };
  const result = yield* runTool(tool, args, call, environment, plan);
  const told = yield* keepAfter(kept);
  if (!approval.arguments) return { ...result, told };
  return { ...result, told, content: withEditNote(args, result.content) };
}

/** Lets a tool do what was allowed; whatever goes wrong is its result. */
export async function* runTool(
  tool: Tool,
  args: JsonObject,
  call: ToolCall,
  environment: Environment,
  plan?: PlanAnswer,
): AsyncGenerator<Event, ToolResult> {
  const { sandbox, skills, approver, savedChecks, failedChecks, clock, signal } = environment;
  const context = {
    callId: call.id,
    sandbox,
    skills,
    ask: approver.ask,
    savedChecks,
    failedChecks,
    ...(plan ? { plan } : {}),
    clock,
    signal,
  };
  const printed = new Printed();
  try {
    const running = tool.run(args, context);
    return Symbol.asyncIterator in running
      ? yield* answering(running, call, environment, printed)
      : await running;
  } catch (thrown) {
    if (signal.aborted) {
      const { ended, stop } = stoppedBy(signal);
      return { content: printed.below(ended), isError: true, stop };
    }
    if (thrown instanceof ToolProblem)
      return yield* cannotRun({ call, problem: messageOf(thrown), remedy: thrown.remedy });
    // A bug of ours in one tool must not cost the user the turn; it is told, and logged as what it is.
    yield {
      type: "error",
      where: `tool ${tool.name}`,
      kind: "internal",
      message: messageOf(thrown),
    };
    return { content: `The tool failed: ${messageOf(thrown)}`, isError: true };
  }
}

/** Passes on what the tool tells, but for what its command asks: that is answered here, by the rules or by whoever is there. */
async function* answering(
  running: AsyncGenerator<ToolEvent, ToolResult>,
  call: ToolCall,
  environment: Environment,
  printed: Printed,
): AsyncGenerator<Event, ToolResult> {
  try {
    for (;;) {
      const next = await running.next();
      if (next.done) return next.value;
      const told = next.value;
      let stop = false;
      if (told.type === "host_question") stop = yield* askAboutHost(told, call, environment);
      else if (told.type === "time_question")
        stop = yield* askAboutTime(told, call.id, environment);
      else {
        if (told.type === "tool_output") printed.add(told.text);
        yield told;
      }
      if (stop)
        return { content: printed.below("Stopped by the user."), isError: true, stop: "aborted" };
    }
  } finally {
    await running.return({ content: "" });
  }
}

/** `told`: what the model reads; default: the problem. */
function* cannotRun(
  { problem, remedy }: Problem,
  told: ToolResult = { content: problem, isError: true },
): Generator<Event, ToolResult> {
  if (remedy === undefined) return told;
  yield { type: "error", where: "sandbox", kind: "gone", message: problem, hint: remedy };
  return { ...told, stop: "error" };
}

function isReady(prepared: Prepared): prepared is Ready {
  return "tool" in prepared;
}
