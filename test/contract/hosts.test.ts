/** A host that nobody decided about, with nobody there: refused, reported, and the job goes on. */

import { expect, test } from "vitest";
import { skillet } from "../support/skillet.ts";

const script = [
  { calls: [{ name: "shell", arguments: { command: "curl -s -m 10 http://nowhere.test/" } }] },
  { text: "Done without it." },
];

test("the model is told which flag would allow it, and the turn ends as done", async () => {
  const run = await skillet(
    ["-p", "fetch", "--approval-mode", "yolo", "--output-format", "stream-json"],
    { script },
  );
  expect(run.code).toBe(0);
  const facts = run.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const asked = facts.filter(({ type }) => type === "approval_request");
  expect(asked).toMatchObject([
    { calls: [{ name: "network", effect: { kind: "network", hosts: ["nowhere.test"] } }] },
  ]);
  const id = asked[0].calls[0].callId;
  expect(facts.filter(({ type }) => type === "approval").at(-1)).toMatchObject({
    callId: id,
    granted: false,
    by: "unattended",
  });
  const results = facts.filter(({ type }) => type === "tool_result");
  expect(results).toHaveLength(1);
  expect(results[0].callId).toBe(id);
  expect(results[0].content).toContain("--allow-host nowhere.test");
  expect(facts.at(-1)).toMatchObject({ type: "turn_end", reason: "done" });
});

test("a rule that denies it answers by itself", async () => {
  const run = await skillet(
    ["-p", "fetch", "--approval-mode", "yolo", "--deny", "network:nowhere.test"],
    { script },
  );
  expect(run.code).toBe(0);
  const told = run.requests[1]?.messages.at(-1)?.content ?? "";
  expect(told).toMatch(/not allowed to reach nowhere\.test|A rule denies it/i);
  expect(told).not.toContain("--allow-host");
});

test.each([
  ["the host itself", ["--allow-host", "a.example.test"], 0],
  ["all below a name", ["--allow-host", "*.example.test"], 0],
  ["another host", ["--allow-host", "b.example.test"], 60],
  [
    "the host, and a rule that denies it",
    ["--allow-host", "*.example.test", "--deny", "network:a.example.test"],
    0,
  ],
])("a call that names a host needs no second grant: %s", async (_name, flags, code) => {
  const call = { command: "echo ran", hosts: ["a.example.test"] };
  const run = await skillet(["-p", "fetch", "--approval-mode", "yolo", ...flags], {
    script: [{ calls: [{ name: "shell", arguments: call }] }, { text: "Done." }],
  });
  expect(run.code).toBe(code);
  const told = run.requests[1]?.messages.at(-1)?.content ?? "";
  if (flags.includes("--deny")) expect(told).toContain("A rule denies it: network:a.example.test");
  else if (code === 0) expect(told).toMatch(/^exit 0 after .*\nran$/);
});
