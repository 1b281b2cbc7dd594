/** Prints what working out an edit takes for growing files (ms, median of 5): found once, everywhere, and missed. */

import { nearestLines } from "../src/tools/edit/nearest-lines.ts";
import { replaceExact } from "../src/tools/edit/replace-exact.ts";
import { withLineEndsOf } from "../src/tools/line-ends.ts";

const sizes = [10_000, 100_000, 1_000_000, 10_000_000];

function textOf(bytes: number, end: string): string {
  const lines: string[] = [];
  for (let size = 0; size < bytes; size += 40)
    lines.push(`  const value${lines.length} = compute(a, b);`);
  return lines.join(end);
}

function median(work: () => unknown): string {
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return (times.sort((a, b) => a - b)[2] ?? 0).toFixed(2).padStart(9);
}

const cases: Record<string, (text: string, crlf: string) => unknown> = {
  "found once": (text) => replaceExact(text, "value20 ", "x", false),
  "found once, CRLF": (_, crlf) => replaceExact(crlf, "value20 ", "x", false),
  "every line": (text) => replaceExact(text, "compute", "x", true),
  "every line, CRLF": (_, crlf) => replaceExact(crlf, "compute", "x\ny", true),
  "missed, a line": (text) => nearestLines(text, "const value77 = computed(a, b)"),
  "missed, all of it": (text) => nearestLines(text, text.replaceAll("compute", "Compute")),
  "missed, one letter": (text) => nearestLines(text, "}"),
  "line ends kept": (text, crlf) => withLineEndsOf(text, `${crlf}\n`),
};

console.log(`${"bytes".padEnd(20)}${sizes.map((size) => String(size).padStart(9)).join("")}`);
for (const [name, work] of Object.entries(cases)) {
  const times = sizes.map((size) => {
    const [text, crlf] = [textOf(size, "\n"), textOf(size, "\r\n")];
    return median(() => work(text, crlf));
  });
  console.log(name.padEnd(20) + times.join(""));
}
