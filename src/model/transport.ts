/** The network side of a model call: a `fetch` of our own on node:http(s), one keep-alive connection, every body in sight. */

import type { Agent, ClientRequest, IncomingMessage, RequestOptions } from "node:http";
import { type About, modelError } from "./errors.ts";
import { type ProxyOptions, proxyAuthorization, proxyFor, tunnelAgent } from "./proxy.ts";

/** A reply as it came, of any status. The SDK hands it through untouched. */
export interface WireReply {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  /** Bytes as the network cut them; ends with an error when the connection breaks. */
  body: AsyncIterable<Uint8Array>;
  /**
   * Everything of interest was read. Resolves when the reply has ended, so that the next request finds the connection
   * free, or a moment later.
   */
  drain(): Promise<void>;
  /** Ends the connection. */
  destroy(): void;
}

export interface Outgoing {
  method?: string;
  headers: Iterable<readonly [string, string]>;
  body?: Uint8Array | string | null;
  signal?: AbortSignal;
}

export interface TransportOptions {
  /** ms until the connection stands; default 15,000. */
  connectMs?: number;
  /** Missing: direct. */
  proxy?: ProxyOptions;
  /** Certificates (PEM) of authorities to trust; they replace the built-in ones. Missing: those of Node. */
  ca?: readonly string[];
}

export type Transport = (url: string, outgoing: Outgoing) => Promise<WireReply>;

/** Sent as they are; everything else the SDK adds (its telemetry, account ids from the environment) stays here. */
const passed: ReadonlySet<string> = new Set(["accept", "authorization", "content-type"]);

/** `headers` are the user's own and are always sent. Rejects with ModelError, or with the signal's reason. */
export function transport(
  about: About,
  headers: Readonly<Record<string, string>>,
  options: TransportOptions = {},
): Transport {
  const { connectMs = 15_000, proxy: proxies = {}, ca } = options;
  let agent: Agent | undefined;

  function open(url: URL, request: RequestOptions): ClientRequest {
    // By name at the moment of use: importing node:http loads a second HTTP client, 15 ms and 10 MB.
    const plain = url.protocol === "http:";
    const http = process.getBuiltinModule(plain ? "node:http" : "node:https");
    const proxy = proxyFor(url, proxies);
    if (proxy && !/^https?:$/.test(proxy.protocol)) throw notHttp(proxy);
    if (proxy && plain) return openByProxy(proxy, url, request);
    agent ??= proxy
      ? tunnelAgent(proxy, ca)
      : new http.Agent({ keepAlive: true, ...(ca ? { ca: [...ca] } : {}) });
    return http.request(url, { ...request, agent });
  }

  /** Without TLS the proxy is asked for the whole address. */
  function openByProxy(proxy: URL, url: URL, request: RequestOptions): ClientRequest {
    const http = process.getBuiltinModule("node:http");
    agent ??= new http.Agent({ keepAlive: true });
    const authorization = proxyAuthorization(proxy);
    const headers = {
      ...(request.headers as Record<string, string>),
      host: url.host,
      ...(authorization ? { "proxy-authorization": authorization } : {}),
    };
    return http.request(proxy, { ...request, headers, agent, path: url.href });
  }

  async function send(url: string, outgoing: Outgoing, again: boolean): Promise<WireReply> {
    const body = typeof outgoing.body === "string" ? Buffer.from(outgoing.body) : outgoing.body;
    const all: Record<string, string | number> = { "user-agent": "skillet" };
    for (const [name, value] of outgoing.headers)
      if (passed.has(name.toLowerCase())) all[name] = value;
    Object.assign(all, headers);
    if (body) all["content-length"] = body.byteLength;
    const target = new URL(url);
    const { signal } = outgoing;
    signal?.throwIfAborted();
    const proxy = proxyFor(target, proxies);
    const request = open(target, { method: outgoing.method ?? "POST", headers: all });
    const reply = new Promise<WireReply>((resolve, reject) => {
      let response: IncomingMessage | undefined;
      const stop = () => (response ?? request).destroy(asError(signal?.reason));
      signal?.addEventListener("abort", stop, { once: true });
      const slow = setTimeout(() => request.destroy(tooSlow(target)), connectMs);
      const connected = () => clearTimeout(slow);
      request.on("socket", (socket) => {
        if (!socket.connecting) connected();
        else socket.once(target.protocol === "https:" ? "secureConnect" : "connect", connected);
      });
      request.on("response", (found) => {
        response = found;
        resolve(replyOf(found));
      });
      request.on("close", () => {
        connected();
        signal?.removeEventListener("abort", stop);
      });
      request.on("error", (thrown: NodeJS.ErrnoException) => {
        // The server had closed the idle connection just when we used it: nothing was read, a fresh one will do.
        const stale = request.reusedSocket && !again && !response && thrown.code === "ECONNRESET";
        if (stale && !signal?.aborted) resolve(send(url, outgoing, true));
        else reject(signal?.aborted ? signal.reason : unreachable(thrown, target, about, proxy));
      });
    });
    request.end(body ?? undefined);
    return reply;
  }

  /** Asked in HTTP, a SOCKS proxy only breaks the connection. */
  function notHttp({ protocol, host }: URL): Error {
    return modelError("unreachable", `The proxy ${protocol}//${host} is none for HTTP.`, about, {
      hint: "Set HTTPS_PROXY to one that is (http://host:port), or add the host of the endpoint to NO_PROXY.",
    });
  }

  function tooSlow({ host }: URL): Error {
    const message = `No connection to ${host} within ${connectMs / 1000} s.`;
    return modelError("timeout", message, about, { retryable: true });
  }

  return (url, outgoing) => send(url, outgoing, false);
}

/** The last bytes nearly always come with the last word; nobody should wait for those who are late. */
const momentMs = 25;
/** After this the connection is given up, in ms. */
const drainMs = 1_000;

function replyOf(response: IncomingMessage): WireReply {
  return {
    status: response.statusCode ?? 0,
    headers: headersOf(response),
    body: unpacked(response),
    drain: () =>
      new Promise((resolve) => {
        // Not `complete`: what has arrived whole still holds its connection until it was read to its end.
        if (response.closed || response.destroyed) return resolve();
        const moment = setTimeout(resolve, momentMs);
        const late = setTimeout(() => response.destroy(), drainMs);
        late.unref();
        response.once("close", () => {
          clearTimeout(moment);
          clearTimeout(late);
          // The connection becomes free in the same turn of the event loop, after us.
          setImmediate(resolve);
        });
        response.resume();
      }),
    destroy: () => void response.destroy(),
  };
}

/** We ask for no compression; some proxies send it all the same. */
function unpacked(response: IncomingMessage): AsyncIterable<Uint8Array> {
  const encoding = response.headers["content-encoding"]?.trim().toLowerCase();
  if (!encoding || encoding === "identity") return response.iterator({ destroyOnReturn: false });
  const zlib = process.getBuiltinModule("node:zlib");
  const unpack = encoding === "br" ? zlib.createBrotliDecompress() : zlib.createUnzip();
  response.on("error", (thrown) => unpack.destroy(thrown));
  return response.pipe(unpack).iterator({ destroyOnReturn: false });
}

function headersOf(response: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return headers;
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error("The call was stopped.", { cause: reason });
}

/** What the system's error codes mean for the person who set the endpoint. */
function unreachable(
  thrown: NodeJS.ErrnoException,
  { host, hostname, protocol }: URL,
  about: About,
  proxy: URL | undefined,
): Error {
  if (thrown.name === "ModelError") return thrown;
  const code = thrown.code ?? "";
  const failed = (message: string, hint?: string, retryable = false) =>
    modelError("unreachable", message, about, {
      retryable,
      cause: thrown,
      ...(hint ? { hint } : {}),
    });
  const byProxy = proxy && protocol === "http:" && /^E[A-Z]+$/.test(code);
  if (proxy && (code === "PROXY_FAILED" || byProxy))
    return failed(
      `The proxy ${proxy.host} that leads to ${host} cannot be reached (${byProxy ? code : thrown.message}).`,
      `Check ${protocol === "http:" ? "HTTP_PROXY" : "HTTPS_PROXY"} (http://host:port), or add ${hostname} to NO_PROXY if it is reached without one.`,
      code === "ECONNRESET" || thrown.message === "ECONNRESET",
    );
  if (code === "ECONNREFUSED") return failed(`Nothing listens at ${host}.`);
  if (code === "ENOTFOUND") return failed(`There is no host named ${hostname}.`);
  if (code === "EAI_AGAIN")
    return failed(`The name ${hostname} cannot be looked up now.`, undefined, true);
  if (code === "EHOSTUNREACH" || code === "ENETUNREACH")
    return failed(`There is no way to ${host} from here.`);
  if (/CERT|SELF_SIGNED|ISSUER|ALTNAME/.test(code))
    return failed(
      `The certificate of ${host} is not trusted (${code}).`,
      "If this is your own authority, name its file in NODE_EXTRA_CA_CERTS.",
    );
  if (code === "PROXY_REFUSED")
    return failed(
      `The proxy lets nothing through to ${host}: ${thrown.message}.`,
      "Check HTTPS_PROXY and the name and password in it, or add the host to NO_PROXY.",
    );
  if (code === "EPROTO" || code.startsWith("ERR_SSL"))
    return failed(
      `${host} does not speak TLS.`,
      "Write http:// in the base URL if it is a plain server.",
    );
  if (code.startsWith("HPE_"))
    return failed(
      `${host} does not answer in HTTP.`,
      protocol === "http:" ? "Write https:// in the base URL if it speaks TLS." : undefined,
    );
  return failed(`The connection to ${host} broke (${code || thrown.message}).`, undefined, true);
}
