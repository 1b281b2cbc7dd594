/** One HTTP request over a socket that is already connected; redirects are told, not followed. */

import type { Socket } from "node:net";
import { messageOf } from "../core/errors.ts";
import { type HttpReply, type HttpRequest, ToolProblem } from "../core/ports.ts";

const defaultTimeoutMs = 10_000;
const maxBodyBytes = 1024 * 1024;

/** The names of one's own machine; anything else is no business of the session's network. */
const loopback = /^(localhost|127(\.\d{1,3}){3}|0\.0\.0\.0|\[::1\])$/;

/** The target of a request. Throws ToolProblem for what is not plain HTTP on loopback. */
export function targetOf(url: string): URL {
  if (!URL.canParse(url)) throw new ToolProblem(`Not a URL: ${url}`);
  const target = new URL(url);
  if (target.protocol !== "http:" || !loopback.test(target.hostname)) {
    throw new ToolProblem(
      `Only http:// addresses on localhost can be asked, in the sandbox's own network: ${url}`,
    );
  }
  return target;
}

/** Rejects with a ToolProblem when no whole reply comes in time. The body is cut at 1 MiB. */
export async function requestHttp(
  request: HttpRequest,
  connect: (port: number, signal: AbortSignal) => Promise<Socket>,
  signal: AbortSignal,
): Promise<HttpReply> {
  const target = targetOf(request.url);
  const timeoutMs = request.timeoutMs ?? defaultTimeoutMs;
  const late = AbortSignal.timeout(timeoutMs);
  const either = AbortSignal.any([signal, late]);
  try {
    const socket = await connect(Number(target.port || 80), either);
    return await exchange(request, target, socket, either);
  } catch (thrown) {
    signal.throwIfAborted();
    if (late.aborted)
      throw new ToolProblem(`No answer from ${target.host} within ${timeoutMs} ms.`);
    if (thrown instanceof ToolProblem) throw thrown;
    throw new ToolProblem(`${target.host} did not answer in HTTP: ${messageOf(thrown)}`);
  }
}

function exchange(
  { method, headers, body }: HttpRequest,
  target: URL,
  socket: Socket,
  signal: AbortSignal,
): Promise<HttpReply> {
  const http = process.getBuiltinModule("node:http");
  return new Promise((resolve, reject) => {
    const sent = http.request({
      createConnection: () => socket,
      host: target.hostname,
      port: target.port || 80,
      path: `${target.pathname}${target.search}`,
      method,
      headers: {
        ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }),
        ...headers,
        connection: "close",
      },
      signal,
    });
    sent.once("error", reject);
    sent.once("response", (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      const done = () => {
        const text = Buffer.concat(chunks).subarray(0, maxBodyBytes).toString("utf8");
        resolve({
          status: response.statusCode ?? 0,
          headers: joined(response.headersDistinct),
          body: text,
        });
      };
      response.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes < maxBodyBytes) return;
        done();
        response.destroy();
      });
      response.once("end", done);
      response.once("error", reject);
    });
    sent.end(body);
  });
}

function joined(headers: NodeJS.Dict<string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, values]) => [name, (values ?? []).join("\n")]),
  );
}
