import { describe, expect, test } from "vitest";
import {
  isAllowed,
  isPublicAddress,
  normalName,
  parseAllowedHost,
} from "../../src/sandbox/allowed-hosts.ts";

const allow = (...hosts: string[]) => hosts.map(parseAllowedHost);

describe("hosts", () => {
  test("are exact, or all below one", () => {
    const exact = allow("registry.example.org");
    expect(isAllowed("registry.example.org", 443, exact)).toBe(true);
    expect(isAllowed("REGISTRY.example.ORG.", 80, exact)).toBe(true);
    for (const other of [
      "example.org",
      "x.registry.example.org",
      "registry.example.org.evil.net",
      "evilregistry.example.org",
    ])
      expect(isAllowed(other, 443, exact)).toBe(false);
    const below = allow("*.example.org");
    expect(isAllowed("a.b.example.org", 443, below)).toBe(true);
    for (const other of ["example.org", "evilexample.org", "example.org.evil.net"])
      expect(isAllowed(other, 443, below)).toBe(false);
  });

  test("come with the two usual ports, or with the one that is named", () => {
    expect(isAllowed("a.org", 22, allow("a.org"))).toBe(false);
    expect(isAllowed("a.org", 8080, allow("a.org:8080"))).toBe(true);
    expect(isAllowed("a.org", 443, allow("a.org:8080"))).toBe(false);
  });

  test("an empty list allows nothing", () => {
    expect(isAllowed("a.org", 443, [])).toBe(false);
  });

  test("host-by-trick: what a resolver could read as another name is no name", () => {
    const tricks = [
      "evil.net\0.example.org",
      "evil.net#.example.org",
      "evil.net/.example.org",
      "evil.net%00.example.org",
      "a@b.example.org",
      "exаmple.org",
      "a..example.org",
      "-a.example.org",
      " a.example.org",
      "a.example.org\n",
      "127.0.0.1",
      "2130706433",
      "0x7f.1",
      "127.1",
      "[::1]",
      "::1",
      "",
      ".",
      "*.example.org",
      `${"a".repeat(64)}.example.org`,
    ];
    for (const trick of tricks) {
      expect([trick, normalName(trick)]).toEqual([trick, null]);
      expect(isAllowed(trick, 443, allow("*.example.org", "example.org"))).toBe(false);
    }
  });

  test("are refused with advice when they are none", () => {
    for (const wrong of [
      "*",
      "*.org",
      "https://a.org",
      "a.org/x",
      "a.*.org",
      "10.0.0.1",
      "a.org:0",
      "a.org:99999",
      "",
      "a b",
    ])
      expect(() => parseAllowedHost(wrong)).toThrow(/Not a host/);
  });
});

test("addresses of this machine, of private networks and of clouds' own services are closed", () => {
  const closed = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "192.0.0.192",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:a9fe:a9fe",
    "::127.0.0.1",
    "fe80::1",
    "fec0::1",
    "fd00:ec2::254",
    "ff02::1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "not an address",
  ];
  expect(closed.filter(isPublicAddress)).toEqual([]);
  const open = [
    "1.1.1.1",
    "93.184.216.34",
    "172.32.0.1",
    "100.128.0.1",
    "2606:4700::1111",
    "::ffff:1.1.1.1",
  ];
  expect(open.filter((address) => !isPublicAddress(address))).toEqual([]);
});
