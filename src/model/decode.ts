/** A recorded reply, read the way a live one is: why a call was or was not recognised (DESIGN 6.4). */

import { ModelError } from "../core/errors.ts";
import type { CheckArguments, Lane } from "../core/ports.ts";
import type {
  Decision,
  Echo,
  Finish,
  ModelReply,
  RejectedCall,
  ToolSpec,
  Usage,
} from "../core/types.ts";
import { type Assembled, assembler } from "./assembler.ts";
import { type About, classifyReply } from "./errors.ts";
import { emptyFault, faultOf, readReply } from "./reply.ts";
import type { WireReply } from "./transport.ts";

export interface DecodeOptions {
  /** text: what the model wrote; wire: an event stream or a JSON body, told apart by their first character. */
  form: "text" | "wire";
  /** In pieces: as the network cut it. */
  body: Uint8Array | readonly Uint8Array[];
  /** Default: 200. Any other but 2xx: an error reply. */
  status?: number;
  headers?: Readonly<Record<string, string>>;
  /** Empty: none were offered; every name is taken as known. */
  tools: readonly ToolSpec[];
  lane: Pick<Lane, "decode">;
  /** null: arguments are not checked against schemas. */
  checkArguments: CheckArguments | null;
  /** ms since the epoch, for Retry-After dates. */
  now: number;
}

export interface DecodedCall {
  id: string;
  name: string;
  arguments: unknown;
  repaired?: string[];
}

export interface DecodedError {
  kind: string;
  message: string;
  hint: string | null;
  retryable: boolean;
  retryAfterMs: number | null;
  action: string | null;
  param: string | null;
  detail: string | null;
  limit: number | null;
}

export interface DecodeOutput {
  text: string;
  reasoning: string;
  calls: DecodedCall[];
  rejected: Pick<RejectedCall, "name" | "reason">[];
  finish: Finish;
  usage: Usage | null;
  source: string;
  echo: Echo;
  anomalies: string[];
  error: DecodedError | null;
}

function aboutOf({ tools }: DecodeOptions): About {
  return { baseUrl: "", model: "", withTools: tools.length > 0 };
}

/** Never throws for what stands in the reply. */
export async function decodeReply(options: DecodeOptions): Promise<DecodeOutput> {
  const { status = 200, form } = options;
  const about = aboutOf(options);
  if (form === "wire" && (status < 200 || status > 299)) {
    const body = textOf(options.body);
    const headers = options.headers ?? {};
    return failed(classifyReply({ status, headers, body }, about, options.now));
  }
  try {
    const assembled = form === "text" ? written(options.body) : await assembledFrom(options);
    return await output(assembled, options);
  } catch (thrown) {
    if (thrown instanceof ModelError) return failed(thrown);
    throw thrown;
  }
}

async function assembledFrom(options: DecodeOptions): Promise<Assembled> {
  const { body, tools, headers } = options;
  const wire: WireReply = {
    status: 200,
    headers: { ...headers },
    body: (async function* pieces() {
      yield* body instanceof Uint8Array ? [body] : body;
    })(),
    drain: async () => {},
    destroy: () => {},
  };
  const reading = readReply(wire, tools, aboutOf(options));
  for (;;) {
    const next = await reading.next();
    if (next.done) return next.value;
  }
}

function textOf(body: DecodeOptions["body"]): string {
  return Buffer.concat(body instanceof Uint8Array ? [body] : body).toString("utf8");
}

/** What stands there is the whole text of a reply that ended well; thoughts in tags are told apart as in a live one. */
function written(body: DecodeOptions["body"]): Assembled {
  const parts = assembler();
  parts.add({ choices: [{ delta: { content: textOf(body) }, finish_reason: "stop" }] });
  return parts.finish();
}

async function output(assembled: Assembled, options: DecodeOptions): Promise<DecodeOutput> {
  const { reply } = assembled;
  const about = aboutOf(options);
  const fault = faultOf(assembled, about);
  let minted = 0;
  const used = new Set(reply.calls.map((call) => call.id));
  const mintId = () => {
    let id: string;
    do id = `call_${minted++}`;
    while (used.has(id));
    return id;
  };
  const decision = options.lane.decode(reply, options.tools, mintId);
  const judged = await judgeAll(decision, fault, options);
  const unread = fault === null ? unreadError(decision, judged) : null;
  const answered =
    judged.calls.length > 0 || judged.rejected.length > 0 || decision.text.trim() !== "";
  const empty = answered || unread ? null : emptyFault(assembled, about);
  const error = fault ?? empty;
  return {
    text: unread ? "" : decision.text,
    reasoning: [reply.reasoning, decision.thought ?? ""].filter(Boolean).join("\n"),
    calls: judged.calls,
    rejected: judged.rejected.map(({ name, reason }) => ({ name, reason })),
    finish: reply.finish,
    usage: reply.usage,
    source: decision.source,
    echo: echoOf(reply),
    anomalies: [...reply.anomalies, ...(answered ? [] : ["no_answer"])],
    error: error ? errorFields(error) : unread,
  };
}

interface JudgedCalls {
  calls: DecodedCall[];
  rejected: (Pick<RejectedCall, "name" | "reason"> & { message?: string })[];
}

/** Each call once: with those that can run, or with those that must not. */
async function judgeAll(
  decision: Decision,
  fault: ModelError | null,
  options: DecodeOptions,
): Promise<JudgedCalls> {
  const calls: DecodedCall[] = [];
  const rejected: JudgedCalls["rejected"] = [];
  if (decision.kind === "act") {
    for (const { id, name, arguments: args, repaired } of decision.calls) {
      const judged = await judge(name, args, fault, options);
      if ("reason" in judged) rejected.push({ name, ...judged });
      else calls.push({ id, name, arguments: judged.arguments, ...(repaired ? { repaired } : {}) });
    }
  }
  if (decision.kind !== "final") rejected.push(...(decision.rejected ?? []));
  return { calls, rejected };
}

/** What goes back to the model where a reply holds too many calls, or a text lane's reply calls of which none can run; null: all is well. */
function unreadError(decision: Decision, { calls, rejected }: JudgedCalls): DecodedError | null {
  if (calls.length > 0) return null;
  if (decision.kind === "unreadable" && decision.problem !== undefined)
    return toMend(decision.problem, decision.hint);
  if (!decision.source.startsWith("text:")) return null;
  const [first] = rejected;
  return first ? toMend(first.reason, first.message ?? `The call was ${first.reason}.`) : null;
}

function toMend(kind: string, hint: string): DecodedError {
  return {
    kind,
    message: hint.split("\n")[0] ?? hint,
    hint,
    retryable: true,
    retryAfterMs: null,
    action: "repair_turn",
    param: null,
    detail: null,
    limit: null,
  };
}

async function judge(
  name: string,
  args: unknown,
  fault: ModelError | null,
  { tools, checkArguments }: DecodeOptions,
): Promise<{ reason: string; message: string } | { arguments: unknown }> {
  // A reply that did not end well has no call that could be trusted to be whole.
  if (fault) return { reason: "truncated", message: "The reply did not end well." };
  const tool = tools.find((one) => one.name === name);
  if (!tool) {
    if (tools.length === 0) return { arguments: args };
    const names = tools.map((one) => one.name).join(", ");
    return { reason: "unknown_tool", message: `No tool named \`${name}\`. Tools: ${names}.` };
  }
  if (!checkArguments) return { arguments: args };
  const checked = await checkArguments(tool, args);
  if (checked.ok) return { arguments: checked.arguments };
  return { reason: "invalid_arguments", message: checked.problem };
}

/** Of the message and, under `calls`, of each call by its place. */
function echoOf(reply: ModelReply): Echo {
  const calls = reply.calls.map((call) => call.echo ?? {});
  const fields = Object.assign({}, ...calls) as Echo;
  return { ...fields, ...reply.echo };
}

function failed(error: ModelError): DecodeOutput {
  return {
    text: "",
    reasoning: "",
    calls: [],
    rejected: [],
    finish: "error",
    usage: null,
    source: "native_text_final",
    echo: {},
    anomalies: [],
    error: errorFields(error),
  };
}

function errorFields({ kind, message, hint, retryable, fields }: ModelError): DecodedError {
  const { retryAfterMs, action, param, detail, limit } = fields;
  return {
    kind,
    message,
    hint: hint ?? null,
    retryable,
    retryAfterMs: retryAfterMs ?? null,
    action: action ?? null,
    param: param ?? null,
    detail: detail ?? null,
    limit: limit ?? null,
  };
}
