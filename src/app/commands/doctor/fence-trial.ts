/** The fence, started for real around a folder of its own, and asked to do what it must not. */

import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Config } from "../../../config/load.ts";
import { UserError } from "../../../core/errors.ts";
import type { CommandEnd } from "../../../core/ports.ts";
import { containerCaveat } from "../../../sandbox/container-fence.ts";
import { landlockCaveat } from "../../../sandbox/landlock-fence.ts";
import { type OpenSandbox, openSandbox } from "../../../sandbox/open.ts";
import { seatbeltCaveat } from "../../../sandbox/seatbelt-fence.ts";
import { temporaryFolder } from "../../../sandbox/temporary-folder.ts";
import { containerOf } from "../../open-fence.ts";
import { type Diagnosis, ok, problem, warning } from "./diagnosis.ts";

export interface FenceReport {
  /** null: none could be started. */
  backend: string | null;
  works: boolean;
  /** Until the first command could run, in ms; null: it never could. */
  startMs: number | null;
  /** Of one command that does nothing, in ms. */
  commandMs: number | null;
  /** What it holds, one line each; empty: nothing. */
  fences: string[];
  /** What it does not. */
  doesNot: string[];
}

export interface FenceTrial {
  report: FenceReport;
  diagnoses: Diagnosis[];
}

/** One trial command must not keep anybody waiting longer, in ms. */
const trialMs = 20_000;

const always = [
  "what commands read they can write into the output directory",
  "flaws of the kernel itself",
];

const container = {
  fences: [
    "files: only the output directory can change; home, keys and other projects are not there",
    "network: a loopback of the session's own, and nothing else",
    "processes: none of the machine is visible, and none outlives its command",
    "environment: an allow-list without keys, and what the image sets",
    "system calls as the engine's own filter says; processes, memory, file size, output and time are limited",
  ],
  doesNot: [
    containerCaveat,
    "/tmp and HOME lie on the disk, without a limit",
    "flaws of the engine",
    ...always,
  ],
};

const held: Readonly<Record<string, { fences: string[]; doesNot: string[] }>> = {
  bwrap: {
    fences: [
      "files: only the output directory can change; home, keys and other projects are not there",
      "network: a loopback of the session's own; other hosts only as you allow them",
      "processes: none of the machine is visible, and none outlives its command",
      "environment: an allow-list without keys",
      "system calls, processes, memory, file size, output and time are limited",
    ],
    doesNot: ["what you allow a host is sent to it, whatever it is", ...always],
  },
  landlock: {
    fences: [
      "files: only the output directory can change; home and keys cannot be read",
      "network: none, not even loopback",
      "environment: an allow-list without keys",
    ],
    doesNot: [landlockCaveat, ...always],
  },
  docker: container,
  podman: container,
  seatbelt: {
    fences: [
      "files: only the output directory can change; home and keys cannot be read",
      "network: none, not even loopback",
      "environment: an allow-list without keys",
      "repositories: nothing named .git can be written",
    ],
    doesNot: [seatbeltCaveat, "that a file exists can be seen, not what is in it", ...always],
  },
};

/** Never throws for what is missing: that is what it is there to say. Rejects with the signal's reason when it is stopped. */
export async function tryFence(config: Config, signal: AbortSignal): Promise<FenceTrial> {
  const { path: folder, remove } = temporaryFolder("doctor");
  let sandbox: OpenSandbox | null = null;
  try {
    mkdirSync(join(folder, "out"));
    const { sandbox: chosen, paths, variables } = config;
    sandbox = openSandbox({
      out: join(folder, "out"),
      // Without a fence there is nothing to try; whether there could be one is worth knowing all the same.
      backend: chosen === "none" ? "auto" : chosen,
      path: variables.PATH ?? "",
      home: paths.home,
      spoolDir: join(folder, "output"),
      temporary: tmpdir(),
      container: containerOf(config),
    });
    const trial = await tryOpen(sandbox, folder, config, signal);
    if (chosen === "none") {
      const text = "none is set: commands run unconfined, each one is asked for";
      trial.diagnoses.push(warning("sandbox", text, "Leave --sandbox and the setting out."));
    }
    return trial;
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    const report = { startMs: null, commandMs: null, fences: [], doesNot: [] };
    return {
      report: { backend: null, works: false, ...report },
      diagnoses: [problem("fence", thrown.message, thrown.hint)],
    };
  } finally {
    await sandbox?.close();
    remove();
  }
}

async function tryOpen(
  sandbox: OpenSandbox,
  folder: string,
  config: Config,
  signal: AbortSignal,
): Promise<FenceTrial> {
  const begun = performance.now();
  await sandbox.ready();
  const startMs = Math.round(performance.now() - begun);
  const commandMs = Math.round((await run(sandbox, "true", signal)).durationMs);
  const leaks = await leaksOf(sandbox, folder, {
    home: config.paths.home,
    variables: config.variables,
    signal,
  });
  const backend = sandbox.label;
  const { fences = [], doesNot = always } = held[backend] ?? {};
  const works = leaks.length === 0;
  const report = { backend, works, startMs, commandMs, fences, doesNot };
  const text = `${backend}: started in ${startMs} ms, a command takes ${commandMs} ms`;
  const fence = works
    ? ok("fence", text)
    : problem(
        "fence",
        `${backend} does not hold: ${leaks.join("; ")}`,
        "Do not use it; report it.",
      );
  return { report, diagnoses: [fence, ...(await programsIn(sandbox, signal))] };
}

interface Trial {
  home: string;
  variables: Config["variables"];
  /** Stops the commands. */
  signal: AbortSignal;
}

/**
 * What a command could do that it must not, judged from outside wherever that can be; empty: nothing. `folder` holds the
 * output directory as `out`, and nothing that is needed.
 */
export async function leaksOf(
  sandbox: OpenSandbox,
  folder: string,
  { home, variables, signal }: Trial,
): Promise<string[]> {
  const secret = randomUUID();
  const outside = join(folder, "outside.txt");
  writeFileSync(outside, secret);
  const marks = [folder, home].map((place) => join(place, `.skillet-${secret}`));
  const net = process.getBuiltinModule("node:net");
  let reached = false;
  const server = net.createServer((socket) => {
    reached = true;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  try {
    const command = [
      "echo inside > inside.txt",
      ...marks.map((mark) => `: > ${quoted(mark)}`),
      `cat ${quoted(outside)}`,
      `exec 3<>/dev/tcp/127.0.0.1/${port}`,
    ];
    const { output } = await run(
      sandbox,
      command.map((one) => `( ${one} ) 2>/dev/null`).join("; "),
      signal,
    );
    const names = await run(sandbox, "env", signal);
    const lines = new Set(names.output.split("\n"));
    // A local server's key is often a letter or two, which stands anywhere.
    const isSeen = (name: string, value: string) =>
      value.length < 8 ? lines.has(`${name}=${value}`) : names.output.includes(value);
    const keys = Object.entries(variables).filter(
      ([name, value]) => /_API_KEY$/.test(name) && value && isSeen(name, value),
    );
    return [
      ...(existsSync(join(folder, "out/inside.txt"))
        ? []
        : ["a command cannot write into the output directory"]),
      ...(marks.some((mark) => existsSync(mark)) ? ["a command wrote outside"] : []),
      ...(output.includes(secret) ? ["a command read a file outside"] : []),
      ...(reached ? ["a command reached the machine's own network"] : []),
      ...(keys.length > 0 ? ["a command sees a key"] : []),
    ];
  } finally {
    for (const mark of marks) rmSync(mark, { force: true });
    server.close();
  }
}

/** What commands find behind the fence; the machine's own versions would say little. */
async function programsIn(sandbox: OpenSandbox, signal: AbortSignal): Promise<Diagnosis[]> {
  const version = async (command: string) => {
    const { exitCode, output } = await run(sandbox, `${command} 2>/dev/null`, signal);
    return exitCode === 0 ? (output.trim().split("\n")[0] ?? "") : null;
  };
  const git = await version("git --version");
  const python = await version("python3 --version");
  const flask = await version(
    "python3 -c 'import flask, importlib.metadata; print(importlib.metadata.version(\"flask\"))'",
  );
  const inImage = held[sandbox.label] === container;
  const missing = (name: string, what: string, fix: string) =>
    warning(
      name,
      `not there for commands: ${what}`,
      inImage ? "Name an image that has it: --sandbox-image, or sandboxImage in the settings" : fix,
    );
  return [
    git !== null
      ? ok("git", git)
      : missing("git", "no version control in the output directory", "Install it: apt install git"),
    python !== null
      ? ok("python3", python)
      : missing("python3", "no Python apps", "Install it: apt install python3"),
    flask !== null
      ? ok("flask", `Flask ${flask}, for ${python ?? "python3"}`)
      : missing(
          "flask",
          "the python3 that commands find has no Flask (the demo and flask-app need it)",
          "Install it: apt install python3-flask, and put that python3 first in PATH",
        ),
  ];
}

/** Its output is as it came: what is kept of one is cleaned of keys, and a key that is seen in there has to be found. */
async function run(
  sandbox: OpenSandbox,
  command: string,
  signal: AbortSignal,
): Promise<CommandEnd> {
  const running = sandbox.run({ command, timeoutMs: trialMs }, signal);
  let output = "";
  for (;;) {
    const next = await running.next();
    if (next.done) return { ...next.value, output };
    if (typeof next.value === "string") output += next.value;
  }
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", "'\\''")}'`;
}
