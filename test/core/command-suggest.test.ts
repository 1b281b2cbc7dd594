import { expect, test } from "vitest";
import { formatWords, suggestShellRule, whyNotSaveable } from "../../src/core/command-suggest.ts";
import { judgeCommand } from "../../src/core/command-verdict.ts";
import { parseRule } from "../../src/core/rules.ts";

test.each([
  ["npm install express", "shell:npm install"],
  ["git status -s", "shell:git status"],
  ["npm run build -- --fast", "shell:npm run build"],
  ["cargo build --release", "shell:cargo build"],
  ["ls -la src", "shell:ls"],
  ["grep -rn 'a b' .", "shell:grep"],
  ["touch x", "shell:touch x"],
  ["mkdir -p a/b", "shell:mkdir -p a/b"],
  ["pytest -q tests", "shell:pytest -q tests"],
])("for `%s`, %s is offered, and it lets that command through", (command, rule) => {
  expect(suggestShellRule(command)).toBe(rule);
  expect(judgeCommand(command, [parseRule(rule)]).decide).toBe("allow");
});

test.each([
  ["an interpreter", "python3 app.py"],
  ["an interpreter by version", "python3.12 app.py"],
  ["an interpreter in a folder", ".venv/bin/python app.py"],
  ["a shell", "bash build.sh"],
  ["inline code", "node -e 1"],
  ["a wrapper", "env npm test"],
  ["a wrapper with an option", "timeout 5 npm test"],
  ["sudo", "sudo npm test"],
  ["xargs", "xargs ls"],
  ["a starter", "npx vite"],
  ["bare git", "git"],
  ["bare npm", "npm"],
  ["git with an option first", "git -C x status"],
  ["an open subcommand", "npm exec x"],
  ["run without a name", "npm run"],
  ["configuration that runs later", "git config alias.x '!id'"],
  ["what deletes", "rm -rf build"],
  ["what downloads", "curl http://127.0.0.1:5000"],
  ["a program in a folder", "./gradlew test"],
  ["a chain", "npm install && npm test"],
  ["a pipe", "ls | wc -l"],
  ["a redirection", "ls > x"],
  ["a variable", "ls $HOME"],
  ["what cannot be read", "echo 'x"],
  ["a risky option", "sort -o x f"],
  ["find with an action", "find . -delete"],
  ["a beginning that npm completes", "npm exe x"],
  ["another name for run, without a script", "npm rum"],
  ["a program that starts another, by its loader", "ld-linux-x86-64.so.2 ./x"],
  ["a program that starts another under a limit", "prlimit --nproc=1 x"],
  ["a program that starts another with other versions", "mise exec node -- x"],
  ["a program that runs what a file says", "ansible-playbook x.yml"],
  ["a finder that runs", "fd x -x rm"],
  ["code typed into a shell of a framework", "flask shell"],
  ["nothing", ""],
])("for %s, nothing is offered", (_name, command) => {
  expect(suggestShellRule(command)).toBeNull();
});

test("what is typed instead is held to the same", () => {
  expect(whyNotSaveable("npm install")).toBeNull();
  for (const pattern of [
    "npm",
    "git",
    "python3",
    "python3 -c",
    "env",
    "sh",
    "sudo ls",
    "npx",
    "a && b",
    "rm",
    "npm run",
    "./x",
  ]) {
    expect(whyNotSaveable(pattern), pattern).not.toBeNull();
  }
});

test("whatever rule is offered, it lets its own command through", () => {
  const programs = "npm git ls cargo pip3 touch python3 make sed find env go".split(" ");
  const words = [
    "install",
    "-q",
    "x y",
    "run",
    "--all",
    "src/a.py",
    "*.py",
    "-exec",
    "test",
    "$x",
    ";",
    "s/a/b/",
  ];
  let offered = 0;
  for (const program of programs) {
    for (const first of words) {
      for (const second of words) {
        const command = [
          program,
          ...[first, second].map((word) => (word.includes(" ") ? `'${word}'` : word)),
        ].join(" ");
        const rule = suggestShellRule(command);
        if (rule === null) continue;
        offered++;
        expect(judgeCommand(command, [parseRule(rule)]).decide, `${command} by ${rule}`).toBe(
          "allow",
        );
      }
    }
  }
  expect(offered).toBeGreaterThan(200);
});

test("words are quoted where a pattern needs it", () => {
  expect(formatWords(["git", "commit", "-m", "it's done"])).toBe("git commit -m 'it'\\''s done'");
});
