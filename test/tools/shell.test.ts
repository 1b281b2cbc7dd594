import { describe, expect, test } from "vitest";
import type { CommandEnd, Process } from "../../src/core/ports.ts";
import { memorySandbox } from "../../src/sandbox/memory.ts";
import { shell } from "../../src/tools/shell.ts";
import { toolBench } from "../support/tool-bench.ts";

function fakeProcess(id: string, pieces: string[], end: CommandEnd | null = null): Process {
  let ended = end;
  return {
    id,
    command: "python3 app.py",
    output: () => pieces.shift() ?? "",
    ended: () => ended,
    stop: async () => {
      ended ??= {
        exitCode: null,
        signal: "SIGKILL",
        timedOut: false,
        durationMs: 1500,
        output: "",
        dropped: 0,
      };
      return ended;
    },
  };
}

describe("shell", () => {
  test("tells the model that joined commands are asked, whatever was granted for one of them", () => {
    expect(shell.description).toContain("joined ones are asked");
  });

  test("tells exit code, duration and output, and streams the output", async () => {
    const sandbox = memorySandbox(
      {},
      { run: () => ({ output: "hello\n", exitCode: 3, durationMs: 1234 }) },
    );
    const { effect, result, events } = await toolBench({ sandbox }).call("shell", {
      command: "make",
      cwd: "./sub/",
    });
    expect(effect).toEqual({ kind: "exec", command: "make", cwd: "sub" });
    expect(result).toEqual({ content: "exit 3 after 1.2 s\nhello", exitCode: 3 });
    expect(events).toEqual([{ type: "tool_output", callId: "call_1", text: "hello\n" }]);
  });

  test("asks for no host where the fence has no way out, and says so before anybody is asked", async () => {
    const sandbox = { ...memorySandbox(), label: "landlock", letsThrough: false };
    await expect(
      toolBench({ sandbox }).call("shell", { command: "fetch", hosts: ["example.org"] }),
    ).rejects.toThrow(/No command can reach a host here: the fence \(landlock\)/);
  });

  test("asks for the hosts it wants to reach, and hands them on", async () => {
    const sandbox = memorySandbox();
    const hosts = ["example.org"];
    const { effect } = await toolBench({ sandbox }).call("shell", {
      command: "fetch",
      hosts,
      timeoutMs: 5000,
    });
    expect(effect).toEqual({ kind: "exec", command: "fetch", cwd: ".", hosts });
    expect(sandbox.commands).toEqual([
      { command: "fetch", hosts, timeoutMs: 5000, asksHosts: true, asksTime: true },
    ]);
  });

  test.each([
    "python3 app.py & echo started",
    "nohup npm run dev > log.txt 2>&1 &",
    "(cd web && npm start) & sleep 2; curl -s http://127.0.0.1:3000/",
    "setsid python3 app.py >/dev/null 2>&1 < /dev/null & disown",
  ])("tells that what it started with & has ended: %s", async (command) => {
    const sandbox = memorySandbox({}, { run: () => ({ output: "ok", exitCode: 0 }) });
    const { result } = await toolBench({ sandbox }).call("shell", { command });
    expect(result.content).toContain("ok\n[What this command started with & has ended with it");
  });

  test.each([
    "a && b || c",
    "make > log 2>&1",
    "make &> log; ls |& cat",
    "echo 'a & b' \"&\" \\& c",
    "curl 'http://x/?a=1&b=2'",
    "python3 app.py & sleep 1; curl localhost; kill %1",
    "a & b & wait",
  ])("and of others nothing: %s", async (command) => {
    const sandbox = memorySandbox({}, { run: () => ({ output: "ok", exitCode: 0 }) });
    const { result } = await toolBench({ sandbox }).call("shell", { command });
    expect(result.content).toBe("exit 0 after 0 ms\nok");
  });

  test("says what was left out and where it is", async () => {
    const sandbox = memorySandbox(
      {},
      { run: () => ({ output: "a…z", exitCode: 0, dropped: 12_345, spool: "/spool/1.txt" }) },
    );
    const { result } = await toolBench({ sandbox }).call("shell", { command: "yes" });
    expect(result).toEqual({
      content: "exit 0 after 0 ms\na…z\n[12,345 bytes left out; all of it: read_file /spool/1.txt]",
      exitCode: 0,
      truncated: true,
    });
  });

  test("a timeout is told with what to do, and has no exit code", async () => {
    const sandbox = memorySandbox(
      {},
      {
        run: () => ({
          output: "",
          exitCode: null,
          signal: "SIGKILL",
          timedOut: true,
          durationMs: 120_000,
        }),
      },
    );
    const { result } = await toolBench({ sandbox }).call("shell", { command: "python3 app.py" });
    expect(result.content).toMatch(
      /^timed out after 2 m 0 s, killed\. Set a longer timeoutMs, or background: true/,
    );
    expect(result).not.toHaveProperty("exitCode");
  });

  test("waits for at most an hour, whatever the call says; the background has its own time", async () => {
    const sandbox = memorySandbox({}, { start: () => fakeProcess("p1", []) });
    const { call } = toolBench({ sandbox });
    await call("shell", { command: "make", timeoutMs: 999_999_999_999 });
    await call("shell", { command: "make", timeoutMs: 600_000 });
    await call("shell", { command: "serve", timeoutMs: 7_200_000, background: true });
    expect(sandbox.commands.map(({ timeoutMs }) => timeoutMs)).toEqual([
      3_600_000, 600_000, 7_200_000,
    ]);
  });

  test.each([
    ["/bin/bash: line 1: sudo: command not found", 127],
    ["sudo: a terminal is required to read the password; either use ...", 1],
    ['sudo: The "no new privileges" flag is set, which prevents sudo from running as root.', 1],
    ["sudo: /etc/sudo.conf is owned by uid 65534, should be root", 1],
    ["sh: 1: doas: not found", 127],
  ])("says that no rights are to be had: %s", async (output, exitCode) => {
    const sandbox = memorySandbox({}, { run: () => ({ output, exitCode }) });
    const { result } = await toolBench({ sandbox }).call("shell", { command: "sudo apt x" });
    expect(result.content).toContain("leave sudo out");
    const fine = memorySandbox({}, { run: () => ({ output, exitCode: 0 }) });
    const { result: other } = await toolBench({ sandbox: fine }).call("shell", { command: "x" });
    expect(other.content).not.toContain("leave sudo out");
  });

  test("a command in the background gives its id and first output", async () => {
    const sandbox = memorySandbox({}, { start: () => fakeProcess("p1", ["listening\n"]) });
    const { effect, result } = await toolBench({ sandbox }).call("shell", {
      command: "python3 app.py",
      background: true,
    });
    expect(effect).toEqual({ kind: "exec", command: "python3 app.py", cwd: ".", background: true });
    expect(result.content).toBe("Running in the background as p1.\nlistening");
  });

  test("a background command that dies at once is told with its exit code", async () => {
    const end: CommandEnd = {
      exitCode: 1,
      timedOut: false,
      durationMs: 40,
      output: "no such file",
      dropped: 0,
    };
    const sandbox = memorySandbox({}, { start: () => fakeProcess("p1", [], end) });
    const { result } = await toolBench({ sandbox }).call("shell", {
      command: "x",
      background: true,
    });
    expect(result).toEqual({ content: "exit 1 after 40 ms, at once\nno such file", exitCode: 1 });
  });

  test("refuses an empty command, and hosts that are no names", async () => {
    const { effect } = toolBench();
    await expect(effect("shell", { command: "  " })).rejects.toThrow("`command` is empty");
    await expect(effect("shell", { command: "x", hosts: [1] })).rejects.toThrow("host names");
  });
});

describe("process", () => {
  const bench = async (pieces: string[], end: CommandEnd | null = null) => {
    const sandbox = memorySandbox({}, { start: () => fakeProcess("p1", pieces, end) });
    await sandbox.start({ command: "python3 app.py" });
    return toolBench({ sandbox });
  };

  test("reads only what is new", async () => {
    const { call } = await bench(["one\n"]);
    const output = { id: "p1", action: "output" };
    expect((await call("process", output)).result.content).toBe(
      "p1 is running: python3 app.py\none",
    );
    expect((await call("process", output)).result.content).toBe(
      "p1 is running: python3 app.py\n(no new output)",
    );
  });

  test("stops it, with its last output", async () => {
    const { call } = await bench(["one\n", "bye\n"]);
    const { effect, result } = await call("process", { id: "p1", action: "stop" });
    expect(effect).toEqual({ kind: "none" });
    expect(result.content).toBe("Stopped p1: killed by SIGKILL after 1.5 s\none\nbye");
  });

  test("tells that it had ended by itself", async () => {
    const end: CommandEnd = {
      exitCode: 1,
      timedOut: false,
      durationMs: 40,
      output: "",
      dropped: 0,
    };
    const { call } = await bench(["oops\n"], end);
    const { result } = await call("process", { id: "p1", action: "stop" });
    expect(result).toEqual({
      content: "p1 had ended before: exit 1 after 40 ms\noops",
      exitCode: 1,
    });
  });

  test("names the ids there are", async () => {
    const { run } = await bench([]);
    await expect(run("process", { id: "p9", action: "stop" })).rejects.toThrow(
      "No background command has the id `p9`. There are: p1 (python3 app.py).",
    );
    await expect(toolBench().run("process", { id: "p9", action: "stop" })).rejects.toThrow(
      "There is none.",
    );
  });
});
