/** Calls one tool as the loop does: effect first, then run, over a memory sandbox; keeps what it told on the way. */

import { setTimeout as sleep } from "node:timers/promises";
import type {
  AskUser,
  OpenedSkill,
  Sandbox,
  Skills,
  Tool,
  ToolContext,
  ToolEvent,
} from "../../src/core/ports.ts";
import type { Effect, JsonObject, ToolResult } from "../../src/core/types.ts";
import { memorySandbox } from "../../src/sandbox/memory.ts";
import { builtinTools } from "../../src/tools/index.ts";

export interface BenchOptions {
  sandbox?: Sandbox;
  skills?: readonly OpenedSkill[];
  ask?: AskUser;
  savedChecks?: unknown[] | (() => unknown[] | null);
  failedChecks?: ToolContext["failedChecks"];
  openedSkills?: { name: string; sha256: string }[];
  signal?: AbortSignal;
}

export interface Called {
  effect: Effect;
  result: ToolResult;
  events: ToolEvent[];
}

export function skillsOf(skills: readonly OpenedSkill[]): Skills {
  return {
    list: () => skills,
    open: async (name) => skills.find((one) => one.name === name.toLowerCase()),
    search: (query) =>
      skills.filter(({ name, description }) =>
        query.split(" ").some((word) => `${name} ${description}`.includes(word)),
      ),
  };
}

export function toolBench(options: BenchOptions = {}) {
  const sandbox = options.sandbox ?? memorySandbox();
  const skills = skillsOf(options.skills ?? []);
  const catalogue = (options.skills ?? []).map((one) => `- ${one.name}: ${one.description}`);
  const { openedSkills = [] } = options;
  const tools = builtinTools({ skills, catalogue: catalogue.join("\n"), openedSkills });
  const saved = options.savedChecks ?? null;
  const savedChecks = async () => (typeof saved === "function" ? saved() : saved);

  function tool(name: string): Tool {
    const found = tools.get(name);
    if (!found) throw new Error(`no tool ${name}`);
    return found;
  }
  const effect = async (name: string, args: JsonObject) =>
    tool(name).effect(args, { sandbox, skills, savedChecks });

  async function run(name: string, args: JsonObject) {
    const events: ToolEvent[] = [];
    const running = tool(name).run(args, {
      callId: "call_1",
      sandbox,
      skills,
      ask: options.ask ?? null,
      savedChecks,
      failedChecks: options.failedChecks,
      clock: { now: () => Date.now(), sleep: (ms, signal) => sleep(ms, undefined, { signal }) },
      signal: options.signal ?? new AbortController().signal,
    });
    if (!(Symbol.asyncIterator in running)) return { result: await running, events };
    for (;;) {
      const next = await running.next();
      if (next.done) return { result: next.value, events };
      events.push(next.value);
    }
  }

  /** The effect, then the run, with the same arguments. */
  async function call(name: string, args: JsonObject): Promise<Called> {
    const wouldDo = await effect(name, args);
    return { effect: wouldDo, ...(await run(name, args)) };
  }
  return { sandbox, skills, tools, effect, run, call };
}
