/** The cookies of one verification: kept and sent as a browser would, on one host. */

interface Cookie {
  name: string;
  value: string;
  path: string;
  /** ms since the epoch; null: as long as the verification. */
  expires: number | null;
}

/** A server that sets more than a browser keeps is not to fill our memory. */
const maxCookies = 100;
const maxLength = 4096;
const ownHosts: readonly string[] = ["127.0.0.1", "localhost"];

export class CookieJar {
  #cookies: Cookie[] = [];

  /** `lines` are the reply's set-cookie headers, joined by line breaks; undefined: none. `now` in ms since the epoch. */
  store(lines: string | undefined, path: string, now: number): void {
    for (const line of lines?.split("\n") ?? []) {
      const cookie = read(line, path, now);
      if (!cookie) continue;
      this.#cookies = this.#cookies.filter(
        (one) => one.name !== cookie.name || one.path !== cookie.path,
      );
      if (cookie.expires !== null && cookie.expires <= now) continue;
      this.#cookies.push(cookie);
      if (this.#cookies.length > maxCookies) this.#cookies.shift();
    }
  }

  /** The cookie header for a path, longer paths first; empty: nothing to send. */
  header(path: string, now: number): string {
    const plain = path.split("?")[0] ?? path;
    return this.#cookies
      .filter(({ expires }) => expires === null || expires > now)
      .filter((cookie) => covers(cookie.path, plain))
      .sort((a, b) => b.path.length - a.path.length)
      .map(({ name, value }) => `${name}=${value}`)
      .join("; ");
  }
}

function read(line: string, path: string, now: number): Cookie | undefined {
  const [pair = "", ...attributes] = line.split(";");
  const equals = pair.indexOf("=");
  const name = pair.slice(0, equals).trim();
  const value = pair.slice(equals + 1).trim();
  if (equals < 1 || name === "" || pair.length > maxLength) return undefined;
  if (/[\u0000-\u001f\u007f]/.test(pair)) return undefined;
  const cookie: Cookie = { name, value, path: folderOf(path), expires: null };
  let maxAge = false;
  for (const attribute of attributes) {
    const [key = "", ...rest] = attribute.split("=");
    const text = rest.join("=").trim();
    const word = key.trim().toLowerCase();
    if (word === "path" && text.startsWith("/")) cookie.path = text;
    else if (word === "domain" && text !== "" && !ownHosts.includes(text.toLowerCase())) {
      return undefined;
    } else if (word === "max-age" && /^-?\d+$/.test(text)) {
      maxAge = true;
      cookie.expires = Number(text) <= 0 ? 0 : now + Number(text) * 1000;
    } else if (word === "expires" && !maxAge) {
      const at = Date.parse(text);
      // What cannot be read as a date is ignored, as browsers do.
      if (!Number.isNaN(at)) cookie.expires = at;
    }
  }
  return cookie;
}

/** The default path: the folder of the page that set it. */
function folderOf(path: string): string {
  const plain = path.split("?")[0] ?? "/";
  const slash = plain.lastIndexOf("/");
  return slash <= 0 ? "/" : plain.slice(0, slash);
}

function covers(cookiePath: string, path: string): boolean {
  if (path === cookiePath) return true;
  if (!path.startsWith(cookiePath)) return false;
  return cookiePath.endsWith("/") || path[cookiePath.length] === "/";
}
