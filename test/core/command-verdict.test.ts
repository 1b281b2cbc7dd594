import { describe, expect, test } from "vitest";
import { judgeCommand } from "../../src/core/command-verdict.ts";
import { parseRule } from "../../src/core/rules.ts";

const judge = (command: string, ...rules: string[]) =>
  judgeCommand(
    command,
    rules.map((rule) => parseRule(rule)),
  );
const verdictOf = (command: string, ...rules: string[]) => judge(command, ...rules).decide;

/** What somebody in a hurry would allow: programs that seem to do nothing but look. */
const looks =
  "echo ls cat head tail wc pwd grep rg sed awk sort uniq find man date tree git test printf tar file env timeout xargs cd diff less sleep"
    .split(" ")
    .map((program) => `allow shell:${program}`);

describe("under rules for programs that only look, these still ask", () => {
  test.each([
    ["echo with a broken quote (CVE-2025-54795)", 'echo "\\"; touch x; echo \\""'],
    ["echo into a file", "echo x > app.py"],
    ["clobbering redirection (CVE-2026-24053)", "echo x >| app.py"],
    ["redirection to a variable", "echo x > $TARGET"],
    ["a second program after a semicolon and blanks", `grep x f;${" ".repeat(400)}touch x`],
    ["a second program after a line end", "ls\ntouch x"],
    ["a second program behind &", "ls & touch x"],
    ["a substitution", "echo $(touch x)"],
    ["backticks", "echo `touch x`"],
    ["process substitution", "cat <(touch x)"],
    ["sed runs a command", "sed '1e touch x' f"],
    ["sed runs by flag", "sed 's/a/touch x/e' f"],
    ["sed writes by flag", "sed 's/a/b/w x' f"],
    ["sed writes", "sed 'w x' f"],
    ["sed edits in place", "sed -i 's/a/b/' f"],
    ["sed after a pipe (CVE-2026-25723)", "echo 1 | sed '1e touch x'"],
    ["sed with a second script", "sed -e 1p -e '1e touch x' f"],
    ["awk runs a command", "awk 'BEGIN{system(\"touch x\")}'"],
    ["sort with a program (CVE-2025-66032)", "sort --compress-program=sh f"],
    ["sort with a shortened option", "sort --comp sh f"],
    ["sort into a file", "sort -o x f"],
    ["sort into a file, clustered", "sort -uo x f"],
    ["man with a browser", "man --html=touch ls"],
    ["man with a pager", "man -P touch ls"],
    ["rg with a preprocessor", "rg --pre=sh x"],
    ["find runs", "find . -exec touch x ';'"],
    ["find runs in folders", "find . -execdir touch x ';'"],
    ["find deletes", "find . -name x -delete"],
    ["find writes", "find . -fprint x"],
    ["$IFS for blanks", "cat$IFS/etc/passwd"],
    ["an expansion that runs (CVE-2025-64755)", "echo \x24{x@P}"],
    ["an assignment before", "PAGER=touch git log"],
    ["git with a configured program", "git -c core.pager=touch log"],
    ["git elsewhere", "git -C evil status"],
    ["git after cd (CVE-2026-24887)", "cd evil && git status"],
    ["git with a pager option", "git grep -Otouch x"],
    ["git writes", "git diff --output=x"],
    ["git with another transport", "git ls-remote 'ext::touch x'"],
    ["tar runs", "tar cf x.tar . --checkpoint=1 --checkpoint-action=exec=touch"],
    ["tar runs a compressor", "tar -I touch -cf x.tar ."],
    ["env sets what a program loads", "env LD_PRELOAD=x ls"],
    ["env splits a string", "env -S 'touch x'"],
    ["env runs something else", "env touch x"],
    ["timeout runs something else", "timeout 5 touch x"],
    ["xargs runs something else", "ls | xargs touch"],
    ["xargs adds words", "ls | xargs cat"],
    ["a shell builtin that evaluates", "test -v 'a[$(touch x)]'"],
    ["printf into a variable", "printf -v PATH x"],
    ["a program behind a slash", "./ls"],
    ["a program in another folder", "/tmp/ls"],
    ["a look-alike name", "l\u0455 x"],
    ["a pattern", "cat *"],
    ["a comment that hides", "ls # \rtouch x"],
    ["quotes inside the name", "l''s"],
    ["a backslash in the name", "l\\s"],
    ["ANSI-C quotes", "$'\\x6cs'"],
    ["a brace", "{ls,-la}"],
    ["an interpreter behind a pipe", "cat f | sh"],
    ["less", "less +!touch f"],
    ["date sets the time", "date -s 12:00"],
    ["a here-document", "cat <<E\nx\nE"],
    ["a line that cannot be read", "echo 'x"],
  ])("%s", (_name, command) => {
    expect(verdictOf(command, ...looks)).toBe("ask");
  });
});

describe("under the same rules, plain use goes through", () => {
  test.each([
    "ls -la src",
    "git status",
    "git log --oneline -5",
    "grep -n 'foo bar' app.py",
    "cat a.txt | grep x | wc -l",
    "ls; pwd && date",
    "find . -name app.py -type f",
    "sort -n f | uniq -c 2>/dev/null",
    "sed -n 1,20p app.py",
    "sed 's/a/b/g' f",
    "head -5 a 2>&1 | tail -2",
    "awk '{print $1}' f",
  ])("%s", (command) => {
    expect(verdictOf(command, ...looks)).toBe("allow");
  });
});

describe("deny shell:rm means", () => {
  test.each([
    "rm x",
    "/bin/rm x",
    "r''m x",
    '"rm" x',
    "r\\m x",
    "RM x",
    "ls; rm x",
    "ls && rm x",
    "ls | rm x",
    "ls\nrm x",
    "echo $(rm x)",
    "echo `rm x`",
    "env rm x",
    "timeout 5 rm x",
    "sudo rm x",
    "xargs rm",
    "find . -exec rm {} +",
    "sh -c 'rm x'",
    'bash -lc "rm x"',
    "eval 'rm x'",
    "x=rm; $x y",
    "rm$IFS-rf$IFS.",
    "r$@m x",
    "r\x24{nothing}m x",
    "{rm,-rf,x}",
    "/bin/r? x",
    "python3 -c 'import os; os.system(\"rm x\")'",
    "echo 'rm x",
    "f() { rm x; }; f",
    "ls # rm x",
    `${"true;".repeat(60)}rm x`,
    "rm x > y",
  ])("%s", (command) => {
    expect(verdictOf(command, "allow shell", "deny shell:rm")).toBe("deny");
  });
});

describe("deny shell:git push means", () => {
  test.each([
    "git push",
    "git -C x push",
    "git -c a=b push origin",
    "git --no-pager push",
    "(git push)",
  ])("%s", (command) => {
    expect(verdictOf(command, "allow shell", "deny shell:git push")).toBe("deny");
  });
});

test("options that are denied are met in any order and spelling", () => {
  for (const command of [
    "rm -rf x",
    "rm -fr x",
    "rm -r -f x",
    "rm --recursive --force x",
    "rm x -Rvf",
  ]) {
    expect(verdictOf(command, "deny shell:rm -rf"), command).toBe("deny");
  }
  expect(verdictOf("rm -i x", "allow shell:rm", "deny shell:rm -rf")).toBe("allow");
});

test("another name for what is denied is denied", () => {
  expect(verdictOf("npm i x", "deny shell:npm install")).toBe("deny");
});

test("what could become denied is asked, even where everything is allowed", () => {
  for (const command of ["$x y", "git $x", "git $(cat x)", "`cat x`", "echo push | xargs git"]) {
    const verdict = judge(command, "allow shell", "deny shell:git push");
    expect(verdict.decide, command).not.toBe("allow");
    expect(judgeCommand(command, [parseRule("deny shell:git push")], "allow").decide).not.toBe(
      "allow",
    );
  }
});

test("a name that only looks like the denied one is not denied", () => {
  expect(verdictOf("rmdir x", "allow shell:rmdir", "deny shell:rm")).toBe("allow");
  expect(verdictOf("ls r*", "allow shell", "deny shell:rm")).toBe("allow");
});

test("a chain of 60 parts is judged to the last one", () => {
  const chain = Array.from({ length: 60 }, () => "ls").join(" && ");
  expect(verdictOf(chain, "allow shell:ls")).toBe("allow");
  expect(verdictOf(`${chain} && touch x`, "allow shell:ls")).toBe("ask");
});

test("every part of a chain has to be allowed", () => {
  expect(verdictOf("npm install && npm test", "allow shell:npm install")).toBe("ask");
  expect(
    verdictOf("npm install && npm test", "allow shell:npm install", "allow shell:npm test"),
  ).toBe("allow");
});

test("a pattern is a prefix of words, not of letters", () => {
  expect(verdictOf("npm install express", "allow shell:npm install")).toBe("allow");
  expect(verdictOf("npm installer", "allow shell:npm install")).toBe("ask");
  expect(verdictOf("npm", "allow shell:npm install")).toBe("ask");
});

test("quotes in a pattern keep its words together", () => {
  expect(verdictOf("git commit -m 'a b'", "allow shell:git commit -m 'a b'")).toBe("allow");
  expect(verdictOf("git commit -m a b", "allow shell:git commit -m 'a b'")).toBe("ask");
});

test("the most specific rule decides, and of two alike the one that asks", () => {
  expect(verdictOf("git push", "allow shell:git", "ask shell:git push")).toBe("ask");
  expect(verdictOf("git status", "ask shell:git", "allow shell:git status")).toBe("allow");
  expect(verdictOf("npm test", "ask shell", "allow shell:npm test")).toBe("allow");
  expect(verdictOf("npm test", "ask shell:npm test", "allow shell:npm test")).toBe("ask");
  expect(verdictOf("git push", "allow shell:git push", "deny shell:git")).toBe("deny");
});

test("a rule for the whole tool allows what can be read and asks what cannot", () => {
  expect(verdictOf("cd x && A=1 make > log", "allow shell")).toBe("allow");
  expect(verdictOf("echo 'x", "allow shell")).toBe("ask");
});

test("a rule that is more than plain words allows this very line and no other", () => {
  const rule = "allow shell:cd app && make > log";
  expect(verdictOf("cd app && make > log", rule)).toBe("allow");
  expect(verdictOf("cd app && make > log2", rule)).toBe("ask");
  expect(verdictOf("cd app && make > log; rm x", rule)).toBe("ask");
});

test("what is risky goes through where a rule spells it", () => {
  expect(verdictOf("sed -i s/a/b/ f", "allow shell:sed -i")).toBe("allow");
  expect(verdictOf("sed -i s/a/b/e f", "allow shell:sed -i")).toBe("ask");
  expect(verdictOf("timeout 60 npm test", "allow shell:timeout 60 npm test")).toBe("allow");
});

test("a rule for an interpreter covers scripts of the output directory, never code in the words or the input", () => {
  const rule = "allow shell:python3";
  expect(verdictOf("python3 app.py --port 5000", rule)).toBe("allow");
  for (const command of [
    "python3 -c 'x'",
    "python3 -m http.server",
    "python3 -",
    "python3",
    "python3 ../x.py",
    "python3 /tmp/x.py",
  ]) {
    expect(verdictOf(command, rule), command).toBe("ask");
  }
  expect(verdictOf("python3 app.py", "allow shell:python3 app.py")).toBe("allow");
  expect(verdictOf("python3 -m pytest -q", "allow shell:python3 -m pytest")).toBe("allow");
});

test("the verdict names the rule that decided, and each part its own", () => {
  expect(judge("npm install && ls", "allow shell:npm install", "deny shell:rm")).toEqual({
    decide: "ask",
    reason: 'No rule allows "ls".',
    parts: [
      {
        words: ["npm", "install"],
        decide: "allow",
        reason: "A rule allows it.",
        rule: "shell:npm install",
      },
      { words: ["ls"], decide: "ask", reason: 'No rule allows "ls".' },
    ],
  });
});

test.each([
  ["parts", "a;".repeat(20_000)],
  ["shells in the line", "sh -c a;".repeat(2_000)],
  ["wrappers", "env ".repeat(10_000)],
  ["actions of find", `find . ${"-exec a ';' ".repeat(5_000)}`],
  ["open patterns", "a[".repeat(100_000)],
  ["substitutions", "`a`".repeat(10_000)],
  ["line ends", "\n".repeat(500_000)],
])("a line with any number of %s is judged", (_name, command) => {
  expect(verdictOf(command, "allow shell:ls", "deny shell:rm -rf")).toBe("ask");
  expect(verdictOf(`${command} ;rm -rf x`, "allow shell:ls", "deny shell:rm -rf")).toBe("deny");
});

test("a file that may hold keys is asked whoever reads it", () => {
  expect(verdictOf("cat .env", "allow shell:cat")).toBe("ask");
  expect(verdictOf("grep KEY app/.env.local", "allow shell:grep")).toBe("ask");
  expect(verdictOf("cat .env", "allow shell:cat .env")).toBe("allow");
  expect(verdictOf("cat .env.example", "allow shell:cat")).toBe("allow");
});

test("a whole line that a rule spells goes through", () => {
  expect(verdictOf("sh -c 'npm test'", "allow shell:sh -c 'npm test'")).toBe("allow");
  expect(verdictOf("sh -c 'npm test; id'", "allow shell:sh -c 'npm test'")).toBe("ask");
  expect(verdictOf("sh -c 'npm test'", "allow shell:sh -c 'npm test'", "deny shell:npm")).toBe(
    "deny",
  );
});

test.each([
  ["make test 'X!=touch p'", "make test"],
  ["make SHELL::=./e.sh", "make"],
  ["npm test -prefix evil", "npm test"],
  ["npm test -script-shell=./e.sh", "npm test"],
  ["npm test ---prefix evil", "npm test"],
  ["perl -E 'say 1'", "perl"],
  ["php -B 'code' x.php", "php"],
  ["sqlite3 data.db '.shell touch y'", "sqlite3 data.db"],
  ["psql db -c x", "psql db"],
  ["vim x -c q", "vim x"],
  ["deno eval x", "deno"],
  ["uniq in out", "uniq"],
  ["tar cIf ./e.sh a.tar b", "tar"],
  ["curl -D file http://127.0.0.1/", "curl"],
  ["pytest -o addopts=-p", "pytest"],
  ["jest --globalSetup ./e.js", "jest"],
])("%s is more than allow shell:%s says", (command, pattern) => {
  expect(verdictOf(command, `allow shell:${pattern}`)).toBe("ask");
});
