import { describe, expect, test } from "vitest";
import { UserError } from "../../src/core/errors.ts";
import { seccompFilter } from "../../src/sandbox/seccomp.ts";
import { runFilter } from "../support/bpf.ts";

const allowed = 0x7fff0000;
const killed = 0x80000000;
const refused = (errno: number) => 0x00050000 + errno;
const architectures = { x64: 0xc000003e, arm64: 0xc00000b7 };

/** Numbers of asm/unistd_64.h and asm-generic/unistd.h. */
const calls = {
  x64: {
    read: 0,
    socket: 41,
    socketpair: 53,
    clone: 56,
    fork: 57,
    chmod: 90,
    fchmodat: 268,
    openat: 257,
    ioctl: 16,
    ptrace: 101,
    mount: 165,
    unshare: 272,
    clone3: 435,
    bpf: 321,
    io_uring_setup: 425,
    keyctl: 250,
    setns: 308,
    openat2: 437,
  },
  arm64: {
    read: 63,
    socket: 198,
    socketpair: 199,
    clone: 220,
    fork: -1,
    chmod: -1,
    fchmodat: 53,
    openat: 56,
    ioctl: 29,
    ptrace: 117,
    mount: 40,
    unshare: 97,
    clone3: 435,
    bpf: 280,
    io_uring_setup: 425,
    keyctl: 219,
    setns: 268,
    openat2: 437,
  },
};

describe.each(["x64", "arm64"] as const)("the filter for %s", (processor) => {
  const program = seccompFilter(processor);
  const ask = (name: keyof (typeof calls)["x64"], ...args: number[]) =>
    runFilter(program, {
      architecture: architectures[processor],
      number: calls[processor][name],
      arguments: args,
    });

  test("lets ordinary work through", () => {
    expect(ask("read", 0, 0, 10)).toBe(allowed);
    expect(ask("openat", -100, 0, 0o100, 0o644)).toBe(allowed);
    expect(ask("fchmodat", -100, 0, 0o755)).toBe(allowed);
    expect(ask("clone", 0x3d0f00)).toBe(allowed);
    expect(ask("ioctl", 0, 0x5401)).toBe(allowed);
    expect(ask("unshare", 0x400)).toBe(allowed);
  });

  test("knows two families of sockets, and pairs that stay connected to each other", () => {
    expect([2, 10].map((family) => ask("socket", family, 1))).toEqual([allowed, allowed]);
    expect(
      new Set([0, 1, 3, 16, 17, 38, 40, 44, -1].map((family) => ask("socket", family, 1))),
    ).toEqual(new Set([refused(97)]));
    const [nonBlocking, closing] = [0o4000, 0o2000000];
    for (const kind of [1, 5, 1 | closing, 1 | nonBlocking | closing])
      expect(ask("socketpair", 1, kind)).toBe(allowed);
    for (const kind of [2, 3, 2 | closing, 2 | nonBlocking | closing])
      expect(ask("socketpair", 1, kind)).toBe(refused(1));
  });

  test("refuses what reaches other processes, the kernel or the mounts", () => {
    for (const name of ["ptrace", "mount", "bpf", "io_uring_setup", "keyctl", "setns"] as const) {
      expect([name, ask(name)]).toEqual([name, refused(1)]);
    }
  });

  test("refuses namespaces by flag, and makes the call that hides its flags unknown", () => {
    for (const flag of [
      0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000,
    ]) {
      expect(ask("clone", flag | 17)).toBe(refused(1));
      expect(ask("unshare", flag)).toBe(refused(1));
    }
    expect(ask("unshare", 0x80)).toBe(refused(1));
    expect(ask("clone3")).toBe(refused(38));
    expect(ask("openat2")).toBe(refused(38));
  });

  test("refuses keys for the terminal, whatever stands in the half the kernel ignores", () => {
    expect(ask("ioctl", 0, 0x5412)).toBe(refused(1));
    expect(ask("ioctl", 0, 0x541c)).toBe(refused(1));
    expect(ask("ioctl", 0, 0x100005412)).toBe(refused(1));
  });

  test("refuses setuid and setgid wherever a mode is given", () => {
    expect(ask("fchmodat", -100, 0, 0o4755)).toBe(refused(1));
    expect(ask("fchmodat", -100, 0, 0o2755)).toBe(refused(1));
    expect(ask("openat", -100, 0, 0o100, 0o6755)).toBe(refused(1));
    if (processor === "x64") expect(ask("chmod", 0, 0o4755)).toBe(refused(1));
  });

  test("kills programs of another architecture", () => {
    expect(runFilter(program, { architecture: 0x40000003, number: 0 })).toBe(killed);
    if (processor !== "x64") return;
    expect(runFilter(program, { architecture: architectures.x64, number: 0x40000000 })).toBe(
      killed,
    );
  });

  test("is the one that was looked at", async () => {
    const lines = Array.from({ length: program.length / 8 }, (_, at) =>
      program.subarray(at * 8, at * 8 + 8).toString("hex"),
    );
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(`golden/seccomp-${processor}.txt`);
  });
});

test("a processor without known numbers gets no filter, and so no fence", () => {
  expect(() => seccompFilter("mips")).toThrow(UserError);
});
