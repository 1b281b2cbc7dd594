import { describe, expect, test } from "vitest";
import { promptLines } from "../../src/approval/prompt.ts";
import { type TerminalApproverOptions, terminalApprover } from "../../src/approval/terminal.ts";
import { policyOf } from "../../src/core/policy.ts";
import type { Pending } from "../../src/core/ports.ts";
import { formatRule, parseRule } from "../../src/core/rules.ts";
import type { Approval } from "../../src/core/types.ts";
import { command, reaching, reading, writing } from "../support/pending.ts";
import { type ScriptedConsole, scriptedConsole, type Typed } from "../support/scripted-console.ts";

interface Reviewed {
  console: ScriptedConsole;
  approvals: Omit<Approval, "callId">[];
  saved: string[];
}

async function review(
  pending: Pending[],
  typed: Typed[],
  options: TerminalApproverOptions = {},
): Promise<Reviewed> {
  const console = scriptedConsole(typed);
  const saved: string[] = [];
  const approver = terminalApprover(console, {
    label: "bwrap",
    saveRule: async (rule) => {
      saved.push(formatRule(rule));
      return "the settings";
    },
    ...options,
  });
  const given = await approver.review(pending, new AbortController().signal);
  expect(given.map(({ callId }) => callId)).toEqual(pending.map(({ call }) => call.id));
  expect(console.left()).toEqual([]);
  return { console, saved, approvals: given.map(({ callId: _, ...rest }) => rest) };
}

const yes = { granted: true, by: "user", scope: "once" };
const no = { granted: false, by: "user", scope: "once" };

describe("one call", () => {
  test.each([
    ["y", yes],
    ["Y", yes],
    ["n", no],
    ["escape", { ...no, stop: true }],
    ["ctrl-c", { ...no, stop: true }],
    ["ctrl-d", { ...no, stop: true }],
  ])("%s answers", async (key, approval) => {
    expect((await review([command("npm test")], [key])).approvals).toEqual([approval]);
  });

  test("s grants the shown rule for the session", async () => {
    const { approvals } = await review([command("npm install express")], ["s"]);
    expect(approvals).toEqual([{ ...yes, scope: "session", rule: "shell:npm install" }]);
  });

  test("s answers nothing where no rule is offered", async () => {
    const { approvals, console } = await review([command("python3 app.py")], ["s", "p", "n"]);
    expect(approvals).toEqual([no]);
    expect(console.shown()).not.toContain("[s]");
  });

  test("without a fence neither s nor p is offered or taken", async () => {
    const { approvals, saved } = await review(
      [command("npm test", { confined: false })],
      ["s", "p", "n"],
    );
    expect([approvals, saved]).toEqual([[no], []]);
  });

  test("an approver that was told there is no fence believes that over the verdict", async () => {
    const { console } = await review([command("npm test")], ["n"], { confined: () => false });
    expect(console.shown()).toContain("fence    NONE");
  });

  test("p is neither offered nor taken where rules cannot be saved", async () => {
    const console = scriptedConsole(["p", "n"]);
    await terminalApprover(console).review([command("npm test")], new AbortController().signal);
    expect(console.shown()).toContain("  saving   s would allow  shell:npm test and");
    expect(console.shown()).not.toContain("[p]");
  });

  test("p shows the rule first and saves it as it was edited", async () => {
    const { approvals, saved, console } = await review(
      [command("npm install express")],
      ["p", { line: "shell:npm install express" }],
    );
    expect(console.initials).toEqual(["shell:npm install"]);
    expect(saved).toEqual(["shell:npm install express"]);
    expect(approvals).toEqual([{ ...yes, scope: "project", rule: "shell:npm install express" }]);
    expect(console.shown()).toContain("Saved: allow shell:npm install express  in the settings");
  });

  test("p left by Escape saves nothing and asks again", async () => {
    const { approvals, saved } = await review([command("npm test")], ["p", { line: null }, "y"]);
    expect([approvals, saved]).toEqual([[yes], []]);
  });

  test.each([
    "shell",
    "shell:npm",
    "*",
    "shell:python3",
    "shell:env npm",
    "shell:git status",
    "deny shell:npm test",
    "not a rule",
  ])("p does not save %s", async (rule) => {
    const { saved, console } = await review(
      [command("npm test")],
      ["p", { line: rule }, { line: null }, "n"],
    );
    expect(saved).toEqual([]);
    expect(console.shown()).not.toContain("Saved:");
  });

  test("t refuses with the user's words; Escape in the words goes back to the question", async () => {
    const { approvals } = await review(
      [command("npm test")],
      ["t", { line: null }, "t", { line: " use pnpm " }],
    );
    expect(approvals).toEqual([{ ...no, words: "use pnpm" }]);
  });

  test("Enter is a yes for a new file, and nothing for anything else", async () => {
    expect((await review([writing("a.txt", null, "x")], ["return"])).approvals).toEqual([yes]);
    for (const one of [
      writing("a.txt", "old", "new"),
      writing("a.txt", "old", "new", true),
      writing("../a.txt", null, "x"),
      writing(".git/hooks/pre-commit", null, "x"),
      command("ls"),
    ]) {
      const { approvals, console } = await review([one], ["return", "n"]);
      expect(approvals).toEqual([no]);
      expect(console.shown()).toContain("Enter answers nothing here");
    }
  });

  test("what was edited is shown again before it runs, and is what runs", async () => {
    const { approvals, console } = await review(
      [command("npm install expres")],
      ["e", { line: "npm install express" }, "y"],
    );
    expect(console.initials).toEqual(["npm install expres"]);
    expect(console.shown()).toContain("RUN?  shell  (edited by you)\n  | npm install express\n");
    expect(approvals).toEqual([{ ...yes, arguments: { command: "npm install express" } }]);
  });

  test("a command that does not stand on one line is edited in the editor, where there is one", async () => {
    const script = "ls\npwd";
    const { console } = await review([command(script)], ["e", "n"]);
    expect(console.shown()).not.toContain("[e]");
    const editText = async (text: string) => `${text}\ndate\n`;
    const { approvals } = await review([command(script)], ["e", "y"], { editText });
    expect(approvals).toEqual([{ ...yes, arguments: { command: "ls\npwd\ndate" } }]);
  });

  test("a file is edited in the editor", async () => {
    const editText = async (text: string, path: string) => `${text}${path}`;
    const { approvals } = await review([writing("a.txt", null, "x\n")], ["e", "y"], { editText });
    expect(approvals).toEqual([{ ...yes, arguments: { path: "a.txt", content: "x\na.txt" } }]);
  });

  test("a call that changes while it is asked is not run", async () => {
    const one = command("ls");
    const console = scriptedConsole(["y"]);
    const key = console.key;
    console.key = async (signal) => {
      Object.assign(one.effect, { command: "rm x" });
      return key(signal);
    };
    const [approval] = await terminalApprover(console).review([one], new AbortController().signal);
    expect(approval).toMatchObject({
      granted: false,
      words: "the call changed while it was being asked.",
    });
  });

  test("v shows everything that was cut, a page at a time", async () => {
    const script = Array.from({ length: 100 }, (_, line) => `echo ${line}`).join("\n");
    const { console } = await review([command(script)], ["v", "return", "return", "n"]);
    expect(console.shown()).toContain("  | echo 55\n");
  });

  test("v shows nothing twice: what stands on the screen whole is said to be all; asked again, it is shown", async () => {
    const shownAfter = async (keys: string[], rows: number) => {
      const console = scriptedConsole(keys, { rows });
      const asked = [command("npm test")];
      await terminalApprover(console).review(asked, new AbortController().signal);
      return console.shown();
    };
    const once = await shownAfter(["v", "n"], 24);
    expect(once).toContain("That is all of it: nothing is cut short above.\n");
    expect(once.match(/RUN\?/g)).toHaveLength(1);
    expect((await shownAfter(["v", "v", "n"], 24)).match(/RUN\?/g)).toHaveLength(2);
    expect((await shownAfter(["v", "n"], 8)).match(/RUN\?/g)).toHaveLength(2);
  });

  test("? explains the keys that are offered, and asks again", async () => {
    const { console } = await review([command("npm test")], ["?", "n"]);
    expect(console.shown()).toContain(
      "  s  run it, and do not ask again in this session for: shell:npm test\n",
    );
  });

  test("other keys answer nothing", async () => {
    const { approvals } = await review([command("npm test")], ["a", "1", " ", "", "up", "x", "n"]);
    expect(approvals).toEqual([no]);
  });

  test("an aborted turn is a no that stops", async () => {
    const stop = new AbortController();
    stop.abort();
    const given = await terminalApprover(scriptedConsole([])).review([command("ls")], stop.signal);
    expect(given).toMatchObject([{ granted: false, stop: true }]);
  });

  test("colour is added to the same text, and only where it is wanted", async () => {
    const plain = scriptedConsole(["n"]);
    const coloured = scriptedConsole(["n"], { color: true });
    for (const console of [plain, coloured]) {
      await terminalApprover(console).review(
        [writing("a", "x\n", "y\n")],
        new AbortController().signal,
      );
    }
    expect(plain.shown()).not.toContain("\x1b");
    expect(coloured.shown()).toContain("\x1b[32m  | + y\x1b[0m");
    expect(coloured.shown().replace(/\x1b\[[\d;]*m/g, "")).toBe(plain.shown());
  });
});

describe("several calls", () => {
  const scaffold = () => [
    writing("app.py", null, "a\n".repeat(43)),
    writing("requirements.txt", null, "flask\n"),
    writing("掲示板.md", null, "x"),
    writing("README.md", null, "text\n"),
  ];

  test("are one review, as a table", async () => {
    const { console, approvals } = await review(scaffold(), ["a"]);
    expect(approvals).toEqual([yes, yes, yes, yes]);
    expect(console.shown()).toBe(`
REVIEW  4 new files, 0 changed
   1   A app.py               43 lines        86 bytes
   2   A requirements.txt      1 line          6 bytes
   3   A 掲示板.md             1 line          1 byte
   4   A README.md             1 line          5 bytes
[a] or Enter: apply all  [1-4] view  [x] leave one out  [n] none  [t] none, say why  [?] help
  all applied
`);
  });

  test("name what is changed, overwritten unread, and run", async () => {
    const { console } = await review(
      [
        writing("a", "1\n2\n", "1\n3\n"),
        writing("b", "x\n", "y\n", true),
        command("npm test", { cwd: "app" }),
      ],
      ["n"],
    );
    expect(console.shown()).toContain(`
REVIEW  0 new files, 1 changed, 1 OVERWRITTEN without having been read, 1 command
   1   M a         2 lines         4 bytes  +1 -1
   2   O b         1 line          2 bytes  +1 -1  overwrites what was not read
   3   $ shell  in app  fence bwrap
       | npm test
       asked  No rule allows "npm test".
[a] apply all  [1-3] view`);
  });

  test("mark a file that can run later, outside the fence, and take no Enter for it", async () => {
    const hooks = [".git/hooks/pre-commit", "x/.HG/hgrc", ".skillet/settings.json"];
    for (const path of hooks) {
      const files = [writing("a.py", null, "1\n"), writing(path, null, "x\n")];
      const { console } = await review(files, ["return", "n"]);
      expect(console.shown()).toContain(
        "\n       asked  What is written there can run later, outside the fence.\n[a] apply all",
      );
      const single = await review([writing(path, null, "x\n")], ["return", "n"]);
      expect(single.approvals).toMatchObject([no]);
    }
  });

  test("mark what starts by itself, say when, and take no Enter for it", async () => {
    const tasks = writing(".vscode/tasks.json", null, "{}\n");
    const files = [
      writing("a.py", null, "1\n"),
      tasks,
      { ...tasks, verdict: { decide: "ask", reason: "A rule asks.", rule: "write_file" } } as const,
    ];
    const { console, approvals } = await review(files, ["return", "n"]);
    expect(approvals).toMatchObject([no, no, no]);
    const when =
      "It can start by itself, outside the fence, when the folder is opened in an editor.";
    expect(console.shown()).toContain("2 that can RUN LATER, outside the fence\n");
    expect(console.shown()).toContain(`       asked  ${when}\n   3   A .vscode/tasks.json`);
    expect(console.shown()).toContain(`       warning  ${when}\n       asked  A rule asks.\n`);
  });

  test("offer to save nothing for one that can run later, asked alone", async () => {
    for (const path of [".git/hooks/pre-commit", ".envrc"]) {
      const { console } = await review([writing(path, null, "x\n")], ["s", "p", "return", "n"]);
      expect(console.shown()).toContain("nothing to save: it is asked each time\n[y] once  [n] no");
    }
  });

  test("count those in the title, where a long list is read first, and warn of one of them as loud alone", async () => {
    const hook = writing(".git/hooks/pre-commit", null, "x\n");
    const { console } = await review([writing("a.py", null, "1\n"), hook], ["n"]);
    expect(console.shown()).toContain(
      "REVIEW  2 new files, 0 changed, 1 that can RUN LATER, outside the fence\n",
    );
    const single = promptLines(hook, { label: "bwrap", confined: true, suggest: null, diff: null });
    expect(single.find(({ text }) => text.includes("can run later"))?.role).toBe("warning");
    const usual = promptLines(writing("a.py", null, "1\n"), {
      ...{ label: "bwrap", confined: true, suggest: null, diff: null },
    });
    expect(usual.filter(({ role }) => role === "warning")).toEqual([]);
  });

  test("say of each what a question about it alone would say", async () => {
    const ruled = writing("package.json", null, "{}\n");
    const pending = [
      {
        ...ruled,
        verdict: { decide: "ask", reason: "A rule asks.", rule: "write_file:package.json" },
      },
      writing("a.txt", "x\r\ny\r\n", "x\ny\n"),
      reading(".env"),
      reaching("example.org", "curl example.org"),
    ] as const;
    const { console } = await review([...pending], ["n"]);
    const shown = console.shown();
    expect(shown).toMatch(/1 {3}A package\.json .*\n {7}asked {2}A rule asks\.\n/);
    expect(shown).toMatch(/2 {3}M a\.txt .*note: line ends change from CRLF to LF/s);
    expect(shown).toContain("? read_file .env\n       asked  The file may hold keys.\n");
    expect(shown).toContain(
      "? network example.org\n       asked  It wants to reach example.org.\n",
    );
  });

  test("say where they go, where that is known", async () => {
    const { console } = await review(scaffold(), ["n"], { out: () => "./sandbox" });
    expect(console.shown()).toContain("REVIEW  4 new files, 0 changed  into ./sandbox\n");
  });

  test("the yes of a single question is none for all of them", async () => {
    const { console, approvals } = await review(scaffold(), ["y", "n"]);
    expect(approvals).toMatchObject([no, no, no, no]);
    expect(console.shown()).toContain("a applies all");
  });

  test.each([
    ["a", [yes, yes, yes, yes]],
    ["return", [yes, yes, yes, yes]],
    ["n", [no, no, no, no]],
    ["escape", [1, 2, 3, 4].map(() => ({ ...no, stop: true }))],
    ["ctrl-c", [1, 2, 3, 4].map(() => ({ ...no, stop: true }))],
  ])("%s answers all", async (key, approvals) => {
    expect((await review(scaffold(), [key])).approvals).toEqual(approvals);
  });

  test("Enter applies only new files", async () => {
    const { approvals } = await review([...scaffold(), command("ls")], ["return", "n"]);
    expect(approvals).toEqual([no, no, no, no, no]);
  });

  test("x leaves one out and takes it back", async () => {
    const { approvals, console } = await review(scaffold(), ["x", "2", "x", "3", "x", "2", "a"]);
    expect(approvals).toEqual([yes, yes, { ...no, words: "the user left this one out." }, yes]);
    expect(console.shown()).toContain(
      "3 - A 掲示板.md             1 line          1 byte   (left out)",
    );
    expect(console.shown()).toContain("3 applied, 1 left out");
  });

  test("after leaving one out, Enter applies nothing more: it may be the end of that answer", async () => {
    const { approvals } = await review([...scaffold(), command("ls")], ["x", "5", "return", "a"]);
    expect(approvals.map(({ granted }) => granted)).toEqual([true, true, true, true, false]);
  });

  test("e changes one before all are applied: that one runs as the user has it", async () => {
    const opened: string[] = [];
    const editText = async (text: string, path: string) => {
      opened.push(path);
      return `${text}gunicorn\n`;
    };
    const { approvals, console } = await review(scaffold(), ["e", "2", "a"], { editText });
    expect(opened).toEqual(["requirements.txt"]);
    const content = { path: "requirements.txt", content: "flask\ngunicorn\n" };
    expect(approvals).toEqual([yes, { ...yes, arguments: content }, yes, yes]);
    expect(console.shown()).toMatch(/2 {3}A requirements\.txt +2 lines +15 bytes {2}\(edited\)\n/);
  });

  test("an edited one can be left out, and is looked at as it is by then", async () => {
    const editText = async () => "django\n";
    const keys = ["e", "2", "x", "2", "2", "a"];
    const { approvals, console } = await review(scaffold(), keys, { editText });
    expect(approvals[1]).toEqual({ ...no, words: "the user left this one out." });
    expect(console.shown()).toContain("(edited)  (left out)\n");
    expect(console.shown()).toContain("  | + django\n");
  });

  test("what cannot be edited says so, and nothing is offered where nothing can", async () => {
    const { console, approvals } = await review(
      [...scaffold(), reading(".env"), command("ls")],
      ["e", "5", "e", "6", { line: "ls -la" }, "a"],
    );
    expect(console.shown()).toContain("It cannot be edited here");
    expect(approvals[5]).toMatchObject({ ...yes, arguments: { command: "ls -la" } });
    expect((await review(scaffold(), ["n"])).console.shown()).not.toContain("[e]");
  });

  test("after an edit Enter applies nothing: it may be the end of that answer", async () => {
    const editText = async () => null;
    const { approvals } = await review(scaffold(), ["e", "1", "return", "n"], { editText });
    expect(approvals).toEqual([no, no, no, no]);
  });

  test("Esc goes back from choosing one, and a number that is none is told", async () => {
    const { console } = await review(scaffold(), ["v", "escape", "x", "escape", "n"]);
    expect(console.shown()).not.toContain("There are 4.");
    const wrong = await review(scaffold(), ["x", "9", "9", "n"]);
    expect(wrong.console.shown().match(/There are 4\./g)).toHaveLength(2);
  });

  test("t refuses all with the user's words", async () => {
    const { approvals } = await review(scaffold(), ["t", { line: "use SQLite" }]);
    expect(approvals).toEqual([1, 2, 3, 4].map(() => ({ ...no, words: "use SQLite" })));
  });

  test("Enter held down in the pager does not apply what is being looked at", async () => {
    const { approvals } = await review(scaffold(), ["2", "return", "return", "n"]);
    expect(approvals.map(({ granted }) => granted)).toEqual([false, false, false, false]);
  });

  test("a number shows one as a diff and comes back to the table", async () => {
    const { console } = await review(scaffold(), ["2", "n"]);
    expect(console.shown()).toContain(
      "WRITE?  requirements.txt  new file, 1 line, 6 bytes\n  | + flask\n",
    );
    expect(console.shown().match(/REVIEW/g)).toHaveLength(2);
  });

  test("of more than nine, one is chosen by its number as a line", async () => {
    const many = Array.from({ length: 12 }, (_, index) =>
      writing(`f${index + 1}`, null, `text ${index + 1}\n`),
    );
    const { approvals, console } = await review(many, [
      "v",
      { line: "１２" },
      "x",
      { line: "11" },
      "a",
    ]);
    expect(console.shown()).toContain("  | + text 12\n");
    expect(approvals.map(({ granted }) => granted).indexOf(false)).toBe(10);
  });

  test("without a fence each command is a question of its own, after the files", async () => {
    const { approvals, console } = await review(
      [command("ls", { confined: false }), ...scaffold(), command("pwd", { confined: false })],
      ["a", "y", "n"],
    );
    expect(approvals).toEqual([yes, yes, yes, yes, yes, no]);
    expect(console.shown().match(/RUN\?/g)).toHaveLength(2);
  });

  test("a stop ends the questions that were still to come", async () => {
    const { approvals } = await review(
      [command("ls", { confined: false }), ...scaffold()],
      ["escape"],
    );
    expect(approvals.map(({ granted, stop }) => [granted, stop])).toEqual(
      approvals.map(() => [false, true]),
    );
  });

  test("two calls with one id get the answer that was given to each", async () => {
    const first = command("echo a");
    const second = command("touch b");
    second.call.id = first.call.id;
    const { approvals } = await review([first, second], ["x", "2", "a"]);
    expect(approvals.map(({ granted }) => granted)).toEqual([true, false]);
  });

  test("every byte of every command that runs is shown or counted", async () => {
    const hidden = `echo ok${" ".repeat(500)}; touch x`;
    const { console } = await review([...scaffold(), command(hidden)], ["n"]);
    expect(console.shown()).toContain("| echo ok… 500 blanks …; touch x");
  });
});

test("a granted rule lets the same call through the next time", async () => {
  for (const one of [
    command("npm install x"),
    command("ls -la"),
    writing("docs/a b.md", null, "x"),
  ]) {
    const { approvals } = await review([one], ["s"]);
    const rule = { ...parseRule(`allow ${approvals[0]?.rule}`), source: "session" as const };
    const policy = policyOf({ mode: "ask", rules: [], confined: true });
    expect(policy(one.effect, one.call, [rule]).decide).toBe("allow");
  }
});
