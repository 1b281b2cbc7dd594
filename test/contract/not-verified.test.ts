/** What failed is not forgotten because it was left out: the exit code, the receipt and the model are told. */

import { expect, test } from "vitest";
import { skillet } from "../support/skillet.ts";

const write = (path: string) => ({ name: "write_file", arguments: { path, content: "x\n" } });
const verify = (...files: string[]) => ({
  name: "verify",
  arguments: { checks: files.map((file) => ({ file })) },
});
const flags = ["-p", "build", "--approval-mode", "yolo", "--output-format", "json"];

test("a smaller verification does not undo a failed one", async () => {
  const run = await skillet(flags, {
    script: [
      { calls: [write("a.txt")] },
      { calls: [verify("a.txt", "b.txt")] },
      { calls: [verify("a.txt")] },
      { text: "All is well." },
    ],
  });
  expect(run.code).toBe(61);
  expect(JSON.parse(run.stdout)).toMatchObject({
    exitCode: 61,
    verified: "no",
    checks: [
      { name: "file b.txt", ok: false },
      { name: "file a.txt", ok: true },
    ],
  });
  expect(run.requests[3]?.messages.at(-1)?.content).toContain(
    "FAIL  file b.txt: failed before, not run again",
  );
});

test("what failed and then passed is verified", async () => {
  const run = await skillet(flags, {
    script: [
      { calls: [write("a.txt")] },
      { calls: [verify("a.txt", "b.txt")] },
      { calls: [write("b.txt")] },
      { calls: [verify("b.txt")] },
      { text: "All is well." },
    ],
  });
  expect(run.code).toBe(0);
  expect(JSON.parse(run.stdout)).toMatchObject({ verified: "yes" });
});

test("a later turn of the session does not forget it either", async () => {
  const first = await skillet(flags, {
    script: [{ calls: [verify("b.txt")] }, { text: "It fails." }],
  });
  expect(first.code).toBe(61);
  const script = [{ calls: [write("a.txt")] }, { calls: [verify("a.txt")] }, { text: "Done." }];
  const second = await skillet(["-c", ...flags], { script, home: first.home });
  expect(second.code).toBe(61);
  expect(JSON.parse(second.stdout)).toMatchObject({ verified: "no" });
});
