/** Ways to an endpoint: proxies, authorities of one's own, packed replies. */

import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { proxyFor } from "../../src/model/proxy.ts";
import { type Transport, transport } from "../../src/model/transport.ts";
import { selfSigned } from "../support/certificate.ts";
import { wireServer } from "../support/wire-server.ts";

const about = { baseUrl: "https://model.test/v1", model: "m" };

async function textOf(send: Transport, url: string): Promise<string> {
  const reply = await send(url, { headers: [], body: "{}" });
  const pieces: Uint8Array[] = [];
  for await (const piece of reply.body) pieces.push(piece);
  await reply.drain();
  return Buffer.concat(pieces).toString("utf8");
}

async function tlsEndpoint() {
  const pair = selfSigned("model.test");
  const server = createTlsServer(pair, (request, response) => {
    request.resume();
    response.end("over TLS");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, cert: pair.cert };
}

/** A proxy that leads every name to loopback; notes what it was asked. */
async function proxyServer(accepts = true) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers["proxy-authorization"] ?? ""}`);
    response.end("by proxy");
  });
  server.on("connect", (request, socket) => {
    asked.push(
      `CONNECT ${request.url?.split(":")[0]} ${request.headers["proxy-authorization"] ?? ""}`,
    );
    if (!accepts) {
      socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
      return;
    }
    const onward = connect(Number(request.url?.split(":")[1]), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    socket.on("error", () => onward.destroy());
    onward.on("error", () => socket.destroy());
    onTestFinished(() => {
      onward.destroy();
      socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://me:pass%20word@127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
  };
}

test("an endpoint with a certificate of one's own authority is reached when that is trusted, and only then", async () => {
  const { port, cert } = await tlsEndpoint();
  const url = `https://127.0.0.1:${port}/v1/models`;
  expect(await textOf(transport(about, {}, { ca: [cert] }), url)).toBe("over TLS");
  await expect(textOf(transport(about, {}), url)).rejects.toMatchObject({
    kind: "unreachable",
    message: expect.stringContaining("is not trusted"),
    hint: expect.stringContaining("NODE_EXTRA_CA_CERTS"),
  });
});

test("TLS goes through the proxy's tunnel, one tunnel for a session", async () => {
  const { port, cert } = await tlsEndpoint();
  const proxy = await proxyServer();
  const send = transport(about, {}, { proxy: { url: proxy.url }, ca: [cert] });
  expect(await textOf(send, `https://model.test:${port}/v1/models`)).toBe("over TLS");
  expect(await textOf(send, `https://model.test:${port}/v1/models`)).toBe("over TLS");
  expect(proxy.asked).toEqual([
    `CONNECT model.test Basic ${Buffer.from("me:pass word").toString("base64")}`,
  ]);
});

test("without TLS the proxy is asked for the whole address", async () => {
  const proxy = await proxyServer();
  const send = transport(about, {}, { proxy: { url: proxy.url } });
  expect(await textOf(send, "http://model.test/v1/models")).toBe("by proxy");
  expect(proxy.asked[0]).toMatch(/^POST http:\/\/model\.test\/v1\/models Basic /);
});

test.each(["https", "http"])(
  "a proxy that is not there is named as the cause (%s)",
  async (scheme) => {
    const send = transport(about, {}, { proxy: { url: "127.0.0.1:9" } });
    await expect(textOf(send, `${scheme}://model.test/v1`)).rejects.toMatchObject({
      kind: "unreachable",
      message: "The proxy 127.0.0.1:9 that leads to model.test cannot be reached (ECONNREFUSED).",
      hint: expect.stringMatching(new RegExp(`^Check ${scheme.toUpperCase()}_PROXY .*NO_PROXY`)),
    });
  },
);

test("a proxy that speaks no HTTP is said to be none, where it would be asked", async () => {
  const send = transport(about, {}, { proxy: { url: "socks5://me:secret@127.0.0.1:9" } });
  await expect(textOf(send, "https://model.test/v1")).rejects.toMatchObject({
    kind: "unreachable",
    message: "The proxy socks5://127.0.0.1:9 is none for HTTP.",
  });
});

test("a proxy that refuses is named as the cause", async () => {
  const proxy = await proxyServer(false);
  const send = transport(about, {}, { proxy: { url: proxy.url } });
  await expect(textOf(send, "https://model.test/v1")).rejects.toMatchObject({
    kind: "unreachable",
    message: "The proxy lets nothing through to model.test: the proxy answered 407.",
  });
});

test.each([
  ["https://api.example.com/v1", "", true],
  ["https://api.example.com/v1", "example.com", false],
  ["https://api.example.com/v1", ".example.com", false],
  ["https://api.example.com/v1", "*.example.com, other.org", false],
  ["https://notexample.com/v1", "example.com", true],
  ["https://api.example.com:8443/v1", "api.example.com:443", true],
  ["https://api.example.com/v1", "api.example.com:443", false],
  ["https://api.example.com/v1", "*", false],
  ["http://127.0.0.1:8000/v1", "", false],
  ["http://localhost:8000/v1", "", false],
])("%s with the exceptions %j goes through the proxy: %s", (url, exceptions, through) => {
  expect(proxyFor(new URL(url), { url: "proxy.test:3128", exceptions }) !== undefined).toBe(
    through,
  );
});

test.each([
  ["gzip", gzipSync("unpacked")],
  ["br", brotliCompressSync("unpacked")],
])("a reply that comes packed (%s) is read", async (encoding, body) => {
  const server = await wireServer({ headers: { "content-encoding": encoding }, packets: [body] });
  expect(await textOf(transport(about, {}), `${server.baseUrl}/models`)).toBe("unpacked");
});

test("a server that speaks no TLS, and one that speaks nothing else, are told apart", async () => {
  const plain = await wireServer({});
  await expect(
    textOf(transport(about, {}), plain.baseUrl.replace("http:", "https:")),
  ).rejects.toMatchObject({ kind: "unreachable", hint: expect.stringContaining("http://") });
});
