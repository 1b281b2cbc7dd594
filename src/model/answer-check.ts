/** Checks an answer against the user's own JSON Schema, in a thread of its own: Ctrl-C, signals and clocks go on meanwhile, and a check has an end. */

import type { Worker } from "node:worker_threads";
import type { JsonObject } from "../core/types.ts";
import type { Checked, WorkerSchema } from "./answer-worker.ts";
import { problemsIn } from "./schema-words.ts";

/**
 * What is wrong with a text that is JSON, for the model; null: it fits. What cannot be checked does not fit. Rejects with the
 * signal's reason once that is aborted.
 */
export type AnswerCheck = (json: string, signal: AbortSignal) => Promise<string | null>;

/** ms that all checks of a run get together, the start of their thread included. */
const maxChecking = 4000;
/** MB of the thread; 8 million characters of JSON take about half of it. */
const maxMemory = 1024;

const tooLong = `it could not be checked in ${maxChecking / 1000} s (a pattern with repeats inside repeats, or a very long list)`;
const tooLarge = "it is too large to be checked";
const tooDeep = "it, or the schema, is nested too deep to be checked";

/** No thread is started before the first check. Throws an error that says in one line why this is no schema. */
export async function answerCheck(schema: JsonObject): Promise<AnswerCheck> {
  const { compiledSchema } = await import("./answer-schema.ts");
  compiledSchema(schema);
  let worker: Worker | undefined;
  let left = maxChecking;

  async function start(): Promise<Worker> {
    const { here } = await import("./answer-worker.ts");
    const { Worker } = process.getBuiltinModule("node:worker_threads");
    const workerData: WorkerSchema = { answerSchema: schema };
    const resourceLimits = { maxOldGenerationSizeMb: maxMemory };
    const started = new Worker(new URL(here), { workerData, resourceLimits, env: {} });
    // The clock of a check keeps the process alive as long as one is under way.
    started.unref();
    // What goes wrong while nobody waits for it (it is being ended) is nobody's trouble.
    started.on("error", () => {});
    return started;
  }

  function stop(): void {
    void worker?.terminate();
    worker = undefined;
  }

  return async (json, signal) => {
    signal.throwIfAborted();
    if (left <= 0) return tooLong;
    const startedAt = performance.now();
    worker ??= await start();
    signal.throwIfAborted();
    try {
      const checked = await answerOf(worker, json, left, signal);
      if (checked === "late" || checked === "large") {
        stop();
        left = checked === "late" ? 0 : left;
        return checked === "late" ? tooLong : tooLarge;
      }
      if ("deep" in checked) return tooDeep;
      if (checked.errors === null) return null;
      return problemsIn(checked.errors, "the answer") || "it does not fit the schema";
    } catch (thrown) {
      stop();
      throw thrown;
    } finally {
      left -= performance.now() - startedAt;
    }
  };
}

/** `late`: `ms` are over; `large`: the thread's memory was used up. */
function answerOf(
  worker: Worker,
  json: string,
  ms: number,
  signal: AbortSignal,
): Promise<Checked | "late" | "large"> {
  return new Promise((resolve, reject) => {
    const settle = (how: () => void) => {
      clearTimeout(clock);
      signal.removeEventListener("abort", aborted);
      worker.off("message", answered).off("error", failed);
      how();
    };
    const clock = setTimeout(() => settle(() => resolve("late")), ms);
    const aborted = () => settle(() => reject(signal.reason));
    const answered = (checked: Checked) => settle(() => resolve(checked));
    const failed = (thrown: NodeJS.ErrnoException) =>
      settle(() =>
        thrown.code === "ERR_WORKER_OUT_OF_MEMORY" ? resolve("large") : reject(thrown),
      );
    signal.addEventListener("abort", aborted, { once: true });
    worker.on("message", answered).on("error", failed);
    worker.postMessage(json);
  });
}
