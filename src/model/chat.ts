/** The model behind a chat completions endpoint: one request, its stream, its retries. */

import { ModelError } from "../core/errors.ts";
import type { Delta, Fact } from "../core/events.ts";
import type { Clock, Model, ModelRequest } from "../core/ports.ts";
import type { Finish, JsonObject, ModelReply } from "../core/types.ts";
import type { Assembled } from "./assembler.ts";
import type { Client } from "./client.ts";
import { type About, classifyReply } from "./errors.ts";
import { isLesson, type Learned, learn, nothingLearned } from "./learn.ts";
import { patience } from "./patience.ts";
import { wholeBody } from "./payloads.ts";
import type { ThinkingForm } from "./presets.ts";
import { emptyFault, faultOf, readReply } from "./reply.ts";
import { type BodyOptions, bodyWriter } from "./request-body.ts";
import { responsesWriter } from "./responses-body.ts";
import { responseChunks } from "./responses-stream.ts";
import { pauseBefore, waiting } from "./retry.ts";
import { type ThinkingLevel, thinkingMembers } from "./thinking.ts";
import { type Transport, type TransportOptions, transport } from "./transport.ts";
import { bag } from "./wire-message.ts";

export interface ChatOptions {
  /** With `/v1` where the endpoint has it, without a slash at the end. */
  baseUrl: string;
  /** null or missing: no Authorization header. */
  apiKey?: string | null;
  model: string;
  /** Whether each request says in the log which model it is for: the session began with another one. Default: false. */
  tellModel?: boolean;
  /** Default: chat. */
  api?: "chat" | "responses";
  clock: Clock;
  /** Missing: the endpoint's default. */
  temperature?: number;
  /** Output limit of one reply, in tokens. Missing: the endpoint's default. */
  maxTokens?: number;
  /** Sent with every request. */
  headers?: Readonly<Record<string, string>>;
  /** Missing: nothing is said about it. */
  parallelToolCalls?: boolean;
  /** For requests that do not choose themselves. */
  toolChoice?: ModelRequest["toolChoice"];
  /** Missing: nothing is said about thinking. */
  thinking?: { form: ThinkingForm; level: ThinkingLevel };
  /** Further members of every request, as they are: modalities ... */
  extra?: JsonObject;
  /** Default: true. */
  stream?: boolean;
  timeouts?: Timeouts;
  /** How the endpoint is reached; missing: directly, with the certificates of Node. */
  network?: Pick<TransportOptions, "proxy" | "ca">;
  /** What earlier sessions learned of this endpoint; added to. Missing: nothing. */
  learned?: Learned;
  /** Told after each lesson. */
  onLearned?: (learned: Learned) => void;
  /** Something between the model and its network: a recorder, a cassette. Missing: nothing. */
  through?: (transport: Transport) => Transport;
  /** 0 to 1, for the jitter of retries; default: Math.random. */
  random?: () => number;
}

/** In ms. */
export interface Timeouts {
  /** Until the connection stands; default 15,000. */
  connectMs?: number;
  /** Until the reply begins; default 300,000: long prompts on slow machines take minutes. Comments do not count. */
  firstByteMs?: number;
  /** Between two pieces of a reply; default 120,000. Comments do not count. */
  idleMs?: number;
}

type Step = Delta | Fact;

/** Nothing is loaded or connected before the first request. */
export function chatModel(options: ChatOptions): Model {
  const { baseUrl, clock, random = Math.random } = options;
  const apiKey = options.apiKey ?? undefined;
  const about: About = { baseUrl, model: options.model, ...(apiKey ? { apiKey } : {}) };
  const endpoint = `${baseUrl} ${options.model}`;
  const responses = options.api === "responses";
  const body = responses ? responsesWriter(endpoint) : bodyWriter(endpoint);
  const learned = options.learned ?? nothingLearned();
  let client: Promise<Client> | undefined;

  async function connect(): Promise<Client> {
    const { openClient } = await import("./client.ts");
    const { connectMs } = options.timeouts ?? {};
    const { through = (direct) => direct } = options;
    return openClient({
      baseUrl,
      ...(apiKey ? { apiKey } : {}),
      transport: through(
        transport(about, options.headers ?? {}, {
          ...options.network,
          ...(connectMs === undefined ? {} : { connectMs }),
        }),
      ),
    });
  }

  return async function* chat(request, signal) {
    let failures = 0;
    for (let attempt = 1; ; attempt++) {
      const bytes = body.write(request, bodyOptions(options), learned);
      yield requestFact(
        request,
        attempt,
        bytes.byteLength,
        options.tellModel ? options.model : null,
      );
      try {
        return yield* attemptOnce(request, { attempt, first: failures === 0 }, bytes, signal);
      } catch (thrown) {
        signal.throwIfAborted();
        if (!(thrown instanceof ModelError)) throw thrown;
        // What can be mended in the request is no failure of the endpoint: it is sent again at once.
        const mended = learn(thrown, learned);
        if (isLesson(thrown)) options.onLearned?.(learned);
        if (mended) {
          yield { type: "notice", text: `${thrown.message} ${thrown.hint ?? ""}`.trim() };
          continue;
        }
        const next = ++failures + 1;
        const pause = pauseBefore(next, thrown, random);
        if (pause === null) throw thrown;
        yield* waiting(pause, next, thrown, clock, signal);
      }
    }
  };

  async function* attemptOnce(
    request: ModelRequest,
    { attempt, first }: { attempt: number; first: boolean },
    bytes: Buffer,
    signal: AbortSignal,
  ): AsyncGenerator<Step, ModelReply> {
    const { firstByteMs = 300_000, idleMs = 120_000 } = options.timeouts ?? {};
    const startedAt = clock.now();
    let firstAt: number | undefined;
    const watch = patience(firstByteMs, idleMs, about);
    const replyFact = (finishReason: Finish, reply?: ModelReply): Fact => ({
      type: "model_reply",
      step: request.step,
      attempt,
      finishReason,
      usage: reply?.usage ?? null,
      ttftMs: (firstAt ?? clock.now()) - startedAt,
      durationMs: clock.now() - startedAt,
      anomalies: reply?.anomalies ?? [],
    });
    let assembled: Assembled;
    try {
      const either = AbortSignal.any([signal, watch.signal]);
      client ??= connect();
      const wire = await (await client).post(
        responses ? "/responses" : "/chat/completions",
        bytes,
        either,
      );
      if (wire.status < 200 || wire.status > 299) {
        const told = { ...about, withTools: request.tools.length > 0 };
        throw classifyReply({ ...wire, body: await wholeBody(wire) }, told, clock.now());
      }
      assembled = yield* readReply(wire, request.tools, about, {
        progress() {
          firstAt ??= clock.now();
          watch.progress();
        },
        ...(responses ? { translate: responseChunks() } : {}),
      });
    } catch (thrown) {
      signal.throwIfAborted();
      yield replyFact("error");
      throw watch.signal.aborted ? watch.signal.reason : thrown;
    } finally {
      watch.end();
    }
    yield replyFact(assembled.reply.finish, assembled.reply);
    const fault = faultOf(assembled, about) ?? (first ? emptyFault(assembled, about) : null);
    // An empty reply is asked for once more; the second one is the lane's business.
    if (fault && (fault.retryable || fault.kind !== "empty_response")) throw fault;
    return tied(assembled.reply);
  }

  /** Echo bags are tied to the endpoint and model that sent them. */
  function tied(reply: ModelReply): ModelReply {
    return {
      ...reply,
      ...(reply.echo ? { echo: bag(reply.echo, endpoint) } : {}),
      calls: reply.calls.map((call) =>
        call.echo ? { ...call, echo: bag(call.echo, endpoint) } : call,
      ),
    };
  }
}

function bodyOptions(options: ChatOptions): BodyOptions {
  const { model, stream = true, temperature, maxTokens, parallelToolCalls, toolChoice } = options;
  const { thinking, extra } = options;
  const members = { ...(thinking ? thinkingMembers(thinking.form, thinking.level) : {}), ...extra };
  return {
    model,
    stream,
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(parallelToolCalls === undefined ? {} : { parallelToolCalls }),
    ...(toolChoice === undefined ? {} : { toolChoice }),
    extra: members,
  };
}

/** Bytes of a token, on average over languages and code; good enough to plan with, without a tokenizer. */
const bytesPerToken = 3.5;

function requestFact(
  request: ModelRequest,
  attempt: number,
  bytes: number,
  model: string | null,
): Fact {
  const { step, lane, messages, tools } = request;
  return {
    type: "model_request",
    step,
    attempt,
    lane,
    ...(model === null ? {} : { model }),
    toolDelivery: tools.length > 0 ? "api_parameter" : lane === "native" ? "none" : "prompt",
    messages: messages.length,
    tools: tools.length,
    bytes,
    estimatedTokens: Math.ceil(bytes / bytesPerToken),
  };
}
