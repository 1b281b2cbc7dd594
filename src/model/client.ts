/**
 * The official SDK's request path over our own transport; the one place that loads `openai`, and itself loaded only when
 * a request is made. The SDK's import is static, so that the bundle leaves out what is not used of it.
 */

import OpenAI from "openai";
import { exitCodes, ModelError, UserError } from "../core/errors.ts";
import type { Outgoing, Transport, WireReply } from "./transport.ts";

export interface Client {
  post(path: string, body: Uint8Array, signal: AbortSignal): Promise<WireReply>;
  get(path: string, signal: AbortSignal): Promise<WireReply>;
}

export interface ClientOptions {
  baseUrl: string;
  /** Missing: no Authorization header is sent. */
  apiKey?: string;
  transport: Transport;
}

/** Longer than any limit of ours: waiting is watched by our own clocks. */
const noTimeout = 2 ** 31 - 1;

export function openClient(options: ClientOptions): Client {
  const { transport, apiKey } = options;
  const sdk = new OpenAI({
    baseURL: options.baseUrl,
    // Every option that the SDK would otherwise read from the environment is given: nothing of OPENAI_* may reach another host.
    apiKey: apiKey ?? "none",
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: "off",
    maxRetries: 0,
    timeout: noTimeout,
    ...(apiKey ? {} : { defaultHeaders: { authorization: null } }),
    fetch: async (url, init) =>
      handed(await transport(String(url), init as unknown as Outgoing)) as unknown as Response,
  });

  async function asked(promise: { asResponse(): Promise<Response> }): Promise<WireReply> {
    try {
      return (await promise.asResponse()) as unknown as WireReply;
    } catch (thrown) {
      // The SDK wraps what our transport throws; ours says more.
      const cause = thrown instanceof Error ? thrown.cause : undefined;
      if (cause instanceof ModelError) throw cause;
      if (thrown instanceof TypeError && /header|ByteString/i.test(thrown.message)) {
        throw new UserError("The key holds characters that cannot be sent.", {
          hint: "Copy it again; it must be one line without blanks.",
          exitCode: exitCodes.credentials,
          cause: thrown,
        });
      }
      throw thrown;
    }
  }

  return {
    post: (path, body, signal) =>
      asked(
        sdk.post(path, {
          body,
          signal,
          headers: { "content-type": "application/json" },
          stream: true,
        }),
      ),
    get: (path, signal) => asked(sdk.get(path, { signal })),
  };
}

/** What the SDK looks at. `ok` for every status: it would read error bodies of one shape only, and drop the others. */
function handed(reply: WireReply) {
  const { headers } = reply;
  return {
    ...reply,
    ok: true,
    url: "",
    headers: Object.assign(Object.create(headerMethods), headers),
  };
}

const headerMethods = {
  get(this: Record<string, string>, name: string): string | null {
    return this[name.toLowerCase()] ?? null;
  },
  entries(this: Record<string, string>) {
    return Object.entries(this)[Symbol.iterator]();
  },
};
