import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
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

/** Started by Node its stdout is a socket. Nobody reads it before it says on stderr that it waits. */
function onSocket(program: string) {
  const source = `const { descriptorWriter } = await import(${JSON.stringify(module)}); ${program}`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", source]);
  let told = "";
  child.stderr.setEncoding("utf8").on("data", (piece) => {
    told += piece;
  });
  const waits = once(child.stderr, "data");
  const ended = once(child, "close").then(([code]) => ({ code, told }));
  return { child, waits, ended };
}

const manyLines = `const { write, drained } = descriptorWriter(1, () => process.stderr.write(" gone"));
  for (let i = 0; i < 2000; i++) write(String(i).padStart(999) + "\\n");
  process.stderr.write(drained() === undefined ? "taken" : "waits");
  await drained();
  process.stderr.write(" taken");`;

test("a socket that nobody reads holds up nothing, and a late reader gets everything", async () => {
  const { child, waits, ended } = onSocket(manyLines);
  await waits;
  let got = "";
  child.stdout.setEncoding("utf8").on("data", (piece) => {
    got += piece;
  });
  expect(await ended).toEqual({ code: 0, told: "waits taken" });
  expect(got.length).toBe(2_000_000);
  expect(
    got
      .trimEnd()
      .split("\n")
      .every((line, index) => Number(line) === index),
  ).toBe(true);
});

test("a socket whose reader leaves is a quiet end", async () => {
  const { child, waits, ended } = onSocket(manyLines);
  await waits;
  child.stdout.destroy();
  expect(await ended).toEqual({ code: 0, told: "waits gone taken" });
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
