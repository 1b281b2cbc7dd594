/** What the fence costs: ms added per command, by kind of command, and ms until it stands. `node bench/sandbox.ts [rounds]` */

import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import type { BackendName } from "../src/sandbox/backends.ts";
import { type OpenSandbox, openSandbox } from "../src/sandbox/open.ts";

const rounds = Number(process.argv[2] ?? 60);
const signal = new AbortController().signal;
const around = realpathSync(mkdtempSync(join(tmpdir(), "skillet-bench-")));

function open(name: string, backend: BackendName): OpenSandbox {
  const out = join(around, name);
  mkdirSync(out, { recursive: true });
  return openSandbox({
    out,
    backend,
    path: process.env.PATH ?? "",
    home: process.env.HOME ?? "/",
    spoolDir: join(around, "spool"),
    temporary: around,
  });
}

async function fenced(sandbox: OpenSandbox): Promise<void> {
  const running = sandbox.run({ command: "true" }, signal);
  while (!(await running.next()).done);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const at = (values: number[], part: number) =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * part)] ?? Number.NaN;
const row = (name: string, ...cells: (number | string)[]) =>
  console.log(
    name.padEnd(34),
    ...cells.map((cell) => (typeof cell === "number" ? cell.toFixed(1) : cell).padStart(9)),
  );

try {
  const opened = performance.now();
  const whole = open("whole", "auto");
  const opening = performance.now() - opened;
  const standing = await timed(() => whole.ready());
  const protecting = open("protecting", "auto");
  mkdirSync(join(around, "protecting/.git"));
  const partial = open("partial", "landlock");
  const none = open("none", "none");
  const plain = () => execa("bash", ["-c", "true"], { stdin: "ignore", buffer: false });

  const kinds: [string, () => Promise<unknown>][] = [
    ["bash -c true, no fence", plain],
    [`${whole.label}`, () => fenced(whole)],
    [`${whole.label}, with a .git to protect`, () => fenced(protecting)],
    ["landlock", () => fenced(partial)],
    ["none", () => fenced(none)],
  ];
  const times = new Map(kinds.map(([name]) => [name, [] as number[]]));
  for (const [, work] of kinds) await work();
  // Side by side, so that a busy moment of the machine falls on all of them.
  for (let round = 0; round < rounds; round++) {
    for (const [name, work] of kinds) times.get(name)?.push(await timed(work));
  }

  row("start", "ms");
  row("opening (blocks)", opening);
  row("until it stands (beside)", standing);
  row("");
  row(`per command, ${rounds} rounds`, "median", "p95", "added");
  const base = at(times.get(kinds[0]?.[0] ?? "") ?? [], 0.5);
  for (const [name, values] of times) {
    row(name, at(values, 0.5), at(values, 0.95), at(values, 0.5) - base);
  }
  await Promise.all([whole, protecting, partial, none].map((sandbox) => sandbox.close()));
} finally {
  rmSync(around, { recursive: true, force: true });
}
