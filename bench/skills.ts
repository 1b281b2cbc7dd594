/** Finds and parses 1,000 skills (10 MB) in a cold process, mixed like public collections, beside gray-matter alone. */

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median, row } from "./measure.ts";

const count = 1000;
const rounds = 9;

const [, , role, folder = ""] = process.argv;
if (role === "ours") await ours(folder);
else if (role === "library") await library(folder);
else await parent();

async function parent(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "skillet-bench-"));
  const bundle = mkdtempSync(join(tmpdir(), "skillet-bench-"));
  try {
    for (let index = 0; index < count; index++) writeSkill(folder, index);
    await bundleMyself(bundle);
    const runs: Figures[] = [];
    const alone: Figures[] = [];
    // Taken in turns: what else the machine does slows both alike.
    for (let round = -1; round < rounds; round++) {
      const mine = run(bundle, "ours", folder);
      const its = run(bundle, "library", folder);
      if (round < 0) continue;
      runs.push(mine);
      alone.push(its);
    }
    const of = (name: string, from = runs) => from.map((figures) => figures[name] ?? Number.NaN);
    const line = (name: string, values: number[], aim = "") =>
      console.log(row(name, median(values), Math.min(...values), aim));
    console.log(
      `${count} skills, ${(median(of("bytes")) / 1e6).toFixed(1)} MB, ${rounds} cold processes\n`,
    );
    console.log(row("", "median", "best", ""));
    line("find and parse, ms", of("cold"), "at most 120");
    line("glob and gray-matter, ms", of("cold", alone), `${median(of("lost", alone))} lost`);
    line("on the next turn, ms", of("warm"));
    line("catalogue, ms", of("catalogue"));
    line("heap for all of it, MB", of("heap"), "below 3");
  } finally {
    rmSync(folder, { recursive: true });
    rmSync(bundle, { recursive: true });
  }
}

/** As it is shipped: one bundle with split points. */
async function bundleMyself(folder: string): Promise<void> {
  // By a path that the bundler cannot follow: it would take itself in.
  const bundler = new URL("../scripts/bundle.ts", import.meta.url).href;
  const { bundle } = (await import(bundler)) as typeof import("../scripts/bundle.ts");
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  await bundle({
    input: { skills: import.meta.filename },
    dir: folder,
    pieces: "pieces",
    minify: true,
  });
}

type Figures = Record<string, number>;

function run(bundle: string, role: string, folder: string): Figures {
  const args = ["--expose-gc", join(bundle, "skills.js"), role, folder];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
}

async function ours(folder: string): Promise<void> {
  const { openShelf } = await import("../src/skills/shelf.ts");
  const { catalogueOf } = await import("../src/skills/catalogue.ts");
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const started = performance.now();
  const shelf = await openShelf({ roots: [{ path: folder, source: "user", trusted: true }] });
  const opened = performance.now();
  await shelf.refresh();
  const refreshed = performance.now();
  catalogueOf(shelf.list());
  const listed = performance.now();
  if (shelf.list().length !== count) throw new Error(`${shelf.list().length} skills`);
  globalThis.gc?.();
  // Before anything else is made: the bytes below are counted by 1,000 looks at files.
  const heap = (process.memoryUsage().heapUsed - before) / 1e6;
  const figures: Figures = {
    bytes: shelf.all().reduce((sum, { found }) => sum + statSync(found.path).size, 0),
    cold: opened - started,
    warm: refreshed - opened,
    catalogue: listed - refreshed,
    heap,
  };
  console.log(JSON.stringify(figures));
}

/** What the same two packages take when they are used as their documentation shows; damaged files are lost. */
async function library(folder: string): Promise<void> {
  const started = performance.now();
  const { globby } = await import("globby");
  const { default: matter } = await import("gray-matter");
  let lost = 0;
  for (const file of await globby("**/SKILL.md", { cwd: folder, absolute: true, deep: 6 })) {
    try {
      matter(readFileSync(file, "utf8"));
    } catch {
      lost++;
    }
  }
  console.log(JSON.stringify({ cold: performance.now() - started, lost }));
}

/** About 10 KB, like the usual public skill: a long description, a few further fields, a text with headings and code. */
function writeSkill(folder: string, index: number): void {
  const name = `skill-${String(index).padStart(4, "0")}`;
  const words = `Does thing ${index} with care, step by step, and tells what it did. `.repeat(4);
  // Of the public skills about 76 % are plain, 21 % need a full YAML parser, 3 % are damaged.
  const kind = index % 100;
  const description =
    kind < 76 ? words : kind < 97 ? `"${words} \\"quoted\\" # no comment"` : `Use for: ${words}`;
  const text = `## Part\n\nSome words about the step that comes next, and why.\n\n\`\`\`sh\nrun --it ${index}\n\`\`\`\n\n`;
  const body = `# ${name}\n\n${text.repeat(Math.ceil(9600 / text.length))}`;
  const matter = `name: ${name}\ndescription: ${description}\nlicense: MIT\nmetadata:\n  author: Somebody\n  version: "1.0"`;
  mkdirSync(join(folder, name));
  writeFileSync(
    join(folder, name, "SKILL.md"),
    `---\n${matter}\n---\n\n${body}${index % 3 === 0 ? "日本語も少し。\n" : ""}`,
  );
}
