/** What commands may reach: grants by password, hosts decided one by one, and the connection to those that may be reached. */

import { randomBytes } from "node:crypto";
import type { Socket } from "node:net";
import { ToolProblem } from "../core/ports.ts";
import { type AllowedHost, isAllowed, normalName, parseAllowedHost } from "./allowed-hosts.ts";
import { Refusal } from "./refusal.ts";
import { connected, throughProxy } from "./upstream.ts";

export interface Grant {
  /** What makes the usual clients (curl, git, npm, pip, apt, cargo, go, node) use it. */
  environment: Record<string, string>;
  /** Hosts that were asked for and refused, in order, as `name` or `name:port`; at most 50. */
  blocked(): string[];
  /** Ends it, and every connection that was made under it. */
  release(): void;
}

/** Asks somebody about a host (`name` or `name:port`) that nobody has decided about. */
export type AskHost = (host: string) => Promise<boolean>;

/** The proxy of the user's own network that leads to a host; undefined: there is none on the way. */
export type Upstream = (host: string, port: number) => URL | undefined;

export interface HostGrantsOptions {
  /** Addresses of a name. Default: the system's resolver. */
  lookup?: (name: string) => Promise<string[]>;
  /** Whether an address may be connected to. */
  mayReach: (address: string) => boolean;
  /** Whether a host (`name` or `name:port`) must not be reached, whatever was granted. */
  denied: (host: string) => boolean;
  upstream: Upstream;
}

/** A grant in use. */
export interface Held {
  allowed: AllowedHost[];
  blocked: Set<string>;
  sockets: Set<Socket>;
  ask: AskHost | undefined;
  /** One question for each host, whoever of the command asks for it. */
  asked: Map<string, Promise<boolean>>;
  /** Requests that wait for an answer; nothing is given up for being idle meanwhile. */
  waiting: number;
}

/** Where a request goes: an address that was looked at, or a proxy that looks itself. */
export type Way = { address: string; proxy?: undefined } | { proxy: URL };

export interface HostGrants {
  /** Throws ToolProblem for what is no host. */
  grant(hosts: readonly string[], ask?: AskHost): { held: Held; password: string };
  /** Throws Refusal (407) for a password that is none. */
  holder(password: string): Held;
  /** Throws Refusal for a host that may not be reached. */
  wayTo(held: Held, host: string, port: number): Promise<Way>;
  /** A connection that is over with the grant. */
  connect(held: Held, host: string, port: number): Promise<Socket>;
  /** What is made under a grant ends with it, and when nothing has moved on it for long. */
  keep(held: Held, socket: Socket): void;
  release(password: string): void;
  close(): void;
}

/** A connection on which nothing has moved for so long is given up. */
const idleMs = 120_000;
/** Who is asked more often than this about one command is not asked, but worn down. */
const maxQuestions = 20;
const maxBlocked = 50;
/** Of a name as it is told; longer ones are none. */
const maxTold = 260;

export function hostGrants(options: HostGrantsOptions): HostGrants {
  const { lookup = systemLookup, mayReach, denied, upstream } = options;
  const net = process.getBuiltinModule("node:net");
  const grants = new Map<string, Held>();

  async function mayGo(held: Held, host: string, port: number): Promise<boolean> {
    const name = normalName(host);
    if (name === null || port < 1 || port > 65535 || denied(named(name, port))) return false;
    if (isAllowed(name, port, held.allowed)) return true;
    const told = named(name, port);
    const known = held.asked.get(told);
    if (!known && (!held.ask || held.asked.size >= maxQuestions)) return false;
    const answer = known ?? held.ask?.(told) ?? Promise.resolve(false);
    held.asked.set(told, answer);
    held.waiting++;
    try {
      return await answer;
    } finally {
      held.waiting--;
    }
  }

  async function wayTo(held: Held, host: string, port: number): Promise<Way> {
    if (!(await mayGo(held, host, port))) {
      const told = named(normalName(host) ?? host, port).slice(0, maxTold);
      if (held.blocked.size < maxBlocked) held.blocked.add(told);
      throw new Refusal(403, `${told} is not among the hosts this command may reach.`);
    }
    const name = normalName(host) ?? "";
    const proxy = upstream(name, port);
    if (proxy) {
      stillHeld(held);
      return { proxy: usable(proxy) };
    }
    const addresses = await lookup(name);
    // One bad address spoils the name: a resolver that gives some of each is not to be trusted with the choice.
    const [address] = addresses;
    if (address === undefined) throw new Refusal(502, `${name} has no address.`);
    if (!addresses.every(mayReach)) {
      throw new Refusal(403, `${name} leads to an address of this machine or its own network.`);
    }
    stillHeld(held);
    return { address };
  }

  /** Whoever ended while it was looked up or asked has no use of the answer. */
  function stillHeld(held: Held): void {
    if (![...grants.values()].includes(held)) throw new Refusal(407, "The command has ended.");
  }

  function keep(held: Held, socket: Socket): void {
    if (held.sockets.has(socket)) return;
    held.sockets.add(socket);
    socket.once("close", () => held.sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    socket.setTimeout(idleMs, () => {
      if (held.waiting === 0) socket.destroy();
    });
  }

  function end(held: Held): void {
    for (const socket of held.sockets) socket.destroy();
  }

  return {
    keep,
    wayTo,
    grant(hosts, ask) {
      const held: Held = {
        allowed: hosts.map(parseAllowedHost),
        blocked: new Set(),
        sockets: new Set(),
        ask,
        asked: new Map(),
        waiting: 0,
      };
      const password = randomBytes(24).toString("hex");
      grants.set(password, held);
      return { held, password };
    },
    holder(password) {
      const held = grants.get(password);
      if (!held) throw new Refusal(407, "This way out belongs to another command.");
      return held;
    },
    async connect(held, host, port) {
      const way = await wayTo(held, host, port);
      const socket = way.proxy
        ? await throughProxy(way.proxy, normalName(host) ?? "", port, (made) => keep(held, made))
        : net.connect({ host: way.address, port });
      keep(held, socket);
      if (!way.proxy) await connected(socket);
      return socket;
    },
    release(password) {
      const held = grants.get(password);
      grants.delete(password);
      if (held) end(held);
    },
    close() {
      for (const held of grants.values()) end(held);
      grants.clear();
    },
  };
}

/** Only what is spoken here: anything else would be reached in some other way than it was meant. */
function usable(proxy: URL): URL {
  if (proxy.protocol === "http:") return proxy;
  throw new Refusal(
    502,
    `The proxy of this network is of the kind ${proxy.protocol}//, not http://.`,
  );
}

function named(host: string, port: number): string {
  return port === 443 || port === 80 ? host : `${host}:${port}`;
}

async function systemLookup(name: string): Promise<string[]> {
  const dns = process.getBuiltinModule("node:dns/promises");
  return (await dns.lookup(name, { all: true })).map(({ address }) => address);
}

/** Hosts a command may reach are named by somebody; an empty list is no grant at all. Throws ToolProblem. */
export function checkHosts(hosts: readonly string[]): void {
  for (const host of hosts) parseAllowedHost(host);
  if (hosts.length > 100) throw new ToolProblem("Name at most 100 hosts.");
}
