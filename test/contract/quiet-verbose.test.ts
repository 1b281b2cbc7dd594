/** How much a run without a terminal says: progress on stderr, with -q none, with -v more; stdout is the answer either way. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { newHome, skillet } from "../support/skillet.ts";

const script = [
  {
    text: "I write it.\nDONE  verified",
    calls: [{ name: "write_file", arguments: { path: "a.txt", content: "x" } }],
  },
  { text: "Done." },
];

const run = (flags: string[], home = newHome()) =>
  skillet(["-p", "work", "--approval-mode", "auto-edit", ...flags], { script, home });

test("progress and receipt go to stderr, the answer alone to stdout", async () => {
  const { code, stdout, stderr } = await run([]);
  expect([code, stdout]).toEqual([0, "Done.\n"]);
  expect(stderr).toContain("write_file a.txt");
  expect(stderr).toContain("DONE  not verified");
  expect(stderr).not.toContain("I write it.");
});

describe("quiet", () => {
  test("a run that went well says nothing but the answer, whatever was noted on the way", async () => {
    const home = newHome();
    mkdirSync(join(home, "work/.skillet"));
    writeFileSync(join(home, "work/.skillet/settings.json"), "{}");
    expect((await run([], home)).stderr).toContain("not trusted");
    for (const flags of [["-q"], ["-q", "-v"]]) {
      const { code, stdout, stderr } = await run([...flags, "-o", `out${flags.length}`], home);
      expect([code, stdout, stderr]).toEqual([0, "Done.\n", ""]);
    }
    const resumed = await skillet(["-c", "-q", "-p", "more"], { home });
    expect(resumed.stderr).toBe("");
  });

  test("errors and what was not run are told, with the way on", async () => {
    const limited = await run(["-q", "--max-turns", "1"]);
    expect([limited.code, limited.stdout]).toEqual([53, ""]);
    expect(limited.stderr).toMatch(
      /^error: The limit of model calls .*\n {2}To go on from here: .*\n$/,
    );
    const refused = await run(["-q", "--approval-mode", "ask"]);
    expect(refused.code).toBe(60);
    expect(refused.stderr).toMatch(
      /^- write_file a\.txt {2}not run: .*--allow "write_file:a\.txt"\.\n$/,
    );
  });
});

describe("verbose", () => {
  test("lanes, tokens, times and what the model says on the way stand on stderr", async () => {
    const { stdout, stderr } = await run(["-v"]);
    expect(stdout).toBe("Done.\n");
    expect(stderr).toMatch(
      /· step 1 {2}lane native {2}\d+ messages, \d+ tools, about [\d,]+ tokens/,
    );
    expect(stderr).toMatch(/· 1 in \/ 1 out {2}\d.* s {2}tool_calls/);
    expect(stderr).toContain("I write it.");
    expect(stderr).toContain("write_file a.txt");
  });

  test("what the model says cannot pass for the receipt", async () => {
    const { stderr } = await run(["-v"]);
    expect(stderr).toContain("model: DONE  verified");
    expect(stderr.split("\n").filter((line) => line.startsWith("DONE"))).toHaveLength(1);
  });

  test("machine output stays what it is", async () => {
    const { stdout } = await run(["-v", "--output-format", "json"]);
    expect(JSON.parse(stdout)).toMatchObject({ exitCode: 0, text: "Done." });
  });
});
