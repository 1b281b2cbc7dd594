/**
 * The way to the internet for commands that were granted hosts: an HTTP proxy of Skillet's own, listening inside the
 * session's network and reaching out from outside of it. It knows a command by its password and lets through what that
 * one was granted; there is no other way out.
 */

import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Server, Socket } from "node:net";
import { ToolProblem } from "../core/ports.ts";
import { type AllowedHost, isAllowed, isPublicAddress, parseAllowedHost } from "./allowed-hosts.ts";

export interface Grant {
  /** What makes the usual clients (curl, git, npm, pip, apt, cargo, go, node) use it. */
  environment: Record<string, string>;
  /** Hosts that were asked for and refused, in order, as `name` or `name:port`. */
  blocked(): string[];
  /** Ends it, and every connection that was made under it. */
  release(): void;
}

export interface HostProxy {
  /** Throws ToolProblem for what is no host. */
  grant(hosts: readonly string[]): Grant;
  close(): void;
}

export interface ProxyOptions {
  /** A server that already listens on loopback of the session's network. */
  server: Server;
  port: number;
  /** Addresses of a name. Default: the system's resolver. */
  lookup?: (name: string) => Promise<string[]>;
  /** Default: addresses of the open internet. */
  mayReach?: (address: string) => boolean;
}

interface Held {
  allowed: AllowedHost[];
  blocked: Set<string>;
  sockets: Set<Socket>;
}

/** A refusal as the client gets it. */
class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const maxConnections = 256;
/** A connection on which nothing has moved for so long is given up. */
const idleMs = 120_000;

export function openProxy(options: ProxyOptions): HostProxy {
  const { server, port, lookup = systemLookup, mayReach = isPublicAddress } = options;
  const http = process.getBuiltinModule("node:http");
  const net = process.getBuiltinModule("node:net");
  const grants = new Map<string, Held>();
  const reader = http.createServer({ maxHeaderSize: 32 * 1024 });
  let connections = 0;

  server.on("connection", (socket: Socket) => {
    if (++connections > maxConnections) socket.destroy();
    socket.once("close", () => connections--);
    socket.on("error", () => socket.destroy());
    socket.setTimeout(idleMs, () => socket.destroy());
    reader.emit("connection", socket);
  });

  reader.on("connect", (request, socket, head) => {
    void tunnel(request, socket as Socket, head).catch((thrown: unknown) => {
      const { status, text } = refusalOf(thrown);
      socket.end(
        `HTTP/1.1 ${status} Refused\r\n${status === 407 ? challenge : ""}Content-Type: text/plain\r\n` +
          `Content-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
      );
    });
  });
  reader.on("request", (request, response) => {
    void forward(request, response).catch((thrown: unknown) => {
      const { status, text } = refusalOf(thrown);
      if (response.headersSent) return void response.destroy();
      response.writeHead(status, {
        "content-type": "text/plain",
        ...(status === 407 ? { "proxy-authenticate": "Basic" } : {}),
      });
      response.end(text);
    });
  });

  async function tunnel(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    const held = holder(request);
    const [, host = "", port = ""] = /^([^:]+):(\d{1,5})$/.exec(request.url ?? "") ?? [];
    const address = await addressOf(held, host, Number(port));
    const outside = net.connect({ host: address, port: Number(port) });
    keep(held, socket);
    keep(held, outside);
    socket.once("close", () => outside.destroy());
    outside.once("close", () => socket.destroySoon());
    await connected(outside);
    socket.write("HTTP/1.1 200 Connected\r\n\r\n");
    if (head.length > 0) outside.write(head);
    outside.pipe(socket);
    socket.pipe(outside);
  }

  async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const held = holder(request);
    if (!URL.canParse(request.url ?? "")) throw new Refusal(400, "Not a request for a proxy.");
    const target = new URL(request.url ?? "");
    const targetPort = Number(target.port || 80);
    // The name as it was written: what a URL parser makes of a strange one is its own business.
    const [, written = ""] = /^http:\/\/([^/:?#@]+)/i.exec(request.url ?? "") ?? [];
    if (target.protocol !== "http:") throw new Refusal(400, "Only http:// goes this way.");
    const address = await addressOf(held, written, targetPort);
    const { "proxy-authorization": _, "proxy-connection": _old, ...headers } = request.headers;
    const outside = http.request({
      host: address,
      port: targetPort,
      path: `${target.pathname}${target.search}`,
      ...(request.method === undefined ? {} : { method: request.method }),
      headers: { ...headers, host: target.host, connection: "close" },
      setHost: false,
    });
    keep(held, request.socket);
    outside.on("socket", (socket) => keep(held, socket));
    response.once("close", () => outside.destroy());
    const answered = new Promise<void>((resolve, reject) => {
      outside.once("error", reject);
      outside.once("response", (reply) => {
        const { statusCode = 0 } = reply;
        if (statusCode < 200) return reject(new Refusal(502, "The host's answer is none."));
        response.writeHead(statusCode, reply.headers);
        reply.pipe(response);
        reply.once("end", resolve);
        reply.once("error", reject);
      });
    });
    request.pipe(outside);
    await answered;
  }

  /** The grant a request belongs to, by its password. */
  function holder(request: IncomingMessage): Held {
    const [, encoded = ""] =
      /^Basic (.*)$/i.exec(request.headers["proxy-authorization"] ?? "") ?? [];
    const [, password = ""] = Buffer.from(encoded, "base64").toString("latin1").split(":");
    const held = grants.get(password);
    if (!held) throw new Refusal(407, "This way out belongs to another command.");
    return held;
  }

  async function addressOf(held: Held, host: string, port: number): Promise<string> {
    if (!isAllowed(host, port, held.allowed)) {
      held.blocked.add(port === 443 || port === 80 ? host : `${host}:${port}`);
      throw new Refusal(403, `${host} is not among the hosts this command may reach.`);
    }
    const addresses = await lookup(host);
    // One bad address spoils the name: a resolver that gives some of each is not to be trusted with the choice.
    const [first] = addresses;
    if (first === undefined) throw new Refusal(502, `${host} has no address.`);
    if (!addresses.every(mayReach)) {
      throw new Refusal(403, `${host} leads to an address of this machine or its own network.`);
    }
    return first;
  }

  /** What is made under a grant ends with it. */
  function keep(held: Held, socket: Socket): void {
    if (held.sockets.has(socket)) return;
    held.sockets.add(socket);
    socket.once("close", () => held.sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    socket.setTimeout(idleMs, () => socket.destroy());
  }

  return {
    grant(hosts) {
      const held: Held = {
        allowed: hosts.map(parseAllowedHost),
        blocked: new Set(),
        sockets: new Set(),
      };
      const password = randomBytes(24).toString("hex");
      grants.set(password, held);
      return {
        environment: proxyEnvironment(`http://skillet:${password}@127.0.0.1:${port}`),
        blocked: () => [...held.blocked],
        release() {
          grants.delete(password);
          for (const socket of held.sockets) socket.destroy();
        },
      };
    },
    close() {
      for (const held of grants.values()) for (const socket of held.sockets) socket.destroy();
      grants.clear();
      server.close();
    },
  };
}

const challenge = "Proxy-Authenticate: Basic\r\n";

function proxyEnvironment(url: string): Record<string, string> {
  const none = "localhost,127.0.0.1,::1";
  return {
    HTTP_PROXY: url,
    HTTPS_PROXY: url,
    ALL_PROXY: url,
    NO_PROXY: none,
    http_proxy: url,
    https_proxy: url,
    all_proxy: url,
    no_proxy: none,
    NODE_USE_ENV_PROXY: "1",
  };
}

function refusalOf(thrown: unknown): { status: number; text: string } {
  if (thrown instanceof Refusal) return { status: thrown.status, text: `${thrown.message}\n` };
  const { code } = thrown as NodeJS.ErrnoException;
  if (typeof code !== "string") throw thrown;
  return { status: 502, text: `The host could not be reached (${code}).\n` };
}

function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("connect", () => resolve());
    socket.once("error", reject);
  });
}

async function systemLookup(name: string): Promise<string[]> {
  const dns = process.getBuiltinModule("node:dns/promises");
  return (await dns.lookup(name, { all: true })).map(({ address }) => address);
}

/** Hosts a command may reach are named by somebody; an empty list is no grant at all. */
export function checkHosts(hosts: readonly string[]): void {
  for (const host of hosts) parseAllowedHost(host);
  if (hosts.length > 100) throw new ToolProblem("Name at most 100 hosts.");
}
