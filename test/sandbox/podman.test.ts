/**
 * The container fence by a real podman, where one works: an image of nothing but busybox is made for it and removed again.
 * Elsewhere all of this is skipped, and a line says why.
 */

import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { leaksOf } from "../../src/app/commands/doctor/fence-trial.ts";
import { openTestSandbox, type TestSandbox } from "../support/open-test-sandbox.ts";

const image = `localhost/skillet-test-${process.pid}:latest`;
const folder = mkdtempSync(join(tmpdir(), "skillet-podman-"));
const settings = join(folder, "containers.conf");
// Its other runtime refuses machines with both kinds of control groups.
writeFileSync(settings, existsSync("/usr/sbin/runc") ? '[engine]\nruntime = "runc"\n' : "");
const variables = { ...process.env, CONTAINERS_CONF: settings };

const podman = (...args: string[]) =>
  spawnSync("podman", args, { encoding: "utf8", env: variables, cwd: "/" });

/** null: there is one, and the image is made. */
function missing(): string | null {
  if (podman("--version").status !== 0) return "podman is not installed";
  const busybox = ["/usr/bin/busybox", "/bin/busybox"].find(existsSync);
  if (!busybox) return "there is no busybox to make an image of";
  const root = join(folder, "root");
  for (const name of ["bin", "tmp", "proc", "dev", "sys", "etc", "home"])
    mkdirSync(join(root, name), { recursive: true });
  cpSync(busybox, join(root, "bin/busybox"));
  const { stdout } = spawnSync(busybox, ["--list"], { encoding: "utf8" });
  for (const name of stdout.split("\n").filter((one) => one !== "" && one !== "busybox"))
    symlinkSync("busybox", join(root, "bin", name));
  spawnSync("tar", ["-C", root, "-cf", join(folder, "image.tar"), "."]);
  const made = podman("import", join(folder, "image.tar"), image);
  if (made.status !== 0) return `podman makes no image: ${made.stderr.trim()}`;
  const limits = ["--ulimit", "nofile=512:512", "--ulimit", "nproc=512:512", "--memory", "1g"];
  const { status, stderr } = podman(
    ...["run", "--rm", "--network", "none", "--pull", "never", ...limits, image, "true"],
  );
  if (status !== 0) return `podman runs no container here: ${stderr.trim()}`;
  return /ignored/.test(stderr) ? `podman limits nothing here: ${stderr.trim()}` : null;
}

const reason = missing();
if (reason !== null) process.stderr.write(`The fence of podman is not tried here: ${reason}\n`);
afterAll(() => {
  podman("rmi", "--force", image);
  rmSync(folder, { recursive: true, force: true });
});

const open = () => openTestSandbox({ backend: "podman", container: { image, variables } });
const survivors = (line: string) =>
  spawnSync("pgrep", ["-f", `^${line}`], { encoding: "utf8" }).stdout;

async function gone(line: string): Promise<boolean> {
  for (let tries = 0; tries < 500 && survivors(line) !== ""; tries++) await sleep(20);
  return survivors(line) === "";
}

describe.skipIf(reason !== null)("the fence of podman", () => {
  let box: TestSandbox;
  beforeAll(async () => {
    box = await open();
    await box.sandbox.ready();
  }, 60_000);
  afterAll(() => box?.[Symbol.asyncDispose](), 60_000);

  test("runs commands that write into the output directory as the user", async () => {
    const { output, exitCode } = await box.run("echo x > made; cat made; pwd; id -u; exit 4");
    expect({ output, exitCode }).toEqual({
      output: `x\n${box.out}\n${process.getuid?.()}\n`,
      exitCode: 4,
    });
    expect(readFileSync(join(box.out, "made"), "utf8")).toBe("x\n");
  });

  test("keeps HOME and /tmp from command to command, and no right", async () => {
    await box.run("echo t > /tmp/t; echo h > ~/h");
    const { output } = await box.run(
      "cat /tmp/t ~/h; grep -E 'CapEff|CapBnd|NoNewPrivs|Seccomp:' /proc/self/status",
    );
    expect(output).toBe(
      "t\nh\nCapEff:\t0000000000000000\nCapBnd:\t0000000000000000\nNoNewPrivs:\t1\nSeccomp:\t2\n",
    );
  });

  test("holds against what doctor tries, and against the root of the image and the kernel's files", async () => {
    const { signal } = new AbortController();
    const found = await leaksOf(box.sandbox, box.around, { home: folder, variables: {}, signal });
    expect(found).toEqual([]);
    const { output } = await box.run(
      "for f in /x /bin/x /etc/x /proc/sys/kernel/core_pattern /proc/sysrq-trigger; do (echo x > $f) 2>/dev/null && echo wrote $f; done; ls -A /root 2>/dev/null; cat /proc/net/dev | tail -n +3 | cut -d: -f1; echo done",
    );
    expect(output.replaceAll(" ", "")).toBe("lo\ndone\n");
  });

  test("the user's repository is read-only, and cannot be moved away", async () => {
    await using own = await open();
    mkdirSync(join(own.out, "deep/er/.git"), { recursive: true });
    writeFileSync(join(own.out, "deep/er/.git/config"), "[core]\n");
    const { output } = await own.run(
      "(echo x >> deep/er/.git/config) 2>/dev/null && echo wrote; mv deep away 2>/dev/null && echo moved; mv deep/er/.git g 2>/dev/null && echo taken; echo ok > deep/er/file; cat deep/er/file",
    );
    expect(output).toBe("ok\n");
  });

  test("commands share a network: one serves, another asks, and so does Skillet", async () => {
    const served = await box.sandbox.start({
      command: "echo hello > page; exec httpd -f -p 127.0.0.1:8765",
    });
    while (!(await box.sandbox.listening(8765))) await sleep(20);
    const { output } = await box.run("wget -q -O - http://127.0.0.1:8765/page");
    expect(output).toBe("hello\n");
    const request = { method: "GET", url: "http://127.0.0.1:8765/page" };
    const reply = await box.sandbox.http(request, new AbortController().signal);
    expect(reply).toMatchObject({ status: 200, body: "hello\n" });
    await served.stop();
    expect(await box.sandbox.listening(8765)).toBe(false);
  });

  test("what flees its command ends with it, and at a timeout", async () => {
    const fled = await box.run("(setsid sleep 90.125 >/dev/null 2>&1 &); echo up");
    expect(fled.output).toBe("up\n");
    expect(await gone("sleep 90.125")).toBe(true);
    const end = await box.run("(setsid sleep 91.125 &); trap '' TERM; sleep 91.125", {
      timeoutMs: 1500,
    });
    expect(end.timedOut).toBe(true);
    expect(await gone("sleep 91.125")).toBe(true);
  });

  test("a command cannot end the session, nor the others of it", async () => {
    await box.run("kill -9 1; kill -9 -1; killall -9 sh; true");
    expect((await box.run("echo still")).output).toBe("still\n");
  });

  test("everything ends with a Skillet that is killed", async () => {
    const module = new URL("../../src/sandbox/open.ts", import.meta.url).pathname;
    const around = mkdtempSync(join(tmpdir(), "skillet-killed-"));
    mkdirSync(join(around, "out"));
    const options = {
      ...{ out: join(around, "out"), backend: "podman", path: "/usr/bin", home: around },
      ...{ spoolDir: join(around, "spool"), temporary: around, container: { image, variables } },
    };
    const script = `import { openSandbox } from ${JSON.stringify(module)};
      const box = openSandbox(${JSON.stringify(options)});
      await box.start({ command: "setsid sleep 92.125 & exec sleep 92.125" });
      process.kill(process.pid, "SIGKILL");`;
    const { signal } = spawnSync(process.execPath, ["--input-type=module", "--eval", script]);
    expect(signal).toBe("SIGKILL");
    expect(await gone("sleep 92.125")).toBe(true);
    rmSync(around, { recursive: true, force: true });
  });

  test("closing it leaves no container and no scratch", async () => {
    const own = await open();
    await own.sandbox.start({ command: "sleep 93.125" });
    await own.sandbox.close();
    expect(survivors("sleep 93.125")).toBe("");
    expect(readdirSync(own.around).filter((name) => name.startsWith("skillet-"))).toEqual([]);
    await own[Symbol.asyncDispose]();
  });

  test("an image that is not there is not fetched", async () => {
    await using own = await openTestSandbox({
      ...{ backend: "podman", container: { image: "localhost/skillet-nowhere:1", variables } },
    });
    await expect(own.sandbox.ready()).rejects.toMatchObject({
      exitCode: 44,
      hint: expect.stringContaining("podman pull localhost/skillet-nowhere:1"),
    });
  });
});
