/** A host that nobody decided about: the command waits, its time stands still, and the answer holds for the command. */

import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, createServer as createNetServer } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { HostQuestion } from "../../src/core/ports.ts";
import { openProxy } from "../../src/sandbox/proxy.ts";
import { stopwatch } from "../../src/sandbox/stopwatch.ts";
import { openTestSandbox } from "../support/open-test-sandbox.ts";

/** Stands for the proxy of the user's own network, which looks names up itself: here every name leads to it. */
let network: Server;
let upstream: () => URL;
let reached: string[];

beforeEach(async () => {
  reached = [];
  network = createServer((request, response) => {
    reached.push(request.url ?? "");
    response.end("from the network");
  });
  network.on("connect", (request, socket) => {
    reached.push(`CONNECT ${request.url}`);
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nthrough"));
  });
  await new Promise<void>((resolve) => network.listen(0, "127.0.0.1", () => resolve()));
  const { port } = network.address() as AddressInfo;
  upstream = () => new URL(`http://127.0.0.1:${port}`);
});
afterEach(() => {
  network.close();
});

const fetching = (host: string) => `curl -sS -m 20 http://${host}/x`;

test("is asked once for each host, and a yes lets the waiting request through", async () => {
  await using box = await openTestSandbox({ upstream });
  const asked: string[] = [];
  const { output, blockedHosts } = await box.run(
    `${fetching("a.test")}; ${fetching("a.test")}; ${fetching("b.test:8080")}`,
    {
      asksHosts: true,
      answer(question) {
        asked.push(question.host);
        question.answer(true);
      },
    },
  );
  expect(asked).toEqual(["a.test", "b.test:8080"]);
  expect(output).toBe("from the network".repeat(3));
  expect(blockedHosts).toBeUndefined();
  expect(reached).toEqual(["http://a.test/x", "http://a.test/x", "http://b.test:8080/x"]);
});

test("a no refuses the host for the whole command, and is told", async () => {
  await using box = await openTestSandbox({ upstream });
  let questions = 0;
  const { output, blockedHosts } = await box.run(`${fetching("a.test")}; ${fetching("a.test")}`, {
    asksHosts: true,
    answer(question) {
      questions++;
      question.answer(false);
    },
  });
  expect(questions).toBe(1);
  expect(output).toContain("not among the hosts");
  expect(blockedHosts).toEqual(["a.test"]);
  expect(reached).toEqual([]);
});

test("the time of the command stands still while somebody thinks", async () => {
  await using box = await openTestSandbox({ upstream });
  const { exitCode, timedOut, output } = await box.run(fetching("a.test"), {
    asksHosts: true,
    timeoutMs: 1500,
    answer: (question) => void setTimeout(() => question.answer(true), 2500),
  });
  expect({ exitCode, timedOut, output }).toEqual({
    exitCode: 0,
    timedOut: false,
    output: "from the network",
  });
});

test("who did not ask for questions gets none, and neither does a name that is none", async () => {
  await using box = await openTestSandbox({ upstream });
  const none: HostQuestion[] = [];
  const answer = (question: HostQuestion) => void none.push(question);
  await box.run(fetching("a.test"), { answer });
  const odd = [
    "curl -sS -m 5 http://127.1.1.1:80/ --noproxy ''",
    "curl -sS -m 5 --proxytunnel http://2130706433/",
    "curl -sS -m 5 'http://[fe80::1]/'",
  ];
  await box.run(odd.join("; "), { asksHosts: true, answer });
  expect(none).toEqual([]);
  expect(reached).toEqual([]);
});

test("what a rule denies is refused without a question, under any grant", async () => {
  await using box = await openTestSandbox({
    upstream,
    denied: (host) => host.startsWith("evil."),
    hosts: ["*.example.org"],
  });
  let questions = 0;
  const { blockedHosts } = await box.run(
    `${fetching("evil.example.org")}; ${fetching("good.example.org")}; ${fetching("evil.test")}`,
    {
      asksHosts: true,
      answer(question) {
        questions++;
        question.answer(true);
      },
    },
  );
  expect(questions).toBe(0);
  expect(reached).toEqual(["http://good.example.org/x"]);
  expect(blockedHosts).toEqual(["evil.example.org", "evil.test"]);
});

test("a command that asks without end is not asked about without end", async () => {
  await using box = await openTestSandbox({ upstream });
  let questions = 0;
  const many = Array.from({ length: 30 }, (_, at) => fetching(`h${at}.test`)).join("; ");
  const { blockedHosts } = await box.run(many, {
    asksHosts: true,
    answer(question) {
      questions++;
      question.answer(false);
    },
  });
  expect(questions).toBe(20);
  expect(blockedHosts).toHaveLength(30);
});

test("a command that is stopped while it waits ends, and nothing is reached", async () => {
  await using box = await openTestSandbox({ upstream });
  const stop = new AbortController();
  let waiting: HostQuestion | undefined;
  const running = box.run(fetching("a.test"), {
    asksHosts: true,
    signal: stop.signal,
    answer(question) {
      waiting = question;
      stop.abort(new Error("stopped"));
    },
  });
  await expect(running).rejects.toThrow("stopped");
  waiting?.answer(true);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(reached).toEqual([]);
});

describe("SOCKS 5", () => {
  test("a name goes through by the same grant, an address does not", async () => {
    await using box = await openTestSandbox({ upstream, hosts: ["a.test"] });
    const by = (more: string) => `curl -sS -m 10 -x "$SOCKS_PROXY" ${more} 2>&1; echo`;
    const { output } = await box.run(
      [by("http://a.test/"), by("http://b.test/"), by("http://10.0.0.1/")].join("; "),
    );
    const [allowed, refused, address] = output.split("\n").filter((line) => line !== "");
    expect(allowed).toContain("through");
    expect(refused).toMatch(/curl: \(97\)|refused|not allowed/i);
    expect(address).toMatch(/curl: \(97\)|refused|not allowed/i);
    expect(reached).toEqual(["CONNECT a.test:80"]);
  });

  test.each([
    ["no method that names it", [5, 1, 0], [5, 0xff]],
    ["a wrong password", [5, 1, 2, 1, 1, 0x78, 1, 0x79], [5, 2, 1, 1]],
  ])("%s is refused", async (_name, said, answered) => {
    const listening = createNetServer();
    await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", () => resolve()));
    const { port } = listening.address() as AddressInfo;
    const proxy = openProxy({ server: listening, port });
    const socket = connect(port, "127.0.0.1");
    socket.write(Buffer.from(said));
    const pieces: Buffer[] = [];
    for await (const piece of socket) pieces.push(piece);
    expect([...Buffer.concat(pieces)]).toEqual(answered);
    proxy.close();
  });
});

test("a stopwatch counts only the time that runs", async () => {
  const over: number[] = [];
  const started = performance.now();
  const watch = stopwatch(50, () => over.push(performance.now() - started));
  const first = watch.hold();
  const second = watch.hold();
  await new Promise((resolve) => setTimeout(resolve, 120));
  first();
  first();
  expect(over).toEqual([]);
  second();
  await new Promise((resolve) => setTimeout(resolve, 120));
  expect(over).toHaveLength(1);
  const never = stopwatch(undefined, () => over.push(0));
  never.hold()();
  never.end();
  expect(over).toHaveLength(1);
});
