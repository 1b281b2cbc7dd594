/** DESIGN 6.1 and 6.2: the command line and its exit codes, by running it. */

import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { newHome, skillet, startSkillet } from "../support/skillet.ts";

const write = (path: string, content = "A\n") => ({
  calls: [{ name: "write_file", arguments: { path, content } }],
});
const shell = (command: string) => ({ calls: [{ name: "shell", arguments: { command } }] });
const done = { text: "Done." };

test("--version prints the version of the package", async () => {
  const { version } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );
  for (const flag of ["--version", "-V"]) {
    expect(await skillet([flag], { noEndpoint: true })).toMatchObject({
      code: 0,
      stdout: `${version}\n`,
      stderr: "",
    });
  }
});

test("--help names flags, commands and exit codes", async () => {
  const { code, stdout } = await skillet(["--help"], { noEndpoint: true });
  expect(code).toBe(0);
  for (const word of ["--approval-mode", "--out", "demo", "sessions", "60 approval needed"])
    expect(stdout).toContain(word);
});

test("an answer stands alone on stdout, exit 0", async () => {
  expect(await skillet(["-p", "hi"], { script: [{ text: "Hello." }] })).toMatchObject({
    code: 0,
    stdout: "Hello.\n",
  });
});

test("-p - reads the prompt from stdin", async () => {
  const { requests } = await skillet(["-p", "-"], { script: [done], stdin: "build a BBS\n" });
  expect(requests[0]?.messages.at(-1)?.content).toBe("build a BBS\n");
});

test("without a terminal, words alone are one prompt", async () => {
  const { code, requests } = await skillet(["build", "a", "BBS"], { script: [done] });
  expect(code).toBe(0);
  expect(requests[0]?.messages.at(-1)?.content).toBe("build a BBS");
});

test("a command behind flags is the command, and no prompt that is sent", async () => {
  const listed = await skillet(["--lang", "ja", "skills", "list"], { noEndpoint: true });
  expect(listed.code).toBe(0);
  expect(listed.stdout).toContain("flask-app");
  const wrong = await skillet(["-m", "x", "sessions", "list"], { noEndpoint: true });
  expect([wrong.code, wrong.stderr]).toEqual([
    42,
    "skillet: Unknown flag -m.\n  skillet sessions --help lists the flags.\n",
  ]);
  const said = await skillet(["--lang", "ja", "-p", "doctor"], { script: [done] });
  expect(said.requests[0]?.messages.at(-1)?.content).toBe("doctor");
});

test.each([
  [["--modle", "x", "-p", "hi"], "Unknown flag --modle.", "Did you mean --model?"],
  [["-p", "hi", "--allow", "not a rule"], 'Not a rule: "not a rule".', "TOOL:PATTERN"],
  [["-p", ""], "There is no prompt.", "skillet -p"],
  [["-p", "hi", "--provider", "openay"], 'No provider named "openay".', "Did you mean openai?"],
  [["-p", "hi", "--out", "/"], "The output directory cannot be the root of the disk.", "--out DIR"],
])("%j is bad input: one line with cause and remedy, exit 42", async (args, cause, remedy) => {
  const { code, stderr, stdout } = await skillet(args);
  expect(code).toBe(42);
  expect(stderr).toContain(cause);
  expect(stderr).toContain(remedy);
  expect(stderr.trim().split("\n").length).toBeLessThanOrEqual(2);
  expect(stdout).toBe("");
});

test("an output directory that is a file, has no parent or cannot be written is refused with exit 42", async () => {
  const home = newHome();
  writeFileSync(join(home, "work/file"), "");
  expect(await skillet(["-p", "hi", "--out", "file"], { home })).toMatchObject({
    code: 42,
    stderr: expect.stringContaining("is a file"),
  });
  expect(await skillet(["-p", "hi", "--out", "no/where"], { home })).toMatchObject({
    code: 42,
    stderr: expect.stringContaining("parent does not exist"),
  });
  expect(await skillet(["-p", "hi", "--out", home], { home })).toMatchObject({
    code: 42,
    stderr: expect.stringContaining("which is or holds"),
  });
  if (process.getuid?.() !== 0) {
    mkdirSync(join(home, "work/closed"));
    chmodSync(join(home, "work/closed"), 0o500);
    expect(await skillet(["-p", "hi", "--out", "closed"], { home })).toMatchObject({
      code: 42,
      stderr: expect.stringContaining("not writable"),
    });
  }
});

test.each([[["-p", "hi"]], [["--help"]], [["sessions", "list"]], [["doctor"]], [[]]])(
  "in a folder that was removed %j is refused in one line, exit 42",
  async (args) => {
    const behind = ["/bin/sh", "-c", 'mkdir gone && cd gone && rmdir ../gone && exec "$@"', "sh"];
    const { code, stdout, stderr } = await startSkillet([...args, "--color"], {
      home: newHome(),
      behind,
    }).ended;
    expect({ code, stdout, stderr }).toEqual({
      code: 42,
      stdout: "",
      stderr:
        "skillet: The folder that this was started in is gone.\n  Go to a folder that is there.\n",
    });
  },
);

test("no endpoint: says what to set and offers the demo, exit 41", async () => {
  const { code, stderr } = await skillet(["-p", "hi"], { noEndpoint: true });
  expect(code).toBe(41);
  for (const word of ["OPENAI_API_KEY", "--base-url", "skillet demo"])
    expect(stderr).toContain(word);
  expect(stderr.trim().split("\n").length).toBeLessThanOrEqual(2);
});

test.each([
  [
    "a wrong key",
    401,
    "application/json",
    '{"error":{"message":"Incorrect API key provided","code":"invalid_api_key"}}',
    41,
    /key/i,
  ],
  ["a wrong route", 404, "text/plain", "404 page not found", 1, /\/v1/],
  ["a web page", 200, "text/html", "<!doctype html><title>Log in</title>", 1, /page|HTML/i],
])("%s is told in one line", async (_name, status, type, body, exit, told) => {
  const server = createServer(
    (_request, response) => void response.writeHead(status, { "content-type": type }).end(body),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { code, stderr } = await skillet(["-p", "hi", "--base-url", url, "-m", "m"], {
    noEndpoint: true,
  });
  server.close();
  expect(code).toBe(exit);
  expect(stderr).toMatch(told);
  expect(stderr).not.toContain("    at ");
  expect(stderr).not.toContain("<title>");
});

test("an unreachable endpoint is told in one line, exit 1", async () => {
  const { code, stderr } = await skillet(
    ["-p", "hi", "--base-url", "http://127.0.0.1:9/v1", "-m", "m"],
    { noEndpoint: true },
  );
  expect(code).toBe(1);
  expect(stderr).toMatch(/127\.0\.0\.1:9/);
  expect(stderr).not.toContain("    at ");
});

test("--max-turns N allows exactly N model calls, then exit 53", async () => {
  const { code, requests } = await skillet(
    ["-p", "hi", "--max-turns", "2", "--allow", "write_file"],
    { script: [write("a"), write("b"), write("c")] },
  );
  expect(requests).toHaveLength(2);
  expect(code).toBe(53);
});

test("an approval that nobody can give ends the turn with exit 60 and prints the rule that would allow it", async () => {
  const first = await skillet(["-p", "hi"], { script: [shell("touch x"), done] });
  expect(first.code).toBe(60);
  expect(first.stderr).toContain('--allow "shell:touch x"');
  expect(existsSync(join(first.cwd, "sandbox/x"))).toBe(false);
  const second = await skillet(["-p", "hi", "--allow", "shell:touch x"], {
    script: [shell("touch x"), done],
  });
  expect(second.code).toBe(0);
  expect(existsSync(join(second.cwd, "sandbox/x"))).toBe(true);
});

test("auto-edit writes and asks for commands; yolo does both; plan does neither", async () => {
  const script = [{ calls: [...write("a").calls, ...shell("touch b").calls] }, done];
  const files = async (mode: string) => {
    const { code, cwd } = await skillet(["-p", "hi", "--approval-mode", mode], { script });
    return [code, existsSync(join(cwd, "sandbox/a")), existsSync(join(cwd, "sandbox/b"))];
  };
  expect(await files("auto-edit")).toEqual([60, true, false]);
  expect(await files("yolo")).toEqual([0, true, true]);
  expect(await files("plan")).toEqual([0, false, false]);
});

test("a deny rule wins over allow and over yolo", async () => {
  const { code, cwd, requests } = await skillet(
    ["-p", "hi", "--approval-mode", "yolo", "--allow", "shell", "--deny", "shell:touch"],
    { script: [shell("touch x"), done] },
  );
  expect(code).toBe(0);
  expect(existsSync(join(cwd, "sandbox/x"))).toBe(false);
  expect(requests[1]?.messages.at(-1)?.content).toMatch(/^Not run: /);
});

test("--sandbox none is refused without a terminal, and nothing runs", async () => {
  const { code, cwd, requests } = await skillet(
    ["-p", "hi", "--sandbox", "none", "--allow", "shell"],
    { script: [shell("touch x"), done] },
  );
  expect(code).toBe(44);
  expect(requests).toHaveLength(0);
  expect(existsSync(join(cwd, "sandbox/x"))).toBe(false);
});

test("--verify required without a verification is exit 61", async () => {
  expect(await skillet(["-p", "hi", "--verify", "required"], { script: [done] })).toMatchObject({
    code: 61,
  });
});

test("a verification that fails is exit 61, one that passes 0", async () => {
  const verify = (command: string) => ({
    calls: [{ name: "verify", arguments: { checks: [{ run: command, exit: 0 }] } }],
  });
  expect(
    await skillet(["-p", "hi", "--approval-mode", "yolo"], { script: [verify("false"), done] }),
  ).toMatchObject({ code: 61 });
  expect(
    await skillet(["-p", "hi", "--approval-mode", "yolo", "--verify", "required"], {
      script: [verify("true"), done],
    }),
  ).toMatchObject({ code: 0 });
});

test("settings that cannot be read are exit 52, with file and line", async () => {
  const home = newHome();
  mkdirSync(join(home, ".config/skillet"), { recursive: true });
  writeFileSync(join(home, ".config/skillet/settings.json"), '{\n  "model": \n}');
  const { code, stderr } = await skillet(["-p", "hi"], { home });
  expect(code).toBe(52);
  expect(stderr).toMatch(/settings\.json:3: /);
});

test("without bubblewrap nothing runs: exit 44 with what to install", async () => {
  const { code, stderr, cwd } = await skillet(["-p", "hi", "--approval-mode", "yolo"], {
    script: [shell("touch x"), done],
    env: { PATH: "/nonexistent" },
  });
  if (existsSync("/usr/bin/bwrap")) expect(code).toBe(0);
  else {
    expect(code).toBe(44);
    expect(stderr).toContain("bubblewrap");
    expect(existsSync(join(cwd, "sandbox/x"))).toBe(false);
  }
});
