import { describe, expect, test } from "vitest";
import { policyOf } from "../../src/core/policy.ts";
import type { ToolEvent } from "../../src/core/ports.ts";
import { parseRule } from "../../src/core/rules.ts";
import { memorySandbox } from "../../src/sandbox/memory.ts";
import { type BoardOptions, boardSandbox } from "../support/board.ts";
import { toolBench } from "../support/tool-bench.ts";

const checksOf = (events: readonly ToolEvent[]) => events.filter((event) => event.type === "check");

/** Runs checks against a board; `PORT` in them is its port. */
async function verify(checks: (port: number) => unknown[], options: BoardOptions = {}) {
  const sandbox = await boardSandbox(options, { "data.json": '{"posts": []}' });
  const called = await toolBench({ sandbox }).call("verify", { checks: checks(sandbox.port) });
  return { ...called, sandbox, checks: checksOf(called.events) };
}

const story = (port: number) => [
  { start: "python3 app.py", port, ready: "/" },
  { http: "GET /", status: 200, contains: "No posts yet" },
  {
    http: "POST /post",
    tokens: false,
    form: { name: "Mallory", body: "x" },
    status: [400, 403],
    name: "a post without token is refused",
  },
  {
    http: "POST /post",
    form: { name: "Kana", body: "<script>" },
    status: 302,
    expectHeaders: { Location: "/" },
  },
  { http: "GET /", contains: ["Kana", "&lt;script>"], lacks: ["<script>", "Mallory"] },
  { http: "GET /delete/1", status: 405 },
  { http: "POST /delete/1", status: 302 },
  { http: "GET /", lacks: "Kana" },
  { stop: true },
  { portClosed: port },
];

describe("verify", () => {
  test("proves a board: cookies and form tokens are carried along", async () => {
    const { checks, result, sandbox } = await verify(story);
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(result.content).toBe(
      [
        "ok    start python3 app.py",
        "ok    GET /",
        "ok    a post without token is refused",
        "ok    POST /post",
        "ok    GET /",
        "ok    GET /delete/1",
        "ok    POST /delete/1",
        "ok    GET /",
        "ok    stop",
        `ok    port ${sandbox.port} is closed`,
        "10 of 10 passed.",
      ].join("\n"),
    );
    expect(sandbox.stops).toBe(1);
  });

  test("finds the board that accepts a post without token", async () => {
    const { checks, result, events } = await verify(story, { hole: true });
    // The first id is Mallory's, so it is that post which is deleted.
    const failed = checks.flatMap(({ ok }, index) => (ok ? [] : [index]));
    expect(failed).toEqual([2, 4, 7]);
    expect(checks[2]).toMatchObject({
      type: "check",
      name: "a post without token is refused",
      ok: false,
      expected: "400 or 403",
      actual: "302 to /",
    });
    expect(result.content).toContain(
      "FAIL  a post without token is refused: expected 400 or 403; got 302 to /",
    );
    expect(result.content).toContain("Last output of python3 app.py:\nServing on");
    // The answer says it all; a server's list of requests says nothing more to people.
    expect(events.filter(({ type }) => type === "tool_output")).toEqual([]);
  });

  test("a start that dies is told with its last output, and what depends on it is not reached", async () => {
    const output = `${"noise\n".repeat(100)}ModuleNotFoundError: No module named 'flask'\n`;
    const { checks, result, events } = await verify(
      (port) => [
        { start: "python3 app.py", port, ready: "/" },
        { http: "GET /" },
        { run: "true" },
        { stop: true },
      ],
      { dies: { output, exitCode: 1 } },
    );
    expect(checks.map(({ ok, actual }) => [ok, actual])).toEqual([
      [false, "the command ended: exit 1 after 10 ms"],
      [false, "not reached: the start failed"],
      [true, "exit 0 after 0 ms"],
      [false, "it had ended before: exit 1 after 10 ms"],
    ]);
    expect(result.content).toContain("No module named 'flask'");
    expect(result.content.match(/noise/g)).toHaveLength(19);
    // Whoever watches is shown it too.
    const shown = events.flatMap((event) => (event.type === "tool_output" ? [event.text] : []));
    expect(shown.join("")).toBe(
      `${"noise\n".repeat(19)}ModuleNotFoundError: No module named 'flask'\n`,
    );
    expect(result.content).toMatch(/1 of 4 passed\.$/);
  });

  test("a program that only answers with errors has not started", async () => {
    const { checks } = await verify((port) => [{ start: "x", port, ready: "/" }], { broken: true });
    expect(checks[0]).toMatchObject({ ok: false, actual: "/: 500" });
  });

  test("an unexpected answer is told with what the page says", async () => {
    const { checks } = await verify((port) => [{ start: "x", port }, { http: "GET /" }], {
      broken: true,
    });
    expect(checks[1]).toMatchObject({
      ok: false,
      expected: "below 400",
      actual: "500, body: Internal Server Error NameError: posts",
    });
  });

  test("a port that is taken already cannot stand for the program", async () => {
    const sandbox = await boardSandbox();
    await sandbox.start({ command: "old server" });
    const { events } = await toolBench({ sandbox }).call("verify", {
      checks: [{ start: "python3 app.py", port: sandbox.port }, { http: "GET /" }],
    });
    expect(checksOf(events).map(({ ok, actual }) => [ok, actual])).toEqual([
      [false, `port ${sandbox.port} was taken before the start; first stop what runs: process p1`],
      [false, "not reached: the start failed"],
    ]);
    await sandbox.close();
  });

  test("what was started and not stopped is ended, and the port looked at", async () => {
    const { result, sandbox, checks } = await verify((port) => [{ start: "python3 app.py", port }]);
    expect(sandbox.stops).toBe(1);
    expect(await sandbox.listening(sandbox.port)).toBe(false);
    expect(checks).toHaveLength(1);
    expect(result.content).toContain(`Stopped python3 app.py; port ${sandbox.port} closed.`);
  });

  test("a program that falls after its last request is not verified", async () => {
    const sandbox = await boardSandbox();
    const plain = sandbox.http;
    sandbox.http = async (request, signal) => {
      const reply = await plain(request, signal);
      if (request.url.endsWith("/last")) await sandbox.process("p1")?.stop();
      return reply;
    };
    const { events, result } = await toolBench({ sandbox }).call("verify", {
      checks: [
        { start: "python3 app.py", port: sandbox.port },
        { http: "GET /last", status: 405 },
      ],
    });
    expect(checksOf(events).map(({ name, ok }) => [name, ok])).toEqual([
      ["start python3 app.py", true],
      ["GET /last", true],
      ["start python3 app.py", false],
    ]);
    expect(result.content).toContain("it had ended before: killed by SIGKILL");
  });

  test("a start that the sandbox refuses is a failed check", async () => {
    const { events } = await toolBench().call("verify", { checks: [{ start: "x", port: 5000 }] });
    expect(checksOf(events)).toMatchObject([
      { ok: false, actual: "No command can be started here." },
    ]);
  });

  test("a port that stays open fails, whether the stop was asked for or not", async () => {
    const [asked, unasked] = await Promise.all([
      verify((port) => [{ start: "x", port }, { stop: true }, { portClosed: port }], {
        clings: true,
      }),
      verify((port) => [{ start: "x", port }], { clings: true }),
    ]);
    expect(asked.checks.map(({ ok }) => ok)).toEqual([true, false, false]);
    expect(unasked.checks.map(({ name, ok }) => [name, ok])).toEqual([
      ["start x", true],
      ["start x", false],
    ]);
  });

  test("aborting stops what was started", async () => {
    const sandbox = await boardSandbox();
    const stop = new AbortController();
    const { tools } = toolBench({ sandbox });
    const { run } = toolBench({ sandbox, signal: stop.signal });
    expect(tools.has("verify")).toBe(true);
    const plain = sandbox.http;
    sandbox.http = async (request, signal) => {
      if (request.url.endsWith("/slow")) stop.abort(new Error("stopped"));
      return plain(request, signal);
    };
    const checks = [
      { start: "python3 app.py", port: sandbox.port, ready: "/" },
      { http: "GET /slow" },
    ];
    await expect(run("verify", { checks })).rejects.toThrow("stopped");
    expect(sandbox.stops).toBe(1);
    expect(await sandbox.listening(sandbox.port)).toBe(false);
  });

  test("closing the turn early stops what was started", async () => {
    const sandbox = await boardSandbox();
    const { tools } = toolBench({ sandbox });
    const checks = [{ start: "python3 app.py", port: sandbox.port }, { http: "GET /" }];
    const running = tools.get("verify")?.run(
      { checks },
      {
        callId: "call_1",
        sandbox,
        skills: { list: () => [], open: async () => undefined, search: () => [] },
        ask: null,
        savedChecks: async () => null,
        clock: {
          now: () => Date.now(),
          sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
        },
        signal: new AbortController().signal,
      },
    );
    if (!running || !(Symbol.asyncIterator in running)) throw new Error("not a generator");
    await running.next();
    expect(await sandbox.listening(sandbox.port)).toBe(true);
    await running.return({ content: "" });
    expect(sandbox.stops).toBe(1);
    expect(await sandbox.listening(sandbox.port)).toBe(false);
  });

  test("follows redirects only when asked to", async () => {
    const { checks } = await verify((port) => [
      { start: "x", port },
      { http: "GET /" },
      {
        http: "POST /post",
        form: { name: "A", body: "B" },
        follow: true,
        status: 200,
        contains: "A: B",
      },
    ]);
    expect(checks.map(({ ok, actual }) => [ok, actual]).at(-1)).toEqual([true, "200"]);
  });

  test("looks at commands and files", async () => {
    const sandbox = memorySandbox(
      { "data.json": '{"posts": []}', "logo.png": "\0" },
      {
        run: ({ command }) =>
          command === "pytest"
            ? { output: "3 passed\n", exitCode: 0 }
            : { output: "boom\n", exitCode: 2 },
      },
    );
    const { effect, result, events } = await toolBench({ sandbox }).call("verify", {
      checks: [
        { run: "pytest", contains: "3 passed", lacks: "failed" },
        { run: "false", exit: 0, name: "linter" },
        { file: "data.json", contains: "posts" },
        { file: "old.json", exists: false },
        { file: "missing.txt" },
        { file: "logo.png", lacks: "x" },
      ],
    });
    expect(effect).toEqual({
      kind: "exec",
      command: "pytest",
      cwd: ".",
      commands: ["false"],
      looksAt: ["data.json", "old.json", "missing.txt", "logo.png"],
    });
    expect(
      checksOf(events).map(({ ok, name, expected, actual }) => [ok, name, expected, actual]),
    ).toEqual([
      [true, "pytest", 'exit 0, contains "3 passed", lacks "failed"', "exit 0 after 0 ms"],
      [false, "linter", "exit 0", "exit 2 after 0 ms"],
      [true, "file data.json", 'exists, contains "posts"', "exists"],
      [true, "file old.json is not there", "is not there", "is not there"],
      [false, "file missing.txt", "exists", "is not there"],
      [false, "file logo.png", 'exists, lacks "x"', "exists, is binary"],
    ]);
    expect(result.content).toContain("Last output of the command:\nboom\n");
    expect(result.content).toMatch(/3 of 6 passed\.$/);
  });

  test("what failed before and was not run again is told", async () => {
    const failed = (name: string) =>
      ({ type: "check", name, ok: false, expected: "", actual: "", durationMs: 0 }) as const;
    const { call } = toolBench({
      sandbox: memorySandbox({ "a.txt": "" }),
      failedChecks: () => [failed("file a.txt"), failed("tests"), failed("tests")],
    });
    const { result } = await call("verify", { checks: [{ file: "a.txt" }] });
    expect(result.content).toBe(
      "ok    file a.txt\nFAIL  tests: failed before, not run again\n1 of 1 passed. Not verified: run the 1 from before again.",
    );
  });

  test.each(["a.txt", "./a.txt", "b/..//a.txt", "OUT/a.txt", "A.TXT"])(
    "a rule that denies reading a.txt reaches a check of %s",
    async (spelled) => {
      const { effect, sandbox } = toolBench();
      const path = spelled.replace("OUT", sandbox.out);
      const policy = policyOf({
        mode: "yolo",
        rules: [parseRule("deny read_file:a.txt")],
        confined: true,
      });
      for (const more of [[], [{ run: "true" }], [{ http: "GET /", port: 80 }]]) {
        const args = { checks: [{ file: path, contains: "x" }, ...more] };
        const call = { id: "c", name: "verify", arguments: args };
        expect(policy(await effect("verify", args), call, []).decide).toBe("deny");
      }
    },
  );

  test.each([".env", "./.env", "b/../.ENV", ".env.local", ".e\u00adnv", ".env/", "a/.envrc "])(
    "no check looks into %j",
    async (file) => {
      const { effect } = toolBench();
      for (const wish of [{ contains: "x" }, { lacks: "x" }]) {
        const checks = [{ file, ...wish }];
        await expect(effect("verify", { checks })).rejects.toThrow("may hold keys");
      }
    },
  );

  test("an output that was cut proves nothing about what it lacks", async () => {
    const run = () => ({ output: "head…tail", exitCode: 0, dropped: 100 });
    const { events } = await toolBench({ sandbox: memorySandbox({}, { run }) }).call("verify", {
      checks: [{ run: "yes", lacks: "error" }],
    });
    expect(checksOf(events)).toMatchObject([
      { ok: false, actual: "exit 0 after 0 ms, only a part could be seen" },
    ]);
  });

  test("an output that was cut is looked up where all of it lies", async () => {
    const sandbox = memorySandbox(
      { "all.txt": "head error tail" },
      {
        run: () => ({ output: "head…tail", exitCode: 0, dropped: 5, spool: "all.txt" }),
      },
    );
    const { events } = await toolBench({ sandbox }).call("verify", {
      checks: [{ run: "yes", contains: "error" }],
    });
    expect(checksOf(events)).toMatchObject([{ ok: true }]);
  });

  test("without checks the saved ones run, as they were when they were judged", async () => {
    const sandbox = memorySandbox();
    let saved: unknown[] = [{ run: "first" }];
    const { effect, run } = toolBench({ sandbox, savedChecks: () => saved });
    const args = {};
    expect(await effect("verify", args)).toEqual({ kind: "exec", command: "first", cwd: "." });
    saved = [{ run: "second" }];
    await run("verify", args);
    expect(sandbox.commands.map(({ command }) => command)).toEqual(["first"]);
    await expect(toolBench().effect("verify", {})).rejects.toThrow("There are no saved checks");
  });

  test("the environment of a start is part of what is judged", async () => {
    const checks = [
      { start: "node a.js", port: 3000, env: { PORT: "3000", NOTE: "it's" } },
      { run: "id" },
    ];
    expect(await toolBench().effect("verify", { checks })).toEqual({
      kind: "exec",
      command: "PORT=3000 NOTE='it'\\''s' node a.js",
      cwd: ".",
      commands: ["id"],
    });
  });

  test("requests and files alone need no approval inside the fence; outside it they reach the user's machine", async () => {
    const checks = [{ http: "GET /", port: 8000 }, { file: "a" }];
    expect(await toolBench().effect("verify", { checks })).toEqual({
      kind: "none",
      looksAt: ["a"],
    });
    const unfenced = { ...memorySandbox(), confined: false };
    expect(await toolBench({ sandbox: unfenced }).effect("verify", { checks })).toEqual({
      kind: "network",
      hosts: ["127.0.0.1:8000"],
      looksAt: ["a"],
    });
  });

  test("nothing listening is a failed check, not a failed call", async () => {
    const { result, events } = await toolBench().call("verify", {
      checks: [{ http: "GET /", port: 8000 }],
    });
    expect(result.isError).toBeUndefined();
    expect(checksOf(events)).toMatchObject([
      { ok: false, actual: "Nothing answers at http://127.0.0.1:8000/." },
    ]);
  });
});
