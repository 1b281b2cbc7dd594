/** Which lane a turn is in, and when the next one takes over. */

import type { Fact } from "./events.ts";
import type { Lane } from "./ports.ts";
import { tooManyCalls } from "./reply-bounds.ts";
import type { Decision } from "./types.ts";

/** How often in a row an unreadable reply goes back with a hint before something else happens (lanes.md, 5). */
const maxRepairs = 2;
/** Calls that leaked into the text: after so many replies in a row the model is told, after so many the lane changes. */
const leaksUntilTold = 2;
const leaksUntilChange = 3;

export const leakHint =
  "Your last calls were written into the text. Make them as tool calls, through the interface the tools were given by.";

type Unreadable = Extract<Decision, { kind: "unreadable" }>;
type LaneChange = Extract<Fact, { type: "lane_change" }>;

export class LaneChain {
  readonly #lanes: readonly Lane[];
  #lane: Lane;
  #reason: string;
  #repairs = 0;
  #leaks = 0;

  /** The first lane is in use; not empty. */
  constructor(lanes: readonly Lane[]) {
    const [first] = lanes;
    if (!first) throw new Error("An agent needs at least one lane.");
    this.#lanes = lanes;
    this.#lane = first;
    this.#reason = lanes.length === 1 ? "forced_by_config" : "lane_changed_earlier";
  }

  get lane(): Lane {
    return this.#lane;
  }

  /** Why this lane and not the native one. */
  get reason(): string {
    return this.#reason;
  }

  /** After a reply that says nothing readable: it goes back with its hint, the lane changes, or there is nothing left to try. */
  unreadable({ text, problem }: Unreadable): "repair" | "give_up" | LaneChange {
    if (++this.#repairs <= maxRepairs) return "repair";
    // A reply without a word, or one that never ends, is not the lane's fault.
    if (text.trim() === "" || problem === tooManyCalls) return "give_up";
    return this.change("unreadable_replies") ?? "give_up";
  }

  /** After a reply with calls: what has to be told to the model or changes because of where they stood. */
  acted({ source }: Decision): "told" | LaneChange | null {
    this.#repairs = 0;
    if (!source.startsWith("leak:")) {
      this.#leaks = 0;
      return null;
    }
    this.#leaks += 1;
    if (this.#leaks === leaksUntilTold) return "told";
    if (this.#leaks < leaksUntilChange) return null;
    const format = source.slice("leak:".length);
    return this.change(
      "leaked_calls",
      this.#lanes.find(({ name }) => name === format),
    );
  }

  /** Native tools do not work here at all; null: there is no lane without them. */
  withoutTools(): LaneChange | null {
    if (this.#lane.toolDelivery === "prompt") return null;
    return this.change("tools_unsupported");
  }

  /** `to`: default the next one that needs no tools of the endpoint's. */
  change(reason: string, to: Lane | undefined = this.#next()): LaneChange | null {
    if (!to || to === this.#lane) return null;
    const from = this.#lane.name;
    this.#lane = to;
    this.#reason = reason;
    this.#repairs = 0;
    this.#leaks = 0;
    return { type: "lane_change", from, to: to.name, reason };
  }

  #next(): Lane | undefined {
    const behind = this.#lanes.slice(this.#lanes.indexOf(this.#lane) + 1);
    return behind.find(({ toolDelivery }) => toolDelivery === "prompt");
  }
}
