import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { allowFlags } from "../../src/core/typed-rule.ts";

/** The arguments that a shell makes of the line. */
function typedInto(line: string): string[] {
  const script = `set -- ${line}; printf '%s\\0' "$@"`;
  return execFileSync("sh", ["-c", script], { encoding: "utf8" }).split("\0").slice(0, -1);
}

test("rules are written as they are typed, in double quotes", () => {
  expect(allowFlags(["shell:npm test", "write_file:docs/"])).toBe(
    '--allow "shell:npm test" --allow "write_file:docs/"',
  );
});

test("a shell takes each rule as it is: no path of the model's runs as a command when the line is pasted", () => {
  const rules = [
    "write_file:$(touch pwned).txt",
    "write_file:`touch pwned`",
    'write_file:a"; touch pwned; ".txt',
    "write_file:it's $HOME.txt",
    "write_file:'; touch pwned; '",
    "write_file:a\\",
    "write_file:wow!!.txt",
    "write_file:two words.txt",
    "write_file:第一章.md",
  ];
  expect(typedInto(allowFlags(rules))).toEqual(rules.flatMap((rule) => ["--allow", rule]));
  // In double quotes an interactive shell would put an earlier command there.
  expect(allowFlags(["write_file:wow!!.txt"])).toBe("--allow 'write_file:wow!!.txt'");
});
