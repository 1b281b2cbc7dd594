/** Which hosts a command may reach: names compared as bytes, addresses by range. Pure but for node's address table. */

import { BlockList, isIP } from "node:net";
import { ToolProblem } from "../core/ports.ts";

/** A host, exact (`registry.example.org`) or all below one (`*.example.org`), with a port or with the usual two. */
export interface AllowedHost {
  /** Lower case, without a final dot. With `below`, what the name must end in, behind a dot. */
  name: string;
  below: boolean;
  /** null: 80 and 443. */
  port: number | null;
}

const usualPorts = [80, 443];

/** Letters, digits, hyphens and dots, as in RFC 1123; at most 253 bytes. What else a resolver might cut off is no name. */
const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const hostName = new RegExp(`^(?=.{1,253}$)${label}(?:\\.${label})*$`);

/** The name as it is compared; null: not one (NUL, blanks, other scripts, addresses ...). */
export function normalName(name: string): string | null {
  const lower = name.toLowerCase().replace(/\.$/, "");
  // Digits alone in the last label would be read as an address by some resolvers (0x7f.1, 2130706433).
  const last = lower.slice(lower.lastIndexOf(".") + 1);
  return hostName.test(lower) && isIP(lower) === 0 && !/^(\d+|0x[0-9a-f]*)$/.test(last)
    ? lower
    : null;
}

/** Reads `host`, `*.host` or either with `:port`. Throws ToolProblem for anything else, a bare `*` above all. */
export function parseAllowedHost(text: string): AllowedHost {
  const [, star, written = "", port] = /^(\*\.)?([^:*/]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  const name = normalName(written);
  const number = port === undefined ? null : Number(port);
  if (
    name === null ||
    (star && !name.includes(".")) ||
    (number !== null && (number < 1 || number > 65535))
  ) {
    throw new ToolProblem(
      `Not a host: ${JSON.stringify(text)}. Name one as in "registry.example.org" or "*.example.org", without http://.`,
    );
  }
  return { name, below: star !== undefined, port: number };
}

/** `host` as the client wrote it. */
export function isAllowed(host: string, port: number, allowed: readonly AllowedHost[]): boolean {
  const name = normalName(host);
  if (name === null) return false;
  return allowed.some((entry) => {
    if (entry.port === null ? !usualPorts.includes(port) : entry.port !== port) return false;
    return entry.below ? name.endsWith(`.${entry.name}`) : name === entry.name;
  });
}

/** Not for commands, whatever name leads there: this machine, its neighbours, and where clouds keep their keys. */
const closedRanges: [string, number][] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["168.63.129.16", 32], // Azure's own services for its machines; outside of the private ranges
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
  ["::", 95], // unspecified, loopback and the old IPv4-compatible form; ::ffff:0:0/96 is judged by its IPv4 part
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["2001::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 9],
  ["ff00::", 8],
];

/** Whether an address is one of the open internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  const closed = new BlockList();
  for (const [range, bits] of closedRanges) {
    closed.addSubnet(range, bits, range.includes(":") ? "ipv6" : "ipv4");
  }
  return !closed.check(address, family === 6 ? "ipv6" : "ipv4");
}
