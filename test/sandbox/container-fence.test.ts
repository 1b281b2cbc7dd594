/**
 * The fences of docker and podman, with a program in the place of the engine that understands our arguments and runs commands on
 * this machine: how a session starts, runs, stops and is told to fail. What containers hold is tried in podman.test.ts.
 */

import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { exitCodes, UserError } from "../../src/core/errors.ts";
import { ToolProblem } from "../../src/core/ports.ts";
import { fenceOf } from "../../src/sandbox/backends.ts";
import type { ContainerChoice, Fence } from "../../src/sandbox/fence.ts";
import { requestHttp } from "../../src/sandbox/http-request.ts";
import { defaultLimits } from "../../src/sandbox/limits.ts";
import { homeWith } from "../support/home-with.ts";
import { runBehind, startBehind } from "../support/run-behind.ts";

const program = new URL("../support/programs/fake-engine.ts", import.meta.url).pathname;

interface Engine {
  fence: Fence;
  out: string;
  home: string;
  /** Names of the containers that are there. */
  containers(): string[];
  /** Makes a call of the engine fail with these words. */
  fails(call: string, words: string): void;
}

function engine(name: "docker" | "podman" = "docker", container?: ContainerChoice): Engine {
  const home = homeWith({ "state/.keep": "", "out/.keep": "" });
  const state = join(home, "state");
  const file = join(home, name);
  writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${program}' '${state}' "$@"\n`);
  chmodSync(file, 0o755);
  const out = join(home, "out");
  const fence = fenceOf(name, {
    ...{ out, home, path: "", limits: defaultLimits, temporary: home },
    readable: [join(home, "not-there")],
    environment: { CHOSEN: "yes" },
    programs: { [name]: file },
    ...(container ? { container } : {}),
  });
  onTestFinished(() => fence.close());
  return {
    ...{ fence, out, home },
    containers: () => readdirSync(state).filter((one) => one.endsWith(".container")),
    fails: (call, words) => writeFileSync(join(state, call), words),
  };
}

async function problemOf(promise: Promise<unknown>): Promise<UserError> {
  const thrown = await promise.then(
    () => undefined,
    (problem: unknown) => problem,
  );
  expect(thrown).toBeInstanceOf(UserError);
  return thrown as UserError;
}

const alive = (line: string) =>
  spawnSync("pgrep", ["-f", `^${line}`], { encoding: "utf8" }).stdout !== "";

describe.each(["docker", "podman"] as const)("behind %s", (name) => {
  test("commands run in their folder, with the clean environment, and give their exit code", async () => {
    const { fence, out } = engine(name);
    expect(fence).toMatchObject({ label: name, confined: true, listen: null });
    expect(fence.caveat).toMatch(/cannot reach the internet/);
    mkdirSync(join(out, "web"));
    const { output, exitCode } = await runBehind(fence, {
      ...{ command: "pwd; echo $CHOSEN $OF_CALL; echo to-stderr >&2; env; exit 3" },
      ...{ cwd: join(out, "web"), env: { OF_CALL: "too" } },
    });
    expect(exitCode).toBe(3);
    expect(output).toMatch(new RegExp(`^${out}/web\nyes too\nto-stderr\n`));
    expect(output).toMatch(/^HOME=\/home\/skillet$/m);
    expect(output).toMatch(/^PATH=\/usr\/bin:\/bin$/m);
  });

  test("a timeout ends the container, not only the client", async () => {
    const { fence, out, containers } = engine(name);
    const command = "trap '' TERM; sleep 79.125; sleep 79.125";
    const { timedOut, exitCode } = await runBehind(fence, { command, cwd: out }, 700);
    expect({ timedOut, exitCode }).toEqual({ timedOut: true, exitCode: null });
    expect(alive("sleep 79.125")).toBe(false);
    expect(containers()).toHaveLength(1);
  });

  test("the end of the session ends everything, and leaves nothing", async () => {
    const { fence, out, home, containers } = engine(name);
    const running = await startBehind(fence, { command: "sleep 80.125", cwd: out });
    await running.started;
    expect(containers()).toHaveLength(2);
    await fence.close();
    expect(alive("sleep 80.125")).toBe(false);
    expect(containers()).toEqual([]);
    expect(readdirSync(home).filter((one) => one.startsWith("skillet-"))).toEqual([]);
    expect((await running.ended).exitCode).toBe(137);
  });
});

describe("a session's container", () => {
  test("takes its commands along when it ends, and nothing runs after it", async () => {
    const { fence, out, containers, home } = engine();
    const running = await startBehind(fence, { command: "sleep 81.125", cwd: out });
    await running.started;
    const held = containers().find((one) => !/-\d+\.container$/.test(one)) ?? "";
    const id = held.slice(0, -".container".length);
    spawnSync(join(home, "docker"), ["rm", "--force", id]);
    await running.ended;
    expect(alive("sleep 81.125")).toBe(false);
    while (containers().length > 0) await sleep(10);
    await sleep(50);
    await expect(runBehind(fence, { command: "touch made", cwd: out })).rejects.toThrow(UserError);
    expect(existsSync(join(out, "made"))).toBe(false);
  });

  test("lets Skillet in: ports are seen, and answered", async () => {
    const { fence, out } = engine();
    const signal = new AbortController().signal;
    const running = await startBehind(fence, {
      command:
        "echo hello > page; exec python3 -u -m http.server 0 --bind 127.0.0.1 2>&1 | tee log",
      cwd: out,
    });
    await running.started;
    let port = 0;
    while (port === 0) {
      await sleep(20);
      const { stdout } = spawnSync("cat", [join(out, "log")], { encoding: "utf8" });
      port = Number(/port (\d+)/.exec(stdout)?.[1] ?? 0);
    }
    expect(fence.listeningPorts().has(port)).toBe(true);
    const url = `http://127.0.0.1:${port}/page`;
    const reply = await requestHttp(
      { method: "GET", url },
      (at, on) => fence.connect(at, on),
      signal,
    );
    expect(reply).toMatchObject({ status: 200, body: "hello\n" });
    running.kill();
    await running.ended;
    await expect(fence.connect(port, signal)).rejects.toThrow(/Nothing answers on port/);
    await expect(fence.connect(port, AbortSignal.abort(new Error("stopped")))).rejects.toThrow(
      "stopped",
    );
  });
});

describe("what cannot work is told with what helps, and runs nothing:", () => {
  test.each([
    [
      "fails-info",
      "Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?",
      /systemctl start docker/,
    ],
    [
      "fails-info",
      "permission denied while trying to connect to the Docker daemon socket",
      /as good as root/,
    ],
    ["fails-info", "template: can't evaluate field SecurityOptions in type", /--sandbox podman/],
    ["no-image", "", /docker pull docker\.io\/library\/debian:stable-slim/],
    ["fails-image", "Error: something else", /docs\/sandbox\.md/],
    ["fails-session", "docker: Error: cgroup is not there", /control groups/],
    ["fails-session", "", /docs\/sandbox\.md/],
    ["leaves", "", /control groups/],
    ["fails-run", "docker: error setting rlimit type 7: operation not permitted", /ulimit -Hn/],
  ])("%s: %s", async (call, words, hint) => {
    const { fence, fails, out, containers } = engine();
    fails(call, words);
    const problem = await problemOf(fence.ready());
    expect(problem.exitCode).toBe(exitCodes.noSandbox);
    expect(problem.hint).toMatch(hint);
    expect(problem.message).toContain(words);
    const job = { command: "touch made", cwd: out, env: {}, protect: [] };
    await expect(runBehind(fence, job)).rejects.toBe(problem);
    await fence.close();
    expect(existsSync(join(out, "made"))).toBe(false);
    expect(containers()).toEqual([]);
  });

  test("a daemon that is down, though the client speaks of its own format first", async () => {
    const { fence, fails } = engine();
    fails(
      "fails-info",
      'template: executing "" at <.SecurityOptions>: indirection through nil pointer',
    );
    fails("fails-version", "Cannot connect to the Docker daemon at unix:///x.");
    const problem = await problemOf(fence.ready());
    expect(problem.message).toMatch(/Cannot connect/);
    expect(problem.hint).toMatch(/systemctl start docker/);
  });

  test("an engine that is not installed", () => {
    const home = homeWith({});
    const options = {
      ...{ out: home, home, path: "", limits: defaultLimits, temporary: home },
      ...{ readable: [], environment: {}, programs: { podman: "" } },
    };
    expect(() => fenceOf("podman", options)).toThrow(
      expect.objectContaining({
        exitCode: exitCodes.noSandbox,
        hint: expect.stringMatching(/apt install podman/),
      }),
    );
  });

  test("an image that could be an option", () => {
    expect(() => engine("docker", { image: "--privileged" })).toThrow(/Not the name of an image/);
  });

  test("an output directory that cannot be written to from inside", async () => {
    const { fence, out } = engine();
    spawnSync("rm", ["-r", out]);
    expect((await problemOf(fence.ready())).message).toMatch(/bind source path does not exist/);
  });

  test("a folder that is not there is the model's to mend", async () => {
    const { fence, out } = engine();
    await expect(runBehind(fence, { command: "true", cwd: join(out, "nowhere") })).rejects.toThrow(
      ToolProblem,
    );
    expect(existsSync(join(out, "nowhere"))).toBe(false);
  });

  test("what is protected by a link that leads out", async () => {
    const { fence, out, home } = engine();
    symlinkSync(home, join(out, ".git"));
    const job = { command: "touch made", cwd: out, protect: [join(out, ".git")] };
    expect((await problemOf(runBehind(fence, job))).message).toMatch(/leads out/);
    expect(existsSync(join(out, "made"))).toBe(false);
  });

  test("a command that the engine does not end", async () => {
    const { fence, out, fails, home } = engine();
    const running = await startBehind(fence, { command: "sleep 82.125", cwd: out });
    await running.started;
    fails("fails-rm", "Error response from daemon: it hangs");
    running.kill();
    expect((await problemOf(running.ended)).message).toMatch(/may still run.*it hangs/);
    spawnSync("rm", [join(home, "state/fails-rm")]);
  });
});

test("the engine's client is told where the engine is, and no key", async () => {
  const variables = {
    DOCKER_HOST: "unix:///x",
    OPENAI_API_KEY: "sk-canary",
    PATH: "rel:/usr/bin",
    HOME: "/h",
  };
  const { fence, out } = engine("docker", { variables });
  await fence.ready();
  const { env, args } = fence.launch({ command: "true", cwd: out, env: {}, protect: [] });
  expect(env).toEqual({
    DOCKER_HOST: "unix:///x",
    HOME: "/h",
    PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
  });
  expect(args.join(" ")).not.toContain("canary");
});
