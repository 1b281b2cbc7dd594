import { expect, test } from "vitest";
import { openPorts } from "../../src/app/open-port.ts";
import type { Event } from "../../src/core/events.ts";

const result: Event = {
  type: "tool_result",
  callId: "c",
  content: "",
  isError: false,
  durationMs: 0,
  effect: null,
};

test("a port is opened once, when something listens there, and told", async () => {
  const told: string[] = [];
  let listens = false;
  const sandbox = {
    listening: async () => listens,
    forward: async (port: number) => ({ port: port + 1, close: async () => {} }),
  };
  const sink = openPorts([5000], sandbox, (line) => told.push(line));
  await sink(result);
  expect(told).toEqual([]);
  listens = true;
  await sink(result);
  await sink(result);
  expect(told).toEqual([expect.stringContaining("http://127.0.0.1:5001")]);
});
