/**
 * The end of the process: because nothing is left to do. process.exit joins V8's threads, and one that compiles in the background
 * may wait for the main thread by then: 6 of 100 starts never ended on a busy machine (nodejs/node#54918).
 */

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  closeSync,
  constants,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { benchServer } from "../../bench/loopback-server.ts";
import { cli, newHome, type RunOptions, skillet, startSkillet } from "../support/skillet.ts";

/** Says on stderr when the process is left, and for what it would have had to wait. */
const watch = `const left = process.reallyExit;
process.reallyExit = (code) => {
  process._rawDebug("left with " + process.getActiveResourcesInfo());
  left.call(process, code);
};`;

async function ended(args: string[], options: RunOptions = {}) {
  const home = options.home ?? newHome();
  const script = join(home, "watch.mjs");
  writeFileSync(script, watch);
  const env = { NODE_OPTIONS: `--import=${script}`, ...options.env };
  return skillet(args, { ...options, home, env });
}

const shell = (command: string) => ({ calls: [{ name: "shell", arguments: { command } }] });

test.each<[string, string[], number, RunOptions]>([
  ["the version", ["--version"], 0, { noEndpoint: true }],
  ["the help", ["--help"], 0, { noEndpoint: true }],
  ["a bad flag", ["--modle", "x"], 42, { noEndpoint: true }],
  ["a listing", ["sessions", "list"], 0, { noEndpoint: true }],
  ["a session that is not there", ["replay", "nope"], 42, { noEndpoint: true }],
  ["the doctor", ["doctor"], 0, { noEndpoint: true }],
  ["an answer", ["-p", "hi"], 0, { script: [{ text: "Hello." }] }],
  [
    "no endpoint",
    ["-p", "hi", "--base-url", "http://127.0.0.1:9/v1", "-m", "x"],
    1,
    { noEndpoint: true },
  ],
  ["what is piped in", ["-p", "hi"], 0, { script: [{ text: "Hello." }], stdin: "text\n" }],
  ["an open pipe", ["-p", "hi"], 0, { script: [{ text: "Hello." }], stdinOpen: true }],
  [
    "commands, one of them in the background",
    ["-p", "hi", "--approval-mode", "yolo"],
    0,
    {
      script: [
        shell("echo 1"),
        {
          calls: [{ name: "shell", arguments: { command: "sleep 60", background: true } }],
        },
        { text: "Done." },
      ],
    },
  ],
])("%s", async (_name, args, code, options) => {
  const run = await ended(args, options);
  expect(run.stderr).not.toContain("left with");
  expect(run.code).toBe(code);
});

test.each([
  ["SIGTERM", 143],
  ["SIGINT", 130],
] as const)("%s ends a run with %i whose output nobody reads", async (signal, exit) => {
  const home = newHome();
  const server = await benchServer([
    shell("seq 1 20000"),
    shell("seq 1 20000"),
    shell("sleep 600"),
  ]);
  const { baseUrl } = server;
  // A pipe that is open for reading and never read.
  const behind = ["/bin/sh", "-c", 'mkfifo pipe && exec 9<>pipe && exec "$@" >pipe', "sh"];
  const args = ["-p", "hi", "--approval-mode", "yolo", "--output-format", "stream-json"];
  const { child, ended } = startSkillet(args, { home, baseUrl, behind });
  onTestFinished(() => void child.kill("SIGKILL"));
  while (!logOf(home).includes("sleep 600")) await sleep(10);
  child.kill(signal);
  expect(await ended).toMatchObject({ code: exit, stderr: "" });
  server.close();
  expect(logOf(home)).toContain('"type":"turn_end"');
});

test("SIGTERM ends a run with 143 whose stdout is a socket that nobody reads", async () => {
  const home = newHome();
  const server = await benchServer([
    shell("seq 1 60000"),
    shell("seq 1 60000"),
    shell("sleep 600"),
  ]);
  const args = ["-p", "hi", "--approval-mode", "yolo", "--output-format", "stream-json"];
  const more = ["--base-url", server.baseUrl, "-m", "m"];
  // Node gives sockets to what it starts; nothing reads from a stream that nobody listens to.
  const child = spawn(process.execPath, [cli, ...args, ...more], {
    cwd: join(home, "work"),
    env: { PATH: process.env.PATH ?? "", HOME: home },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = once(child, "exit");
  while (!logOf(home).includes("sleep 600")) await sleep(10);
  child.kill("SIGTERM");
  expect(await ended).toEqual([143, null]);
  server.close();
  expect(logOf(home)).toContain('"type":"turn_end"');
});

/** Of the one session there; "": none yet. */
function logOf(home: string): string {
  const sessions = join(home, ".local/state/skillet/sessions");
  if (!existsSync(sessions)) return "";
  return readdirSync(sessions, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".jsonl"))
    .map((name) => readFileSync(join(sessions, name), "utf8"))
    .join("");
}

/** Stands in for stdin: what happens once it is asked for. */
const faults: Record<string, string> = {
  "an error that nobody waits for": 'setImmediate(() => { throw new Error("stray"); });',
  "a promise that nobody keeps": 'Promise.reject(new Error("stray"));',
  "nothing left to wait for": "",
};

test.each(Object.keys(faults))("%s is told and is exit 1, never a quiet 0", async (name) => {
  const home = newHome();
  const script = join(home, "stdin.mjs");
  writeFileSync(
    script,
    `import { Readable } from "node:stream";
Object.defineProperty(process, "stdin", { get() { ${faults[name]} return new Readable({ read() {} }); } });`,
  );
  const env = { NODE_OPTIONS: `--import=${script}` };
  const { code, stdout, stderr } = await skillet(["-p", "-"], { home, env, stdinOpen: true });
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  const told = faults[name] === "" ? "It ended before it was done" : "Error: stray\n    at ";
  expect(stderr).toMatch(`skillet: internal error, please report it.\n${told}`);
  expect(stderr).not.toContain("node:events");
});

test.each(["--help", "--version"])(
  "%s waits for room in a full pipe, also where somebody made it one that does not wait",
  async (flag) => {
    const { O_NONBLOCK, O_RDONLY, O_WRONLY } = constants;
    const home = newHome();
    const pipe = join(home, "pipe");
    execFileSync("mkfifo", [pipe]);
    const reader = openSync(pipe, O_RDONLY | O_NONBLOCK);
    const writer = openSync(pipe, O_WRONLY | O_NONBLOCK);
    let fill = 0;
    const full = () => {
      try {
        fill += writeSync(writer, Buffer.alloc(4096, "x"));
        return false;
      } catch {
        return true;
      }
    };
    while (!full());
    // Descriptors above 2 are handed on as they are.
    const behind = ["-c", 'exec "$@" >&3', "sh", process.execPath, cli, flag];
    const child = spawn("sh", behind, {
      env: { PATH: process.env.PATH ?? "", HOME: home },
      stdio: ["ignore", "ignore", "pipe", writer],
    });
    closeSync(writer);
    const ended = once(child, "exit");
    await sleep(500);
    let text = "";
    const take = () => {
      try {
        const bytes = Buffer.alloc(65536);
        text += bytes.toString("utf8", 0, readSync(reader, bytes));
      } catch {
        // Nothing there yet.
      }
    };
    take();
    expect(await ended).toEqual([0, null]);
    while (text.length < fill + 5) take();
    expect(text.slice(fill)).toMatch(/skillet|^\d/);
    closeSync(reader);
  },
);
