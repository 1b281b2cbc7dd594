import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { withEditNote } from "../../src/core/edit-note.ts";
import type { Event } from "../../src/core/events.ts";
import { receiptOf } from "../../src/core/receipt.ts";
import { terminal } from "../../src/sinks/terminal.ts";
import { corpora, corporaPresent } from "../support/corpora.ts";
import { entriesOf, session, turn } from "../support/facts.ts";
import { screenOf, shown } from "../support/screen.ts";

const events: Event[] = turn().flatMap((fact): Event[] => {
  if (fact.type === "model_reply" && fact.step === 1)
    return [
      { type: "reasoning_delta", text: "The user wants a board.\nOne file is enough." },
      { type: "text_delta", text: "I write **app.py**" },
      { type: "text_delta", text: " now.\n" },
      { type: "call_delta", name: "write_file", characters: 120, all: 120 },
      fact,
    ];
  if (fact.type === "model_reply")
    return [{ type: "text_delta", text: "Done: 掲示板 is ready. 👍🏽" }, fact];
  if (fact.type === "tool_result" && fact.callId === "call_2")
    return [{ type: "tool_output", callId: "call_2", text: "こんにちは\n" }, fact];
  return [fact];
});
const receipt = () => receiptOf(entriesOf(turn()), session);

test("a turn without a terminal is plain text, one line per call, and the receipt", async () => {
  const text = await shown(events, { receipt, resume: "skillet -c" });
  expect(text).toMatchInlineSnapshot(`
    "I write **app.py** now.

    · write_file app.py  1 line
    $ python3 app.py  exit 0  0.1 s

    Done: 掲示板 is ready. 👍🏽

    DONE  not verified: nothing was checked
      files     1 written (26 B): app.py
      commands  1 run
      approvals 2 given by you
      sandbox   bwrap around /home/user/board/sandbox
      model     scripted model
      tokens    2,400 in (67% cached) / 680 out, 2 model calls
      time      18 s
      go on     skillet -c
    "
  `);
  expect(text).not.toMatch(/[\x1b\r]/);
});

test("a turn on a terminal shows thoughts, Markdown and the receipt, and no status line at the end", async () => {
  const text = await shown(events, { terminal: true, color: true, receipt, resume: "skillet -c" });
  expect(screenOf(text)).toMatchInlineSnapshot(`
    "The user wants a board.
    One file is enough.

    I write app.py now.

    · write_file app.py  1 line
    $ python3 app.py  exit 0  0.1 s
      こんにちは

    Done: 掲示板 is ready. 👍🏽

    DONE  not verified: nothing was checked
      files     1 written (26 B): app.py
      commands  1 run
      approvals 2 given by you
      sandbox   bwrap around /home/user/board/sandbox
      model     scripted model
      tokens    2,400 in (67% cached) / 680 out, 2 model calls
      time      18 s
      go on     skillet -c
    "
  `);
  expect(text).toContain("\x1b[1mapp.py\x1b[22m");
});

test("without colour the marks of the Markdown stay and no escape is written", async () => {
  const text = await shown(events, { terminal: true, color: false });
  expect(text).not.toContain("\x1b");
  expect(screenOf(text)).toContain("I write **app.py** now.");
});

test("what went wrong is named: a failed command with its last lines, a refusal, a failed check, an error with its hint", async () => {
  const call = (id: string, name: string, args: unknown): Event[] => [
    {
      type: "decision",
      step: 1,
      kind: "act",
      source: "native_tool_calls",
      nativeToolCallUsed: true,
      calls: [{ id, name, arguments: args }],
      rejected: [],
      parserAttempts: [],
    },
  ];
  const result = (callId: string, content: string, more = {}): Event => ({
    type: "tool_result",
    callId,
    content,
    isError: true,
    durationMs: 1234,
    effect: null,
    ...more,
  });
  const text = await shown([
    { type: "turn_start", prompt: "x" },
    ...call("a", "shell", { command: "npm test\nnpm run lint" }),
    { type: "tool_output", callId: "a", text: "1\n2\n3\n4\n5\n6\n7" },
    result("a", "exit 1", { isError: false, exitCode: 1 }),
    ...call("b", "shell", { command: "rm -rf ." }),
    result("b", "Not run: the user said no."),
    ...call("c", "read_file", { path: "missing.txt" }),
    result("c", "No such file: missing.txt\nNear: missing2.txt"),
    ...call("d", "verify", {}),
    { type: "tool_start", callId: "d", name: "verify", arguments: {} },
    { type: "check", name: "GET /", ok: true, expected: "200", actual: "200", durationMs: 3 },
    {
      type: "check",
      name: "POST /post without token",
      ok: false,
      expected: "400",
      actual: "302",
      durationMs: 3,
    },
    result("d", "1 of 2 passed", { isError: false }),
    { type: "lane_change", from: "native", to: "hermes", reason: "tools are not supported" },
    { type: "notice", text: "retry in 2 s" },
    {
      type: "error",
      where: "model",
      kind: "auth",
      message: "The key was refused.",
      hint: "Set OPENAI_API_KEY.",
    },
  ]);
  expect(text).toMatchInlineSnapshot(`
    "$ npm test … 1 more line  exit 1  1.2 s
      … 2 lines …
      3
      4
      5
      6
      7
    $ rm -rf .  not run: the user said no.
    ! read_file missing.txt  No such file: missing.txt … 1 more line
    · verify
      ok    GET /
      FAIL  POST /post without token  expected 400, got 302
      1 of 2 passed  1.2 s
    · lane native → hermes: tools are not supported
    · retry in 2 s
    error: The key was refused.
      Set OPENAI_API_KEY.
    "
  `);
});

test("of a command that went well its last lines are shown on a terminal, and how many there were before", async () => {
  const lines = Array.from({ length: 5000 }, (_, at) => `${at + 1}\r\n`).join("");
  const ended: Event[] = [
    { type: "tool_start", callId: "a", name: "shell", arguments: { command: "seq 5000" } },
    { type: "tool_output", callId: "a", text: lines.slice(0, 9000) },
    { type: "tool_output", callId: "a", text: `${lines.slice(9000)}${"x".repeat(200)}\n\n` },
    {
      type: "tool_result",
      callId: "a",
      content: "exit 0",
      isError: false,
      exitCode: 0,
      durationMs: 12,
      effect: null,
    },
  ];
  const seen = screenOf(await shown(ended, { terminal: true }));
  expect(seen).toBe(
    `$ seq 5000  exit 0  0.0 s\n  … 4,996 lines …\n  4997\n  4998\n  4999\n  5000\n  ${"x".repeat(77)}…\n`,
  );
  expect(await shown(ended)).toBe("$ seq 5000  exit 0  0.0 s\n");
});

test("what one failed start left without an answer is one line, and why it failed stands below", async () => {
  const check = (name: string, ok: boolean, actual: string): Event => {
    return { type: "check", name, ok, expected: "an answer", actual, durationMs: 1 };
  };
  const notReached = "not reached: the start failed";
  const events: Event[] = [
    { type: "tool_start", callId: "a", name: "verify", arguments: {} },
    check("start python3 app.py", false, "the command ended: exit 1 after 327 ms"),
    check("the page answers", false, notReached),
    check("the post is shown", false, notReached),
    check("port 5000 is closed", true, "closed"),
    { type: "tool_output", callId: "a", text: `Traceback\n${"x".repeat(90)}\n` },
    {
      type: "tool_result",
      callId: "a",
      content: "1 of 4 passed.",
      isError: false,
      durationMs: 500,
      effect: null,
    },
  ];
  expect(screenOf(await shown(events, { terminal: true }))).toBe(
    [
      "· verify",
      ...[
        "  FAIL  start python3 app.py  expected an answer, got the command ended: exit 1",
        "        after 327 ms",
      ],
      "  FAIL  2 checks  expected an answer, got not reached: the start failed",
      "  ok    port 5000 is closed",
      "  1 of 4 passed  0.5 s",
      ...["  Traceback", `  ${"x".repeat(78)}`, `  ${"x".repeat(12)}`, ""],
    ].join("\n"),
  );
  expect(await shown(events, { verbose: true })).toContain("FAIL  the post is shown  ");
});

test("why a whole batch was not run is told once", async () => {
  const why = "Not run: the user said no: show the times in Tokyo, please, and write them out";
  const refused = (path: string, content: string): Event[] => [
    { type: "tool_start", callId: path, name: "write_file", arguments: { path, content: "" } },
    { type: "tool_result", callId: path, content, isError: true, durationMs: 1, effect: null },
  ];
  const no = "Not run: the user said no.";
  const events = [
    ...refused("a", why),
    ...refused("b", why),
    ...refused("c", no),
    ...refused("d", no),
  ];
  expect(await shown(events)).toBe(
    [
      `- write_file a  n${why.slice(1)}`,
      "- write_file b  not run: as above.",
      "- write_file c  not run: the user said no.",
      "- write_file d  not run: the user said no.\n",
    ].join("\n"),
  );
});

test("what is on the line of a call is for people: the user's edit is named, advice for the model is not, and it fits", async () => {
  const of = (name: string, args: unknown, content: string, more = {}): Event[] => [
    { type: "tool_start", callId: "a", name, arguments: args as Record<string, unknown> },
    {
      type: "tool_result",
      callId: "a",
      content,
      isError: true,
      durationMs: 1234,
      effect: null,
      ...more,
    },
  ];
  const run = { command: "python3 -m http.server 8124" };
  const edited = withEditNote(run, "exit 0 after 1.2 s");
  const text = await shown(
    [
      ...of("shell", run, edited, { isError: false, exitCode: 0 }),
      ...of("propose_plan", {}, "The plan was approved.", { isError: false }),
      ...of("search_files", { pattern: "x" }, "app.py:1: x", { isError: false }),
      ...of(
        "propose_plan",
        {},
        "Not run: another plan is wanted: c.txt\nPropose the changed plan.",
      ),
      ...of("edit_file", { path: "app.py" }, `oldText is in app.py ${"1, 2, 3, ".repeat(20)}`),
      ...of("write_file", { path: `${"long/".repeat(30)}x` }, `Not written: ${"why ".repeat(30)}`),
      ...of(
        "write_file",
        { path: "a.py" },
        `Not run: ${"why ".repeat(12)}Allowed by: --allow "write_file:a.py".`,
      ),
    ],
    { terminal: true },
  );
  const rows = screenOf(text).trimEnd().split("\n");
  // How long a person thought is no work of a tool.
  expect(rows.splice(1, 2)).toEqual(["· propose_plan", "· search_files x  1.2 s"]);
  expect(rows.map((row) => row.length)).toEqual([61, 54, 80, 80, 75, 57]);
  expect(rows[0]).toBe("$ python3 -m http.server 8124  (edited by you)  exit 0  1.2 s");
  expect(rows[1]).toBe("- propose_plan  not run: another plan is wanted: c.txt");
  expect(rows[2]).toMatch(/^! edit_file app\.py {2}oldText is in app\.py 1, 2, 3, .*…$/);
  expect(rows[5]?.trim()).toBe('Allowed by: --allow "write_file:a.py".');
  expect(rows[3]).toMatch(/^! write_file long\/long\/.*… {2}Not written: why .*…$/);
});

test("for a screen reader the same lines come as without a terminal, and what imitates a question is still marked", async () => {
  const options = { receipt, resume: "skillet -c", color: true };
  const plain = await shown(events, { ...options, terminal: true, plain: true });
  // Who listens to a conversation is told what a command printed, as whoever sees it.
  expect(plain.replace("  こんにちは\n", "")).toBe(await shown(events, options));
  const imitation: Event[] = [{ type: "text_delta", text: "RUN?  shell\n" }];
  expect(await shown(imitation, { terminal: true, plain: true })).toBe("model: RUN?  shell\n");
});

test("the status line is redrawn at most five times a second and gone before anything else is written", () => {
  let time = 0;
  let tick = () => {};
  const writes: string[] = [];
  const { sink } = terminal({
    write: (text) => writes.push(text),
    terminal: true,
    color: false,
    columns: () => 60,
    now: () => time,
    every: (_ms, callback) => {
      tick = callback;
      return () => {};
    },
  });
  void sink({ type: "turn_start", prompt: "x" });
  const drawn = writes.length;
  for (let i = 0; i < 100; i++) {
    time += 10;
    tick();
    void sink({ type: "call_delta", name: "write_file", characters: i * 100, all: i * 100 });
  }
  expect(writes.length - drawn).toBeLessThanOrEqual(5);
  expect(writes.at(-1)).toMatch(/^\r +\r1\.0 s · step 0 · writing wri.*… · Ctrl-C stops$/);
  void sink({ type: "notice", text: "hello" });
  // What stood there is back in the same write: nothing flickers.
  expect(writes.at(-1)).toMatch(/^\r +\r· hello\n1\.0 s · step 0 · writing wri.*… · Ctrl-C stops$/);
});

test("while a failed call waits for its next try, the status line counts down to it", () => {
  let time = 0;
  let tick = () => {};
  let written = "";
  const { sink } = terminal({
    write: (text) => {
      written += text;
    },
    terminal: true,
    color: false,
    columns: () => 80,
    now: () => time,
    every: (_ms, callback) => {
      tick = callback;
      return () => {};
    },
  });
  const status = () => screenOf(written).split("\n").at(-1);
  void sink({ type: "turn_start", prompt: "x" });
  void sink({ type: "notice", text: "Slow down (429). Trying again in 8 s.", waitMs: 8000 });
  time += 2500;
  tick();
  expect(status()).toBe("2.5 s · step 0 · trying again in 6 s · Ctrl-C stops");
  time += 6000;
  void sink({ type: "text_delta", text: "ok" });
  tick();
  expect(status()).not.toContain("trying again");
});

test("the status line is away while a person is asked", async () => {
  const request = turn().find(({ type }) => type === "approval_request");
  const text = await shown([{ type: "turn_start", prompt: "x" }, ...(request ? [request] : [])], {
    terminal: true,
  });
  expect(text).toMatch(/^0\.0 s · step 0 · Ctrl-C stops\r +\r$/);
});

test("five megabytes of text in small pieces come out whole and in few writes", async () => {
  const piece = "20 characters a bit\n";
  let writes = 0;
  let characters = 0;
  const deltas: Event[] = Array.from({ length: 250_000 }, () => ({
    type: "text_delta",
    text: piece,
  }));
  await shown(
    [
      ...deltas,
      { type: "turn_end", reason: "done", text: "", usage: receipt().usage, verified: "not_run" },
    ],
    {
      write: (text) => {
        writes++;
        characters += text.length;
      },
    },
  );
  expect(characters).toBe(250_000 * piece.length);
  expect(writes).toBeLessThan(2000);
});

const hostile = corporaPresent
  ? "each hostile output"
  : "no case files beside the checkout: nothing";
test(`${hostile} reaches the terminal without a control character of its own`, async () => {
  if (!corporaPresent) return;
  for (const name of ["o01", "o02", "o03", "o04", "o05", "o06", "o07", "o08", "o11"]) {
    const text = readFileSync(`${corpora}hostile/output/${name}.bin`, "latin1");
    const everywhere: Event[] = [
      { type: "text_delta", text: `${text}\n\n` },
      { type: "reasoning_delta", text: `${text}\n` },
      { type: "notice", text },
      { type: "error", where: text, kind: text, message: text, hint: text },
      { type: "tool_start", callId: "a", name: text, arguments: { path: text } },
      { type: "tool_output", callId: "a", text },
      { type: "check", name: text, ok: false, expected: text, actual: text, durationMs: 1 },
      {
        type: "tool_result",
        callId: "a",
        content: text,
        isError: true,
        durationMs: 1,
        effect: null,
      },
    ];
    for (const interactive of [false, true]) {
      const written = await shown(everywhere, { terminal: interactive, verbose: true });
      const foreign = written
        .replace(/\r *\r/g, "")
        .match(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
      expect({ name, interactive, foreign }).toEqual({ name, interactive, foreign: null });
    }
  }
});

test("verbose without a terminal shows thoughts as well, marked as such", async () => {
  const text = await shown(events, { verbose: true, text: false });
  expect(text).toContain("~ The user wants a board.\n~ One file is enough.\n");
});

test("thoughts are broken between words too, each row marked as one where there is no colour", async () => {
  const thought: Event[] = [
    { type: "reasoning_delta", text: "I weigh what was asked for.\nThen I begin." },
    { type: "text_delta", text: "ok" },
  ];
  const plain = await shown(thought, { terminal: true, columns: () => 20 });
  expect(screenOf(plain)).toContain("~ I weigh what was\n~ asked for.\n~ Then I begin.\n");
  const dim = await shown(thought, { terminal: true, color: true, columns: () => 20 });
  expect(screenOf(dim)).toContain("I weigh what was\nasked for.\nThen I begin.\n");
});
