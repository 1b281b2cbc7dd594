/** The way out for granted commands. Names lead to a server of the test's own; the default address check has its own test. */

import { createServer, type Server as HttpServer, request as httpRequest } from "node:http";
import { type AddressInfo, connect, createServer as createNetServer, type Server } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isPublicAddress } from "../../src/sandbox/allowed-hosts.ts";
import { type HostProxy, openProxy } from "../../src/sandbox/proxy.ts";

let upstream: HttpServer;
let listening: Server;
let proxy: HostProxy;
let port: number;
let seen: string[];

const portOf = (server: Server) => (server.address() as AddressInfo).port;
const listen = (server: Server) =>
  new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));

beforeEach(async () => {
  seen = [];
  upstream = createServer((request, response) => {
    seen.push(
      `${request.method} ${request.headers.host} ${request.url} ${Object.keys(request.headers)
        .filter((name) => name.startsWith("proxy"))
        .join()}`,
    );
    request.pipe(response);
    if (request.method === "GET") response.end("from upstream");
  });
  await listen(upstream);
  listening = createNetServer();
  await listen(listening);
  port = portOf(listening);
  proxy = openProxy({
    server: listening,
    port,
    lookup: async (name) => (name === "inside.test" ? ["127.0.0.1", "10.0.0.1"] : ["127.0.0.1"]),
    mayReach: (address) => address === "127.0.0.1" || isPublicAddress(address),
  });
});
afterEach(() => {
  proxy.close();
  upstream.close();
});

/** As a client does it, with the words of `HTTP_PROXY`. */
function ask(url: string, environment: Record<string, string>, method = "GET", body = "") {
  const way = new URL(environment.HTTP_PROXY ?? "");
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const request = httpRequest(
      {
        host: "127.0.0.1",
        port: way.port,
        path: url,
        method,
        headers: {
          host: new URL(url).host,
          ...(way.password
            ? {
                "proxy-authorization": `Basic ${Buffer.from(`skillet:${way.password}`).toString("base64")}`,
              }
            : {}),
        },
        agent: false,
      },
      (response) => {
        let text = "";
        response.on("data", (chunk) => {
          text += chunk;
        });
        response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}

function tunnel(authority: string, password: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => {
      const auth = Buffer.from(`skillet:${password}`).toString("base64");
      socket.write(
        `CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\nProxy-Authorization: Basic ${auth}\r\n\r\n`,
      );
      socket.write("GET /through HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    });
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("close", () => resolve(text));
    socket.on("error", reject);
  });
}

describe("a granted command", () => {
  test("reaches its hosts by plain HTTP, and its password stays here", async () => {
    const to = portOf(upstream);
    const grant = proxy.grant([`good.test:${to}`]);
    expect(await ask(`http://good.test:${to}/path?q`, grant.environment)).toEqual({
      status: 200,
      text: "from upstream",
    });
    expect(await ask(`http://good.test:${to}/echo`, grant.environment, "POST", "body")).toEqual({
      status: 200,
      text: "body",
    });
    expect(seen[0]).toBe(`GET good.test:${to} /path?q `);
    expect(grant.blocked()).toEqual([]);
  });

  test("reaches its hosts through a tunnel", async () => {
    const to = portOf(upstream);
    const grant = proxy.grant([`*.good.test:${to}`]);
    const { password } = new URL(grant.environment.HTTPS_PROXY ?? "");
    const text = await tunnel(`a.good.test:${to}`, password);
    expect(text).toMatch(/^HTTP\/1.1 200 Connected\r\n\r\nHTTP\/1.1 200 OK/);
    expect(text).toContain("from upstream");
  });

  test("reaches nothing else, and what it asked for is told", async () => {
    const grant = proxy.grant(["good.test"]);
    const { password } = new URL(grant.environment.HTTP_PROXY ?? "");
    expect((await ask("http://bad.test/", grant.environment)).status).toBe(403);
    expect(await tunnel("worse.test:443", password)).toMatch(/^HTTP\/1.1 403/);
    expect(await tunnel("good.test:22", password)).toMatch(/^HTTP\/1.1 403/);
    expect(await tunnel("127.0.0.1:443", password)).toMatch(/^HTTP\/1.1 403/);
    expect(grant.blocked()).toEqual(["bad.test", "worse.test", "good.test:22", "127.0.0.1"]);
    expect(seen).toEqual([]);
  });

  test("rebinding: a name with one bad address is closed, whichever comes first", async () => {
    const grant = proxy.grant([`inside.test:${portOf(upstream)}`]);
    const { status, text } = await ask(
      `http://inside.test:${portOf(upstream)}/`,
      grant.environment,
    );
    expect(status).toBe(403);
    expect(text).toContain("own network");
  });

  test("is told when a host cannot be reached", async () => {
    const grant = proxy.grant(["good.test:9"]);
    expect((await ask("http://good.test:9/", grant.environment)).status).toBe(502);
  });
});

describe("another command", () => {
  test("has no use of the grant without its password, nor after its end", async () => {
    const to = portOf(upstream);
    const grant = proxy.grant([`good.test:${to}`]);
    expect(
      (await ask(`http://good.test:${to}/`, { HTTP_PROXY: `http://127.0.0.1:${port}` })).status,
    ).toBe(407);
    expect(
      (
        await ask(`http://good.test:${to}/`, {
          HTTP_PROXY: `http://x:${"0".repeat(48)}@127.0.0.1:${port}`,
        })
      ).status,
    ).toBe(407);
    grant.release();
    expect((await ask(`http://good.test:${to}/`, grant.environment)).status).toBe(407);
    expect(seen).toEqual([]);
  });

  test("cannot talk its way through with nonsense", async () => {
    const grant = proxy.grant(["good.test"]);
    const { password } = new URL(grant.environment.HTTP_PROXY ?? "");
    for (const authority of [
      "good.test",
      "good.test:443:80",
      "good.test\\0evil:443",
      "@good.test:443",
      ":443",
      "*:443",
    ])
      expect(await tunnel(authority, password)).toMatch(/^HTTP\/1.1 4\d\d/);
    expect(seen).toEqual([]);
  });
});
