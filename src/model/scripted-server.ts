/** A model that says what a script tells it, served over loopback HTTP in the wire format: the demo, tests, scenarios. */

import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { JsonObject } from "../core/types.ts";

export interface ScriptedReply {
  text?: string;
  /** Thoughts, sent as `reasoning_content` before the text. */
  reasoning?: string;
  calls?: { name: string; arguments: JsonObject }[];
  /** Characters of text and arguments per delta; default: 24. */
  chunk?: number;
  /** Pause between deltas, in ms; default: none. */
  delayMs?: number;
  /** Default: `tool_calls` with calls, else `stop`. */
  finish?: string;
}

/** Goes on with the first case that fits the last tool result (or, without one, the last user message), else `otherwise`. */
export interface ScriptedBranch {
  when: readonly (
    | { contains: string; turns: readonly ScriptedTurn[] }
    | { lacks: string; turns: readonly ScriptedTurn[] }
  )[];
  /** Missing: the script is at its end. */
  otherwise?: readonly ScriptedTurn[];
}

/** Makes the reply from what was sent; undefined: the next turn answers. */
export type ScriptedFunction = (seen: {
  /** Content of the last tool message; empty: there is none. */
  lastResult: string;
  body: JsonObject;
}) => ScriptedReply | undefined;

export type ScriptedTurn = ScriptedReply | ScriptedBranch | ScriptedFunction;

export interface Script {
  /** What `GET /models` names; default: scripted-model. */
  model?: string;
  turns: readonly ScriptedTurn[];
  /** Said when the script is at its end; default: a sentence that says so. */
  atEnd?: ScriptedReply;
}

export interface ScriptedServer {
  /** With `/v1`. */
  baseUrl: string;
  /** Bodies of the requests so far. */
  requests: readonly JsonObject[];
  close(): Promise<void>;
}

/** On a free port of 127.0.0.1. The turns are played once, in order, whoever asks. */
export async function startScriptedServer(script: Script): Promise<ScriptedServer> {
  const left = [...script.turns];
  const requests: JsonObject[] = [];
  const http = process.getBuiltinModule("node:http");
  const model = script.model ?? "scripted-model";
  const server = http.createServer((request, response) => {
    answer(request, response).catch((thrown: unknown) => {
      response.writeHead(400, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: { message: String(thrown) } }));
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? "/", "http://loopback").pathname;
    if (request.method === "GET" && path.endsWith("/models")) {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ object: "list", data: [{ id: model, object: "model" }] }));
      return;
    }
    if (request.method !== "POST" || !path.endsWith("/chat/completions")) {
      response.writeHead(404, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: { message: `No route ${request.method} ${path}` } }));
      return;
    }
    const body = await bodyOf(request);
    requests.push(body);
    const reply = next(left, body) ?? script.atEnd ?? { text: "The script is at its end." };
    const send = body.stream === true ? sendStream : sendWhole;
    await send(response, reply, { model, step: requests.length, request: body });
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    close: () => closeServer(server),
  };
}

function next(left: ScriptedTurn[], body: JsonObject): ScriptedReply | undefined {
  for (let turn = left.shift(); turn !== undefined; turn = left.shift()) {
    const lastResult = lastResultOf(body);
    if (typeof turn === "function") {
      const reply = turn({ lastResult, body });
      if (reply) return reply;
    } else if ("when" in turn) {
      const fits = turn.when.find((one) =>
        "contains" in one ? lastResult.includes(one.contains) : !lastResult.includes(one.lacks),
      );
      left.unshift(...(fits?.turns ?? turn.otherwise ?? []));
    } else return turn;
  }
  return undefined;
}

/** The last tool message; before any: the last message of the user. */
function lastResultOf(body: JsonObject): string {
  const messages = Array.isArray(body.messages) ? body.messages : [];
  const last =
    messages.findLast((message) => message.role === "tool") ??
    messages.findLast((message) => message.role === "user");
  return typeof last?.content === "string" ? last.content : "";
}

interface Sent {
  model: string;
  step: number;
  request: JsonObject;
}

async function sendStream(
  response: ServerResponse,
  reply: ScriptedReply,
  sent: Sent,
): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  const { chunk = 24, delayMs = 0 } = reply;
  const head = {
    id: `scripted-${sent.step}`,
    object: "chat.completion.chunk",
    created: 0,
    model: sent.model,
  };
  const write = async (choices: unknown[], more: JsonObject = {}) => {
    if (response.destroyed) return;
    response.write(`data: ${JSON.stringify({ ...head, choices, ...more })}\n\n`);
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
  };
  const delta = (fields: JsonObject, finish: string | null = null) =>
    write([{ index: 0, delta: fields, finish_reason: finish }]);
  await delta({ role: "assistant", content: "" });
  for (const piece of piecesOf(reply.reasoning ?? "", chunk))
    await delta({ reasoning_content: piece });
  for (const piece of piecesOf(reply.text ?? "", chunk)) await delta({ content: piece });
  for (const [index, call] of (reply.calls ?? []).entries()) {
    const start = { name: call.name, arguments: "" };
    await delta({
      tool_calls: [{ index, id: idOf(sent, index), type: "function", function: start }],
    });
    for (const piece of piecesOf(JSON.stringify(call.arguments), chunk))
      await delta({ tool_calls: [{ index, function: { arguments: piece } }] });
  }
  await delta({}, finishOf(reply));
  await write([], { usage: usageOf(reply, sent.request) });
  response.end("data: [DONE]\n\n");
}

async function sendWhole(
  response: ServerResponse,
  reply: ScriptedReply,
  sent: Sent,
): Promise<void> {
  const calls = (reply.calls ?? []).map((call, index) => ({
    id: idOf(sent, index),
    type: "function",
    function: { name: call.name, arguments: JSON.stringify(call.arguments) },
  }));
  const message = {
    role: "assistant",
    content: reply.text ?? "",
    ...(reply.reasoning ? { reasoning_content: reply.reasoning } : {}),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  };
  response.writeHead(200, { "content-type": "application/json" });
  response.end(
    JSON.stringify({
      id: `scripted-${sent.step}`,
      object: "chat.completion",
      created: 0,
      model: sent.model,
      choices: [{ index: 0, message, finish_reason: finishOf(reply) }],
      usage: usageOf(reply, sent.request),
    }),
  );
}

function idOf({ step }: Sent, index: number): string {
  return `call_${step}_${index}`;
}

function finishOf(reply: ScriptedReply): string {
  return reply.finish ?? ((reply.calls ?? []).length > 0 ? "tool_calls" : "stop");
}

/** Estimates, four characters a token: a script has no tokenizer. */
function usageOf(reply: ScriptedReply, request: JsonObject): JsonObject {
  const prompt = Math.ceil(JSON.stringify(request).length / 4);
  const written = (reply.text ?? "").length + JSON.stringify(reply.calls ?? []).length;
  const completion = Math.ceil(written / 4);
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
  };
}

function* piecesOf(text: string, size: number): Generator<string> {
  for (let at = 0; at < text.length; ) {
    // Never between the halves of a character outside the basic plane.
    const code = text.charCodeAt(at + size - 1);
    const end = at + size + (code >= 0xd800 && code <= 0xdbff ? 1 : 0);
    yield text.slice(at, end);
    at = end;
  }
}

async function bodyOf(request: IncomingMessage): Promise<JsonObject> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return JSON.parse(Buffer.concat(pieces).toString("utf8")) as JsonObject;
}

async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
