/** Time that a run works: counted while a turn goes on, standing still while a person is asked. */

import { LimitReached } from "./limits.ts";
import { phrase } from "./messages/phrase.ts";
import type { Approver, Clock } from "./ports.ts";

export class WorkTime {
  readonly #limitMs: number;
  readonly #clock: Pick<Clock, "sleep">;
  readonly #ticks: () => number;
  #boundMs: number;
  #usedMs = 0;
  /** null: it stands still. */
  #since: number | null = null;
  #timer = new AbortController();
  #stop = new AbortController();

  /** `limitMs` null: no limit. `ticks`: ms of a clock that does not jump. */
  constructor(limitMs: number | null, clock: Pick<Clock, "sleep">, ticks: () => number) {
    this.#limitMs = limitMs ?? Number.POSITIVE_INFINITY;
    this.#boundMs = this.#limitMs;
    this.#clock = clock;
    this.#ticks = ticks;
  }

  /** From now on it counts; the signal is aborted with a LimitReached when it is used up on the way. null: no limit. */
  begin(): AbortSignal | null {
    this.#stop = new AbortController();
    this.#run();
    return Number.isFinite(this.#limitMs) ? this.#stop.signal : null;
  }

  end(): void {
    this.#halt();
  }

  reached(): LimitReached | null {
    return this.#used() >= this.#boundMs ? this.#told() : null;
  }

  /** As much again, from now. */
  extend(): void {
    this.#boundMs = this.#used() + this.#limitMs;
    if (this.#since !== null) this.#run();
  }

  /** The same approver; while it asks, the time stands still. */
  patient({ review, ask, grant, plan, overdue, ...others }: Approver): Approver {
    // A way of asking that is not here would be lost: it does not compile.
    others satisfies Record<string, never>;
    return {
      review: (pending, signal) => this.#away(() => review(pending, signal)),
      ask: ask && ((questions, signal) => this.#away(() => ask(questions, signal))),
      ...(grant && { grant: (wishes, signal) => this.#away(() => grant(wishes, signal)) }),
      ...(plan && {
        plan: (judged, read, signal) => this.#away(() => plan(judged, read, signal)),
      }),
      ...(overdue && { overdue: (asked, signal) => this.#away(() => overdue(asked, signal)) }),
    };
  }

  async #away<Answer>(asking: () => Promise<Answer>): Promise<Answer> {
    const counted = this.#since !== null;
    this.#halt();
    try {
      return await asking();
    } finally {
      if (counted) this.#run();
    }
  }

  #used(): number {
    return this.#usedMs + (this.#since === null ? 0 : this.#ticks() - this.#since);
  }

  #halt(): void {
    this.#usedMs = this.#used();
    this.#since = null;
    this.#timer.abort();
  }

  #run(): void {
    this.#halt();
    this.#since = this.#ticks();
    const left = this.#boundMs - this.#usedMs;
    // What is used up already is told where the next request would leave, and can be asked about there.
    if (!Number.isFinite(left) || left <= 0) return;
    const timer = new AbortController();
    this.#timer = timer;
    this.#clock.sleep(left, timer.signal).then(
      () => this.#up(timer.signal),
      () => {},
    );
  }

  #up(timer: AbortSignal): void {
    if (timer.aborted) return;
    this.#halt();
    // Timers and ticks differ by parts of a millisecond; when the timer is up, the time is.
    this.#usedMs = Math.max(this.#usedMs, this.#boundMs);
    this.#stop.abort(this.#told());
  }

  #told(): LimitReached {
    const allowed = durationOf(this.#boundMs);
    const more = durationOf(this.#limitMs);
    return new LimitReached("time", `The time of this run is used up: ${allowed} allowed.`, {
      hint: 'To go on from here: skillet -c -p "go on"; --max-time 10m allows more.',
      question: phrase(
        "{1} of work are used up in this run. Go on for another {2}?",
        allowed,
        more,
      ),
    });
  }
}

/** 90s, 10m, 1h30m: as it is typed. */
export function durationOf(ms: number): string {
  const seconds = Math.round(ms / 10) / 100;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = Math.round((seconds % 60) * 100) / 100;
  const parts = [hours && `${hours}h`, minutes && `${minutes}m`, rest && `${rest}s`];
  return parts.filter(Boolean).join("") || "0s";
}
