/** `skillet models`: what the endpoint has; one request, which also shows whether the key is taken. */

import { display } from "../../core/display.ts";
import { exitCodes, ModelError, messageOf, UserError } from "../../core/errors.ts";
import type { CapabilityStore } from "../../model/capabilities.ts";
import { listModels } from "../../model/list-models.ts";
import { clock } from "../clock.ts";
import type { Command } from "../command.ts";
import { configured } from "../configured.ts";
import { resolveEndpoint } from "../endpoint.ts";
import { capabilities } from "../harness.ts";
import type { Io } from "../io.ts";

export const models: Command = {
  name: "models",
  usage: "models [list | learned | forget [MODEL]] [--json]",
  describe: "The models of the endpoint; what was learned of endpoints, and forgetting it",
  takesRunFlags: true,
  flags: [{ name: "json", type: "boolean", describe: "As JSON", group: "Output:" }],
  async run({ flags, words: [action = "list", name] }, io) {
    const { cwd, env, stdoutIsTerminal } = io;
    const config = await configured({ cwd, env, flags, stdoutIsTerminal });
    if (action === "forget" || action === "learned") {
      return learned(action, name, capabilities(config), flags.json === true, io);
    }
    if (action !== "list") {
      throw new UserError(`skillet models cannot "${display(action, { oneLine: true })}".`, {
        hint: "It can list, show what was learned, and forget it.",
      });
    }
    const { baseUrl, apiKey } = await resolveEndpoint({ ...config, model: config.model ?? "any" });
    const found = await listed({ baseUrl, apiKey });
    if (flags.json === true) io.out(`${JSON.stringify(found, null, 2)}\n`);
    else if (found.length === 0) io.out(`${baseUrl} names no models.\n`);
    for (const { id, contextWindow } of flags.json === true ? [] : found) {
      const window = contextWindow === null ? "" : `  ${contextWindow} tokens`;
      io.out(`${display(id, { oneLine: true })}${window}\n`);
    }
    return 0;
  },
};

/** `name`: the end of what an endpoint is called, so that a model's name is enough; missing: all. */
function learned(
  action: "forget" | "learned",
  name: string | undefined,
  store: CapabilityStore,
  json: boolean,
  io: Io,
): number {
  const known = store.list().filter(({ endpoint }) => !name || endpoint.endsWith(` ${name}`));
  if (name && known.length === 0) {
    throw new UserError(`Nothing was learned of ${display(name, { oneLine: true })}.`, {
      hint: "See what was: skillet models learned",
    });
  }
  if (action === "forget") for (const { endpoint } of known) store.forget(endpoint);
  if (json) io.out(`${JSON.stringify(known, null, 2)}\n`);
  else if (known.length === 0) io.out("Nothing was learned yet.\n");
  for (const { endpoint, lessons } of json ? [] : known) {
    const told = action === "forget" ? "forgotten" : lessons.join("; ");
    io.out(`${display(`${endpoint}  ${told}`, { oneLine: true })}\n`);
  }
  return 0;
}

async function listed(endpoint: { baseUrl: string; apiKey: string | null }) {
  try {
    return await listModels({ ...endpoint, clock }, new AbortController().signal);
  } catch (thrown) {
    if (!(thrown instanceof ModelError)) throw thrown;
    throw new UserError(messageOf(thrown), {
      ...(thrown.hint ? { hint: thrown.hint } : {}),
      exitCode: thrown.kind === "auth" ? exitCodes.credentials : exitCodes.failure,
      cause: thrown,
    });
  }
}
