/** The debug log of a session, where one is asked for; nothing of it is loaded otherwise. */

import type { Config } from "../../config/load.ts";
import { type Endpoint, knownKeys } from "../endpoint.ts";
import type { DebugLog } from "./open-debug.ts";

/** null: none is kept. Throws UserError (42) for a file that cannot be one. */
export async function debugLogOf(
  {
    config,
    endpoint,
    notice,
  }: { config: Config; endpoint: Endpoint; notice: (line: string) => void },
  session: string,
  out: string,
): Promise<DebugLog | null> {
  if (config.debug === null) return null;
  const { openDebug } = await import("./open-debug.ts");
  const { provider, baseUrl, model } = endpoint;
  const { cwd, lane, sandbox, approvalMode } = config;
  return openDebug(config.debug, {
    out,
    secrets: knownKeys(config, endpoint),
    about: { session, cwd, out, provider, baseUrl, model, lane, sandbox, approvalMode },
    notice,
  });
}
