/** Keys that a command prints: not in what is kept for the model, nor in the file of the full output that it can page through. */

import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { openTestSandbox } from "../support/open-test-sandbox.ts";

const letters = "Ab1Cd2Ef3Gh4Ij5Kl6Mn7Op8Qr9";
/** Put together by the command, in pieces that come one after the other. */
const printsKey = `printf 'k=sk-Ab1Cd2Ef'; sleep 0.2; printf '3Gh4Ij5'; sleep 0.2; printf 'Kl6Mn7Op8Qr9\\n'`;

test("the file of the full output holds none, wherever it was cut and wherever it lies", async () => {
  await using box = await openTestSandbox();
  const { output, spool, dropped, shown } = await box.run(
    `${printsKey}; seq 3000; ${printsKey}; seq 9000; ${printsKey}`,
  );
  const full = (await box.sandbox.readFile(spool ?? "")).text ?? "";
  expect(dropped).toBeGreaterThan(0);
  expect(full.match(/^k=\[redacted:api-key\]$/gm)).toHaveLength(3);
  expect(full.split("\n")).toHaveLength(12_004);
  expect(output).toMatch(/^k=\[redacted:api-key\]\n1\n/);
  expect(output).toMatch(/\n9000\nk=\[redacted:api-key\]\n$/);
  for (const text of [full, output, readFileSync(spool ?? "", "utf8")]) {
    expect(text).not.toContain(letters.slice(0, 8));
    expect(text).not.toContain(letters.slice(-8));
  }
  // The person at the terminal sees their own output as it is.
  expect(shown.split(`k=sk-${letters}\n`)).toHaveLength(4);
});

test("a key at the place where the output is cut is not shown by half", async () => {
  await using box = await openTestSandbox();
  for (const before of [16_384 - 10, 16_384 - 25]) {
    const key = `printf 'sk-%s' ${letters}`;
    const { output } = await box.run(
      `head -c ${before} /dev/zero | tr '\\0' ' '; ${key}; head -c 40000 /dev/zero | tr '\\0' ' '; ${key}; head -c ${before} /dev/zero | tr '\\0' ' '`,
    );
    expect(output).not.toMatch(/sk-|Ab1Cd2|Qr9/);
  }
});

test("looks at a background command do not cut one in two", async () => {
  await using box = await openTestSandbox();
  await box.run("mkfifo g");
  const process = await box.sandbox.start({
    command: "printf 'Key? sk-Ab1Cd2Ef3Gh4'; read x <g; printf 'Ij5Kl6Mn7Op8Qr9 end'; sleep 60",
  });
  let first = "";
  while (!first.includes("Key? ")) {
    first += process.output();
    await sleep(5);
  }
  await sleep(100);
  first += process.output();
  expect(first).toBe("Key? ");
  await box.run("echo go > g");
  let second = "";
  while (!second.includes("en")) {
    second += process.output();
    await sleep(5);
  }
  expect(second).toBe("[redacted:api-key] end");
});

test("what goes on in the background is cleaned across the moment when it is kept", async () => {
  await using box = await openTestSandbox();
  const end = await box.run(
    "mkfifo g; printf 'Key? sk-Ab1Cd2Ef3Gh4'; read x <g; printf 'Ij5Kl6Mn7Op8Qr9 end'; sleep 60",
    { timeoutMs: 500, asksTime: true, overdue: (question) => question.answer("keep") },
  );
  expect(end).toMatchObject({ runsOn: "p1", output: "Key? " });
  await box.run("echo go > g");
  let later = "";
  while (!later.includes("end")) {
    later += box.sandbox.process("p1")?.output() ?? "";
    await sleep(5);
  }
  expect(later).toBe("[redacted:api-key] end");
});
