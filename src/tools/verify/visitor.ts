/** Sends the HTTP checks of one verification as one visitor: cookies, and hidden form fields, carried along. */

import { messageOf } from "../../core/errors.ts";
import type { HttpReply, ToolContext } from "../../core/ports.ts";
import { oneLine } from "../figures.ts";
import type { HttpCheck, Outcome } from "./check.ts";
import { CookieJar } from "./cookie-jar.ts";
import { formsOf, type HtmlForm } from "./html-forms.ts";
import { unmet, wished } from "./text-wish.ts";

type World = Pick<ToolContext, "sandbox" | "clock" | "signal">;

interface Sent {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body?: string;
}

const maxRedirects = 5;
/** A body of this size has been cut by the sandbox. */
const maxBody = 1024 * 1024;

export class Visitor {
  readonly #jar = new CookieJar();
  readonly #world: World;
  /** Of the last page that had any, with their address: an error page between does not lose the token. */
  #forms: { form: HtmlForm; path: string }[] = [];

  constructor(world: World) {
    this.#world = world;
  }

  async visit(check: HttpCheck): Promise<Outcome> {
    const expected = wishOf(check);
    let reply: HttpReply;
    try {
      reply = await this.#exchange(check);
    } catch (thrown) {
      this.#world.signal.throwIfAborted();
      return { ok: false, expected, actual: oneLine(messageOf(thrown), 200) };
    }
    const problems = [
      ...headerProblems(reply, check),
      ...unmet(reply.body, check, isWhole(reply.body)),
    ];
    const right =
      check.status.length === 0 ? reply.status < 400 : check.status.includes(reply.status);
    const ok = right && problems.length === 0;
    const location = reply.headers.location;
    const told = [
      location === undefined ? `${reply.status}` : `${reply.status} to ${oneLine(location, 80)}`,
      ...problems,
      ...(right || reply.status < 400 ? [] : [excerpt(reply)]),
    ];
    return { ok, expected, actual: told.filter((part) => part !== "").join(", ") };
  }

  async #exchange(check: HttpCheck): Promise<HttpReply> {
    let sent = this.#request(check);
    let reply = await this.#send(sent, check);
    for (let hop = 0; check.follow && hop < maxRedirects; hop++) {
      const next = redirected(sent, reply);
      if (!next) break;
      sent = next;
      reply = await this.#send(sent, check);
    }
    return reply;
  }

  #request({ method, path, port, headers, form, body, tokens }: HttpCheck): Sent {
    const url = new URL(`http://127.0.0.1:${port}${path}`);
    const sent: Sent = { method, url, headers: { ...headers } };
    if (form && (method === "GET" || method === "HEAD")) {
      for (const [name, value] of Object.entries(form)) url.searchParams.set(name, value);
    } else if (form) {
      const fields = { ...(tokens ? this.#hiddenFor(url) : {}), ...form };
      sent.body = new URLSearchParams(fields).toString();
      setDefault(sent.headers, "content-type", "application/x-www-form-urlencoded");
    } else if (body !== undefined) sent.body = body;
    return sent;
  }

  async #send(sent: Sent, { timeoutMs }: HttpCheck): Promise<HttpReply> {
    const { sandbox, clock, signal } = this.#world;
    const { method, url, body } = sent;
    const path = url.pathname;
    const headers = { ...sent.headers };
    const cookies = this.#jar.header(path, clock.now());
    if (cookies !== "") setDefault(headers, "cookie", cookies);
    const reply = await sandbox.http(
      {
        method,
        url: url.href,
        headers,
        ...(body === undefined ? {} : { body }),
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
      },
      signal,
    );
    this.#jar.store(reply.headers["set-cookie"], path, clock.now());
    if (/html/i.test(reply.headers["content-type"] ?? "")) {
      const forms = formsOf(reply.body).map((form) => ({ form, path: targetOf(form, url) }));
      if (forms.length > 0) this.#forms = forms;
    }
    return reply;
  }

  /**
   * The hidden fields of the form that posts to this path. Where none does, those that all forms of the page share: a
   * token is mostly the same in each.
   */
  #hiddenFor({ pathname }: URL): Record<string, string> {
    const fitting = this.#forms.filter(({ path }) => path === pathname);
    const best = fitting.find(({ form }) => form.method === "post") ?? fitting[0];
    if (best) return best.form.hidden;
    const [first, ...others] = this.#forms.filter(({ form }) => form.method === "post");
    const shared = Object.entries(first?.form.hidden ?? {}).filter(([name, value]) =>
      others.every(({ form }) => form.hidden[name] === value),
    );
    return Object.fromEntries(shared);
  }
}

function targetOf({ action }: HtmlForm, page: URL): string {
  return URL.canParse(action, page.href) ? new URL(action, page.href).pathname : page.pathname;
}

/** The next request, as a browser would make it; undefined: no redirect, or one that leads elsewhere. */
function redirected({ method, url, headers, body }: Sent, reply: HttpReply): Sent | undefined {
  const { location } = reply.headers;
  if (reply.status < 300 || reply.status > 399 || location === undefined) return undefined;
  if (!URL.canParse(location, url.href)) return undefined;
  const next = new URL(location, url.href);
  if (next.host !== url.host) return undefined;
  const again = reply.status === 307 || reply.status === 308;
  if (again) return { method, url: next, headers, ...(body === undefined ? {} : { body }) };
  const { "content-type": _, ...rest } = headers;
  return { method: method === "HEAD" ? "HEAD" : "GET", url: next, headers: rest };
}

function wishOf(check: HttpCheck): string {
  const headers = Object.entries(check.expectHeaders).map(([name, value]) =>
    value === null ? `no header ${name}` : `${name}: ${oneLine(value, 80)}`,
  );
  const status = check.status.length === 0 ? "below 400" : check.status.join(" or ");
  return [status, ...headers, ...wished(check)].join(", ");
}

function headerProblems({ headers }: HttpReply, { expectHeaders }: HttpCheck): string[] {
  return Object.entries(expectHeaders).flatMap(([name, value]) => {
    const actual = headers[name];
    if (value === null) return actual === undefined ? [] : [`${name}: ${oneLine(actual, 80)}`];
    if (actual === undefined) return [`no header ${name}`];
    return fits(name, value, actual) ? [] : [`${name}: ${oneLine(actual, 80)}`];
  });
}

/** The value, or its first part before parameters; addresses are compared by their path. */
function fits(name: string, value: string, actual: string): boolean {
  const wanted = value.trim().toLowerCase();
  const given = actual.trim().toLowerCase();
  if (given === wanted || given.startsWith(`${wanted};`)) return true;
  if (name !== "location") return false;
  const origin = "http://127.0.0.1/";
  if (!URL.canParse(value, origin) || !URL.canParse(actual, origin)) return false;
  const [a, b] = [new URL(value, origin), new URL(actual, origin)];
  return a.pathname === b.pathname && a.search === b.search;
}

/** What the page says, for an answer nobody expected. */
function excerpt({ body }: HttpReply): string {
  const text = body
    .slice(0, 4000)
    .replace(/<(style|script)\b[^>]{0,200}>[^<]{0,4000}/gi, " ")
    .replace(/<[^<>]{0,300}>/g, " ");
  const line = oneLine(text, 160);
  return line === "" ? "" : `body: ${line}`;
}

function isWhole(body: string): boolean {
  return body.length * 3 < maxBody || new TextEncoder().encode(body).length < maxBody;
}

function setDefault(headers: Record<string, string>, name: string, value: string): void {
  if (!Object.keys(headers).some((key) => key.toLowerCase() === name)) headers[name] = value;
}
