/** SOCKS 5 (RFC 1928) with name and password (RFC 1929), names only: the same grants for clients that speak nothing else. */

import type { Socket } from "node:net";
import type { Held, HostGrants } from "./host-grants.ts";
import { Refusal } from "./refusal.ts";

/** The first byte of a client that speaks it. */
export const socksVersion = 5;

const passwordMethod = 2;
const connectCommand = 1;
const nameAddress = 3;
const replies = { done: 0, failed: 1, denied: 2, command: 7, address: 8 } as const;

/** Serves one connection from its first byte on. It ends with a refusal, or as a tunnel; `known` is called with its grant. Rejects when the client goes away. */
export async function serveSocks(
  socket: Socket,
  grants: HostGrants,
  known: (held: Held) => void,
): Promise<void> {
  const read = reader(socket);
  const [, methodCount = 0] = await read(2);
  const methods = await read(methodCount);
  if (!methods.includes(passwordMethod)) return bye(socket, Buffer.from([socksVersion, 0xff]));
  socket.write(Buffer.from([socksVersion, passwordMethod]));

  const [, nameLength = 0] = await read(2);
  await read(nameLength);
  const [passwordLength = 0] = await read(1);
  const password = (await read(passwordLength)).toString("latin1");
  try {
    const held = grants.holder(password);
    known(held);
    socket.write(Buffer.from([1, 0]));
    const [, command, , kind] = await read(4);
    if (command !== connectCommand) return bye(socket, reply(replies.command));
    // An address was looked up by nobody who checks it.
    if (kind !== nameAddress) return bye(socket, reply(replies.address));
    const [length = 0] = await read(1);
    const host = (await read(length)).toString("latin1");
    const port = (await read(2)).readUInt16BE();
    const outside = await grants.connect(held, host, port);
    socket.once("close", () => outside.destroy());
    outside.once("close", () => socket.destroySoon());
    socket.write(reply(replies.done));
    outside.pipe(socket);
    socket.pipe(outside);
  } catch (thrown) {
    const refused = thrown instanceof Refusal;
    if (refused && thrown.status === 407) return bye(socket, Buffer.from([1, 1]));
    bye(socket, reply(refused && thrown.status === 403 ? replies.denied : replies.failed));
  }
}

/** What it still sends is read and thrown away: unread bytes would tear the answer down with them. */
function bye(socket: Socket, words: Buffer): void {
  socket.end(words);
  socket.resume();
}

function reply(code: number): Buffer {
  return Buffer.from([socksVersion, code, 0, 1, 0, 0, 0, 0, 0, 0]);
}

/** Reads exactly so many bytes; rejects when the client goes away before. */
function reader(socket: Socket): (count: number) => Promise<Buffer> {
  const events = ["readable", "end", "close"];
  return async (count) => {
    if (count === 0) return Buffer.alloc(0);
    for (;;) {
      const bytes: Buffer | null = socket.read(count);
      if (bytes?.length === count) return bytes;
      if (socket.readableEnded || socket.destroyed) throw new Error("The client went away.");
      await new Promise<void>((resolve) => {
        const go = () => {
          for (const event of events) socket.off(event, go);
          resolve();
        };
        for (const event of events) socket.once(event, go);
      });
    }
  };
}
