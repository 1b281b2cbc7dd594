/** Backends that this machine cannot run: what they would be given, looked at once and held by golden files. */

import { describe, expect, test } from "vitest";
import { exitCodes } from "../../src/core/errors.ts";
import {
  type CommandContainerOptions,
  commandContainer,
  removal,
  sessionContainer,
} from "../../src/sandbox/container-arguments.ts";
import { checkImage } from "../../src/sandbox/container-engine.ts";
import { defaultLimits } from "../../src/sandbox/limits.ts";
import { seatbeltProfile } from "../../src/sandbox/seatbelt-profile.ts";

const container: CommandContainerOptions = {
  engine: "docker",
  rootless: true,
  image: "debian:stable-slim",
  out: "/home/user/project/sandbox",
  cwd: "/home/user/project/sandbox/web",
  scratch: "/tmp/skillet-1",
  readable: ["/home/user/skills/flask-app"],
  protect: ["/home/user/project/sandbox/.git", "/home/user/project/sandbox/a/b/.git"],
  environment: { HOME: "/home/skillet" },
  session: "k3v9",
  command: "python3 -m http.server 5000",
  commandId: "7",
  user: "1000:1000",
  limits: defaultLimits,
  hard: { openFiles: 4096, processes: 30000 },
};

/** One option with its value a line. */
const lines = (args: readonly string[]) => `${args.join(" ").replaceAll(" --", "\n--")}\n`;

describe.each(["docker", "podman"] as const)("the arguments of %s", (engine) => {
  test("are the ones that were looked at", async () => {
    const all = [
      sessionContainer({ ...container, engine }),
      commandContainer({ ...container, engine }),
      removal(engine, ["skillet-k3v9-7"]),
    ];
    await expect(all.map(lines).join("\n")).toMatchFileSnapshot(`golden/${engine}.txt`);
  });

  test.each(["/a,readonly=false", '/a"', "/a\nb"])("cannot be bent by a path: %j", (out) => {
    expect(() => commandContainer({ ...container, engine, out })).toThrow(
      expect.objectContaining({
        exitCode: exitCodes.noSandbox,
        message: expect.stringMatching(/comma/),
      }),
    );
  });
});

test.each(["--privileged", "", "a b", "-v/:/host", "a;b", "a\n"])("is no image: %j", (image) => {
  expect(() => checkImage(image)).toThrow(/Not the name of an image/);
});

test.each(["debian", "docker.io/library/debian:stable-slim", "localhost:5000/a_b@sha256:0f"])(
  "is an image: %s",
  (image) => {
    expect(() => checkImage(image)).not.toThrow();
  },
);

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
