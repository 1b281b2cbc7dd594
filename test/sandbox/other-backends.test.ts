/** Backends that this machine cannot run: what they would be given, looked at once and held by golden files. */

import { describe, expect, test } from "vitest";
import {
  type ContainerOptions,
  commandContainer,
  sessionContainer,
} from "../../src/sandbox/container-arguments.ts";
import { openSandbox } from "../../src/sandbox/open.ts";
import { seatbeltProfile } from "../../src/sandbox/seatbelt-profile.ts";
import { homeWith } from "../support/home-with.ts";

const container: ContainerOptions = {
  engine: "docker",
  image: "debian:stable-slim",
  out: "/home/user/project/sandbox",
  cwd: "/home/user/project/sandbox/web",
  readable: ["/home/user/skills/flask-app"],
  protect: ["/home/user/project/sandbox/.git"],
  environment: { HOME: "/home/skillet", PATH: "/usr/bin" },
  session: "k3v9",
  command: "python3 -m http.server 5000",
  commandId: "7",
  user: "1000:1000",
  processes: 1024,
  memoryBytes: 4294967296,
  scratchBytes: 1073741824,
};

/** One option with its value a line. */
const lines = (args: readonly string[]) => `${args.join(" ").replaceAll(" --", "\n--")}\n`;

describe.each(["docker", "podman"] as const)("the arguments of %s", (engine) => {
  test("are the ones that were looked at", async () => {
    const text = `${lines(sessionContainer({ ...container, engine }))}\n${lines(commandContainer({ ...container, engine }))}`;
    await expect(text).toMatchFileSnapshot(`golden/${engine}.txt`);
  });

  test("cannot be bent by a path", () => {
    expect(() => commandContainer({ ...container, engine, out: "/a,readonly=false" })).toThrow(
      /comma/,
    );
  });
});

describe("the seatbelt profile", () => {
  const options = {
    out: "/Users/user/project/sandbox",
    scratch: "/private/var/folders/x/skillet-1",
    readable: ["/Users/user/.pyenv/versions/3.12.1"],
    protect: ["/Users/user/project/sandbox/.skillet"],
  };

  test("is the one that was looked at", async () => {
    await expect(seatbeltProfile(options)).toMatchFileSnapshot("golden/seatbelt.sb");
  });

  test("cannot be bent by a path", () => {
    const out = '/Users/x") (allow default) ("\\';
    const profile = seatbeltProfile({ ...options, out });
    expect(profile).toContain(String.raw`(subpath "/Users/x\") (allow default) (\"\\")`);
    expect(() => seatbeltProfile({ ...options, out: "/a\n(allow default)" })).toThrow(/control/);
  });
});

test.each(["docker", "podman"] as const)(
  "--sandbox %s refuses to start here, and runs nothing",
  (backend) => {
    const out = homeWith({});
    expect(() =>
      openSandbox({ out, backend, path: "", home: out, spoolDir: `${out}/spool`, temporary: out }),
    ).toThrow(expect.objectContaining({ exitCode: 44 }));
  },
);
