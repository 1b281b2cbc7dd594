import { spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { descriptorWriter } from "../../src/sinks/descriptor.ts";
import { temporaryFolder } from "../support/temporary.ts";

const module = new URL("../../src/sinks/descriptor.ts", import.meta.url).href;

function piped(program: string, into: string) {
  const source = `const { descriptorWriter } = await import(${JSON.stringify(module)}); ${program}`;
  return spawnSync(
    "sh",
    ["-c", `"$0" --input-type=module -e "$1" | ${into}`, process.execPath, source],
    {
      encoding: "utf8",
    },
  );
}

test("a reader that leaves is a quiet end, told once", () => {
  const { stdout, stderr } = piped(
    `let told = 0;
     const { write } = descriptorWriter(1, () => { told++; });
     for (let i = 0; i < 100000; i++) write("line " + i + "\\n");
     process.stderr.write("told " + told);`,
    "head -1",
  );
  expect({ stdout, stderr }).toEqual({ stdout: "line 0\n", stderr: "told 1" });
});

test("a slow reader gets everything, in order, and holds up nothing else", () => {
  const { stdout, stderr } = piped(
    `const { write, drained } = descriptorWriter(1);
     for (let i = 0; i < 2000; i++) write(String(i).padStart(999) + "\\n");
     process.stderr.write(drained() === undefined ? "taken" : "waits");
     await drained();
     process.stderr.write(drained() === undefined ? " taken" : " waits");`,
    '(sleep 0.2; node -e \'const got = fs.readFileSync(0, "utf8"); console.log(got.length, got.trimEnd().split("\\n").every((line, i) => Number(line) === i))\')',
  );
  expect({ stdout, stderr }).toEqual({ stdout: "2000000 true\n", stderr: "waits taken" });
});

test("a reader that leaves while it is waited for is a quiet end as well", () => {
  const { stdout, stderr } = piped(
    `let told = 0;
     const { write, drained } = descriptorWriter(1, () => { told++; });
     for (let i = 0; i < 2000; i++) write("x".repeat(999) + "\\n");
     await drained();
     process.stderr.write("told " + told);`,
    "sleep 0.2",
  );
  expect({ stdout, stderr }).toEqual({ stdout: "", stderr: "told 1" });
});

test("a full disk is one line for the user", () => {
  const full = openSync("/dev/full", "w");
  expect(() => descriptorWriter(full).write("x")).toThrow(
    expect.objectContaining({
      name: "UserError",
      exitCode: 1,
      message: "The output could not be written: no space left on the disk.",
    }),
  );
  closeSync(full);
});

test("text is written as UTF-8, nothing added", () => {
  const path = join(temporaryFolder(), "out");
  const descriptor = openSync(path, "w");
  const { write } = descriptorWriter(descriptor);
  write("掲示板\n");
  write("");
  write("👍🏽");
  closeSync(descriptor);
  expect(readFileSync(path, "utf8")).toBe("掲示板\n👍🏽");
});
