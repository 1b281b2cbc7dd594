import { expect, test } from "vitest";
import { UserError } from "../../src/core/errors.ts";
import type { Message } from "../../src/core/types.ts";
import { play } from "../support/play.ts";

const write = (path: string, content = "A") => ({
  name: "write_file",
  arguments: { path, content },
});
const shell = (command: string) => ({ name: "shell", arguments: { command } });
const answers = (history: Message[]) =>
  history.flatMap((message) => (message.role === "tool" ? [message.content] : []));

test("a call the user declines is not run, and the model is told why", async () => {
  const { files, history } = await play([{ calls: [write("a.txt")] }], { answer: "no, thanks" });
  expect(files.size).toBe(0);
  expect(answers(history)).toEqual(["Not run: no, thanks"]);
});

test("an unknown tool is answered with the names of the tools", async () => {
  const { history } = await play([{ calls: [{ name: "writefile", arguments: {} }] }]);
  expect(answers(history)).toEqual([
    "No tool named `writefile`. Tools: write_file, edit_file, shell, ask_user.",
  ]);
});

test("a failing call never loses its siblings", async () => {
  const { files, history, facts } = await play([
    {
      calls: [
        write("a.txt"),
        shell("fail"),
        { name: "shell", arguments: { bad: 1 } },
        write("b.txt"),
      ],
    },
  ]);
  expect([...files.keys()]).toEqual(["a.txt", "b.txt"]);
  expect(answers(history)).toEqual([
    "Wrote a.txt.",
    "The tool failed: boom",
    "bad is not allowed",
    "Wrote b.txt.",
  ]);
  expect(facts.find(({ type }) => type === "error")).toMatchObject({
    where: "tool shell",
    kind: "internal",
  });
});

test("a call that was cut never runs and still gets its answer", async () => {
  const { files, history, ran } = await play([{ calls: [write("a.txt")], cut: ["write_file"] }]);
  expect([...files.keys()]).toEqual(["a.txt"]);
  expect(ran).toEqual([]);
  expect(answers(history)).toEqual(["Wrote a.txt.", "Not run: the call was truncated."]);
});

test("a reply that asks the user runs nothing else", async () => {
  const { files, history } = await play([
    { calls: [write("a.txt"), { name: "ask_user", arguments: {} }] },
  ]);
  expect(files.size).toBe(0);
  expect(answers(history)).toEqual([
    "Not run: ask_user must be the only call of a reply. Call this again after the answer.",
    "Flask",
  ]);
});

test("what one call of a batch leaves out, the others still do", async () => {
  const { files } = await play([{ calls: [write("a.txt"), write("b.txt"), write("c.txt")] }], {
    answer: (call) => ({ granted: (call.arguments as { path: string }).path !== "b.txt" }),
  });
  expect([...files.keys()]).toEqual(["a.txt", "c.txt"]);
});

test("an edit of a file that the same reply writes is looked at when its turn has come", async () => {
  const edit = { name: "edit_file", arguments: { path: "a.txt", oldText: "A", newText: "B" } };
  const { files, asked } = await play([{ calls: [write("a.txt"), edit] }]);
  expect(files.get("a.txt")).toBe("B");
  expect(asked).toEqual([["write_file"], ["edit_file"]]);
});

test("where nobody can answer, the call is refused, its later siblings do not run, and the turn ends", async () => {
  const { end, files, history, requests } = await play(
    [{ calls: [write("a.txt"), shell("touch x"), write("b.txt")] }],
    {
      policy: (effect) => ({ decide: effect.kind === "write" ? "allow" : "ask", reason: "" }),
      answer: () => ({ granted: false, by: "unattended", rule: "shell:touch x" }),
    },
  );
  expect(end.reason).toBe("approval_needed");
  expect([...files.keys()]).toEqual(["a.txt"]);
  expect(requests).toHaveLength(1);
  expect(answers(history)[1]).toBe(
    'Not run: shell needs an approval and nobody is there to give it. Allowed by: --allow "shell:touch x".',
  );
});

test("where nobody can answer, each refused call of the reply says what would allow it: one run tells all rules", async () => {
  const rules = new Map([
    ["touch x", "shell:touch x"],
    ["sudo y", undefined],
  ]);
  const { end, history, ran } = await play(
    [{ calls: [shell("touch x"), shell("sudo y"), write("b.txt")] }],
    {
      policy: (effect) => ({
        decide: effect.kind === "write" && effect.path === "b.txt" ? "allow" : "ask",
        reason: "",
      }),
      answer: ({ arguments: args }) => {
        const rule = rules.get(String((args as { command?: string }).command));
        return { granted: false, by: "unattended", ...(rule ? { rule } : {}) };
      },
    },
  );
  expect(end.reason).toBe("approval_needed");
  expect(ran).toEqual([]);
  expect(answers(history)).toEqual([
    'Not run: shell needs an approval and nobody is there to give it. Allowed by: --allow "shell:touch x".',
    "Not run: shell needs an approval and nobody is there to give it.",
    "Not run: the turn ended at an approval that nobody could give.",
  ]);
});

test("a path of the model's is no part of the command line that is told", async () => {
  const { history } = await play([{ calls: [write("$(touch pwned).txt")] }], {
    policy: () => ({ decide: "ask", reason: "" }),
    answer: () => ({ granted: false, by: "unattended", rule: "write_file:$(touch pwned).txt" }),
  });
  expect(answers(history)[0]).toContain("--allow 'write_file:$(touch pwned).txt'.");
});

test("a no that stops ends the turn and runs nothing of the batch", async () => {
  const { end, files } = await play([{ calls: [write("a.txt"), write("b.txt")] }], {
    answer: () => ({ granted: false, stop: true }),
  });
  expect(end.reason).toBe("aborted");
  expect(files.size).toBe(0);
});

test("what the user edited is what runs, and the model is told", async () => {
  const { files, history } = await play([{ calls: [write("a.txt")] }], {
    answer: () => ({ granted: true, arguments: { path: "b.txt", content: "B" } }),
  });
  expect(Object.fromEntries(files)).toEqual({ "b.txt": "B" });
  expect(answers(history)[0]).toContain("The user edited this call");
});

test("a denial by a rule is a fact with its reason, and nobody is asked", async () => {
  const { asked, facts, ran } = await play([{ calls: [shell("rm -rf /")] }], {
    policy: () => ({ decide: "deny", reason: "rm is denied.", rule: "shell:rm" }),
  });
  expect(asked).toEqual([]);
  expect(ran).toEqual([]);
  expect(facts.find(({ type }) => type === "approval")).toMatchObject({
    granted: false,
    by: "policy",
    rule: "shell:rm",
    words: "rm is denied.",
  });
});

test("a rule granted for the session reaches the policy with the next call", async () => {
  const seen: number[] = [];
  await play([{ calls: [shell("ls")] }, { calls: [shell("ls")] }], {
    policy: (_effect, _call, grants) => {
      seen.push(grants.length);
      return { decide: "ask", reason: "" };
    },
    answer: () => ({ granted: true, scope: "session", rule: "shell:ls" }),
  });
  // Each call is judged when it is proposed, and once more right before it runs.
  expect(seen).toEqual([0, 1, 1, 2]);
});

test("request, answer and who answered are facts before the call starts", async () => {
  const { types } = await play([{ calls: [write("a.txt")] }]);
  const from = types.indexOf("decision");
  expect(types.slice(from, from + 7)).toEqual([
    "decision",
    "message",
    "approval_request",
    "approval",
    "tool_start",
    "tool_result",
    "message",
  ]);
});

test("what has changed since it was shown is shown again, and never written over", async () => {
  const files = new Map([["a.txt", "old"]]);
  const shown: unknown[] = [];
  let rounds = 0;
  const { facts } = await play([{ calls: [write("a.txt")] }], {
    files,
    answer: () => {
      // While the question stands, somebody else saves the file.
      if (++rounds === 1) files.set("a.txt", "mine");
      return { granted: true };
    },
    sink: (event) => {
      if (event.type === "approval_request") shown.push(event.calls[0]?.effect);
    },
  });
  expect(shown).toHaveLength(2);
  expect(facts.filter(({ type }) => type === "approval")).toHaveLength(2);
  expect(facts.filter(({ type }) => type === "tool_start")).toHaveLength(1);
});

test("a no to the second question leaves what somebody else wrote", async () => {
  const files = new Map([["a.txt", "old"]]);
  let rounds = 0;
  await play([{ calls: [write("a.txt")] }], {
    files,
    answer: () => {
      if (++rounds > 1) return { granted: false };
      files.set("a.txt", "mine");
      return { granted: true };
    },
  });
  expect(files.get("a.txt")).toBe("mine");
});

test("what changes again and again is given up, not run", async () => {
  const files = new Map([["a.txt", "old"]]);
  let rounds = 0;
  const { facts } = await play([{ calls: [write("a.txt")] }], {
    files,
    answer: () => {
      files.set("a.txt", `mine ${++rounds}`);
      return { granted: true };
    },
  });
  expect(files.get("a.txt")).toBe("mine 3");
  expect(facts.find(({ type }) => type === "tool_result")).toMatchObject({
    isError: true,
    content: expect.stringContaining("has changed since it was judged"),
  });
});

test("what the model proposed and what runs are two things: changing the first changes nothing", async () => {
  const { ran } = await play([{ calls: [shell("ls")] }], {
    answer: (call) => {
      (call.arguments as { command: string }).command = "rm -rf x";
      return { granted: true };
    },
  });
  expect(ran).toEqual(["ls"]);
});

test("what the user edited is logged as what ran", async () => {
  const { facts } = await play([{ calls: [write("a.txt")] }], {
    answer: () => ({ granted: true, arguments: { path: "b.txt", content: "BB" } }),
  });
  expect(facts.find(({ type }) => type === "tool_result")).toMatchObject({
    effect: { kind: "write", path: "b.txt", bytes: 2 },
  });
});

test("an edit cannot do what a rule denies", async () => {
  const { ran, history } = await play([{ calls: [shell("ls")] }], {
    policy: (effect) =>
      effect.kind === "exec" && effect.command.startsWith("rm")
        ? { decide: "deny", reason: "rm is denied." }
        : { decide: "ask", reason: "" },
    answer: () => ({ granted: true, arguments: { command: "rm x" } }),
  });
  expect(ran).toEqual([]);
  expect(answers(history)[0]).toContain("rm is denied.");
});

test("advice does not quote a file that may not be read unasked", async () => {
  const edit = { name: "edit_file", arguments: { path: "secret.env", oldText: "x", newText: "y" } };
  const { history } = await play([{ calls: [edit] }], {
    policy: (effect) =>
      effect.kind === "read"
        ? { decide: "ask", reason: "It may hold keys." }
        : { decide: "allow", reason: "" },
  });
  expect(answers(history)).toEqual([
    "edit_file cannot do this to secret.env. Why is not told: It may hold keys.",
  ]);
});

test("where another session changes the output directory, a call that would is not run and the turn ends", async () => {
  const claim = () =>
    new UserError("Another session is changing out, in process 7.", { hint: "x" });
  const { files, ran, facts, history, end } = await play(
    [{ calls: [write("a.txt"), shell("ls")] }, { text: "Done." }],
    { claim },
  );
  expect({ files: files.size, ran, reason: end.reason }).toEqual({
    files: 0,
    ran: [],
    reason: "error",
  });
  expect(answers(history)).toEqual([
    "Not run: Another session is changing out, in process 7.",
    "Not run: the turn ended with an error.",
  ]);
  expect(facts.filter(({ type }) => type === "error")).toEqual([
    {
      type: "error",
      where: "output directory",
      kind: "in_use",
      message: "Another session is changing out, in process 7.",
      hint: "x",
    },
  ]);
  expect(facts.some(({ type }) => type === "tool_start")).toBe(false);
});
