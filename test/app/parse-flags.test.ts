import { expect, test } from "vitest";
import { flags } from "../../src/app/flags.ts";
import { firstWordAt, parseRun } from "../../src/app/parse-flags.ts";
import { UserError } from "../../src/core/errors.ts";
import { nearest } from "../../src/core/nearest.ts";

function failure(...argv: string[]): {
  message: string;
  hint: string | undefined;
  exitCode: number;
} {
  try {
    parseRun(argv);
  } catch (thrown) {
    if (thrown instanceof UserError)
      return { message: thrown.message, hint: thrown.hint, exitCode: thrown.exitCode };
    throw thrown;
  }
  throw new Error("nothing was wrong");
}

test("words are the prompt, flags are flags, in any order", () => {
  expect(
    parseRun([
      "a",
      "--model",
      "m",
      "simple",
      "-o",
      "x",
      "--allow",
      "shell:ls",
      "--allow=write_file",
      "bbs",
    ]),
  ).toEqual({
    prompt: ["a", "simple", "bbs"],
    flags: { model: "m", out: "x", allow: ["shell:ls", "write_file"] },
  });
});

test.each([
  [["sessions", "list"], 0],
  [["--lang", "ja", "sessions", "list"], 2],
  [["--lang=ja", "-m", "x", "sessions"], 3],
  [["--stream", "sessions"], 1],
  [["-p", "hi", "sessions"], -1],
  [["-c", "sessions"], -1],
  [["--resume", "sessions"], -1],
  [["--", "sessions"], -1],
  [["--lang", "ja"], -1],
  [["--nonsense", "sessions"], 1],
])("the first word of %j stands at %i", (argv, at) => {
  expect(firstWordAt(argv)).toBe(at);
});

test("what stands after -- is never a flag", () => {
  expect(parseRun(["-p", "hi", "--", "--model"])).toEqual({
    prompt: ["--model"],
    flags: { print: "hi" },
  });
});

test("-p - asks for stdin", () => {
  expect(parseRun(["-p", "-"])).toEqual({ prompt: [], flags: { print: "-" } });
});

test("every boolean can be turned off", () => {
  expect(parseRun(["--no-stream", "--no-color", "--skills"]).flags).toEqual({
    stream: false,
    color: false,
    skills: true,
  });
});

test.each([
  [["--modle", "x"], "Unknown flag --modle.", "Did you mean --model?"],
  [["--aprove-mode", "x"], "Unknown flag --aprove-mode.", "Did you mean --approval-mode?"],
  [["--approval-mod", "x"], "Unknown flag --approval-mod.", "Did you mean --approval-mode?"],
  [
    ["--max-turns", "many"],
    '--max-turns needs a number, not "many".',
    "For example --max-turns 10.",
  ],
  [["--max-turns", "-3"], undefined, undefined],
  [
    ["--approval-mode", "never"],
    '--approval-mode cannot be "never".',
    "It is one of ask, auto-edit, plan, yolo.",
  ],
  [["--model"], "--model needs a value: NAME.", "skillet --help lists the flags."],
  [["--no-model"], "Unknown flag --no-model.", "Did you mean --model?"],
  [
    ["--harden", "fix"],
    "--harden is not available in this version.",
    "skillet --help lists the flags.",
  ],
])("%j is refused in one line with the remedy", (argv, message, hint) => {
  const refused = failure(...argv);
  expect(refused.exitCode).toBe(42);
  if (message) expect(refused).toMatchObject({ message, hint });
});

test("no two flags share a letter", () => {
  const letters = flags.flatMap(({ alias }) => alias ?? []);
  expect(new Set(letters).size).toBe(letters.length);
});

test("the nearest word is near, or there is none", () => {
  expect(nearest("stauts", ["status", "start"])).toBe("status");
  expect(nearest("xyzzy", ["status", "start"])).toBeUndefined();
});
