/** The session's own network: what one command serves the next one gets, and nothing else is there. */

import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ToolProblem } from "../../src/core/ports.ts";
import { openTestSandbox, type TestSandbox } from "../support/open-test-sandbox.ts";

const signal = new AbortController().signal;

const server = `
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/silent": import time; time.sleep(600)
        if self.path == "/moved":
            self.send_response(302); self.send_header("Location", "/"); self.end_headers(); return
        body = b"x" * 3000000 if self.path == "/large" else self.path.encode()
        self.send_response(200)
        self.send_header("Set-Cookie", "a=1"); self.send_header("Set-Cookie", "b=2")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try: self.wfile.write(body)
        except BrokenPipeError: pass
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(201); self.end_headers(); self.wfile.write(body[::-1])
http.server.ThreadingHTTPServer(("127.0.0.1", 5000), Handler).serve_forever()
`;

describe("the session's network", () => {
  let box: TestSandbox;
  beforeAll(async () => {
    box = await openTestSandbox();
    writeFileSync(join(box.out, "server.py"), server);
    await box.sandbox.start({ command: "python3 server.py" });
    while (!(await box.sandbox.listening(5000))) await sleep(10);
  });
  afterAll(() => box?.[Symbol.asyncDispose]());

  test("lets the next command talk to a server of an earlier one", async () => {
    expect((await box.run("curl -s http://127.0.0.1:5000/hello")).output).toBe("/hello");
    expect((await box.run("curl -s http://localhost:5000/name")).output).toBe("/name");
  });

  test("tells which ports are listened on", async () => {
    expect(await box.sandbox.listening(5000)).toBe(true);
    expect(await box.sandbox.listening(5001)).toBe(false);
  });

  test("answers requests that Skillet makes itself, with every cookie, redirects not followed", async () => {
    const reply = await box.sandbox.http(
      { method: "GET", url: "http://localhost:5000/a?b" },
      signal,
    );
    expect(reply).toMatchObject({ status: 200, body: "/a?b" });
    expect(reply.headers["set-cookie"]).toBe("a=1\nb=2");
    const posted = await box.sandbox.http(
      { method: "POST", url: "http://127.0.0.1:5000/", body: "käse" },
      signal,
    );
    expect(posted.status).toBe(201);
    const moved = await box.sandbox.http(
      { method: "GET", url: "http://127.0.0.1:5000/moved" },
      signal,
    );
    expect(moved).toMatchObject({ status: 302, headers: { location: "/" } });
  });

  test("cuts a body at a mebibyte", async () => {
    const { body } = await box.sandbox
      .http({ method: "GET", url: "http://[::1]:5000/large" }, signal)
      .catch(() => box.sandbox.http({ method: "GET", url: "http://127.0.0.1:5000/large" }, signal));
    expect(body.length).toBe(1024 * 1024);
  });

  test("says in one line when nothing answers, in time or at all", async () => {
    const ask = (url: string) => box.sandbox.http({ method: "GET", url, timeoutMs: 200 }, signal);
    await expect(ask("http://localhost:5999/")).rejects.toThrow("Nothing answers on port 5999");
    await expect(ask("http://localhost:5000/silent")).rejects.toThrow("within 200 ms");
    await expect(ask("http://example.org/")).rejects.toThrow(ToolProblem);
    await expect(ask("https://localhost:5000/")).rejects.toThrow(ToolProblem);
    await expect(ask("nonsense")).rejects.toThrow("Not a URL");
  });

  test("reaches-host: the machine's own loopback is another one", async () => {
    const outside = createServer((_, response) => response.end("canary"));
    await new Promise<void>((resolve) => outside.listen(0, "127.0.0.1", resolve));
    const { port } = outside.address() as AddressInfo;
    try {
      const { output, exitCode } = await box.run(`curl -s -m 2 http://127.0.0.1:${port}/`);
      expect(output).not.toContain("canary");
      expect(exitCode).not.toBe(0);
      await expect(
        box.sandbox.http({ method: "GET", url: `http://127.0.0.1:${port}/` }, signal),
      ).rejects.toThrow("Nothing answers");
    } finally {
      outside.close();
    }
  });

  test("reaches-internet: there is no way out and nobody resolves names", async () => {
    const { output } = await box.run(
      "cat /proc/net/route | wc -l; curl -s --noproxy '*' -m 2 http://192.0.2.1/ || echo no way; curl -s -m 2 http://192.0.2.1/; getent hosts example.org || echo no name",
    );
    expect(output).toBe(
      "1\nno way\n192.0.2.1 is not among the hosts this command may reach.\nno name\n",
    );
  });

  test("is another one for each session", async () => {
    await using other = await openTestSandbox();
    expect(await other.sandbox.listening(5000)).toBe(false);
    expect((await other.run("curl -s -m 2 http://127.0.0.1:5000/")).exitCode).not.toBe(0);
  });
});

test("without a fence, requests go to the machine's own loopback", async () => {
  await using plain = await openTestSandbox({ backend: "none" });
  const own = createServer((_, response) => response.end("here"));
  await new Promise<void>((resolve) => own.listen(0, "127.0.0.1", resolve));
  const { port } = own.address() as AddressInfo;
  const reply = await plain.sandbox.http(
    { method: "GET", url: `http://127.0.0.1:${port}/` },
    signal,
  );
  expect(reply.body).toBe("here");
  expect(await plain.sandbox.listening(port)).toBe(true);
  own.close();
  await new Promise((resolve) => own.once("close", resolve));
  expect(await plain.sandbox.listening(port)).toBe(false);
});
