/** A program that a verification started: waited for, watched, and ended again. */

import { messageOf } from "../../core/errors.ts";
import { type Process, type ToolContext, ToolProblem } from "../../core/ports.ts";
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
  /** Of the check that started it. */
  readonly name: string;
  readonly command: string;
  readonly port: number;
  readonly #process: Process;
  #output = "";
  /** It answered as it should once. */
  ready = false;
  stopped = false;

  constructor(process: Process, { name, command, port }: StartCheck) {
    this.#process = process;
    this.name = name;
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
  const { sandbox } = world;
  const { command, port, ready, env } = check;
  const expected = ready === undefined ? `port ${port} opens` : `${ready} answers on port ${port}`;
  // Else an old server would answer for the new program.
  if (await sandbox.listening(port)) {
    const running = sandbox.processes().filter((one) => !one.ended());
    const ids = running.map(({ id }) => id).join(", ");
    const taken = `port ${port} was taken before the start`;
    const first = `port ${port} was taken before the start; first stop what runs: process ${ids}`;
    return { ok: false, expected, actual: ids === "" ? taken : first };
  }
  let server: Server;
  try {
    server = new Server(await sandbox.start({ command, ...(env ? { env } : {}) }), check);
  } catch (thrown) {
    if (!(thrown instanceof ToolProblem)) throw thrown;
    return { ok: false, expected, actual: messageOf(thrown) };
  }
  started(server);
  const { ok, actual } = await waitFor(server, check, world);
  server.ready = ok;
  return { ok, expected, actual };
}

async function waitFor(
  server: Server,
  { port, ready, timeoutMs = defaultTimeoutMs }: StartCheck,
  world: World,
): Promise<{ ok: boolean; actual: string }> {
  const { sandbox, clock, signal } = world;
  const begun = clock.now();
  let answer: number | string | undefined;
  for (let look = 0; ; look++) {
    signal.throwIfAborted();
    const ended = server.ended();
    if (ended !== "") return { ok: false, actual: `the command ended: ${ended}` };
    if (await sandbox.listening(port)) {
      if (ready === undefined) return { ok: true, actual: `port ${port} open` };
      answer = await answerOf(ready, port, world);
      // 503 is how programs say that they are not there yet; other failures do not pass by waiting.
      if (typeof answer === "number" && answer !== 503)
        return { ok: answer < 500, actual: `${ready}: ${answer}` };
    }
    if (clock.now() - begun >= timeoutMs) {
      const waited = lasted(timeoutMs);
      const closed = `port ${port} closed after ${waited}`;
      return {
        ok: false,
        actual: answer === undefined ? closed : `${ready}: ${answer} after ${waited}`,
      };
    }
    await clock.sleep(pausesMs[look] ?? 200, signal);
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
