/** What one command asks whoever waits for it: whether it may reach a host, and what becomes of it when its time is up. */

import type { TimeAnswer } from "../core/ports.ts";
import type { Backlog } from "./backlog.ts";
import type { RunningCommand } from "./running-command.ts";

export class Questions {
  readonly #backlog: Backlog;
  readonly #gone = new AbortController();
  #child: RunningCommand | null = null;
  #keeps = false;

  constructor(backlog: Backlog) {
    this.#backlog = backlog;
  }

  /** It was answered that it goes on in the background: nobody waits for it any more. */
  get keeps(): boolean {
    return this.#keeps;
  }

  /** Its time stands still while it waits for an answer about a host. */
  about(child: RunningCommand): void {
    this.#child = child;
    const over = () => {
      this.#gone.abort();
      this.#backlog.end();
    };
    child.ended.then(over, over);
  }

  /** Commands in the background never ask: no. */
  async host(host: string): Promise<boolean> {
    if (this.#keeps) return false;
    const goOn = this.#child?.hold();
    return new Promise((resolve) => {
      const answer = (granted: boolean) => {
        goOn?.();
        resolve(granted);
      };
      this.#backlog.ask({ host, answer });
    });
  }

  timeUp(timeoutMs: number, output: () => string): void {
    const ended = this.#gone.signal;
    let answered = false;
    const answer = (choice: TimeAnswer) => {
      if (answered || ended.aborted) return;
      answered = true;
      if (choice === "end") this.#child?.expire();
      else if (choice === "more") this.#child?.goOn();
      else {
        this.#keeps = true;
        this.#backlog.end();
      }
    };
    this.#backlog.ask({ timeoutMs, output, ended, answer });
  }
}
