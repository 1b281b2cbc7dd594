/**
 * The way to the internet for commands: a proxy of Skillet's own (HTTP, CONNECT, SOCKS 5), listening inside the session's
 * network and reaching out from outside of it. It knows a command by its password and lets through what that one was
 * granted; there is no other way out.
 */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Server, Socket } from "node:net";
import { isPublicAddress, normalName } from "./allowed-hosts.ts";
import { forwardHttp, httpTargetOf } from "./forward-http.ts";
import {
  type AskHost,
  type Grant,
  type Held,
  type HostGrantsOptions,
  hostGrants,
} from "./host-grants.ts";
import { Refusal } from "./refusal.ts";
import { serveSocks, socksVersion } from "./socks.ts";

export interface HostProxy {
  /** `ask` missing: what is not granted is refused. Throws ToolProblem for what is no host. */
  grant(hosts: readonly string[], ask?: AskHost): Grant;
  close(): void;
}

export interface ProxyOptions extends Partial<HostGrantsOptions> {
  /** A server that already listens on loopback of the session's network. */
  server: Server;
  port: number;
  /** In ms, until a client must have said whose it is. Default 20,000. */
  helloMs?: number;
}

const maxConnections = 256;

/** By default addresses of the open internet may be reached, no host is denied, and no other proxy is on the way. */
export function openProxy(options: ProxyOptions): HostProxy {
  const { server, port, helloMs = 20_000, ...more } = options;
  const http = process.getBuiltinModule("node:http");
  const grants = hostGrants({
    mayReach: isPublicAddress,
    denied: () => false,
    upstream: () => undefined,
    ...more,
  });
  const reader = http.createServer({ maxHeaderSize: 32 * 1024 });
  const strangers = new Map<Socket, NodeJS.Timeout>();
  let connections = 0;

  server.on("connection", (socket: Socket) => {
    socket.on("error", () => socket.destroy());
    if (connections >= maxConnections) return void socket.destroy();
    connections++;
    strangers.set(
      socket,
      setTimeout(() => socket.destroy(), helloMs),
    );
    socket.once("close", () => {
      connections--;
      knows(socket);
    });
    // The first byte tells which of the two it speaks.
    socket.once("readable", () => {
      const first: Buffer | null = socket.read(1);
      if (first === null) return;
      socket.unshift(first);
      if (first[0] !== socksVersion) return void reader.emit("connection", socket);
      const known = (held: Held) => belongs(socket, held);
      serveSocks(socket, grants, known).catch(() => socket.destroy());
    });
  });
  reader.on("clientError", (_, socket) => {
    socket.end("HTTP/1.1 400 Refused\r\nConnection: close\r\n\r\n");
    (socket as Socket).resume();
  });

  reader.on("connect", (request, socket, head) => {
    void tunnel(request, socket as Socket, head).catch((thrown: unknown) => {
      const { status, text } = refusalOf(thrown);
      socket.end(
        `HTTP/1.1 ${status} Refused\r\n${status === 407 ? "Proxy-Authenticate: Basic\r\n" : ""}` +
          `Content-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
      );
      // What comes behind a refusal is read and thrown away: it is no request.
      (socket as Socket).resume();
    });
  });
  reader.on("request", (request, response) => {
    void forward(request, response).catch((thrown: unknown) => {
      const { status, text } = refusalOf(thrown);
      if (response.headersSent) return void response.destroy();
      response.writeHead(status, {
        "content-type": "text/plain",
        connection: "close",
        ...(status === 407 ? { "proxy-authenticate": "Basic" } : {}),
      });
      response.end(text);
      request.resume();
    });
  });

  async function tunnel(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    const held = holder(request);
    const { url = "" } = request;
    const [, host, wanted] = /^([^:]+):(\d{1,5})$/.exec(url) ?? [];
    if (!host && normalName(url)) throw new Refusal(400, "A tunnel needs a host and a port.");
    // What has no name and port in it is told as it was written: it is refused like any other name that is none.
    const outside = await grants.connect(held, host ?? url, host ? Number(wanted) : 443);
    socket.once("close", () => outside.destroy());
    outside.once("close", () => socket.destroySoon());
    socket.write("HTTP/1.1 200 Connected\r\n\r\n");
    if (head.length > 0) outside.write(head);
    outside.pipe(socket);
    socket.pipe(outside);
  }

  async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const held = holder(request);
    const target = httpTargetOf(request.url);
    const way = await grants.wayTo(held, target.host, target.port);
    await forwardHttp(request, response, target, way, (socket) => grants.keep(held, socket));
  }

  /** The grant a request belongs to, by its password. */
  function holder(request: IncomingMessage): Held {
    const [, encoded = ""] =
      /^Basic (.*)$/i.exec(request.headers["proxy-authorization"] ?? "") ?? [];
    const [, password = ""] = Buffer.from(encoded, "base64").toString("latin1").split(":");
    const held = grants.holder(password);
    belongs(request.socket, held);
    return held;
  }

  function belongs(socket: Socket, held: Held): void {
    knows(socket);
    grants.keep(held, socket);
  }

  function knows(socket: Socket): void {
    clearTimeout(strangers.get(socket));
    strangers.delete(socket);
  }

  return {
    grant(hosts, ask) {
      const { held, password } = grants.grant(hosts, ask);
      return {
        environment: proxyEnvironment(`skillet:${password}@127.0.0.1:${port}`),
        blocked: () => [...held.blocked],
        release: () => grants.release(password),
      };
    },
    close() {
      grants.close();
      for (const socket of strangers.keys()) socket.destroy();
      server.close();
    },
  };
}

/** `ALL_PROXY` speaks HTTP as well: some Python clients end at once where it names SOCKS and they have no module for it. */
function proxyEnvironment(place: string): Record<string, string> {
  const url = `http://${place}`;
  const socks = `socks5h://${place}`;
  const none = "localhost,127.0.0.1,::1";
  return {
    HTTP_PROXY: url,
    HTTPS_PROXY: url,
    ALL_PROXY: url,
    SOCKS_PROXY: socks,
    NO_PROXY: none,
    http_proxy: url,
    https_proxy: url,
    all_proxy: url,
    socks_proxy: socks,
    no_proxy: none,
    NODE_USE_ENV_PROXY: "1",
  };
}

/** Whatever goes wrong in here is told to the client, and opens nothing. */
function refusalOf(thrown: unknown): { status: number; text: string } {
  if (thrown instanceof Refusal) return { status: thrown.status, text: `${thrown.message}\n` };
  const { code } = thrown as NodeJS.ErrnoException;
  const why = typeof code === "string" ? ` (${code})` : "";
  return { status: 502, text: `The host could not be reached${why}.\n` };
}
