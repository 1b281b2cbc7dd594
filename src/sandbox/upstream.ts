/** Through the proxy of the user's own network. It looks names up itself, so that here only the name was checked. */

import type { Socket } from "node:net";
import { Refusal } from "./refusal.ts";

/** How long it may take to say whether it lets something through. */
const answerMs = 30_000;
const maxHeadBytes = 16 * 1024;

/** A tunnel by its CONNECT; `made` gets the socket before it is used. Rejects with Refusal when it will not, or with what the system says. */
export async function throughProxy(
  proxy: URL,
  host: string,
  port: number,
  made: (socket: Socket) => void,
): Promise<Socket> {
  const net = process.getBuiltinModule("node:net");
  const socket = net.connect({ host: addressOf(proxy), port: portOf(proxy) });
  made(socket);
  await connected(socket);
  const authorization = authorizationOf(proxy);
  const target = `${host}:${port}`;
  socket.write(
    `CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n` +
      `${authorization ? `Proxy-Authorization: ${authorization}\r\n` : ""}\r\n`,
  );
  const status = await answered(socket);
  if (status < 200 || status > 299) {
    socket.destroy();
    throw new Refusal(502, `The proxy of this network refuses ${host} (${status || "no answer"}).`);
  }
  return socket;
}

/** `proxy-authorization` for a proxy with a name and password; undefined: it has none. */
export function authorizationOf({ username, password }: URL): string | undefined {
  if (username === "") return undefined;
  const words = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(words).toString("base64")}`;
}

export function addressOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "");
}

export function portOf({ port }: URL): number {
  return Number(port || 80);
}

/** The status of the answer; what comes behind its head stays to be read. 0: it gave none. */
function answered(socket: Socket): Promise<number> {
  return new Promise((resolve) => {
    let head = Buffer.alloc(0);
    const done = (status: number) => {
      clearTimeout(late);
      socket.off("data", read);
      socket.off("close", closed);
      socket.pause();
      resolve(status);
    };
    const closed = () => done(0);
    const late = setTimeout(closed, answerMs);
    const read = (bytes: Buffer) => {
      head = Buffer.concat([head, bytes]);
      const end = head.indexOf("\r\n\r\n");
      if (end < 0 && head.length < maxHeadBytes) return;
      done(end < 0 ? 0 : Number(/^HTTP\/1\.[01] (\d{3})/.exec(head.toString("latin1"))?.[1] ?? 0));
      if (end >= 0 && end + 4 < head.length) socket.unshift(head.subarray(end + 4));
    };
    socket.on("data", read);
    socket.once("close", closed);
  });
}

/** Rejects when the socket ends, in whatever way, before it is connected. */
export function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("connect", () => resolve());
    socket.once("error", reject);
    socket.once("close", () => reject(new Refusal(502, "The connection was given up.")));
  });
}
