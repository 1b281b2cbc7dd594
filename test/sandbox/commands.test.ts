/** Commands through the real fence. Without bubblewrap these fail and say how to get it: the promise is not optional. */

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ToolProblem } from "../../src/core/ports.ts";
import { openTestSandbox, type TestSandbox } from "../support/open-test-sandbox.ts";

let box: TestSandbox;
beforeAll(async () => {
  box = await openTestSandbox();
  await box.sandbox.ready();
});
afterAll(() => box?.[Symbol.asyncDispose]());

describe("a command", () => {
  test("runs in the output directory, as somebody without rights", async () => {
    const { output, exitCode } = await box.run("pwd; id -u; grep CapEff /proc/self/status");
    expect(output).toBe(`${box.out}\n1000\nCapEff:\t0000000000000000\n`);
    expect(exitCode).toBe(0);
  });

  test("keeps stdout and stderr in the order they were written", async () => {
    const { output } = await box.run("for i in 1 2 3; do echo out$i; echo err$i >&2; done");
    expect(output).toBe("out1\nerr1\nout2\nerr2\nout3\nerr3\n");
  });

  test("streams what it says while it runs", async () => {
    const running = box.sandbox.run(
      { command: "echo first; read x < gate; echo second" },
      new AbortController().signal,
    );
    await box.run("mkfifo gate");
    expect((await running.next()).value).toBe("first\n");
    await box.run("echo go > gate");
    expect((await running.next()).value).toBe("second\n");
    expect((await running.next()).done).toBe(true);
    await box.run("rm gate");
  });

  test("gives its exit code, and 128 and the signal for one of its own", async () => {
    expect((await box.run("exit 7")).exitCode).toBe(7);
    expect((await box.run("kill -9 $$")).exitCode).toBe(137);
  });

  test("that prints a file in Shift_JIS shows its text, and is told it", async () => {
    const { output, shown, encoding } = await box.run(
      "printf '\\220\\335\\222\\350\\203\\164\\203\\100\\203\\103\\203\\213\\202\\305\\202\\267\\201\\102\\012\\226\\274\\221\\117\\075\\216\\122\\223\\143\\221\\276\\230\\131\\012'",
    );
    expect([output, shown, encoding]).toEqual([
      "設定ファイルです。\n名前=山田太郎\n",
      "設定ファイルです。\n名前=山田太郎\n",
      "shift_jis",
    ]);
  });

  test("that asks on its outputs gets no answer either, and goes on", async () => {
    const { output, timedOut } = await box.run(
      "for on in 1 2; do read answer <&$on; echo $on: $?; done; echo still heard >&2",
      { timeoutMs: 20_000 },
    );
    expect([output, timedOut]).toEqual(["1: 1\n2: 1\nstill heard\n", false]);
  });

  test("has a closed stdin", async () => {
    expect((await box.run("cat; echo end")).output).toBe("end\n");
  });

  test("runs in a folder below, and nowhere else", async () => {
    mkdirSync(join(box.out, "below"));
    expect((await box.run("pwd", { cwd: "below" })).output).toBe(`${box.out}/below\n`);
    await expect(box.run("pwd", { cwd: ".." })).rejects.toThrow(ToolProblem);
    await expect(box.run("pwd", { cwd: "/etc" })).rejects.toThrow(ToolProblem);
    await expect(box.run("pwd", { cwd: "missing" })).rejects.toThrow(/cannot start in/);
  });

  test("too long for the system is refused with advice", async () => {
    await expect(box.run(`true ${"x".repeat(200_000)}`)).rejects.toThrow(/Write it to a file/);
  });

  test("keeps what it wrote to /tmp and HOME for the next command of the session", async () => {
    await box.run("echo a > /tmp/kept; echo b > ~/kept");
    expect((await box.run("cat /tmp/kept ~/kept")).output).toBe("a\nb\n");
    expect(existsSync("/tmp/kept")).toBe(false);
  });

  test("sees the user's python3 first and the system's behind it", async () => {
    const { output } = await box.run("which -a python3 && python3 -c 'print(6*7)'");
    expect(output).toContain("/usr/bin/python3\n");
    expect(output).toMatch(/\n42\n$/);
  });
});

describe("the jail", () => {
  test("escapes-by-writing-outside: nothing but the output directory and scratch can be written", async () => {
    const tried = ["/x", "/usr/x", "/etc/x", "/dev/x", "/bin/x", "/proc/x", "/opt/x", "/home/x"];
    const { output } = await box.run(
      `for f in ${tried.join(" ")}; do (echo x > $f) 2>/dev/null && echo wrote $f; done; echo done`,
    );
    expect(output).toBe("done\n");
  });

  test("reads-outside: neither homes nor the folder around the output directory are there", async () => {
    writeFileSync(join(box.around, "secret"), "canary");
    const { output } = await box.run(
      `cat ${box.around}/secret ../secret /proc/1/root${box.around}/secret 2>&1; ls -A ~; ls ${process.env.HOME}/.ssh 2>&1`,
    );
    expect(output).not.toContain("canary");
  });

  test("core-pattern: the kernel's settings and triggers are closed, for real root as well", async () => {
    const { output } = await box.run(
      [
        "cd /proc; for f in sys/kernel/core_pattern sys/kernel/hostname sysrq-trigger irq/default_smp_affinity",
        "acpi/wakeup fs/*/* bus/pci/*/*; do [ -e $f ] && (: >> $f) 2>/dev/null && echo open $f; done; echo done",
      ].join(" "),
    );
    expect(output).toBe("done\n");
  });

  test("kernel-files: no file of /proc looks writable or is, and there is no /sys", async () => {
    const { output } = await box.run(
      [
        "find /proc /sys -type f -writable 2>/dev/null",
        "for f in mtrr pressure/cpu self/oom_score_adj self/comm self/uid_map self/mem; do (: >>/proc/$f) 2>/dev/null && echo open $f; done",
        "[ -e /sys ] && echo sys; echo done",
      ].join("; "),
    );
    expect(output).toBe("done\n");
  });

  test("planted-files: no device, and no hard link to what lies outside, can be made", async () => {
    const { output } = await box.run(
      "mknod zero c 1 5 2>/dev/null && echo device; ln /usr/bin/env hard 2>/dev/null && echo hard; ln -L /proc/self/exe hard 2>/dev/null && echo magic; echo done",
    );
    expect(output).toBe("done\n");
  });

  test("remount: nothing can be mounted, unmounted or nested", async () => {
    const { output } = await box.run(
      "mount -o remount,rw / 2>/dev/null && echo mount; umount /proc 2>/dev/null && echo umount; unshare -U true 2>/dev/null && echo userns; unshare -n true 2>/dev/null && echo netns; echo done",
    );
    expect(output).toBe("done\n");
  });

  test("setuid: the bits that would make a file run as somebody else cannot be set", async () => {
    await box.run(
      "cp /bin/true su1; chmod u+s su1; chmod 2755 su1; cp /bin/true su2; install -m 4755 /bin/true su3",
    );
    for (const name of readdirSync(box.out).filter((name) => name.startsWith("su"))) {
      expect(statSync(join(box.out, name)).mode & 0o6000).toBe(0);
    }
  });

  test("unix-sockets, raw sockets and other families are refused, pairs that stay together are not", async () => {
    const python = [
      "import socket",
      "for family in (1, 16, 17, 38, 40):",
      "  try: socket.socket(family, socket.SOCK_DGRAM); print('open', family)",
      "  except OSError: pass",
      "for kind in (socket.SOCK_DGRAM, socket.SOCK_RAW):",
      "  try: socket.socketpair(socket.AF_UNIX, kind); print('open, and free to leave its partner', kind)",
      "  except OSError: pass",
      "a, b = socket.socketpair(); a.send(b'x'); print(b.recv(1))",
      "s = socket.socket(socket.AF_INET6); print('inet6')",
    ].join("\n");
    expect((await box.run(`/usr/bin/python3 -c "${python}"`)).output).toBe("b'x'\ninet6\n");
  });

  test("system calls of other people's doors are refused", async () => {
    // ptrace(TRACEME), keyctl, bpf, userfaultfd, io_uring_setup, TIOCSTI on stdin, name_to_handle_at
    const perl = `
      my %tried = (ptrace => [101,0,0,0,0], keyctl => [250,0,0,0,0,0], bpf => [321,0,0,0], userfaultfd => [323,0],
        io_uring => [425,1,0], perf => [298,0,0,-1,-1,0], setns => [308,0,0], open_tree => [428,-100,0,0]);
      for my $name (sort keys %tried) {
        my @call = @{$tried{$name}}; $! = 0; my $got = syscall(shift @call, @call);
        print "$name $got\\n" if $got >= 0 || $!{EPERM} == 0;
      }
      my $key = "x"; ioctl(STDIN, 0x5412, $key) and print "tiocsti\\n";
      print "done\\n";`;
    writeFileSync(join(box.out, "calls.pl"), perl);
    expect((await box.run("perl calls.pl")).output).toBe("done\n");
  });

  test("fork-bomb: a crowd of processes is held to its number, and goes with its command", async () => {
    const before = readFileSync("/proc/sys/kernel/pid_max", "utf8");
    await using own = await openTestSandbox({ limits: { sessionProcesses: 600 } });
    const python = [
      "import os, time",
      "count = 0",
      "try:",
      "  while count < 3000:",
      "    if os.fork() == 0: time.sleep(60); os._exit(0)",
      "    count += 1",
      "except OSError: pass",
      "print('started', count)",
    ].join("\n");
    const { output } = await own.run(`/usr/bin/python3 -c "${python}"`);
    const started = Number(/started (\d+)/.exec(output)?.[1]);
    expect(started).toBeGreaterThan(100);
    expect(started).toBeLessThan(1100);
    expect((await own.run("echo still here")).output).toBe("still here\n");
    expect(readFileSync("/proc/sys/kernel/pid_max", "utf8")).toBe(before);
  });

  test("preload: variables of a call do nothing before the fence is closed", async () => {
    const { output } = await box.run("echo $LD_PRELOAD; ls /proc/self/fd | wc -l", {
      env: { LD_PRELOAD: `${box.out}/none.so`, BASH_ENV: "/dev/null" },
    });
    expect(output).toContain(`${box.out}/none.so\n`);
    expect(output).toMatch(/object .* cannot be preloaded/);
  });

  test("leaked descriptors: what Skillet was started with does not reach a command", async () => {
    await using own = await openTestSandbox();
    const secret = join(own.around, "secret");
    writeFileSync(secret, "canary");
    const program = new URL("../support/run-all.ts", import.meta.url).pathname;
    const printed = execFileSync(
      "bash",
      [
        "-c",
        `exec 7<${secret} 40<${secret}; exec "$@"`,
        "bash",
        process.execPath,
        program,
        own.out,
        join(own.around, "spool"),
        "cat <&7; cat <&40; cat /proc/self/fd/*",
      ],
      { encoding: "utf8", env: { PATH: "/usr/bin:/bin" } },
    );
    expect(printed).toContain("exitCode");
    expect(printed).not.toContain("canary");
  });

  test("in a place in memory works like anywhere else", async () => {
    await using own = await openTestSandbox({ folder: "/dev/shm" });
    expect((await own.run("echo x > f; cat f; pwd")).output).toBe(`x\n${own.out}\n`);
  });

  test("no terminal of the user's is in reach", async () => {
    expect((await box.run("(: </dev/tty) 2>&1 || echo none")).output).toMatch(/none\n$/);
  });

  test("protected: repositories and Skillet's settings can be read and not changed, wherever they lie", async () => {
    await using own = await openTestSandbox();
    for (const folder of [".git/hooks", "deep/er/.git/hooks", ".skillet"]) {
      mkdirSync(join(own.out, folder), { recursive: true });
      writeFileSync(join(own.out, folder, "file"), "as it was");
    }
    writeFileSync(join(own.out, "deep/.git"), "gitdir: elsewhere");
    const { output } = await own.run(
      "cat .git/hooks/file; for f in .git/hooks/file .git/new deep/er/.git/hooks/file deep/.git .skillet/file; do (echo x > $f) 2>/dev/null && echo wrote $f; done; mv .git g 2>/dev/null && echo moved; rm -rf deep/er/.git 2>/dev/null; ls deep/er/.git/hooks",
    );
    expect(output).toBe("as it wasfile\n");
  });

  test("protected: what holds a repository of the user's cannot be moved away with it", async () => {
    await using own = await openTestSandbox();
    mkdirSync(join(own.out, "a/b/.git/hooks"), { recursive: true });
    const { output } = await own.run(
      "mv a c 2>/dev/null && echo moved; mv a/b x 2>/dev/null && echo moved; echo x > a/b/new; mv a/b/new a/new && cat a/new",
    );
    expect(output).toBe("x\n");
  });

  test("nothing of the fence is left in the output directory, nor beside it", async () => {
    await using own = await openTestSandbox();
    await own.run("true");
    expect(readdirSync(own.out)).toEqual([]);
    expect(readdirSync(own.around).sort()).toEqual(["out", "spool"]);
  });

  test("a folder made readable during the session is visible to the commands after it, read-only", async () => {
    const folder = join(box.around, "skill");
    mkdirSync(folder);
    writeFileSync(join(folder, "tool.sh"), "echo from the skill\n");
    expect((await box.run(`sh ${folder}/tool.sh`)).exitCode).not.toBe(0);
    box.sandbox.addReadable(folder);
    expect((await box.run(`sh ${folder}/tool.sh`)).output).toBe("from the skill\n");
    expect((await box.run(`touch ${folder}/new`)).exitCode).not.toBe(0);
  });

  test("a private key folder of the system's is not there", async () => {
    expect((await box.run("ls /etc/ssl/private /etc/shadow 2>&1")).exitCode).not.toBe(0);
  });
});
