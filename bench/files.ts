/**
 * What a file costs through the pinned walk, beside Node's own calls on the same file: median us, depth 4, warm.
 * `node bench/files.ts [rounds] [folder]`; reach: 50 us per read, 300 us per write.
 */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openFiles } from "../src/sandbox/files.ts";
import { median, row } from "./measure.ts";

const rounds = Number(process.argv[2] ?? 3000);
const base = mkdtempSync(join(process.argv[3] ?? tmpdir(), "skillet-bench-"));

/** Medians of all, taken in turns so that whatever else the machine does hits them alike. */
async function medians(...calls: (() => unknown)[]): Promise<number[]> {
  const times = calls.map((): number[] => []);
  for (let round = -300; round < rounds; round++) {
    for (const [index, call] of calls.entries()) {
      const started = performance.now();
      await call();
      if (round >= 0) times[index]?.push((performance.now() - started) * 1000);
    }
  }
  return times.map(median);
}

try {
  const files = openFiles({ out: base });
  console.log(row("us, median", "pinned", "bare", "added"));
  for (const size of [1024, 4096]) {
    const path = `a/b/c/d/${size}.txt`;
    const bare = join(base, path);
    const text = `${"0123456789abcde\n".repeat(size / 16)}`;
    mkdirSync(dirname(bare), { recursive: true });
    writeFileSync(bare, text);
    const [read = 0, bareRead = 0] = await medians(
      () => files.readFile(path),
      () => readFileSync(bare, "utf8"),
    );
    console.log(row(`read ${size / 1024} KB`, read, bareRead, read - bareRead));
    const [write = 0, bareWrite = 0] = await medians(
      () => files.writeFile(path, text),
      () => writeFileSync(`${bare}.bare`, text),
    );
    console.log(row(`write ${size / 1024} KB`, write, bareWrite, write - bareWrite));
  }
  files.close();
} finally {
  rmSync(base, { recursive: true, force: true });
}
