/** Whether the model calls a tool when it should: one request with two tools, read as a session would read it; nothing is run. */

import type { Config } from "../../../config/load.ts";
import { decide } from "../../../core/decide.ts";
import { ModelError, UserError } from "../../../core/errors.ts";
import { LaneChain } from "../../../core/lane-chain.ts";
import type { Message, ToolSpec, Usage } from "../../../core/types.ts";
import { count, duration } from "../../../sinks/figures.ts";
import { clock } from "../../clock.ts";
import type { Endpoint } from "../../endpoint.ts";
import { openHarness } from "../../harness.ts";
import { lanesOf, openModel } from "../../open-model.ts";
import { stopSignals } from "../../stop-signals.ts";
import { replyTo } from "../../try-skills.ts";
import { type Diagnosis, ok, warning } from "./diagnosis.ts";

const tools: ToolSpec[] = [
  {
    name: "add",
    description: "Adds two numbers.",
    parameters: {
      type: "object",
      properties: { a: { type: "number" }, b: { type: "number" } },
      required: ["a", "b"],
    },
  },
  {
    name: "read_clock",
    description: "Tells the time.",
    parameters: { type: "object", properties: {} },
  },
];

const messages: Message[] = [{ role: "user", content: "What is 17 + 25? Use the add tool." }];

export async function probeModel(config: Config, endpoint: Endpoint): Promise<Diagnosis[]> {
  const harness = openHarness(config, endpoint);
  const chain = new LaneChain(lanesOf(harness.harness.lanes));
  const { model, close } = await openModel({ config, endpoint, harness, out: config.out });
  const stop = stopSignals();
  const started = clock.now();
  try {
    const request = { step: 1, lane: "", system: "You use tools.", messages, tools };
    const reply = await replyTo(request, chain, { model }, stop.signal);
    const { decision } = decide(1, reply, chain, tools, messages);
    const cost = `${spent(reply.usage)}${duration(clock.now() - started)}`;
    if (decision.kind !== "act" || decision.calls.length === 0) {
      return [
        warning(
          "probe",
          `asked to use a tool, the model made no call that can be read (${cost})`,
          "Try another lane, --lane hermes or --lane json_decision; or another model.",
        ),
      ];
    }
    const names = decision.calls.map(({ name }) => name).join(", ");
    const how = `called ${names} by ${decision.source} in the lane ${chain.lane.name} (${cost})`;
    return [
      decision.calls.some(({ name }) => name === "add")
        ? ok("probe", how)
        : warning("probe", `${how}, but not the tool it was asked to use`),
    ];
  } catch (thrown) {
    if (stop.signal.aborted) throw new UserError("Stopped.", { cause: thrown });
    if (!(thrown instanceof ModelError)) throw thrown;
    return [warning("probe", thrown.message, thrown.hint)];
  } finally {
    stop.release();
    close();
  }
}

function spent(usage: Usage | null): string {
  if (!usage) return "";
  return `${count(usage.inputTokens)} tokens in, ${count(usage.outputTokens)} out, `;
}
