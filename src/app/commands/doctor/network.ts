/** What stands between Skillet and an endpoint: the user's proxy and certificates. Nothing is told where nothing is set. */

import { accessSync, constants, readFileSync, statSync } from "node:fs";
import type { Config } from "../../../config/load.ts";
import { UserError } from "../../../core/errors.ts";
import { certificateVariables } from "../../../sandbox/certificates.ts";
import { proxyOptionsFor } from "../../user-proxy.ts";
import { type Diagnosis, ok, warning } from "./diagnosis.ts";

export function network(config: Config): Diagnosis[] {
  return [...proxy(config), ...certificates(config)];
}

const anywhere = new URL("https://endpoint.invalid/");

function proxy(config: Config): Diagnosis[] {
  try {
    const { url, exceptions } = proxyOptionsFor(anywhere, config);
    if (!url) return [];
    const address = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `http://${url}`);
    const except = exceptions ? `, except for ${exceptions}` : "";
    // Its host alone: a name and password may stand before it.
    return [ok("proxy", `${address.protocol}//${address.host}${except}; loopback goes directly`)];
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    // The address is not repeated: a password may stand in it.
    return [warning("proxy", "the variable holds no address of a proxy", thrown.hint)];
  }
}

function certificates({ variables }: Config): Diagnosis[] {
  return certificateVariables.flatMap((name): Diagnosis[] => {
    const path = variables[name];
    if (!path) return [];
    const why = unusable(path);
    return why === null
      ? [ok("ca", `${name}: ${path}`)]
      : [warning("ca", `${name}: ${path} ${why}`, `Mend the file, or: unset ${name}`)];
  });
}

/** null: it can be used. */
function unusable(path: string): string | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return "does not exist";
  try {
    accessSync(path, constants.R_OK);
  } catch {
    return "cannot be read";
  }
  if (!stats.isFile()) return stats.isDirectory() ? null : "is no file";
  return readFileSync(path, "latin1").includes("-----BEGIN CERTIFICATE-----")
    ? null
    : "holds no certificate (PEM)";
}
