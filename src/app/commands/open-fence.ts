/** The fence around an output directory for a command that runs something without a session. */

import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Config } from "../../config/load.ts";
import { exitCodes, UserError } from "../../core/errors.ts";
import { certificateVariables } from "../../sandbox/certificates.ts";
import { type OpenSandbox, openSandbox } from "../../sandbox/open.ts";

/** As a session would have it. Throws UserError (44) where there is none, or none was wanted and nobody is there to watch. */
export function openFence(config: Config, out: string, attended: boolean): OpenSandbox {
  const { paths, variables, sandbox: backend } = config;
  if (backend === "none" && (!attended || config.approvalMode === "yolo")) {
    throw new UserError("--sandbox none needs a terminal and an approval for every command.", {
      hint: "Leave it out (the fence is used), or start it on a terminal without yolo.",
      exitCode: exitCodes.noSandbox,
    });
  }
  const certificates = certificateVariables.flatMap((name): [string, string][] => {
    const value = variables[name];
    return value ? [[name, value]] : [];
  });
  return openSandbox({
    out,
    backend,
    readable: config.addDirs,
    protect: [paths.config, paths.state].filter((path) => path.startsWith(`${out}/`)),
    path: variables.PATH ?? "",
    home: paths.home,
    hosts: config.allowHosts,
    environment: Object.fromEntries(certificates),
    spoolDir: join(paths.state, "output"),
    temporary: tmpdir(),
  });
}
