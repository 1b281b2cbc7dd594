/** The container that holds a session's network and processes; it ends with Skillet, however that ends. */

import type { ChildProcess } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { exitCodes, UserError } from "../core/errors.ts";
import {
  containerLabel,
  removal,
  type SessionOptions,
  sessionContainer,
  sessionName,
} from "./container-arguments.ts";
import { type EngineClient, engineMs, refusal } from "./container-engine.ts";

export interface ContainerSession {
  /** Throws UserError (44) once it is gone. */
  check(): void;
  /** Whether processes of commands are in it, after a moment for the engine to end them. Only while none should be. */
  survivors(): Promise<boolean>;
  /** Tables of the TCP sockets in it. */
  sockets(): string[];
  /** Resolves when all containers of the session are gone. Throws UserError (44) when one may be left. */
  close(): Promise<void>;
}

export async function openContainerSession(
  client: EngineClient,
  options: SessionOptions,
): Promise<ContainerSession> {
  const { spawn } = process.getBuiltinModule("node:child_process");
  const { engine, session } = options;
  const name = sessionName(session);
  const child = spawn(client.program, sessionContainer(options), {
    // The end of this pipe, which Skillet holds, is the end of the container's first process.
    stdio: ["pipe", "pipe", "pipe"],
    ...{ env: client.env, cwd: "/", detached: true },
  });
  child.stdin.on("error", () => {});
  const exited = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  const words = await standing(child);
  if (words !== null) {
    // Why it did not stand is what there is to tell.
    await end().catch(() => {});
    throw refusal(engine, words || "the session's container ended without a word");
  }
  // What a Skillet that was killed may have left: ended long ago, and kept only for what had joined it.
  const ended = ["--filter", `label=${containerLabel}`, "--filter", "until=10m"];
  void client.ask(["container", "prune", "--force", ...ended]);
  const { stdout } = await client.ask(["inspect", "--format", "{{.State.Pid}}", name]);
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr])
    (stream as { unref?(): void }).unref?.();

  async function end(): Promise<void> {
    child.ref();
    child.stdin.destroy();
    await removeAll(client, session);
    if (!isGone(child)) child.kill("SIGKILL");
    await exited;
  }

  return {
    check() {
      if (!isGone(child)) return;
      throw new UserError("The fence has ended; no command can run any more.", {
        hint: "Start Skillet again with -c to continue this session.",
        exitCode: exitCodes.noSandbox,
      });
    },
    async survivors() {
      const look = 'for d in /proc/[0-9]*; do [ -O "$d" ] || [ ! -e "$d" ] || exit 1; done';
      for (let round = 0; round < looks; round++) {
        if ((await client.ask(["exec", name, "/bin/sh", "-c", look])).ok) return false;
      }
      return true;
    },
    sockets: () => tablesOf(Number(stdout), name) ?? tablesInside(client, name),
    close: end,
  };
}

/** null: it stands; else what was said instead. */
function standing(child: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    let words = "";
    const late = setTimeout(
      () => settle("the session's container did not start in time"),
      engineMs,
    );
    const settle = (outcome: string | null) => {
      clearTimeout(late);
      resolve(outcome);
    };
    child.stderr?.on("data", (chunk) => {
      words = (words + chunk).slice(-2000);
    });
    child.stdout?.once("data", () => settle(null));
    child.once("error", (thrown) => settle(thrown.message));
    child.once("close", () => settle(words.trim()));
  });
}

function isGone({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** Each takes the engine about a tenth of a second. */
const looks = 5;

/** Engines take a moment to forget what has ended by itself. */
const removals = 30;

async function removeAll(client: EngineClient, session: string): Promise<void> {
  const { engine } = client;
  const list = ["ps", "--all", "--quiet", "--filter", `label=${containerLabel}=${session}`];
  let words = "";
  for (let round = 0; round < removals; round++) {
    const found = await client.ask(list);
    if (found.ok && found.stdout === "") return;
    words = found.words;
    if (!found.ok) break;
    // One by one: what another one has joined may have to be the last.
    for (const id of found.stdout.split("\n")) {
      const removed = await client.ask(removal(engine, [id]));
      words = removed.words;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new UserError(`Containers of this session may still be there: ${words}`, {
    hint: `Remove them: ${engine} rm --force $(${engine} ${list.join(" ")})`,
    exitCode: exitCodes.noSandbox,
  });
}

/** By /proc, where the engine runs on this very machine. null: the number means nothing, or another process, here. */
function tablesOf(pid: number, name: string): string[] | null {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, "latin1").split("\0");
    if (!words[0]?.endsWith("sh") || !words.includes(name)) return null;
    return ["tcp", "tcp6"]
      .map((table) => `/proc/${pid}/net/${table}`)
      .filter(existsSync)
      .map((path) => readFileSync(path, "latin1"));
  } catch {
    return null;
  }
}

/** By asking in there, which takes the engine a tenth of a second. */
function tablesInside({ program, env }: EngineClient, name: string): string[] {
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  const read =
    'for f in tcp tcp6; do while read -r line; do echo "$line"; done </proc/net/$f; done';
  const { stdout } = spawnSync(program, ["exec", name, "/bin/sh", "-c", read], {
    ...{ env, cwd: "/", timeout: engineMs, encoding: "latin1" },
  });
  return [`\n${stdout ?? ""}`];
}
