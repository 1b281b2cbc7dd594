/** A port of the session's network on the user's own loopback, so that a browser can look at what runs in the jail. */

import type { AddressInfo, Socket } from "node:net";
import { UserError } from "../core/errors.ts";

export interface Forwarded {
  /** On 127.0.0.1 of the user's machine. */
  port: number;
  close(): void;
}

/** The same number where it is free, else any. Nothing needs to listen yet; a connection without an answer is closed. */
export async function forwardPort(
  inside: number,
  connect: (port: number, signal: AbortSignal) => Promise<Socket>,
): Promise<Forwarded> {
  const net = process.getBuiltinModule("node:net");
  const stop = new AbortController();
  const open = new Set<Socket>();
  const server = net.createServer({ pauseOnConnect: true }, (outer) => {
    open.add(outer);
    outer.once("close", () => open.delete(outer));
    outer.on("error", () => outer.destroy());
    connect(inside, stop.signal).then(
      (inner) => {
        inner.on("error", () => outer.destroy());
        inner.once("close", () => outer.destroy());
        outer.once("close", () => inner.destroy());
        inner.pipe(outer);
        outer.pipe(inner);
      },
      () => outer.destroy(),
    );
  });
  const listen = (port: number) =>
    new Promise<boolean>((resolve, reject) => {
      server.once("error", (thrown: NodeJS.ErrnoException) => {
        if (thrown.code === "EADDRINUSE" || thrown.code === "EACCES") resolve(false);
        else reject(thrown);
      });
      server.listen(port, "127.0.0.1", () => resolve(true));
    });
  if (!(await listen(inside)) && !(await listen(0))) {
    throw new UserError("No port of this machine is free to forward to the sandbox.");
  }
  server.unref();
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      stop.abort();
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
