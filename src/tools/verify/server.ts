/** A program that a verification started: waited for, watched, and ended again. */

import { messageOf } from "../../core/errors.ts";
import type { Process, ToolContext } from "../../core/ports.ts";
import { endOf } from "../command-result.ts";
import { lasted } from "../figures.ts";
import type { Outcome, StartCheck } from "./check.ts";

type World = Pick<ToolContext, "sandbox" | "clock" | "signal">;

const defaultTimeoutMs = 30_000;
/** Looked at often at first: most programs answer within a second. */
const pausesMs = [20, 50, 100, 200];
/** How long a port may stay open after its program has ended. */
const closingMs = 2000;
const keptOutput = 16_000;

export class Server {
  readonly command: string;
  readonly port: number;
  readonly #process: Process;
  #output = "";
  stopped = false;

  constructor(process: Process, { command, port }: StartCheck) {
    this.#process = process;
    this.command = command;
    this.port = port;
  }

  /** What it printed last. */
  output(): string {
    this.#output = (this.#output + this.#process.output()).slice(-keptOutput);
    return this.#output;
  }

  /** How it ended by itself; empty while it runs. */
  ended(): string {
    const end = this.#process.ended();
    return end ? endOf(end) : "";
  }

  /** Ends it, whatever becomes of its port. */
  async end(): Promise<void> {
    this.stopped = true;
    await this.#process.stop();
    this.output();
  }

  /** Ends it; true when its port is closed afterwards. */
  async stop({ sandbox, clock }: Pick<World, "sandbox" | "clock">): Promise<boolean> {
    await this.end();
    // Not the turn's signal: a stop that was begun is seen through, also after a Ctrl-C.
    const patient = new AbortController().signal;
    const until = clock.now() + closingMs;
    while (await sandbox.listening(this.port)) {
      if (clock.now() >= until) return false;
      await clock.sleep(50, patient);
    }
    return true;
  }
}

/** Starts one; it is handed to `started` before anything is waited for, so that it is ended whatever happens. */
export async function startServer(
  check: StartCheck,
  world: World,
  started: (server: Server) => void,
): Promise<Outcome> {
  const { sandbox, clock } = world;
  const { command, port, ready, env } = check;
  const expected = ready === undefined ? `port ${port} opens` : `${ready} answers on port ${port}`;
  if (await sandbox.listening(port)) {
    const running = sandbox
      .processes()
      .filter((one) => !one.ended())
      .map(({ id }) => id);
    const hint =
      running.length === 0 ? "" : `; first stop what runs: process ${running.join(", ")}`;
    return { ok: false, expected, actual: `port ${port} was taken before the start${hint}` };
  }
  const server = new Server(await sandbox.start({ command, ...(env ? { env } : {}) }), check);
  started(server);
  const timeoutMs = check.timeoutMs ?? defaultTimeoutMs;
  const begun = clock.now();
  let last = `port ${port} closed`;
  for (let look = 0; ; look++) {
    world.signal.throwIfAborted();
    const ended = server.ended();
    if (ended !== "") return { ok: false, expected, actual: `the command ended: ${ended}` };
    if (await sandbox.listening(port)) {
      const answer = ready === undefined ? "open" : await answerOf(ready, port, world);
      if (typeof answer === "string" && ready === undefined)
        return { ok: true, expected, actual: `port ${port} ${answer}` };
      if (typeof answer === "number" && answer !== 503) {
        return { ok: answer < 500, expected, actual: `${ready}: ${answer}` };
      }
      last = `${ready}: ${answer}`;
    }
    if (clock.now() - begun >= timeoutMs) {
      return { ok: false, expected, actual: `${last} after ${lasted(timeoutMs)}` };
    }
    await clock.sleep(pausesMs[look] ?? 200, world.signal);
  }
}

/** The status, or why there is none. */
async function answerOf(
  path: string,
  port: number,
  { sandbox, signal }: World,
): Promise<number | string> {
  try {
    const url = `http://127.0.0.1:${port}${path}`;
    return (await sandbox.http({ method: "GET", url, timeoutMs: 5000 }, signal)).status;
  } catch (thrown) {
    signal.throwIfAborted();
    return messageOf(thrown);
  }
}
