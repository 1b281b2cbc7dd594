import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

const module = new URL("../../src/app/io.ts", import.meta.url).href;

test("asking for the width leaves a pipe as it is: whoever shares one that no longer waits fails to write to it", () => {
  const source = `const { processIo } = await import(${JSON.stringify(module)});
    const { readFileSync } = await import("node:fs");
    const flags = () => readFileSync("/proc/self/fdinfo/1", "utf8").match(/flags:\\s*(\\d+)/)[1];
    const before = flags();
    const columns = processIo([]).columns();
    process._rawDebug([columns, flags() === before].join(" "));`;
  const program = '"$0" --input-type=module -e "$1" 2>&1 >&3 3>&- | cat';
  const told = execFileSync("sh", ["-c", `{ ${program}; } 3>&1 | cat`, process.execPath, source], {
    encoding: "utf8",
  });
  expect(told).toBe("100 true\n");
});
