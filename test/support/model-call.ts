/** A model at a server on loopback, and what one call of it came to. */

import { ModelError } from "../../src/core/errors.ts";
import type { Delta, Fact } from "../../src/core/events.ts";
import type { Clock, Model, ModelRequest } from "../../src/core/ports.ts";
import type { ModelReply } from "../../src/core/types.ts";
import { type ChatOptions, chatModel } from "../../src/model/chat.ts";
import type { WireServer } from "./wire-server.ts";

/** Sleeping moves the time and takes none. */
export function quickClock(): Clock & { slept: number[] } {
  let now = 1_000_000;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    sleep: async (ms) => {
      now += ms;
      slept.push(ms);
    },
  };
}

export function modelAt(
  server: Pick<WireServer, "baseUrl">,
  options: Partial<ChatOptions> = {},
): Model {
  return chatModel({
    baseUrl: server.baseUrl,
    apiKey: "test-key-1234",
    model: "m-1",
    clock: quickClock(),
    random: () => 0.5,
    ...options,
  });
}

export const tool = {
  name: "read_file",
  description: "Reads.",
  parameters: { type: "object", properties: { path: { type: "string" } } },
};

export function requestOf(more: Partial<ModelRequest> = {}): ModelRequest {
  return {
    step: 1,
    lane: "native",
    system: "Be brief.",
    messages: [{ role: "user", content: "hi" }],
    tools: [],
    ...more,
  };
}

export interface Outcome {
  events: (Delta | Fact)[];
  types: string[];
  reply?: ModelReply;
  error?: unknown;
}

export async function call(
  model: Model,
  request = requestOf(),
  signal = new AbortController().signal,
): Promise<Outcome> {
  const events: (Delta | Fact)[] = [];
  const outcome = (more: Partial<Outcome>) => ({
    events,
    types: events.map(({ type }) => type),
    ...more,
  });
  const running = model(request, signal);
  try {
    for (;;) {
      const next = await running.next();
      if (next.done) return outcome({ reply: next.value });
      events.push(next.value);
    }
  } catch (error) {
    return outcome({ error });
  }
}

export function kindOf({ error }: Outcome): string {
  return error instanceof ModelError ? error.kind : `no ModelError: ${error}`;
}
