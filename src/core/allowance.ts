/** What one run (one process, however many turns) may use. Reached means: no further request leaves. */

import { costOfUsage, type Price, rounded } from "./cost.ts";
import type { Delta, Fact } from "./events.ts";
import { type LimitName, LimitReached } from "./limits.ts";
import { phrase } from "./messages/phrase.ts";
import type { Clock, Model } from "./ports.ts";
import type { Usage } from "./types.ts";
import { WorkTime } from "./work-time.ts";

/** null: no such limit. */
export interface RunLimits {
  /** Input and output together. */
  tokens: number | null;
  /** In the currency of the price. */
  budget: number | null;
  /** While turns go on; waiting for a person does not count. */
  timeMs: number | null;
}

/** Characters of a token, for replies whose usage nobody told. */
const charactersPerToken = 3.5;

/** An attempt that is under way, or was cut off before it told its usage. */
interface Attempt {
  estimatedTokens: number;
  /** Of text and thoughts that were streamed so far; null: nothing came yet. */
  characters: number | null;
  /** Of the arguments of its calls. */
  written: number;
  price: Price | null;
}

export class Allowance {
  readonly time: WorkTime;
  readonly #limits: RunLimits;
  #tokens = 0;
  #spent = 0;
  #tokenBound: number;
  #budgetBound: number;
  #currency = "";
  #attempt: Attempt | null = null;

  /** `ticks`: ms of a clock that does not jump. */
  constructor(limits: RunLimits, clock: Pick<Clock, "sleep">, ticks: () => number) {
    this.time = new WorkTime(limits.timeMs, clock, ticks);
    this.#limits = limits;
    this.#tokenBound = limits.tokens ?? Number.POSITIVE_INFINITY;
    this.#budgetBound = limits.budget ?? Number.POSITIVE_INFINITY;
  }

  /** The same model, which counts what it uses and sends nothing once a limit is reached: it throws LimitReached then. */
  model(model: Model, price: Price | null): Model {
    const allowance = this;
    return async function* limitedModel(request, signal) {
      const events = model(request, signal);
      try {
        for (;;) {
          const next = await events.next();
          if (next.done) return next.value;
          // A request is announced before it leaves; where nobody asks for the next event, it never does.
          const reached = next.value.type === "model_request" ? allowance.reached() : null;
          if (reached) throw reached;
          allowance.#note(next.value, price);
          yield next.value;
        }
      } finally {
        await events.return(undefined as never);
      }
    };
  }

  /** The first limit that is reached; null: none. */
  reached(): LimitReached | null {
    this.#settle(null);
    if (this.#tokens >= this.#tokenBound) return this.#toldTokens(this.#limits.tokens ?? 0);
    if (this.#spent >= this.#budgetBound) return this.#toldBudget(this.#limits.budget ?? 0);
    return this.time.reached();
  }

  /** As much again, from what is used now. */
  extend(limit: LimitName): void {
    if (limit === "tokens") this.#tokenBound = this.#tokens + (this.#limits.tokens ?? 0);
    if (limit === "budget") this.#budgetBound = rounded(this.#spent + (this.#limits.budget ?? 0));
    if (limit === "time") this.time.extend();
  }

  #note(event: Delta | Fact, price: Price | null): void {
    const attempt = this.#attempt;
    if (event.type === "model_request") {
      const { estimatedTokens } = event;
      this.#attempt = { estimatedTokens, characters: null, written: 0, price };
    } else if (!attempt) return;
    else if (event.type === "text_delta" || event.type === "reasoning_delta")
      attempt.characters = (attempt.characters ?? 0) + event.text.length;
    else if (event.type === "call_delta")
      [attempt.characters, attempt.written] = [attempt.characters ?? 0, event.all];
    else if (event.type === "model_reply") {
      if (event.finishReason !== "error") attempt.characters ??= 0;
      this.#settle(event.usage);
    }
  }

  /** An answer without usage is estimated; a request that nothing came back from has used nothing. */
  #settle(usage: Usage | null): void {
    const attempt = this.#attempt;
    this.#attempt = null;
    if (!attempt || (!usage && attempt.characters === null)) return;
    const used = usage ?? {
      inputTokens: attempt.estimatedTokens,
      cachedTokens: 0,
      outputTokens: Math.ceil(((attempt.characters ?? 0) + attempt.written) / charactersPerToken),
    };
    this.#tokens += used.inputTokens + used.outputTokens;
    if (!attempt.price) return;
    this.#spent = rounded(this.#spent + costOfUsage(used, attempt.price));
    this.#currency = attempt.price.currency ?? "";
  }

  #toldTokens(more: number): LimitReached {
    const [used, allowed] = [this.#tokens, this.#tokenBound];
    const message = `${used} tokens are used in this run, ${allowed} are allowed.`;
    return new LimitReached("tokens", message, {
      hint: 'To go on from here: skillet -c -p "go on"; --max-tokens-total N allows more.',
      question: phrase("{1} tokens are used in this run. Go on for another {2}?", used, more),
    });
  }

  #toldBudget(more: number): LimitReached {
    const money = (amount: number) => `${amount} ${this.#currency}`.trim();
    const [spent, allowed] = [money(this.#spent), money(this.#budgetBound)];
    const message = `${spent} is spent in this run, ${allowed} is allowed.`;
    return new LimitReached("budget", message, {
      hint: 'To go on from here: skillet -c -p "go on"; --max-budget AMOUNT allows more.',
      question: phrase("{1} is spent in this run. Go on for another {2}?", spent, money(more)),
    });
  }
}
