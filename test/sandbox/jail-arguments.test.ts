import { describe, expect, test } from "vitest";
import {
  type JailOptions,
  jailArguments,
  worldArguments,
} from "../../src/sandbox/jail-arguments.ts";

const features = { size: true, disableUserNamespaces: true };

const world = {
  out: "/home/user/project/sandbox",
  systemFolders: {
    "/usr": "folder",
    "/bin": { link: "usr/bin" },
    "/lib64": { link: "usr/lib64" },
    "/opt": null,
  },
  readable: ["/home/user/.pyenv/versions/3.12.1"],
  scratchBytes: 1_000_000,
  processes: 4096,
  features,
} as const;

const jail: JailOptions = {
  out: "/home/user/project/sandbox",
  cwd: "/home/user/project/sandbox/web",
  readable: ["/home/user/skills/flask-app"],
  protect: [],
  environment: { HOME: "/home/skillet", PATH: "/usr/bin" },
  features,
  seccompDescriptor: 3,
  command: ["/bin/sh", "-c", "true"],
};

/** One option with its values a line, as a person would write it down. */
function lines(args: readonly string[]): string {
  return `${args.join(" ").replaceAll(" --", "\n--")}\n`;
}

describe("the arguments of bubblewrap", () => {
  test("for the session's world", async () => {
    await expect(lines(worldArguments(world))).toMatchFileSnapshot("golden/world.txt");
  });

  test("for a jail", async () => {
    await expect(lines(jailArguments(jail))).toMatchFileSnapshot("golden/jail.txt");
  });

  test("for a jail with something to protect", async () => {
    const protect = ["/home/user/project/sandbox/.git", "/home/user/project/sandbox/a/b/.git"];
    const args = jailArguments({ ...jail, protect });
    await expect(lines(args)).toMatchFileSnapshot("golden/jail-protect.txt");
  });

  test("for an older bubblewrap leave out what it does not know", () => {
    const old = { size: false, disableUserNamespaces: false };
    expect(worldArguments({ ...world, features: old })).not.toContain("--size");
    expect(jailArguments({ ...jail, features: old })).not.toContain("--disable-userns");
  });

  test("leave the machine's own number of processes alone where the kernel has but one", () => {
    expect(worldArguments({ ...world, processes: null }).join(" ")).not.toContain("pid_max");
  });

  test("keep hostile words apart from options", () => {
    const args = jailArguments({ ...jail, command: ["/bin/sh", "-c", "--bind / /"] });
    expect(args.slice(args.lastIndexOf("--"))).toEqual(["--", "/bin/sh", "-c", "--bind / /"]);
  });
});
