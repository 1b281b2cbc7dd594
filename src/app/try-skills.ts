/** Which skill does a prompt start? One request as a session would send it, read as a session would read it; nothing is run. */

import { relative } from "node:path";
import type { Config } from "../config/load.ts";
import { decide } from "../core/decide.ts";
import { ModelError } from "../core/errors.ts";
import { LaneChain } from "../core/lane-chain.ts";
import type { Lane, Model, ModelRequest, Skills } from "../core/ports.ts";
import type { JsonObject, Message, ModelReply } from "../core/types.ts";
import { builtinTools } from "../tools/index.ts";
import { instructions } from "../tools/instructions.ts";

export interface SkillTrialInput {
  config: Config;
  model: Model;
  /** Those of a session: where tools are refused the next one is used, from then on. */
  lanes: readonly Lane[];
  skills: Skills;
  catalogue: string;
}

/** The name of the skill that the first use_skill call of the first reply loads; null: none. Throws ModelError. */
export type SkillTrial = (prompt: string, signal: AbortSignal) => Promise<string | null>;

export function skillTrial(input: SkillTrialInput): SkillTrial {
  const { config, skills, catalogue } = input;
  const system = instructions({
    out: relative(config.cwd, config.out) || ".",
    skills: skills.list().length > 0,
  });
  const tools = [...builtinTools({ skills, catalogue }).values()];
  const chain = new LaneChain(input.lanes);
  return async (prompt, signal) => {
    const messages: Message[] = [{ role: "user", content: prompt }];
    const reply = await replyTo(
      { step: 1, lane: "", system, messages, tools },
      chain,
      input,
      signal,
    );
    const { decision } = decide(1, reply, chain, tools, messages);
    if (decision.kind !== "act") return null;
    const call = decision.calls.find(({ name }) => name === "use_skill");
    const { name } = (call?.arguments ?? {}) as JsonObject;
    if (typeof name !== "string") return null;
    return (await skills.open(name).catch(() => undefined))?.name ?? null;
  };
}

/** One reply, by the lane in use; where tools are refused the next lane is used, from then on. Throws ModelError. */
export async function replyTo(
  request: ModelRequest,
  chain: LaneChain,
  { model }: { model: Model },
  signal: AbortSignal,
): Promise<ModelReply> {
  for (;;) {
    const { lane } = chain;
    try {
      const running = model(lane.encode({ ...request, lane: lane.name }), signal);
      for (;;) {
        const next = await running.next();
        if (next.done) return next.value;
      }
    } catch (thrown) {
      const isRefused = thrown instanceof ModelError && thrown.kind === "tools_unsupported";
      if (!isRefused || chain.withoutTools() === null) throw thrown;
    }
  }
}
