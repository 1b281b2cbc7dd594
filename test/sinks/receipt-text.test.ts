import { expect, test } from "vitest";
import type { Fact } from "../../src/core/events.ts";
import { writesAreAsked } from "../../src/core/policy.ts";
import { type Receipt, receiptOf } from "../../src/core/receipt.ts";
import { receiptText } from "../../src/sinks/receipt-text.ts";
import { entriesOf, session, turn } from "../support/facts.ts";

const whole = receiptOf(entriesOf(turn()), session);
const check = (name: string, ok: boolean) => ({
  name,
  ok,
  expected: "200",
  actual: ok ? "200" : "500",
  durationMs: 3,
});
const told = (changes: Partial<Receipt>) => receiptText({ ...whole, ...changes });
const row = (lines: string[], name: string) =>
  lines.find((line) => line.startsWith(`  ${name.padEnd(10)}`))?.slice(12);

test("a receipt tells everything that was done", () => {
  const lines = receiptText(
    {
      ...whole,
      verified: "no",
      checks: [check("GET /", true), check("POST /post without token", false)],
      commands: [
        { command: "npm test", exitCode: 1, durationMs: 5, ran: true },
        { command: "sleep 1000", exitCode: null, durationMs: 5, ran: true },
        { command: "rm -rf .", exitCode: null, durationMs: 0, ran: false },
      ],
      findings: [
        { rule: "a", severity: "high", cwe: "CWE-1", path: "a", line: 1, message: "m" },
        { rule: "b", severity: "low", cwe: "", path: "a", line: 1, message: "m", waived: "toy" },
      ],
      approvals: [
        { name: "shell", granted: true, by: "user", scope: "once" },
        { name: "shell", granted: true, by: "policy", scope: "once" },
        { name: "shell", granted: false, by: "user", scope: "once" },
      ],
      skills: ["flask-app"],
      durationMs: 72_000,
    },
    { resume: "skillet -c" },
  );
  expect(lines.join("\n")).toMatchInlineSnapshot(`
    "DONE  NOT VERIFIED: 1 of 2 checks failed
      files     1 written (26 B): app.py
      commands  2 run, 1 failed, 1 without an exit code, 1 not run
      checks    1 of 2 passed; failed: POST /post without token
      findings  1 open, 1 waived
      approvals 1 given by you, 1 by the mode, 1 refused by you
      skills    flask-app
      sandbox   bwrap around /home/user/board/sandbox
      model     scripted model
      tokens    2,400 in (67% cached) / 680 out, 2 model calls
      time      1 m 12 s
      go on     skillet -c"
  `);
});

test("a command in the background is one that runs or ran, none that was lost", () => {
  const serve = { command: "npm start", exitCode: null, durationMs: 5, ran: true } as const;
  const commands = [{ ...serve, background: true } as const, { ...serve, command: "sleep 9" }];
  const running = [{ id: "p1", command: "npm start" }];
  expect(row(receiptText({ ...whole, commands }, { running }), "commands")).toBe(
    "2 run, 1 running in the background, 1 without an exit code",
  );
  expect(row(receiptText({ ...whole, commands }), "commands")).toBe(
    "2 run, 1 in the background, no longer running, 1 without an exit code",
  );
  const twice = [...commands, ...commands];
  expect(row(receiptText({ ...whole, commands: twice }, { running }), "commands")).toBe(
    "4 run, 1 running in the background, 1 in the background, no longer running, 2 without an exit code",
  );
});

test("what started in the background and has told no end is in the background, what could not start is not", () => {
  const effect = { kind: "exec", command: "npm start", cwd: ".", background: true } as const;
  const facts = (callId: string, more: object): Fact[] => [
    { type: "tool_start", callId, name: "shell", arguments: {} },
    {
      ...{ type: "tool_result", callId, content: "", isError: false, durationMs: 5, effect },
      ...more,
    },
  ];
  const { commands } = receiptOf(
    entriesOf([
      ...facts("a", {}),
      ...facts("b", { exitCode: 1 }),
      ...facts("c", { isError: true }),
    ]),
  );
  expect(commands.map(({ background = false }) => background)).toEqual([true, false, false]);
});

test("a verification that passed, failed, is stale or never ran is named as such", () => {
  const checks = [check("GET /", true)];
  expect(told({ verified: "yes", checks })[0]).toBe("DONE  verified");
  expect(told({ verified: "no", checks: [check("a", false)] })[0]).toBe(
    "DONE  NOT VERIFIED: 1 of 1 check failed",
  );
  expect(told({ verified: "not_run", checks })[0]).toBe(
    "DONE  not verified: something changed after the last checks",
  );
  expect(told({ verified: "not_run", checks: [] })[0]).toBe(
    "DONE  not verified: nothing was checked",
  );
});

test("how the turn ended comes first", () => {
  const first = (reason: Receipt["reason"]) => told({ reason, verified: "yes" })[0];
  expect(first("max_steps")).toBe("STOPPED at the limit of steps  verified");
  expect(first("aborted")).toBe("STOPPED by you  verified");
  expect(first("error")).toBe("FAILED  verified");
  expect(first("approval_needed")).toMatch(/^STOPPED: an approval was needed/);
  expect(first(null)).toMatch(/^NOT ENDED/);
});

test("time is that of the turns, not of the pauses between them, nor of what the user did after the last", () => {
  const command: Fact[] = [
    { type: "tool_start", callId: "user_1", name: "shell", arguments: { command: "ls" } },
    {
      ...{ type: "tool_result", callId: "user_1", content: "", isError: false, durationMs: 1 },
      effect: { kind: "exec", command: "ls", cwd: "." },
    } as Fact,
  ];
  // One second from fact to fact.
  const once = receiptOf(entriesOf(turn()), session).durationMs;
  expect(once).toBe((turn().length - 1) * 1000);
  expect(receiptOf(entriesOf([...turn(), ...command]), session).durationMs).toBe(once);
  const both = entriesOf([session, ...turn(), ...command, ...turn()]);
  expect(receiptOf(both, session).durationMs).toBe(2 * once);
  // Killed in the middle: what it worked until then counts.
  const killed = turn().slice(0, -3);
  const goneOn = entriesOf([...killed, ...turn()]);
  expect(receiptOf(goneOn, session).durationMs).toBe((killed.length - 1) * 1000 + once);
  const cut = entriesOf([...turn(), ...turn().slice(0, 4)]);
  expect(receiptOf(cut, session).durationMs).toBe(once + 3000);
});

test("a turn that only talked gets one line", () => {
  const idle = { files: [], commands: [], checks: [], findings: [], approvals: [], errors: [] };
  expect(told({ ...idle, durationMs: 2100 })).toEqual([
    "DONE  scripted model  2,400 in (67% cached) / 680 out, 2 model calls  2.1 s",
  ]);
});

test("no fence is said aloud, and a model is called what it is called", () => {
  expect(row(told({ sandbox: "unconfined" }), "sandbox")).toBe("NONE: commands ran unconfined");
  expect(row(told({ model: "typescript-coder" }), "model")).toBe("typescript-coder");
});

test("what can be typed is told: slash commands in a conversation, elsewhere what a shell takes", () => {
  const checkpoints = ["c1", "c2"];
  expect(row(told({ checkpoints }), "undo")).toMatch(/^c1, c2; the last: skillet undo c2/);
  const lines = receiptText({ ...whole, checkpoints }, { conversation: true });
  expect(row(lines, "undo")).toMatch(/the last: \/undo c2 \(later: skillet undo c2\)/);
});

test("in a narrow terminal rows go on below their text, and command lines stay whole", () => {
  const files = ["app.py", "templates/index.html", "static/site.css", "README.md"];
  const receipt = {
    ...whole,
    files: files.map((path) => ({ path, change: "create" as const, bytes: 10 })),
    approvals: Array.from({ length: 3 }, () => ({
      ...{ name: "shell", granted: true, by: "user", scope: "once" },
    })),
    questions: 4,
    start: "python3 app.py --port 5000",
  };
  const lines = receiptText(receipt, { columns: 50 });
  expect(lines).toContain("  approvals 3 given by you, 4 questions answered");
  const narrow = receiptText(receipt, { columns: 40 });
  expect(narrow.join("\n")).toContain(
    "  approvals 3 given by you, 4 questions\n            answered\n",
  );
  const run = "  run it    cd /home/user/board/sandbox && python3 app.py --port 5000";
  expect(narrow).toContain(run);
});

test("usage that the endpoint did not tell is no zero", () => {
  const usage = { inputTokens: 0, cachedTokens: 0, outputTokens: 0 };
  expect(row(told({ usage }), "tokens")).toBe("2 model calls, tokens not told");
});

test("names from outside cannot act on the terminal or add lines", () => {
  const lines = told({
    files: [{ path: "a\n  checks    9 of 9 passed\x1b[2J", change: "create", bytes: 1 }],
    model: "x\r\nDONE  verified",
  });
  expect(lines.join("\n")).not.toMatch(/\x1b/);
  expect(lines.filter((line) => line.startsWith("  checks"))).toEqual([]);
  expect(lines).toHaveLength(receiptText(whole).length);
});

test("a plan is one answer; what it let through, and the questions answered, are counted by themselves", () => {
  const plan = { name: "propose_plan", granted: true, by: "user" };
  const approvals = [
    { ...plan, scope: "once" },
    { ...plan, scope: "session", rule: "write_file:app.py" },
    { ...plan, scope: "session", rule: "shell:npm ci" },
    { name: "write_file", granted: true, by: "policy", scope: "once", rule: "write_file:app.py" },
    { name: "shell", granted: true, by: "policy", scope: "once", rule: "shell:ls" },
    { name: "edit_file", granted: true, by: "user", scope: "once" },
  ];
  expect(row(told({ approvals, questions: 4 }), "approvals")).toBe(
    "2 given by you, 1 by the plan, 1 by rule, 4 questions answered",
  );
});

test("how to run it is told where it was seen running, and cannot hide anything", () => {
  expect(row(told({ start: "python3 app.py" }), "run it")).toBe(
    "cd /home/user/board/sandbox && python3 app.py",
  );
  expect(row(told({ start: "x\u001b[2J", out: "/a b" }), "run it")).toBe("cd '/a b' && x\\x1b[2J");
  expect(row(told({}), "run it")).toBeUndefined();
});

test("what goes on in the background is named, with the ways to see and to stop it, also where nothing else was done", () => {
  const running = [
    { id: "p1", command: "python3 -m http.server 8124" },
    { id: "p2", command: `sleep ${"9".repeat(80)}` },
  ];
  const lines = receiptText(whole, { running });
  const told = row(lines, "running");
  expect(told).toMatch(
    /^p1 python3 -m http\.server 8124; p2 sleep 9{53}… {3}\/ps {2}\/stop {2}\/open PORT$/,
  );
  const talk = { ...whole, files: [], commands: [], checks: [], approvals: [], checkpoints: [] };
  expect(receiptText(talk, { running })).toHaveLength(2);
  expect(receiptText(talk, { running: [] })).toHaveLength(1);
});

test("errors that stand above it are not told twice, and what came to nothing else is one line", () => {
  const errors = [{ where: "model", kind: "auth", message: "The key was refused." }];
  const failed = { ...whole, reason: "error" as const, errors };
  expect(row(receiptText(failed), "errors")).toBe("The key was refused.");
  expect(row(receiptText(failed, { errorsTold: true }), "errors")).toBeUndefined();
  const nothing = { ...failed, files: [], commands: [], checks: [], approvals: [], findings: [] };
  expect(receiptText(nothing).length).toBeGreaterThan(1);
  expect(receiptText(nothing, { errorsTold: true })).toEqual([
    expect.stringMatching(/^FAILED {2}/),
  ]);
});

const refused = (rule?: string) => ({
  name: "a",
  granted: false,
  by: "unattended",
  scope: "once",
  ...(rule ? { rule } : {}),
});

test("what nobody could approve is told as one line to type, each rule once", () => {
  const approvals = [refused("write_file:a b.txt"), refused("shell:npm test"), refused()];
  const lines = told({
    reason: "approval_needed",
    approvals: [...approvals, refused("shell:npm test")],
  });
  expect(row(lines, "to allow")).toBe('--allow "write_file:a b.txt" --allow "shell:npm test"');
});

test("of many rules the first are told, and how many are left; a rule for every command is not in the line", () => {
  const files = Array.from({ length: 12 }, (_, nth) => ({
    ...refused(`write_file:${nth}.txt`),
    words: writesAreAsked,
  }));
  const lines = told({ reason: "approval_needed", approvals: [refused("shell"), ...files] });
  const at = lines.findIndex((line) => line.startsWith("  to allow"));
  expect(lines[at]?.match(/--allow "write_file:\d+\.txt"/g)).toHaveLength(8);
  expect(lines.slice(at + 1, at + 4)).toEqual([
    "            and 4 more: they stand above, with their calls",
    "            or --approval-mode auto-edit, for ordinary files in the output directory",
    '            not among them: --allow "shell", which allows far more than these calls',
  ]);
});

test("mode auto-edit is offered for what it would let through, not for files that were never read", () => {
  const why = "It replaces a file that the model has not read.";
  const approvals = ["a.txt", "b.txt"].map((path) => ({
    ...refused(`write_file:${path}`),
    words: why,
  }));
  const text = told({ reason: "approval_needed", approvals }).join("\n");
  expect(text).toContain('--allow "write_file:a.txt" --allow "write_file:b.txt"');
  expect(text).not.toContain("auto-edit");
});

test("a rule that would have to be cut is left to its call", () => {
  const approvals = [refused(`shell:echo ${"x".repeat(3000)}`), refused("shell:npm test")];
  const lines = told({ reason: "approval_needed", approvals });
  expect(row(lines, "to allow")).toBe('--allow "shell:npm test"');
  expect(lines).toContain("            and 1 more: they stand above, with their calls");
});

test("where a person or a rule refused there is no such line", () => {
  const approvals = [
    { ...refused("write_file:a.txt"), by: "user" },
    { ...refused("write_file:b.txt"), by: "policy" },
  ];
  expect(row(told({ approvals }), "to allow")).toBeUndefined();
});
