/** Own time per step with file tools and with the shell, over 10 and 200 steps, beside a bare Node loop on the same server. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BenchTurn, benchServer } from "./loopback-server.ts";
import { bare, benchHome, cli, median, row, run } from "./measure.ts";

const rounds = Number(process.argv[2] ?? 3);
const { home, remove } = benchHome();

const file = (index: number, bytes: number) =>
  `line ${index} holds words\n`.repeat(Math.ceil(bytes / 22)).slice(0, bytes);
const steps = (
  count: number,
  call: (index: number) => NonNullable<BenchTurn["calls"]>[number],
): BenchTurn[] => [
  ...Array.from({ length: count }, (_, index) => ({ calls: [call(index)] })),
  { text: "Done." },
];
const jobs: Record<string, BenchTurn[]> = {
  "10 file steps": steps(10, (index) =>
    index < 5
      ? { name: "write_file", arguments: { path: `out_${index}.txt`, content: file(index, 1000) } }
      : { name: "read_file", arguments: { path: `out_${index - 5}.txt` } },
  ),
  "10 shell steps": steps(10, (index) => ({
    name: "shell",
    arguments: { command: `echo ${index}` },
  })),
  "200 reads of 4 KB": steps(200, (index) => ({
    name: "read_file",
    arguments: { path: `f_${index}.txt` },
  })),
  "200 shell steps": steps(200, (index) => ({
    name: "shell",
    arguments: { command: `echo ${index}` },
  })),
};

console.log(
  `own time per step (last byte of an answer to the next request), median of ${rounds} rounds\n`,
);
console.log(row("", "step ms", "first 20", "last 20", "wall ms", "tree MB"));
for (const [job, turns] of Object.entries(jobs)) {
  const server = await benchServer(turns);
  const programs = {
    bare: [bare, server.baseUrl, "go"],
    skillet: [
      cli,
      "-p",
      "go",
      "--base-url",
      server.baseUrl,
      "-m",
      "bench",
      "--out",
      ".",
      "--approval-mode",
      "yolo",
      "--max-turns",
      "300",
    ],
  };
  const figures = new Map(
    Object.keys(programs).map((name) => [
      name,
      {
        step: [] as number[],
        early: [] as number[],
        late: [] as number[],
        wall: [] as number[],
        peak: [] as number[],
      },
    ]),
  );
  for (let round = -1; round < rounds; round++) {
    for (const [name, args] of Object.entries(programs)) {
      const cwd = join(home, `${name}-${job.replaceAll(" ", "-")}-${round}`);
      mkdirSync(cwd);
      if (job.includes("reads"))
        for (let index = 0; index < 200; index++)
          writeFileSync(join(cwd, `f_${index}.txt`), file(index, 4096));
      const ran = await run(args, { cwd, home });
      const { arrivals, ends } = server.take();
      const own = arrivals.slice(1).map((arrival, index) => arrival - (ends[index] ?? Number.NaN));
      if (arrivals.length !== turns.length)
        console.error(`${name}: ${arrivals.length} requests instead of ${turns.length}`);
      const figure = figures.get(name);
      if (round < 0 || !figure) continue;
      figure.step.push(median(own));
      figure.early.push(median(own.slice(0, 20)));
      figure.late.push(median(own.slice(-20)));
      figure.wall.push(ran.ended - ran.started);
      figure.peak.push(ran.peakMB);
    }
  }
  for (const [name, { step, early, late, wall, peak }] of figures) {
    console.log(
      row(`${job}, ${name}`, median(step), median(early), median(late), median(wall), median(peak)),
    );
  }
  server.close();
}
remove();
