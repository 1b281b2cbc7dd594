/** Which lane a session is in, why, and what comes after it. */

import type { Entry } from "../core/events.ts";
import type { Lane } from "../core/ports.ts";
import { lanes } from "../lanes/index.ts";
import type { Harness } from "../model/harness.ts";

export interface SessionLanes {
  /** All there are; `auto` besides. */
  readonly names: readonly string[];
  /** The one in use, then those that take over where it does not work. */
  chain(): string[];
  /** One line. */
  why(): string;
  /** From the next turn on; `auto`: as the model takes it best. Throws UserError (42) for a name that is none. */
  change(name: string): void;
}

export const laneNames: readonly string[] = [...lanes.keys()];

/** The reason of a lane_change that the user asked for. */
export const chosenByUser = "chosen_by_user";

/** What was learned earlier in the session holds: the lane it changed to last is the first one. */
export function lanesNow(chain: readonly Lane[], entries: readonly Entry[]): readonly Lane[] {
  const last = entries.findLast((entry) => entry.type === "lane_change");
  const at = chain.findIndex(({ name }) => last?.type === "lane_change" && name === last.to);
  return at > 0 ? [...chain.slice(at), ...chain.slice(0, at)] : chain;
}

const sources: Readonly<Record<string, string>> = {
  flag: "chosen",
  learned: "as it was learned from this endpoint",
  family: "as this family of models takes it best",
  default: "the default",
};

export function whyLanes({ rows, lanes: chain }: Harness, entries: readonly Entry[]): string {
  const last = entries.findLast((entry) => entry.type === "lane_change");
  const holds = last?.type === "lane_change" && chain.includes(last.to);
  if (holds && last.reason !== chosenByUser)
    return `changed from ${last.from} in this session: ${last.reason}`;
  const source = rows.find(({ name }) => name === "lane_chain")?.source ?? "default";
  return sources[source] ?? source;
}
