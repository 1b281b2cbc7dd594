/** npm inside the jail, against the registry this machine is set up for: with the grant and without it. */

import { existsSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { certificateVariables } from "../../src/sandbox/certificates.ts";
import { openTestSandbox } from "../support/open-test-sandbox.ts";
import { registry, registryAnswers } from "../support/registry.ts";

const signal = new AbortController().signal;
const { hostname, port } = registry;
const host = port ? `${hostname}:${port}` : hostname;

const environment = {
  npm_config_registry: registry.href,
  npm_config_fetch_retries: "0",
  ...Object.fromEntries(
    certificateVariables.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  ),
};

describe("npm install inside the jail", () => {
  test.runIf(!registryAnswers)(
    "is not proven here: this machine's registry does not answer",
    () => {
      expect(registryAnswers).toBe(false);
    },
  );

  test.runIf(registryAnswers)("works with the grant for the registry", async () => {
    await using box = await openTestSandbox({ environment });
    const { exitCode, output } = await box.run("npm install is-number 2>&1", { hosts: [host] });
    expect(output).toContain("added 1 package");
    expect(exitCode).toBe(0);
    expect(existsSync(join(box.out, "node_modules/is-number/package.json"))).toBe(true);
  });

  test("fails without a grant, or with one for another host, and tells which one was missing", async () => {
    await using box = await openTestSandbox({ environment });
    const none = await box.run("npm install is-number 2>&1");
    expect(none.exitCode).not.toBe(0);
    expect(none.blockedHosts).toEqual([host]);
    const other = await box.run("npm install is-number 2>&1", { hosts: ["example.org"] });
    expect(other.exitCode).not.toBe(0);
    expect(other.blockedHosts).toEqual([host]);
    expect(existsSync(join(box.out, "node_modules"))).toBe(false);
  });

  test.runIf(registryAnswers)("works for the whole session once the session may", async () => {
    await using box = await openTestSandbox({ environment });
    box.sandbox.allowHosts([host]);
    expect((await box.run("npm view is-number name 2>&1")).output).toContain("is-number");
  });
});

test("a grant does not open this machine's own ports", async () => {
  const own = createServer((_, response) => response.end("canary"));
  await new Promise<void>((resolve) => own.listen(0, "127.0.0.1", resolve));
  const { port: ownPort } = own.address() as import("node:net").AddressInfo;
  try {
    await using box = await openTestSandbox();
    const { output } = await box.run(
      `curl -s -m 3 http://localhost:${ownPort}/; curl -s -m 3 --noproxy '' http://localhost:${ownPort}/; curl -s -m 3 --noproxy '' http://127.0.0.1:${ownPort}/`,
      { hosts: [`localhost:${ownPort}`] },
    );
    expect(output).not.toContain("canary");
  } finally {
    own.close();
  }
});

test("words that are no host are refused before anything runs", async () => {
  await using box = await openTestSandbox();
  await expect(box.run("touch ran", { hosts: ["*"] })).rejects.toThrow(/Not a host/);
  expect(existsSync(join(box.out, "ran"))).toBe(false);
});

test("a port of the jail can be looked at from the user's own loopback, and no longer than asked", async () => {
  await using box = await openTestSandbox();
  writeFileSync(join(box.out, "index.html"), "from the jail");
  await box.sandbox.start({ command: "python3 -m http.server 5000" });
  while (!(await box.sandbox.listening(5000))) await sleep(10);
  const forwarded = await box.sandbox.forward(5000);
  const reply = await fetch(`http://127.0.0.1:${forwarded.port}/`, { signal });
  expect(await reply.text()).toBe("from the jail");
  forwarded.close();
  await expect(
    new Promise((resolve, reject) => {
      connect(forwarded.port, "127.0.0.1", () => resolve("open")).once("error", reject);
    }),
  ).rejects.toThrow(/ECONNREFUSED/);
});
