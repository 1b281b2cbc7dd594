/** The Landlock fence, run for real by perl. It promises less than the whole fence, and says so. */

import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { landlockArguments } from "../../src/sandbox/landlock-launcher.ts";
import { seccompFilter } from "../../src/sandbox/seccomp.ts";
import { runFilter } from "../support/bpf.ts";
import { openTestSandbox, type TestSandbox } from "../support/open-test-sandbox.ts";

let box: TestSandbox;
beforeAll(async () => {
  box = await openTestSandbox({ backend: "landlock" });
  await box.sandbox.ready();
});
afterAll(() => box?.[Symbol.asyncDispose]());

describe("the landlock fence", () => {
  test("says that it is partial", () => {
    expect(box.sandbox).toMatchObject({ label: "landlock", confined: true });
    expect(box.sandbox.caveat).toMatch(/^partial: no process isolation/);
  });

  test("hosts that it cannot let through are refused, not taken and forgotten", async () => {
    expect(box.sandbox.letsThrough).toBe(false);
    await expect(
      openTestSandbox({ backend: "landlock", hosts: ["registry.example.org"] }),
    ).rejects.toMatchObject({
      message: expect.stringContaining("The fence landlock lets commands reach no host"),
      exitCode: 44,
    });
  });

  test("runs commands that read, write and run what they may", async () => {
    const { output, exitCode } = await box.run(
      "echo x > made; cat made; echo y > $TMPDIR/t; cat $TMPDIR/t; python3 -c 'print(6*7)'; ls /usr >/dev/null && echo usr",
    );
    expect(output).toBe("x\ny\n42\nusr\n");
    expect(exitCode).toBe(0);
  });

  test("escapes-by-writing-outside: nothing else can be written, linked out or made a device", async () => {
    writeFileSync(join(box.around, "victim"), "as it was");
    const { output } = await box.run(
      `for f in /tmp/x /usr/x /etc/x /dev/x ${box.around}/victim ${box.around}/new; do (echo x > $f) 2>/dev/null && echo wrote $f; done; ln ${box.around}/victim here 2>/dev/null && echo linked; mv made ${box.around}/moved 2>/dev/null && echo moved; mknod dev c 1 3 2>/dev/null && echo device; truncate -s 0 ${box.around}/victim 2>/dev/null && echo cut; echo done`,
    );
    expect(output).toBe("done\n");
    expect(readFileSync(join(box.around, "victim"), "utf8")).toBe("as it was");
  });

  test("reads-outside: neither files nor links lead out", async () => {
    writeFileSync(join(box.around, "secret"), "canary");
    const { output } = await box.run(
      `ln -s ${box.around}/secret link; cat link ${box.around}/secret /proc/self/root${box.around}/secret /etc/shadow 2>/dev/null; ls ${process.env.HOME} 2>/dev/null; echo done`,
    );
    expect(output).toBe("done\n");
  });

  test("key-in-environment: other processes' variables are closed", async () => {
    const child = spawn("sleep", ["60"], {
      env: { PATH: "/usr/bin:/bin", SECRET: "canary-environ" },
    });
    const { output } = await box.run(
      `tr '\\0' '\\n' < /proc/${child.pid}/environ; env; kill ${child.pid} && echo killed; true`,
    );
    child.kill();
    expect(output).not.toContain("canary-environ");
    expect(output).not.toContain("killed\n");
  });

  test("reaches-host: there are no sockets at all", async () => {
    const server = createServer((socket) => socket.end("canary"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const { output } = await box.run(`curl -s -m 2 http://127.0.0.1:${port} ; echo done`);
    server.close();
    expect(output).toBe("done\n");
    await expect(
      box.sandbox.http(
        { method: "GET", url: `http://127.0.0.1:${port}/` },
        new AbortController().signal,
      ),
    ).rejects.toThrow(/no network behind this fence/);
  });

  test("preload: variables of a call do nothing before the fence is closed", async () => {
    writeFileSync(join(box.out, "Evil.pm"), `open(my $f, ">", "${box.around}/preloaded"); 1;`);
    const { output } = await box.run("echo $PERL5OPT", {
      env: { PERL5OPT: "-MEvil", PERL5LIB: box.out },
    });
    expect(output).toBe("-MEvil\n");
    expect(existsSync(join(box.around, "preloaded"))).toBe(false);
  });

  test("no rights are left, not even root's", async () => {
    const { output } = await box.run("grep -E 'CapEff|NoNewPrivs|Seccomp:' /proc/self/status");
    expect(output).toBe("CapEff:\t0000000000000000\nNoNewPrivs:\t1\nSeccomp:\t2\n");
  });

  test("what flees its command ends with the session, and its scratch goes too", async () => {
    const own = await openTestSandbox({ backend: "landlock" });
    await own.sandbox.start({ command: "setsid sleep 77.125 >/dev/null 2>&1 & sleep 77.125" });
    const scratch = readdirSync(own.around).filter((name) => name.startsWith("skillet-"));
    expect(scratch).toHaveLength(1);
    await own.sandbox.close();
    expect(existsSync(join(own.around, scratch[0] ?? ""))).toBe(false);
    expect(spawnSync("pgrep", ["-f", "^sleep 77.125"], { encoding: "utf8" }).stdout).toBe("");
    await own[Symbol.asyncDispose]();
  });

  test("a rule that cannot be made ends it before the command", async () => {
    const perl = spawn(
      "perl",
      landlockArguments(process.arch, { readable: [], writable: ["/nonexistent"] }, ["/bin/true"]),
    );
    let words = "";
    perl.stderr.on("data", (chunk) => {
      words += chunk;
    });
    const code = await new Promise((resolve) => perl.once("close", resolve));
    expect(code).toBe(126);
    expect(words).toContain("landlock: /nonexistent: No such file");
  });
});

test("its filter knows no socket but pairs", () => {
  const program = seccompFilter("x64", "none");
  const ask = (number: number, family: number) =>
    runFilter(program, { architecture: 0xc000003e, number, arguments: [family, 1] });
  expect([1, 2, 10, 16].map((family) => ask(41, family))).toEqual(Array(4).fill(0x00050000 + 97));
  expect(ask(53, 1)).toBe(0x7fff0000);
});
