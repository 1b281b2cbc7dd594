/** Which skill does a prompt start? One request as a session would send it, read as a session would read it; nothing is run. */

import { relative } from "node:path";
import type { Config } from "../config/load.ts";
import { decide } from "../core/decide.ts";
import type { Lane, Model, Skills } from "../core/ports.ts";
import type { JsonObject, Message } from "../core/types.ts";
import { builtinTools } from "../tools/index.ts";
import { instructions } from "../tools/instructions.ts";

export interface SkillTrialInput {
  config: Config;
  model: Model;
  lane: Lane;
  skills: Skills;
  catalogue: string;
}

/** The name of the skill that the first use_skill call of the first reply loads; null: none. Throws ModelError. */
export type SkillTrial = (prompt: string, signal: AbortSignal) => Promise<string | null>;

export function skillTrial({
  config,
  model,
  lane,
  skills,
  catalogue,
}: SkillTrialInput): SkillTrial {
  const system = instructions({
    out: relative(config.cwd, config.out) || ".",
    skills: skills.list().length > 0,
  });
  const tools = [...builtinTools({ skills, catalogue }).values()];
  return async (prompt, signal) => {
    const messages: Message[] = [{ role: "user", content: prompt }];
    const request = lane.encode({ step: 1, lane: lane.name, system, messages, tools });
    const running = model(request, signal);
    let next = await running.next();
    while (!next.done) next = await running.next();
    const { decision } = decide(1, next.value, lane, tools, messages);
    if (decision.kind !== "act") return null;
    const call = decision.calls.find(({ name }) => name === "use_skill");
    const { name } = (call?.arguments ?? {}) as JsonObject;
    if (typeof name !== "string") return null;
    return (await skills.open(name).catch(() => undefined))?.name ?? null;
  };
}
