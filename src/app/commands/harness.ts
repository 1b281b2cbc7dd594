/** `skillet harness`: how the model would be driven, and why; nothing is asked of the endpoint. */

import type { Command } from "../command.ts";
import { configured } from "../configured.ts";
import { resolveEndpoint } from "../endpoint.ts";
import { harnessJson, harnessText, openHarness } from "../harness.ts";

export const harness: Command = {
  name: "harness",
  usage: "harness [--json]",
  describe: "How the model would be driven: family, lanes, thinking, what is left out, and why",
  takesRunFlags: true,
  flags: [{ name: "json", type: "boolean", describe: "As JSON", group: "Output:" }],
  async run({ flags }, io) {
    const { cwd, env, stdoutIsTerminal } = io;
    const config = await configured({ cwd, env, flags, stdoutIsTerminal });
    const { harness: resolved } = openHarness(config, await resolveEndpoint(config));
    const json = flags.json === true;
    io.out(json ? `${JSON.stringify(harnessJson(resolved), null, 2)}\n` : harnessText(resolved));
    return 0;
  },
};
