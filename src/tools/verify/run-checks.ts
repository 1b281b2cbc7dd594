/** Runs checks in order and says what each came to; what it starts, it ends. */

import { notReached } from "../../core/checks.ts";
import { messageOf } from "../../core/errors.ts";
import { type ToolContext, type ToolEvent, ToolProblem } from "../../core/ports.ts";
import { endOf, withoutEnd } from "../command-result.ts";
import { lastLines, oneLine } from "../figures.ts";
import type { Check, FileCheck, Outcome, RunCheck } from "./check.ts";
import { type Server, startServer } from "./server.ts";
import { unmet, wished } from "./text-wish.ts";
import { Visitor } from "./visitor.ts";

type World = Pick<ToolContext, "callId" | "sandbox" | "clock" | "signal">;

export type Checked = Extract<ToolEvent, { type: "check" }>;

export interface Verification {
  checks: Checked[];
  /** The last output of what ran, where something failed: a heading and lines. Empty: nothing failed, or nothing was printed. */
  trace: string;
  /** What was still running at the end and was stopped then; empty: nothing. */
  stopped: string;
}

const maxName = 200;
const maxLine = 400;
const traceLines = 20;
const stopWish = "runs until it is stopped, then its port is closed";

/** Yields each outcome as it comes. Nobody but this function decides it. */
export async function* runChecks(
  checks: readonly Check[],
  world: World,
): AsyncGenerator<ToolEvent, Verification> {
  const { clock, signal } = world;
  const servers: Server[] = [];
  const visitor = new Visitor(world);
  const done: Checked[] = [];
  /** Ports whose start failed, and so whose requests cannot tell anything. */
  const dead = new Set<number>();
  let trace: Trace | null = null;
  /** The one that people are shown as well. */
  let shown: Trace | null = null;
  try {
    for (const check of checks) {
      signal.throwIfAborted();
      const startedAt = clock.now();
      const outcome = yield* one(check, { world, servers, visitor, dead });
      const fact = factOf(check.name, outcome, clock.now() - startedAt);
      done.push(fact);
      yield fact;
      if (!outcome.ok) trace = traceOf(servers, outcome) ?? trace;
      if (!outcome.ok && isServersFault(check, outcome)) shown = trace;
    }
    const stopped: string[] = [];
    for (const server of servers.filter((one) => !one.stopped)) {
      const startedAt = clock.now();
      const outcome = await stopOne(server, world);
      if (outcome.ok) {
        stopped.push(`Stopped ${oneLine(server.command, 80)}; port ${server.port} closed.`);
      } else if (server.ready) {
        // Nobody asked for this check, but a program that fell, or will not go, is not what was to be proven. It bears
        // the name of the start: a later verification has that one again, and so can pass it.
        const fact = factOf(server.name, outcome, clock.now() - startedAt);
        done.push(fact);
        yield fact;
        trace = traceOf(servers, outcome) ?? trace;
        shown = trace;
      }
    }
    // What a command prints comes as it prints it.
    if (shown?.ofServer)
      yield { type: "tool_output", callId: world.callId, text: `${shown.lines}\n` };
    const last = trace ? `Last output of ${trace.whose}:\n${trace.lines}` : "";
    return { checks: done, trace: last, stopped: stopped.join("\n") };
  } finally {
    // One that cannot be ended must not keep the others running.
    const ends = servers.filter(({ stopped }) => !stopped).map((server) => server.end());
    await Promise.allSettled(ends);
    await Promise.all(ends);
  }
}

/** Whether what the server says tells more than the outcome: it did not start, fell, or failed in answering. */
function isServersFault({ kind }: Check, { actual }: Outcome): boolean {
  return kind === "start" || kind === "stop" || (kind === "http" && /^5\d\d\b/.test(actual));
}

interface State {
  world: World;
  servers: Server[];
  visitor: Visitor;
  dead: Set<number>;
}

type Came = Outcome & { output?: string };

async function* one(check: Check, state: State): AsyncGenerator<ToolEvent, Came> {
  const { world, servers, visitor, dead } = state;
  switch (check.kind) {
    case "start": {
      const outcome = await startServer(check, world, (server) => servers.push(server));
      if (outcome.ok) dead.delete(check.port);
      else dead.add(check.port);
      return outcome;
    }
    case "http": {
      if (dead.has(check.port)) {
        return { ok: false, expected: "an answer", actual: notReached };
      }
      return visitor.visit(check);
    }
    case "run":
      return yield* runCommand(check, world);
    case "file":
      return lookAt(check, world);
    case "stop":
      return stopAll(servers, world);
    case "portClosed": {
      const open = await world.sandbox.listening(check.port);
      return open ? stillOpen(check.port) : { ok: true, expected: "closed", actual: "closed" };
    }
  }
}

async function* runCommand(
  check: RunCheck,
  { callId, sandbox, signal }: World,
): AsyncGenerator<ToolEvent, Came> {
  const { command, exit, timeoutMs } = check;
  const running = sandbox.run(
    { command, ...(timeoutMs === undefined ? {} : { timeoutMs }) },
    signal,
  );
  try {
    for (;;) {
      const next = await running.next();
      if (!next.done) {
        // A check reaches what was granted; it never asks.
        if (typeof next.value === "string") yield { type: "tool_output", callId, text: next.value };
        else if ("host" in next.value) next.value.answer(false);
        continue;
      }
      const end = next.value;
      const [text, whole] = await fullOutput(end, sandbox);
      const problems = unmet(text, check, whole);
      const ok = end.exitCode === exit && problems.length === 0;
      const expected = [`exit ${exit}`, ...wished(check)].join(", ");
      return { ok, expected, actual: [endOf(end), ...problems].join(", "), output: end.output };
    }
  } finally {
    await running.return({
      exitCode: null,
      timedOut: false,
      durationMs: 0,
      output: "",
      dropped: 0,
    });
  }
}

/** All a command printed where it can still be read, and whether that is all. */
async function fullOutput(
  { output, dropped, spool }: { output: string; dropped: number; spool?: string },
  sandbox: World["sandbox"],
): Promise<[string, boolean]> {
  if (dropped === 0) return [output, true];
  if (spool === undefined) return [output, false];
  try {
    const { text } = await sandbox.readFile(spool);
    return text === null ? [output, false] : [text, true];
  } catch (thrown) {
    if (!(thrown instanceof ToolProblem)) throw thrown;
    return [output, false];
  }
}

async function lookAt(check: FileCheck, { sandbox }: World): Promise<Outcome> {
  const expected = [check.exists ? "exists" : "is not there", ...wished(check)].join(", ");
  let file: Awaited<ReturnType<typeof sandbox.peek>>;
  try {
    file = await sandbox.peek(check.path);
  } catch (thrown) {
    if (!(thrown instanceof ToolProblem)) throw thrown;
    return { ok: false, expected, actual: oneLine(messageOf(thrown), maxLine) };
  }
  if (!file) return { ok: !check.exists, expected, actual: "is not there" };
  if (!check.exists) return { ok: false, expected, actual: `exists, ${file.bytes} bytes` };
  const wishes = check.contains.length + check.lacks.length;
  const problems = file.text === null && wishes > 0 ? ["is binary"] : unmet(file.text ?? "", check);
  return { ok: problems.length === 0, expected, actual: ["exists", ...problems].join(", ") };
}

async function stopAll(servers: readonly Server[], world: World): Promise<Outcome> {
  const running = servers.filter((server) => !server.stopped);
  if (running.length === 0) return { ok: false, expected: stopWish, actual: "nothing was running" };
  const outcomes: Outcome[] = [];
  for (const server of running) outcomes.push(await stopOne(server, world));
  const actual = outcomes.map((outcome) => outcome.actual).join(", ");
  return { ok: outcomes.every(({ ok }) => ok), expected: stopWish, actual };
}

async function stopOne(server: Server, world: World): Promise<Outcome> {
  const died = server.ended();
  if (!(await server.stop(world))) return stillOpen(server.port);
  if (died) return { ok: false, expected: stopWish, actual: `it had ended before: ${died}` };
  return { ok: true, expected: stopWish, actual: `stopped, port ${server.port} closed` };
}

function stillOpen(port: number): Outcome {
  return { ok: false, expected: "closed", actual: `port ${port} is still open` };
}

/** The last lines of what failed. */
interface Trace {
  whose: string;
  lines: string;
  ofServer: boolean;
}

/** null: nothing was printed. */
function traceOf(servers: readonly Server[], outcome: Came): Trace | null {
  const server = servers.at(-1);
  const ofServer = outcome.output === undefined;
  const output = outcome.output ?? server?.output() ?? "";
  const lines = lastLines(withoutEnd(output), traceLines);
  if (lines === "") return null;
  return { whose: ofServer ? oneLine(server?.command ?? "", 80) : "the command", lines, ofServer };
}

function factOf(name: string, { ok, expected, actual }: Outcome, durationMs: number): Checked {
  return {
    type: "check",
    name: oneLine(name, maxName),
    ok,
    expected: oneLine(expected, maxLine),
    actual: oneLine(actual, maxLine),
    durationMs,
  };
}
