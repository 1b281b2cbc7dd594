/**
 * Daemons and servers of commands, after Skillet ended in four ways at random times: how many are left two seconds later.
 *   node bench/survivors.ts [rounds]      default 50 of each
 */

import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { benchServer } from "./loopback-server.ts";
import { benchHome, cli, row } from "./measure.ts";

const rounds = Number(process.argv[2] ?? 50);
const { home, remove } = benchHome();
const ways = ["exit", "SIGINT", "timeout", "SIGKILL"] as const;

/** A daemon in five disguises, a server, and a command that stays in front. `mark` tells one round from another. */
function script(mark: string, way: (typeof ways)[number]) {
  const daemons = [
    `setsid sleep ${mark} >/dev/null 2>&1 &`,
    `nohup sleep ${mark} >/dev/null 2>&1 &`,
    `(trap '' TERM HUP INT; sleep ${mark}) &`,
    `( ( sleep ${mark} & ) & )`,
    `sleep ${mark} &`,
  ].join(" ");
  const front = {
    command: `${daemons} sleep ${way === "exit" ? 0.2 : mark}`,
    timeoutMs: way === "timeout" ? 400 : 60_000,
  };
  return [
    { calls: [{ name: "shell", arguments: { command: `sleep ${mark}; true`, background: true } }] },
    { calls: [{ name: "shell", arguments: front }] },
    { text: "Done." },
  ];
}

function survivors(mark: string): number {
  return readdirSync("/proc").filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      return readFileSync(`/proc/${name}/cmdline`, "latin1").split("\0").includes(mark);
    } catch {
      return false;
    }
  }).length;
}

console.log(row("", "rounds", "survivors"));
for (const [kind, way] of ways.entries()) {
  let left = 0;
  for (let round = 0; round < rounds; round++) {
    const mark = String(900_000_000 + kind * 1_000_000 + Math.floor(Math.random() * 900_000));
    const server = await benchServer(script(mark, way));
    const cwd = join(home, `${way}-${round}`);
    mkdirSync(cwd);
    const args = [
      "-p",
      "go",
      "-q",
      "--base-url",
      server.baseUrl,
      "-m",
      "bench",
      "--out",
      ".",
      "--approval-mode",
      "yolo",
    ];
    const env = { PATH: process.env.PATH, HOME: home };
    const child = spawn(process.execPath, [cli, ...args], { cwd, env, stdio: "ignore" });
    const ended = new Promise((resolve) => child.on("exit", resolve));
    if (way === "SIGINT" || way === "SIGKILL") {
      await sleep(100 + Math.random() * 700);
      child.kill(way);
    }
    await ended;
    for (let waited = 0; waited < 2000 && survivors(mark) > 0; waited += 100) await sleep(100);
    left += survivors(mark);
    server.close();
  }
  console.log(row(way, String(rounds), String(left)));
}
remove();
