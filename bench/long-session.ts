/** What a session of 200,000 records (100 MB) costs as a user meets it: `sessions list`, `-c -p`, export, a fork; each a process. Prints a table and exits. */

import { spawn } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SessionFact } from "../src/core/events.ts";
import { createSession } from "../src/session/store.ts";
import { benchServer } from "./loopback-server.ts";

const records = Number(process.argv[2] ?? 200_000);
const home = mkdtempSync(join(tmpdir(), "skillet-bench-"));
const cwd = join(home, "work");
const out = join(cwd, "sandbox");
const state = join(home, "state");
const built = new URL("../dist/cli.js", import.meta.url).pathname;
const sources = new URL("../src/cli.ts", import.meta.url).pathname;
const cli = process.argv.includes("--sources") ? sources : built;

interface Ran {
  ms: number;
  /** Of both cores; on a busy machine it says more than the clock. */
  cpuMs: number;
  code: number | null;
  /** Highest resident size, in bytes. */
  peak: number;
  stdout: string;
}

/** VmHWM is read until the process is gone; the last reading is within 20 ms of its peak. */
async function ran(...args: string[]): Promise<Ran> {
  const started = performance.now();
  const env = { PATH: process.env.PATH, HOME: home, SKILLET_STATE_DIR: state, LANG: "C.UTF-8" };
  const child = spawn(process.execPath, [cli, ...args], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr, peak, cpuMs] = ["", "", 0, 0];
  child.stdout.setEncoding("utf8").on("data", (text) => {
    stdout += stdout.length < 1e6 ? text : "";
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  const watch = setInterval(() => {
    try {
      const [, kilobytes = "0"] =
        /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8")) ?? [];
      const stat = readFileSync(`/proc/${child.pid}/stat`, "utf8");
      const [user = 0, system = 0] = stat
        .slice(stat.lastIndexOf(")") + 2)
        .split(" ")
        .slice(11, 13)
        .map(Number);
      // In ticks of 10 ms.
      cpuMs = (user + system) * 10;
      peak = Math.max(peak, Number(kilobytes) * 1024);
    } catch {
      // It is gone; the last figure counts.
    }
  }, 20);
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  clearInterval(watch);
  if (code !== 0) console.log(stderr.slice(-500));
  return { ms: performance.now() - started, cpuMs, code, peak, stdout };
}

function row(what: string, { ms, cpuMs, peak, code }: Ran, reach: string): void {
  const figures =
    `${(ms / 1000).toFixed(2)} s  cpu ${(cpuMs / 1000).toFixed(2)} s  ${(peak / 1e6).toFixed(0)} MB`.padStart(
      30,
    );
  console.log(`${what.padEnd(40)}${figures}   exit ${code}   ${reach}`);
}

/** Turns of 200 records: a prompt, calls with their results, an answer. */
function* lines(): Generator<string> {
  const content = "All work and no play makes a long session. ".repeat(24);
  for (let seq = 2; seq <= records; ) {
    const facts: object[] = [
      { type: "turn_start", prompt: `turn at ${seq}` },
      { type: "message", message: { role: "user", content: `turn at ${seq}` } },
    ];
    for (let step = 0; step < 49; step++) {
      const call = { id: `call_${seq}_${step}`, name: "read_file", arguments: { path: "a.txt" } };
      facts.push(
        { type: "message", message: { role: "assistant", content: "", toolCalls: [call] } },
        { type: "tool_start", callId: call.id, name: call.name, arguments: call.arguments },
        {
          type: "tool_result",
          callId: call.id,
          content,
          isError: false,
          durationMs: 1,
          effect: { kind: "read", path: "a.txt" },
        },
        {
          type: "message",
          message: {
            role: "tool",
            toolCallId: call.id,
            name: call.name,
            content: step % 4 === 0 ? content : "same",
          },
        },
      );
    }
    const usage = { inputTokens: 1, cachedTokens: 0, outputTokens: 1 };
    facts.push(
      { type: "message", message: { role: "assistant", content: "Done." } },
      { type: "turn_end", reason: "done", text: "Done.", usage, verified: "not_run" },
    );
    for (const fact of facts) {
      if (seq > records) return;
      yield JSON.stringify({ seq, at: new Date(seq * 1000).toISOString(), ...fact });
      seq += 1;
    }
  }
}

const server = await benchServer([], true);
try {
  mkdirSync(out, { recursive: true });
  const session: SessionFact = {
    ...{ type: "session", version: 1, id: "long", cwd, out, sandbox: "bwrap" },
    ...{ model: "bench", baseUrl: server.baseUrl, harness: {} },
  };
  const opened = createSession(state, session, { now: () => 0 });
  opened.close();
  const descriptor = openSync(opened.path, "a");
  let buffered: string[] = [];
  const flush = () => {
    if (buffered.length > 0) writeSync(descriptor, `${buffered.join("\n")}\n`);
    buffered = [];
  };
  for (const line of lines()) if (buffered.push(line) === 10_000) flush();
  flush();
  console.log(
    `${records} records, ${(statSync(opened.path).size / 1e6).toFixed(0)} MB, ${cli === built ? "built" : "sources"}`,
  );
  row("sessions list", await ran("sessions", "list"), "at most 1 s");
  row("sessions list --json", await ran("sessions", "list", "--json"), "at most 1 s");
  const endpoint = ["--base-url", server.baseUrl, "-m", "bench"];
  row(
    "-c -p (resume, one turn)",
    await ran("-c", "-p", "and now?", ...endpoint),
    "at most 5 s, 500 MB",
  );
  row(
    "-c --fork-session -p",
    await ran("-r", "long", "--fork-session", "-p", "x", ...endpoint),
    "",
  );
  for (const format of ["md", "html", "json"])
    row(
      `sessions export --format ${format}`,
      await ran("sessions", "export", "long", "--format", format),
      "",
    );
} finally {
  server.close();
  rmSync(home, { recursive: true, force: true });
}
