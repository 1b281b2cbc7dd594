/** Reads the fields of one check; what does not fit says which check, which field and what is expected. */

import { ToolProblem } from "../../core/ports.ts";
import type { JsonObject } from "../../core/types.ts";
import { isObject, longestWaitMs } from "../arguments.ts";
import { oneLine } from "../figures.ts";

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const loopback = /^(localhost|127(\.\d{1,3}){3}|0\.0\.0\.0|\[::1\])$/;

export class CheckReader {
  readonly #value: JsonObject;
  readonly #place: string;
  readonly #form: string;

  constructor(value: JsonObject, place: string, form: string) {
    this.#value = value;
    this.#place = place;
    this.#form = form;
  }

  fail(what: string): never {
    throw new ToolProblem(`Nothing was run: in ${this.#place}, ${what}. Its form: ${this.#form}`);
  }

  /** A word nobody reads would be a wish that is never checked. */
  only(known: readonly string[]): void {
    const unknown = Object.keys(this.#value).find((key) => !known.includes(key));
    if (unknown !== undefined) this.fail(`\`${oneLine(unknown, 40)}\` is not known`);
  }

  /** null counts as missing: models fill optional fields with it. */
  has(key: string): boolean {
    return Object.hasOwn(this.#value, key) && this.#value[key] !== null;
  }

  #get(key: string): unknown {
    return this.has(key) ? this.#value[key] : undefined;
  }

  /** For optional fields that must be missing rather than undefined. */
  given<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
    return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: Value });
  }

  text(key: string): string {
    const value = this.#get(key);
    if (typeof value === "string" && value.trim() !== "") return value;
    return this.fail(`\`${key}\` must be text`);
  }

  optionalText(key: string): string | undefined {
    const value = this.#get(key);
    if (value === undefined || typeof value === "string") return value;
    return this.fail(`\`${key}\` must be text`);
  }

  flag(key: string): boolean | undefined {
    const value = this.#get(key);
    if (value === undefined || typeof value === "boolean") return value;
    if (value === "true" || value === "false") return value === "true";
    return this.fail(`\`${key}\` must be true or false`);
  }

  count(key: string): number | undefined {
    const value = this.#get(key);
    if (value === undefined) return undefined;
    const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
    if (typeof number === "number" && Number.isSafeInteger(number) && number >= 0) return number;
    return this.fail(`\`${key}\` must be a whole number`);
  }

  /** In ms; none of nothing, and never longer than anything is waited for. */
  time(key: string): number | undefined {
    const ms = this.count(key);
    return ms === undefined || ms === 0 ? undefined : Math.min(ms, longestWaitMs);
  }

  optionalPort(key: string): number | undefined {
    const port = this.count(key);
    if (port === undefined || (port >= 1 && port <= 65_535)) return port;
    return this.fail(`\`${key}\` must be a port, 1 to 65535`);
  }

  port(key: string): number {
    return this.optionalPort(key) ?? this.fail(`\`${key}\` must be a port, 1 to 65535`);
  }

  path(key: string): string | undefined {
    const value = this.optionalText(key);
    if (value === undefined || plainPath(value)) return value;
    return this.fail(`\`${key}\` must be a path that starts with a slash`);
  }

  /** Text or a list of texts; numbers are taken as text. */
  list(key: string): string[] {
    const value = this.#get(key);
    if (value === undefined) return [];
    const list = Array.isArray(value) ? value : [value];
    return list.map((one) => {
      if (typeof one === "number") return String(one);
      // Empty text is in everything: such a wish says nothing.
      if (typeof one === "string" && one !== "") return one;
      return this.fail(`\`${key}\` must be text or a list of texts, none of them empty`);
    });
  }

  statuses(key: string): number[] {
    const value = this.#get(key);
    if (value === undefined) return [];
    const list = Array.isArray(value) ? value : [value];
    if (list.length === 0) this.fail(`\`${key}\` is an empty list`);
    return list.map((one) => {
      const status = typeof one === "string" ? Number(one) : one;
      if (typeof status === "number" && Number.isInteger(status) && status >= 100 && status < 600)
        return status;
      return this.fail(`\`${key}\` must be an HTTP status or a list of them`);
    });
  }

  /** Names with texts (headers, environment). */
  texts(key: string): Record<string, string> | undefined {
    const value = this.#get(key);
    if (value === undefined) return undefined;
    if (!isObject(value)) return this.fail(`\`${key}\` must be an object of names and texts`);
    const texts: [string, string][] = [];
    for (const [name, one] of Object.entries(value)) {
      if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name))
        this.fail(`\`${key}\` has the name "${oneLine(name, 40)}"`);
      if (typeof one !== "string" && typeof one !== "number" && typeof one !== "boolean") {
        return this.fail(`\`${key}.${name}\` must be text`);
      }
      const text = String(one);
      if (/[\r\n\0]/.test(text)) this.fail(`\`${key}.${name}\` has a line break`);
      texts.push([name, text]);
    }
    return Object.fromEntries(texts);
  }

  /** Form fields: like texts, but any name and any text. */
  fields(key: string): Record<string, string> | undefined {
    const value = this.#get(key);
    if (value === undefined) return undefined;
    if (!isObject(value))
      return this.fail(`\`${key}\` must be an object of field names and values`);
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => {
        if (isObject(one) || Array.isArray(one))
          this.fail(`\`${key}.${oneLine(name, 40)}\` must be text`);
        return [name, one === null ? "" : String(one)];
      }),
    );
  }

  json(key: string): string {
    return JSON.stringify(this.#value[key]);
  }

  expectedHeaders(key: string): Record<string, string | null> {
    const value = this.#get(key);
    if (value === undefined) return {};
    if (!isObject(value))
      return this.fail(`\`${key}\` must be an object of header names and values`);
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => {
        if (one !== null && typeof one !== "string" && typeof one !== "number") {
          this.fail(
            `\`${key}.${oneLine(name, 40)}\` must be text, or null for a header that must be absent`,
          );
        }
        return [name.toLowerCase(), one === null ? null : String(one)];
      }),
    );
  }

  /** "POST /post", "/post", or a whole address on this machine. */
  request(key: string): { method: string; path: string; port?: number } {
    const words = this.text(key).trim().split(/\s+/);
    const method = words.length === 1 ? "GET" : (words[0] ?? "").toUpperCase();
    const target = words.length === 1 ? words[0] : words[1];
    if (words.length > 2 || !target || methods.includes(target) || !methods.includes(method)) {
      return this.fail(`\`${key}\` must be a method and a path, such as "GET /"`);
    }
    if (plainPath(target)) return { method, path: target };
    const url = URL.canParse(target) ? new URL(target) : undefined;
    if (url?.protocol !== "http:" || !loopback.test(url.hostname)) {
      return this.fail(
        `\`${key}\` must name a path such as "/post", on the program that was started`,
      );
    }
    return { method, path: `${url.pathname}${url.search}`, port: Number(url.port || 80) };
  }
}

/** `//host/` would be another machine. */
function plainPath(text: string): boolean {
  return /^\/(?!\/)[^\s\\]*$/.test(text) && !/[\u0000-\u001f\u007f]/.test(text);
}
