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
  const { port } = partsOf(host);
  return name === null || port === null || webPorts.includes(port) ? name : `${name}:${port}`;
}

/** Exact, or a `*.` pattern for what stands below the name; without a port a rule means the web's two. */
export function coversHost(pattern: string, host: string): boolean {
  const rule = partsOf(pattern);
  const asked = partsOf(host);
  const web = asked.port === null || webPorts.includes(asked.port);
  if (rule.port === null ? !web : rule.port !== asked.port) return false;
  // Whoever asks for all names below one gets them by a rule that spells them, or more of them.
  const name = plainHost(asked.below ?? asked.name);
  if (name === null) return false;
  if (rule.name === "*") return asked.below === null;
  if (rule.below === null) return asked.below === null && plainHost(rule.name) === name;
  return name.endsWith(`.${rule.below}`) || (asked.below !== null && name === rule.below);
}

interface HostParts {
  /** Lower case, without port and final dot. */
  name: string;
  /** Of `*.name`; null: it is no such pattern. */
  below: string | null;
  /** null: none is named. */
  port: number | null;
}

const webPorts: readonly number[] = [80, 443];

function partsOf(text: string): HostParts {
  const [, written = text, port] = /^(.*):(\d{1,5})$/s.exec(text) ?? [];
  const name = written.toLowerCase().replace(/\.$/, "");
  const below = name.startsWith("*.") ? name.slice(2) : null;
  return { name, below, port: port === undefined ? null : Number(port) };
}

/** What denies a name denies what stands below it as well. */
export function meansHost(pattern: string, host: string): boolean {
  const rule = partsOf(pattern);
  const { name: asked, port } = partsOf(host);
  // With a port it denies that one alone; a request that names none means the web's two.
  if (rule.port !== null && rule.port !== port && (port !== null || !webPorts.includes(rule.port)))
    return false;
  const wanted = rule.name.replace(/^\*\.?/, "");
  const name = plainHost(asked) ?? asked;
  // Whoever asks for all names below one asks for the denied one among them too.
  const asksForIt = name === "*" || (name.startsWith("*.") && `.${wanted}`.endsWith(name.slice(1)));
  return wanted === "" || name === wanted || name.endsWith(`.${wanted}`) || asksForIt;
}
