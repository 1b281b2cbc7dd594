/** shell: a command in the output directory, waited for, or left running in the background. */

import { leavesBehind, leftBehindNote } from "../core/left-behind.ts";
import {
  type Command,
  type CommandEnd,
  type HostQuestion,
  type TimeAsked,
  type Tool,
  type ToolContext,
  ToolProblem,
} from "../core/ports.ts";
import type { JsonObject, ToolResult } from "../core/types.ts";
import { longestWaitMs, optionalCount, optionalText, wordsOf } from "./arguments.ts";
import { commandResult, keptResult, withoutEnd } from "./command-result.ts";
import { discardsOf } from "./git-discards.ts";
import { removalsOf } from "./removals.ts";
import { tidyPath } from "./tidy-path.ts";

/** So long a background command is watched: most that cannot start die at once, and the model should hear of it. */
const watchMs = 300;

export const shell: Tool = {
  name: "shell",
  description:
    "Run one shell command; joined ones are asked. background: keeps running (servers), returns an id. hosts: internet hosts it needs.",
  parameters: {
    type: "object",
    properties: {
      command: { type: "string" },
      cwd: { type: "string" },
      timeoutMs: { type: "integer" },
      background: { type: "boolean" },
      hosts: { type: "array", items: { type: "string" } },
    },
    required: ["command"],
  },
  async effect(args, { sandbox }) {
    const { command, cwd, hosts } = commandOf(args, sandbox.out);
    if (hosts && !sandbox.letsThrough)
      throw new ToolProblem(
        `No command can reach a host here: the fence (${sandbox.label}) has no way out. Go on without, or tell the user what they could fetch themselves.`,
      );
    const removes = await removalsOf(command, cwd ?? ".", sandbox);
    const discards = await discardsOf(command, cwd ?? ".", sandbox);
    return {
      kind: "exec",
      command,
      cwd: cwd ?? ".",
      ...(removes.length > 0 ? { removes } : {}),
      ...(discards.length > 0 ? { discards } : {}),
      ...(args.background === true ? { background: true } : {}),
      ...(hosts ? { hosts } : {}),
    };
  },
  async *run(args, context) {
    const command = commandOf(args, context.sandbox.out);
    if (args.background === true) return yield* startInBackground(command, context);
    const { sandbox, signal, callId } = context;
    const running = sandbox.run({ ...inTime(command), asksHosts: true, asksTime: true }, signal);
    const refused = new Map<string, string>();
    let endedByUser = false;
    try {
      for (;;) {
        const next = await running.next();
        if (next.done) {
          for (const text of next.value.notes ?? []) yield { type: "notice", text };
          if (next.value.runsOn !== undefined) return keptResult(next.value, next.value.runsOn);
          const advice = next.value.timedOut ? timeoutAdvice(endedByUser) : "";
          const end = withSudoHint(withReasons(next.value, refused));
          return commandResult(withLeftBehind(end, command.command), advice);
        }
        if (typeof next.value === "string") yield { type: "tool_output", callId, text: next.value };
        else if ("host" in next.value)
          yield { type: "host_question", command: command.command, ...noting(next.value, refused) };
        else {
          const asked = next.value;
          const answer: TimeAsked["answer"] = (choice, byUser = false) => {
            endedByUser = byUser && choice === "end";
            asked.answer(choice);
          };
          yield { type: "time_question", command: command.command, ...asked, answer };
        }
      }
    } finally {
      // Closing a generator that has ended does nothing; one that has not holds a running jail.
      await running.return({
        exitCode: null,
        timedOut: false,
        durationMs: 0,
        output: "",
        dropped: 0,
      });
    }
  },
};

/** Keeps why a host was refused, for the model. */
function noting({ host, answer }: HostQuestion, refused: Map<string, string>): HostQuestion {
  return {
    host,
    answer(granted, why) {
      if (!granted && why) refused.set(host, why);
      answer(granted, why);
    },
  };
}

/** Hosts that were asked about and refused are told with the reason; asking again would be no use. */
function withReasons(end: CommandEnd, refused: ReadonlyMap<string, string>): CommandEnd {
  if (refused.size === 0) return end;
  const { blockedHosts, ...rest } = end;
  const reasons = [...refused].map(
    ([host, why]) => `Not allowed to reach ${host}: ${why.replace(/\.$/, "")}.`,
  );
  const others = blockedHosts?.filter((host) => !refused.has(host)) ?? [];
  return {
    ...rest,
    notes: [...(end.notes ?? []), ...reasons],
    ...(others.length > 0 ? { blockedHosts: others } : {}),
  };
}

function inTime({ timeoutMs, ...command }: Command): Command {
  return timeoutMs === undefined
    ? command
    : { ...command, timeoutMs: Math.min(timeoutMs, longestWaitMs) };
}

/** Nobody is asked for a password here, and nobody gains rights: said once, so that it is not tried in other ways. */
const sudoFailed = /^(?:.*: )?(?:sudo|doas): .*(?:not found|password|terminal|privileges|root)/m;

function withSudoHint(end: CommandEnd): CommandEnd {
  if (end.exitCode === 0 || !sudoFailed.test(end.output)) return end;
  const hint =
    "No command gets further rights here: leave sudo out. Install into the project (.venv, node_modules), or tell the user what they would have to install.";
  return { ...end, notes: [...(end.notes ?? []), hint] };
}

function withLeftBehind(end: CommandEnd, command: string): CommandEnd {
  if (end.exitCode === null || !leavesBehind(command)) return end;
  return { ...end, notes: [...(end.notes ?? []), leftBehindNote] };
}

function timeoutAdvice(endedByUser: boolean): string {
  const who = endedByUser ? ". The user was asked, and ended it" : "";
  return `${who}. Set a longer timeoutMs, or background: true for what does not end by itself. Input is closed: questions cannot be answered.`;
}

function commandOf(args: JsonObject, out: string): Command {
  const cwd = optionalText(args, "cwd");
  const timeoutMs = optionalCount(args, "timeoutMs", 1);
  const hosts = hostsOf(args.hosts);
  return {
    command: wordsOf(args, "command"),
    ...(cwd === undefined ? {} : { cwd: tidyPath(cwd, out) }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(hosts.length === 0 ? {} : { hosts }),
  };
}

function hostsOf(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  const names = Array.isArray(value) ? value.filter((host) => typeof host === "string") : [];
  if (!Array.isArray(value) || names.length < value.length) {
    throw new ToolProblem("`hosts` must be a list of host names.");
  }
  return names.map((host) => host.trim()).filter((host) => host !== "");
}

async function* startInBackground(
  command: Command,
  { sandbox, clock, signal, callId }: ToolContext,
): AsyncGenerator<{ type: "tool_output"; callId: string; text: string }, ToolResult> {
  const process = await sandbox.start(command);
  try {
    await clock.sleep(watchMs, signal);
  } catch (thrown) {
    // Stopped before its id was told: nobody could end it later.
    await process.stop();
    throw thrown;
  }
  const output = process.output();
  if (output !== "") yield { type: "tool_output", callId, text: output };
  const end = process.ended();
  if (end) return commandResult({ ...end, output: end.output || output }, ", at once");
  const said = output === "" ? "" : `\n${withoutEnd(output)}`;
  return { content: `Running in the background as ${process.id}.${said}` };
}
