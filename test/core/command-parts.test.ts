import { expect, test } from "vitest";
import { partsOf } from "../../src/core/command-parts.ts";

const wordsOf = (command: string) => partsOf(command).parts.map(({ words }) => words.join(" "));
const doubtsOf = (command: string) => partsOf(command).parts.map(({ doubts }) => doubts);

test.each([
  ["and", "a && b", ["a", "b"]],
  ["or", "a || b", ["a", "b"]],
  ["semicolon", "a; b", ["a", "b"]],
  ["pipe", "a | b |& c", ["a", "b", "c"]],
  ["background", "a & b", ["a", "b"]],
  ["line end", "a\nb", ["a", "b"]],
  ["a line end in the middle of a chain", "a &&\n b", ["a", "b"]],
  ["substitution", "a $(b c)", ["a $(b c)", "b c"]],
  ["backticks", "a `b c`", ["a `b c`", "b c"]],
  ["substitution in quotes", 'a "x $(b "c d")"', ['a x $(b "c d")', "b c d"]],
  ["process substitution", "a <(b) >(c)", ["a <(b) >(c)", "b", "c"]],
  ["a default that runs", "a \x24{x:-$(b)}", ["a \x24{x:-$(b)}", "b"]],
  ["parentheses", "(a; b)", ["a", "b"]],
  ["a function", "f() { b; }; f", ["f", "b", "f"]],
  ["a loop", "for x in 1 2; do b; done", ["for x in 1 2", "b"]],
  ["a condition", "if a; then b; else c; fi", ["a", "b", "c"]],
  ["a here-document that runs", "a <<E\n$(b)\nE\nc", ["a", "b", "c"]],
  ["env", "env -u X npm test", ["env -u X npm test", "npm test"]],
  ["timeout", "timeout -s KILL 5 b c", ["timeout -s KILL 5 b c", "b c"]],
  ["nice", "nice -n 5 b", ["nice -n 5 b", "b"]],
  ["nohup", "nohup b &", ["nohup b", "b"]],
  ["time", "time b", ["time b", "b"]],
  ["command", "command b", ["command b", "b"]],
  ["sudo", "sudo -u x b", ["sudo -u x b", "b"]],
  ["xargs", "a | xargs -n 1 b", ["a", "xargs -n 1 b", "b"]],
  ["find -exec", "find . -exec b c ';'", ["find . -exec b c ;", "b c"]],
  ["sh -c", "sh -c 'b; c'", ["sh -c b; c", "b", "c"]],
  ["bash with options before -c", "bash -euo pipefail -c 'b'", ["bash -euo pipefail -c b", "b"]],
  ["wrappers in wrappers", "env timeout 5 b", ["env timeout 5 b", "timeout 5 b", "b"]],
  ["eval", "eval 'b c'", ["eval b c", "b c"]],
])("%s: every program of the line is a part", (_name, command, parts) => {
  expect(wordsOf(command)).toEqual(parts);
});

test("plain words, also in quotes, leave no doubt", () => {
  expect(doubtsOf("npm run 'build all' --x=\"a b\"")).toEqual([[]]);
  expect(wordsOf("npm run 'build all'")).toEqual(["npm run build all"]);
});

test("joining descriptors and throwing output away leave no doubt", () => {
  expect(doubtsOf("npm test >/dev/null 2>&1 | tail -5 2> /dev/null")).toEqual([[], []]);
});

test.each([
  ["a variable", "ls $HOME"],
  ["a substitution", "ls $(a)"],
  ["ANSI-C quotes", "ls $'\\x41'"],
  ["a variable in quotes", 'ls "$HOME"'],
  ["a pattern", "ls *.py"],
  ["braces", "ls {a,b}"],
  ["a tilde", "ls ~"],
  ["writing to a file", "ls > x"],
  ["clobbering a file", "ls >| x"],
  ["appending", "ls >> x"],
  ["writing both streams", "ls &> x"],
  ["a file behind a descriptor", "ls >&x"],
  ["reading from a file", "ls < x"],
  ["a here-string", "ls <<< x"],
  ["an assignment", "X=1 ls"],
  ["a backslash", "l\\s"],
  ["a quoted program", "'ls'"],
  ["a comment", "ls # x"],
  ["letters that are not ASCII", "ls \u0430"],
  ["such letters in quotes", "ls '\u0430'"],
  ["quoted shell code", "test -v 'x[$(id)]'"],
  ["negation", "! ls"],
])("%s leaves a doubt, so that no rule can allow it", (_name, command) => {
  expect(doubtsOf(command)[0]).not.toEqual([]);
});

test.each([
  ["an open quote", "echo 'a"],
  ["an open double quote", 'echo "a'],
  ["an open substitution", "echo $(a"],
  ["an open backtick", "echo `a"],
  ["an open parenthesis", "(a"],
  ["a parenthesis too many", "a)"],
  ["a backslash at the end", "a \\"],
  ["an open here-document", "a <<E\nb"],
  ["a redirection without target", "a >"],
  ["a carriage return", "a\rb"],
  ["an escape", "a\x1b[8m"],
  ["NUL", "a\0b"],
  ["a bidi override", "a\u202eb"],
  ["a zero-width space", "a\u200bb"],
  ["nothing", "  "],
  ["deep nesting", `${"$(".repeat(60)}a${")".repeat(60)}`],
])("%s cannot be read", (_name, command) => {
  expect(partsOf(command).unreadable).not.toBeNull();
});

test("a line of 100,000 parts is split into all of them", () => {
  expect(partsOf("a;".repeat(100_000)).parts).toHaveLength(100_000);
});

test("nesting without end does not exhaust the stack", () => {
  for (const opening of ['"$(', "$(", "(", "`", "${", "'\"", "<("]) {
    const { parts, unreadable } = partsOf(opening.repeat(20_000));
    expect(parts.length > 0 || unreadable !== null).toBe(true);
  }
});

test("a change of folder leaves a doubt where something follows", () => {
  expect(doubtsOf("cd app")).toEqual([[]]);
  expect(doubtsOf("cd app && git status")[0]).toEqual(["changes the folder for the rest"]);
});

test("an option that no one knows leaves a doubt about what a wrapper starts", () => {
  expect(doubtsOf("env -S 'a b' ls")[0]?.[0]).toContain("-S");
});
