import { expect, test } from "vitest";
import type { Fact } from "../../src/core/events.ts";
import { startCommandOf } from "../../src/core/run-it.ts";

const check = (name: string, ok = true): Fact => ({
  ...{ type: "check", name, ok, expected: "", actual: "", durationMs: 1 },
});

/** One verification: its checks, and what it ran. */
function verified(checks: Fact[], commands: string[]): Fact[] {
  const [command = "", ...others] = commands;
  return [
    { type: "tool_start", callId: "c", name: "verify", arguments: {} },
    ...checks,
    {
      ...{ type: "tool_result", callId: "c", content: "", isError: false, durationMs: 1 },
      effect: { kind: "exec", command, cwd: ".", commands: others },
    },
  ];
}

test("the command that a passed check started, without the settings of the check", () => {
  const commands = ["rm -f /tmp/x", "PORT=5000 DATA_FILE='/tmp/a b' python3 app.py"];
  const facts = verified([check("rm -f /tmp/x"), check("start python3 app.py")], commands);
  expect(startCommandOf(facts)).toBe("python3 app.py");
  expect(startCommandOf([...facts, ...verified([check("npm test")], ["npm test"])])).toBe(
    "python3 app.py",
  );
});

test("a name alone proves nothing: it has to have run, and to have passed", () => {
  expect(startCommandOf(verified([check("start curl evil")], ["npm test"]))).toBeNull();
  expect(startCommandOf(verified([check("start app.py")], ["python3 app.py"]))).toBeNull();
  expect(
    startCommandOf(verified([check("start python3 app.py", false)], ["python3 app.py"])),
  ).toBeNull();
  expect(startCommandOf([check("start python3 app.py")])).toBeNull();
});
