/** Plain HTTP on its way through the proxy: what a request is for, and what of its headers goes on. */

import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { normalName } from "./allowed-hosts.ts";
import type { Way } from "./host-grants.ts";
import { Refusal } from "./refusal.ts";
import { addressOf, authorizationOf, portOf } from "./upstream.ts";

export interface HttpTarget {
  /** As it was written. */
  host: string;
  port: number;
  /** With the query. */
  path: string;
}

/** Of an absolute request. Throws Refusal (400) for anything that two readers could read in two ways. */
export function httpTargetOf(url = ""): HttpTarget {
  if (!URL.canParse(url)) throw new Refusal(400, "Not a request for a proxy.");
  const target = new URL(url);
  if (target.protocol !== "http:") throw new Refusal(400, "Only http:// goes this way.");
  // The name as it was written: what a URL parser makes of a strange one is its own business.
  const [, host = ""] = /^http:\/\/([^/:?#@]+)(?::\d{1,5})?(?:[/?#]|$)/i.exec(url) ?? [];
  const parsed = normalName(target.hostname);
  if (host === "" || (parsed !== null && parsed !== normalName(host))) {
    throw new Refusal(400, "Not a plain address: name the host, and nothing before it.");
  }
  return { host, port: Number(target.port || 80), path: `${target.pathname}${target.search}` };
}

/** Sends the request on and the reply back. `made` gets the socket to the outside. Rejects when no whole reply comes. */
export function forwardHttp(
  request: IncomingMessage,
  response: ServerResponse,
  target: HttpTarget,
  way: Way,
  made: (socket: Socket) => void,
): Promise<void> {
  const http = process.getBuiltinModule("node:http");
  const { host: name, port, path } = target;
  const host = port === 80 ? name : `${name}:${port}`;
  const authorization = way.proxy && authorizationOf(way.proxy);
  return new Promise((resolve, reject) => {
    const outside = http.request({
      ...(way.proxy
        ? { host: addressOf(way.proxy), port: portOf(way.proxy), path: `http://${host}${path}` }
        : { host: way.address, port, path }),
      ...(request.method === undefined ? {} : { method: request.method }),
      headers: {
        ...endToEnd(request.headers),
        host,
        connection: "close",
        ...(authorization ? { "proxy-authorization": authorization } : {}),
      },
      setHost: false,
      agent: false,
    });
    outside.on("socket", made);
    response.once("close", () => outside.destroy());
    outside.once("error", reject);
    // An answer that is none (a change of protocol above all) ends it without an error.
    outside.once("close", () => reject(new Refusal(502, "The host gave no answer.")));
    outside.once("response", (reply) => {
      reply.once("error", reject);
      reply.once("end", resolve);
      response.writeHead(reply.statusCode ?? 502, endToEnd(reply.headers));
      reply.pipe(response);
    });
    request.pipe(outside);
  });
}

/** Of one connection, and no business of the next one (RFC 9110, 7.6.1); length and coding are told anew by node. */
const ofOneConnection: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "upgrade",
]);

function endToEnd(headers: IncomingMessage["headers"]): OutgoingHttpHeaders {
  const named = (headers.connection ?? "").toLowerCase().split(",");
  const dropped = new Set(named.map((name) => name.trim()));
  // Without them a body has no end; who names them here wants the next reader to see another end than this one.
  for (const kept of ["content-length", "transfer-encoding", "host"]) dropped.delete(kept);
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !ofOneConnection.has(name) && !dropped.has(name)),
  );
}
