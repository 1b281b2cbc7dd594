/** `skillet models`: what the endpoint has; one request, which also shows whether the key is taken. */

import { loadConfig } from "../../config/load.ts";
import { display } from "../../core/display.ts";
import { exitCodes, ModelError, messageOf, UserError } from "../../core/errors.ts";
import { listModels } from "../../model/list-models.ts";
import { clock } from "../clock.ts";
import type { Command } from "../command.ts";
import { resolveEndpoint } from "../endpoint.ts";

export const models: Command = {
  name: "models",
  usage: "models [--json]",
  describe: "List the models of the endpoint",
  takesRunFlags: true,
  flags: [{ name: "json", type: "boolean", describe: "As JSON", group: "Output:" }],
  async run({ flags }, io) {
    const { cwd, env, stdoutIsTerminal } = io;
    const config = await loadConfig({ cwd, env, flags, stdoutIsTerminal });
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
