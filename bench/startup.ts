/** Exec to first request and to the prompt, exit tail, memory and `--version`/`--help`, beside a bare Node loop on the same server. */

import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { benchServer } from "./loopback-server.ts";
import { bare, benchHome, cli, median, row, run } from "./measure.ts";

const rounds = Number(process.argv[2] ?? 15);
const server = await benchServer([{ text: "Hello." }]);
const { home, remove } = benchHome();
const cwd = join(home, "work");
mkdirSync(cwd);

const programs = {
  bare: [bare, server.baseUrl, "hi"],
  skillet: [cli, "-p", "hi", "--base-url", server.baseUrl, "-m", "bench"],
};
const figures = new Map(
  Object.keys(programs).map((name) => [
    name,
    {
      first: [] as number[],
      tail: [] as number[],
      wall: [] as number[],
      peak: [] as number[],
      processes: [] as number[],
    },
  ]),
);
for (let round = -2; round < rounds; round++) {
  for (const [name, args] of Object.entries(programs)) {
    const ran = await run(args, { cwd, home });
    const { arrivals, ends } = server.take();
    const figure = figures.get(name);
    if (round < 0 || !figure) continue;
    figure.first.push((arrivals[0] ?? Number.NaN) - ran.started);
    figure.tail.push(ran.ended - (ends.at(-1) ?? Number.NaN));
    figure.wall.push(ran.ended - ran.started);
    figure.peak.push(ran.peakMB);
    figure.processes.push(ran.processes);
  }
}
console.log(`"hi", median of ${rounds}, interleaved\n`);
console.log(row("", "first ms", "exit ms", "wall ms", "tree MB", "processes"));
for (const [name, { first, tail, wall, peak, processes }] of figures) {
  console.log(
    row(name, median(first), median(tail), median(wall), median(peak), median(processes)),
  );
}

const quick = {
  "node -e 0": ["-e", "0"],
  "--version": [cli, "--version"],
  "--help": [cli, "--help"],
};
const walls = new Map(Object.keys(quick).map((name) => [name, [] as number[]]));
for (let round = -2; round < rounds; round++) {
  for (const [name, args] of Object.entries(quick)) {
    const ran = await run(args, { cwd, home });
    if (round >= 0) walls.get(name)?.push(ran.ended - ran.started);
  }
}
console.log(`\n${row("", "wall ms")}`);
for (const [name, values] of walls) console.log(row(name, median(values)));

const terminal = new URL("first-output.py", import.meta.url).pathname;
const prompts = {
  "prompt of node": ["> ", process.execPath],
  "prompt of skillet": ["\r> ", process.execPath, cli, "--base-url", server.baseUrl, "-m", "bench"],
};
console.log(`\n${row("", "exec to, ms")}`);
for (const [name, command] of Object.entries(prompts)) {
  const times = Array.from({ length: rounds + 1 }, () =>
    Number(
      execFileSync("python3", [terminal, ...command], {
        cwd,
        env: { PATH: process.env.PATH, HOME: home, LANG: "C.UTF-8", TERM: "xterm" },
      }),
    ),
  );
  console.log(row(name, median(times.slice(1))));
}
server.close();
remove();
