/** Reaching an endpoint through a proxy: which addresses go through it, and the tunnel for those that speak TLS. */

import type { Agent, ClientRequest, IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

export interface ProxyOptions {
  /** As in HTTPS_PROXY: `http://[user:password@]host:port`. Empty or missing: none. */
  url?: string;
  /** As in NO_PROXY: names, domains, addresses and `host:port`, by commas; `*` is everything. */
  exceptions?: string;
}

/** The proxy for an address; undefined: go there directly. Loopback never goes through one. */
export function proxyFor(
  target: URL,
  { url = "", exceptions = "" }: ProxyOptions,
): URL | undefined {
  if (url === "" || isLoopback(target.hostname)) return undefined;
  const host = target.hostname.toLowerCase();
  const port = target.port || (target.protocol === "https:" ? "443" : "80");
  const excepted = exceptions
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((one) => one !== "")
    .some((one) => one === "*" || matches(one, host, port));
  if (excepted) return undefined;
  return new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `http://${url}`);
}

function matches(exception: string, host: string, port: string): boolean {
  const [, named = exception, only] = /^(.*?)(?::(\d+))?$/.exec(exception) ?? [];
  if (only !== undefined && only !== port) return false;
  const name = named.replace(/^\*?\.?/, "");
  return host === name || host.endsWith(`.${name}`);
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** `proxy-authorization` for a proxy with a name and password; undefined: it has none. */
export function proxyAuthorization(proxy: URL): string | undefined {
  if (proxy.username === "") return undefined;
  const words = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return `Basic ${Buffer.from(words).toString("base64")}`;
}

/** How node's agents open a connection: by return, or later by the callback. */
type Connect = (
  options: ConnectTo,
  done: (thrown: Error | null, socket?: Duplex) => void,
) => Duplex | undefined;

interface ConnectTo {
  host?: string | null;
  port?: string | number | null;
  socket?: Duplex;
}

/** An agent for https whose connections go through the proxy's CONNECT; kept alive like direct ones. */
export function tunnelAgent(proxy: URL, ca: readonly string[] | undefined): Agent {
  const https = process.getBuiltinModule("node:https");
  const agent = new https.Agent({ keepAlive: true, ...(ca ? { ca: [...ca] } : {}) });
  const secure = agent.createConnection.bind(agent) as Connect;
  const connect: Connect = (options, done) => {
    openTunnel(proxy, options).then(
      (socket) =>
        done(
          null,
          secure({ ...options, socket }, () => {}),
        ),
      (thrown: Error) => done(thrown),
    );
    return undefined;
  };
  return Object.assign(agent, { createConnection: connect });
}

function openTunnel(proxy: URL, { host, port }: ConnectTo): Promise<Duplex> {
  const module = process.getBuiltinModule(proxy.protocol === "https:" ? "node:https" : "node:http");
  const authorization = proxyAuthorization(proxy);
  return new Promise((resolve, reject) => {
    const target = `${host}:${port}`;
    const request: ClientRequest = module.request({
      method: "CONNECT",
      host: proxy.hostname.replace(/^\[|\]$/g, ""),
      port: proxy.port || (proxy.protocol === "https:" ? 443 : 80),
      path: target,
      headers: { host: target, ...(authorization ? { "proxy-authorization": authorization } : {}) },
      agent: false,
    });
    request.on("connect", (response: IncomingMessage, socket: Duplex) => {
      if (response.statusCode === 200) resolve(socket);
      else {
        socket.destroy();
        reject(proxyRefusal(response.statusCode ?? 0));
      }
    });
    request.on("response", (response) => {
      response.resume();
      reject(proxyRefusal(response.statusCode ?? 0));
    });
    request.on("error", (thrown: NodeJS.ErrnoException) => reject(proxyFailure(thrown)));
    request.end();
  });
}

/** Its own trouble, not that of the address behind it. */
function proxyFailure(thrown: NodeJS.ErrnoException): Error {
  const why = thrown.code ?? thrown.message;
  return Object.assign(new Error(why, { cause: thrown }), { code: "PROXY_FAILED" });
}

function proxyRefusal(status: number): Error {
  return Object.assign(new Error(`the proxy answered ${status}`), { code: "PROXY_REFUSED" });
}
