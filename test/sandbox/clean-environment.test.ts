import { describe, expect, test } from "vitest";
import { cleanEnvironment } from "../../src/sandbox/clean-environment.ts";
import { openTestSandbox } from "../support/open-test-sandbox.ts";

const options = { path: "/usr/bin", home: "/home/skillet", shell: "/bin/sh" };

describe("cleanEnvironment", () => {
  test("starts from nothing: only names it knows, those the user listed and those of the call", () => {
    const made = cleanEnvironment({ ...options, extra: { LISTED: "1" } }, { CALLED: "2" });
    expect(made).toMatchObject({
      PATH: "/usr/bin",
      LISTED: "1",
      CALLED: "2",
      CI: "1",
      TERM: "dumb",
    });
    expect(
      Object.keys(made).filter((name) => name in process.env && /KEY|TOKEN/.test(name)),
    ).toEqual([]);
  });

  test("leaves out what is no name", () => {
    expect(cleanEnvironment(options, { "A=B": "x", "": "y" })).not.toHaveProperty("A=B");
  });
});

test("nothing waits for somebody: no editor, no question, no pager", async () => {
  await using box = await openTestSandbox();
  const git = "git -c user.name=n -c user.email=a@example.org -C g";
  const { output, exitCode } = await box.run(
    `set -e; git init -q g; echo 1 >g/f; ${git} add f; ${git} commit -qm one; ${git} commit -q --amend; echo 2 >g/f; ` +
      `${git} commit -qam two; ${git} rebase -q -i HEAD~1; ${git} log --oneline | wc -l; \${VISUAL:-vi} f; \${EDITOR:-vi} f; ` +
      `! git clone -q http://127.0.0.1:9/x.git; ! read -r line; mkdir n; cd n; npm init >/dev/null; test -f package.json; echo all`,
  );
  expect([exitCode, output.trim().split("\n").at(-1)]).toEqual([0, "all"]);
}, 30_000);

test("key-in-environment: no variable of Skillet's own process is seen by a command, nor in /proc", async () => {
  const names = [
    "OPENAI_API_KEY",
    "QWEN_API_KEY",
    "GITHUB_TOKEN",
    "AWS_SECRET_ACCESS_KEY",
    "NPM_TOKEN",
    "SSH_AUTH_SOCK",
  ];
  const before = names.map((name) => process.env[name]);
  for (const name of names) process.env[name] = `canary-${name}`;
  try {
    await using box = await openTestSandbox();
    const { output } = await box.run(
      "env; cat /proc/*/environ 2>/dev/null | tr '\\0' '\\n'; tr '\\0' '\\n' </proc/1/cmdline",
    );
    expect(output).toContain("PATH=");
    expect(output).not.toContain("canary-");
    await using plain = await openTestSandbox({ backend: "none" });
    expect((await plain.run("env")).output).not.toContain("canary-");
  } finally {
    for (const [place, name] of names.entries()) {
      if (before[place] === undefined) delete process.env[name];
      else process.env[name] = before[place];
    }
  }
});
