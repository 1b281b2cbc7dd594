/** Hosts in rules: `network:registry.example.org`, `network:*.example.org` (its subdomains), `network:*` (every host). */

/** Lower case, without port and final dot; null: it is no plain host name, and then only a question can allow it. */
export function plainHost(host: string): string | null {
  const name = host
    .toLowerCase()
    .replace(/:\d{1,5}$/, "")
    .replace(/\.$/, "");
  return /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_-]{1,63})*$/.test(name)
    ? name
    : null;
}

/** The host as a rule names it: with its port where that is none of the web's two; null: no rule can name it. */
export function ruledHost(host: string): string | null {
  const name = plainHost(host);
  const port = /:(\d{1,5})$/.exec(host)?.[1];
  return name !== null && port && port !== "80" && port !== "443" ? `${name}:${port}` : name;
}

/** Exact, or a `*.` pattern for what stands below the name. */
export function coversHost(pattern: string, host: string): boolean {
  const name = plainHost(host);
  if (name === null) return false;
  const wanted = pattern.toLowerCase();
  // Without a port a rule means the web's two.
  const port = /:(\d{1,5})$/.exec(host)?.[1];
  if (port && port !== "80" && port !== "443" && !wanted.endsWith(`:${port}`)) return false;
  if (wanted === "*") return true;
  if (wanted.startsWith("*."))
    return name.endsWith(wanted.slice(1)) && name.length > wanted.length - 1;
  return plainHost(wanted) === name;
}

/** What denies a name denies what stands below it as well. */
export function meansHost(pattern: string, host: string): boolean {
  const wanted = pattern
    .toLowerCase()
    .replace(/^\*\.?/, "")
    .replace(/\.$/, "");
  const name = plainHost(host) ?? host.toLowerCase();
  // Whoever asks for all names below one asks for the denied one among them too.
  const asksForIt = name === "*" || (name.startsWith("*.") && `.${wanted}`.endsWith(name.slice(1)));
  return wanted === "" || name === wanted || name.endsWith(`.${wanted}`) || asksForIt;
}
