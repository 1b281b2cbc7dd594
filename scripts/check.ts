/** Every check, in order of cost; the first that fails ends it. Closes with `N passed, N failed`. */

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

process.chdir(new URL("..", import.meta.url).pathname);

const steps: readonly [name: string, command: string, ...args: string[]][] = [
  ["format and lint", "biome", "ci", "--colors=off", "--error-on-warnings", "."],
  ["types", "tsc", "-p", "."],
  ["dependency rule", "depcruise", "--output-type", "err", "src"],
  ["dead code", "knip"],
];

for (const [name, command, ...args] of steps) {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  if (status !== 0) {
    process.stderr.write(
      `${stdout ?? ""}${stderr ?? ""}\nfailed: ${name} (${command} ${args.join(" ")})\n`,
    );
    process.exit(1);
  }
  console.log(`ok  ${name}  ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

const folder = mkdtempSync(join(tmpdir(), "skillet-check-"));
const report = join(folder, "report.json");
const started = performance.now();
// Half a minute of waiting for processes to end, and a minute of building projects: in CI, and by npm test.
const slow = [
  "test/sandbox/lifecycle.test.ts",
  "test/sandbox/podman.test.ts",
  "test/sandbox/container-fence.test.ts",
  "test/scenarios/skills.test.ts",
];
const long = process.env.CI ? [] : slow.flatMap((file) => ["--exclude", file]);
const tests = spawnSync(
  "vitest",
  ["run", ...long, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
  { stdio: ["ignore", "inherit", "inherit"] },
);
const { numPassedTests = 0, numFailedTests = 0 } = existsSync(report)
  ? JSON.parse(readFileSync(report, "utf8"))
  : {};
rmSync(folder, { recursive: true });
console.log(`tests  ${((performance.now() - started) / 1000).toFixed(1)} s`);
console.log(`${numPassedTests} passed, ${numFailedTests} failed`);
process.exit(tests.status === 0 && numPassedTests > 0 ? 0 : 1);
