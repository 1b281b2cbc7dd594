/** The proxy of the user's own network, as the usual variables name it: for the model's endpoint, and for hosts of commands. */

import type { Config } from "../config/load.ts";
import { UserError } from "../core/errors.ts";
import { type ProxyOptions, proxyFor } from "../model/proxy.ts";

/** For an address; `url` missing: there is none. Small letters win, as with curl. Throws UserError for what is no address. */
export function proxyOptionsFor(target: URL, { variables }: Config): ProxyOptions {
  const secure = target.protocol === "https:";
  const url = secure
    ? variables.https_proxy || variables.HTTPS_PROXY || everywhere(variables)
    : variables.http_proxy || variables.HTTP_PROXY || everywhere(variables);
  const exceptions = variables.no_proxy || variables.NO_PROXY;
  if (url && !URL.canParse(/^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `http://${url}`)) {
    throw new UserError(`Not the address of a proxy: ${url}`, {
      hint: `Set ${secure ? "HTTPS_PROXY" : "HTTP_PROXY"} to http://host:port, or unset it.`,
    });
  }
  return { ...(url ? { url } : {}), ...(exceptions ? { exceptions } : {}) };
}

/** Up to the last `@`, as addresses are read. */
const inAddress = /^(?:[a-z][a-z0-9+.-]*:\/\/)?[^:]*:(.*)@/is;

/** The passwords in those variables: they are never written down. */
export function proxyPasswords(variables: Config["variables"]): string[] {
  const names = ["https_proxy", "http_proxy", "all_proxy"].flatMap((name) => [
    name,
    name.toUpperCase(),
  ]);
  // What is no address holds its password all the same.
  const written = names.flatMap((name) => inAddress.exec(variables[name] ?? "")?.[1] ?? []);
  return written.flatMap((password) => [password, decoded(password)]).filter((one) => one !== "");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The proxy that leads to a host of a command; undefined: there is none on the way. */
export function upstreamOf(config: Config): (host: string, port: number) => URL | undefined {
  return (host, port) => {
    const target = new URL(`${port === 80 ? "http" : "https"}://${host}:${port}`);
    return proxyFor(target, proxyOptionsFor(target, config));
  };
}

function everywhere(variables: Config["variables"]): string | undefined {
  return variables.all_proxy || variables.ALL_PROXY;
}
