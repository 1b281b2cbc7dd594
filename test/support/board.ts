/** A small bulletin board over real HTTP on loopback, with session cookies and form tokens: what `verify` is tried on. */

import { createServer, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect, createServer as createPlainServer } from "node:net";
import type { CommandEnd, Process } from "../../src/core/ports.ts";
import { requestHttp } from "../../src/sandbox/http-request.ts";
import { type MemorySandbox, memorySandbox } from "../../src/sandbox/memory.ts";

export interface BoardOptions {
  /** The form's token is sent but never looked at. */
  hole?: boolean;
  /** Answers every request with an error. */
  broken?: boolean;
  /** Ends with this instead of listening. */
  dies?: { output: string; exitCode: number };
  /** Keeps the port open although it was stopped. */
  clings?: boolean;
}

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** The board as a program: listens on `port`. */
export function boardServer({ hole = false, broken = false }: BoardOptions = {}): Server {
  const sessions = new Map<string, string>();
  let posts: { id: number; name: string; body: string }[] = [];
  let last = 0;
  return createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const say = (status: number, text: string, headers: Record<string, string | string[]> = {}) => {
      response.writeHead(status, { "content-type": "text/html; charset=utf-8", ...headers });
      response.end(text);
    };
    if (broken) return say(500, "<h1>Internal Server Error</h1><p>NameError: posts</p>");
    const id = /\bsession=(\w+)/.exec(request.headers.cookie ?? "")?.[1] ?? `s${sessions.size}x`;
    const known = sessions.has(id);
    const token = sessions.get(id) ?? `token&"${sessions.size}`;
    sessions.set(id, token);
    const cookie = known
      ? {}
      : { "set-cookie": [`session=${id}; Path=/; HttpOnly`, "old=1; Max-Age=0"] };
    if (request.method === "GET" && url.pathname === "/") {
      const field = `<input type=hidden name="token" value="${escaped(token)}">`;
      const items = posts.map(
        (post) =>
          `<li>${escaped(post.name)}: ${escaped(post.body)}<form method=post action="/delete/${post.id}">${field}</form></li>`,
      );
      return say(
        200,
        `<form method="post" action="/post">${field}<input name=name></form>${items.join("") || "No posts yet."}`,
        cookie,
      );
    }
    if (request.method !== "POST") return say(405, "<h1>Method Not Allowed</h1>", cookie);
    const form = new URLSearchParams(await bodyOf(request));
    if (!hole && form.get("token") !== token)
      return say(400, "<h1>The form has expired</h1>", cookie);
    const target = /^\/delete\/(\d+)$/.exec(url.pathname)?.[1];
    if (target) posts = posts.filter((post) => post.id !== Number(target));
    else posts.push({ id: ++last, name: form.get("name") ?? "", body: form.get("body") ?? "" });
    say(302, "", { location: "/", ...cookie });
  });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces).toString("utf8");
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createPlainServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export interface BoardSandbox extends MemorySandbox {
  port: number;
  stops: number;
}

/** A memory sandbox whose background commands are boards on a real port. */
export async function boardSandbox(
  options: BoardOptions = {},
  files: Record<string, string> = {},
): Promise<BoardSandbox> {
  const port = await freePort();
  const listening = (at: number) =>
    new Promise<boolean>((resolve) => {
      const socket = connect(at, "127.0.0.1");
      socket.once("connect", () => resolve(true));
      socket.once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
  const open = (at: number, signal: AbortSignal) =>
    new Promise<ReturnType<typeof connect>>((resolve, reject) => {
      const socket = connect({ port: at, host: "127.0.0.1", signal });
      socket.once("connect", () => resolve(socket));
      socket.once("error", reject);
    });
  const sandbox: BoardSandbox = Object.assign(
    memorySandbox(files, {
      start: ({ command }) => startBoard(command),
      listening,
      http: (request, signal) => requestHttp(request, open, signal),
    }),
    { port, stops: 0 },
  );

  function startBoard(command: string): Process {
    const { dies } = options;
    const server = dies ? null : boardServer(options).listen(port, "127.0.0.1");
    const output = [dies?.output ?? `Serving on ${port}\n`];
    let end: CommandEnd | null = dies
      ? {
          exitCode: dies.exitCode,
          timedOut: false,
          durationMs: 10,
          output: dies.output,
          dropped: 0,
        }
      : null;
    return {
      id: "p1",
      command,
      output: () => output.shift() ?? "",
      ended: () => end,
      async stop() {
        sandbox.stops++;
        if (server && !options.clings) {
          server.closeAllConnections();
          await new Promise((resolve) => server.close(resolve));
        }
        server?.unref();
        end ??= {
          exitCode: null,
          signal: "SIGKILL",
          timedOut: false,
          durationMs: 20,
          output: "",
          dropped: 0,
        };
        return end;
      },
    };
  }
  return sandbox;
}
