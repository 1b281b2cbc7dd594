/** The fence around an output directory, for a session and for the commands that run something without one. */

import { tmpdir } from "node:os";
import type { Config } from "../config/load.ts";
import { exitCodes, messageOf, UserError } from "../core/errors.ts";
import { meansHost } from "../core/host-match.ts";
import type { Rule } from "../core/types.ts";
import { certificateVariables } from "../sandbox/certificates.ts";
import type { ContainerChoice } from "../sandbox/fence.ts";
import { type OpenSandbox, openSandbox } from "../sandbox/open.ts";
import { makePrivateFolder } from "../session/private-folder.ts";
import { upstreamOf } from "./user-proxy.ts";

/** `rules`: as they are whenever a host is asked for. Throws UserError (44) where there is no fence, or none was wanted and nobody is there to watch. */
export function openFence(
  config: Config,
  id: string,
  out: string,
  attended: boolean,
  notice: (line: string) => void,
  rules: () => readonly Rule[] = () => config.rules,
): OpenSandbox {
  if (config.sandbox === "none" && (!attended || config.approvalMode === "yolo")) {
    throw new UserError("--sandbox none needs a terminal and an approval for every command.", {
      hint: "Leave it out (the fence is used), or start skillet on a terminal without yolo.",
      exitCode: exitCodes.noSandbox,
    });
  }
  const { paths, variables } = config;
  // Of this session only: what commands of one project printed is nothing another should read.
  const spoolDir = outputsFolder(paths.state, id);
  return openSandbox({
    out,
    backend: config.sandbox,
    readable: config.addDirs,
    protect: [paths.config, paths.state].filter((path) => path.startsWith(`${out}/`)),
    path: variables.PATH ?? "",
    home: paths.home,
    hosts: config.allowHosts,
    denied: (host) => deniedHosts(rules())(host),
    upstream: upstreamOf(config),
    environment: certificatesOf(variables),
    spoolDir,
    temporary: tmpdir(),
    container: containerOf(config),
    notice,
  });
}

/** What a fence made of containers needs to know besides. */
export function containerOf({ sandboxImage, variables }: Config): ContainerChoice {
  return { variables, ...(sandboxImage === null ? {} : { image: sandboxImage }) };
}

/** A wider grant never opens what a rule denies. */
function deniedHosts(rules: readonly Rule[]): (host: string) => boolean {
  const patterns = rules
    .filter(({ decide, tool }) => decide === "deny" && (tool === "network" || tool === "*"))
    .map(({ pattern = "*" }) => pattern);
  return (host) => patterns.some((pattern) => meansHost(pattern, host));
}

/** Of the user's own state. Throws UserError (42) where it cannot be. */
function outputsFolder(state: string, id: string): string {
  try {
    return makePrivateFolder(state, "output", id);
  } catch (cause) {
    throw new UserError(`Cannot make the folder for sessions: ${messageOf(cause)}`, {
      hint: "Set SKILLET_STATE_DIR (or HOME) to a folder you may write to.",
      cause,
    });
  }
}

/** Which certificates the user trusts: the only variables of the user that commands see. */
function certificatesOf(variables: Config["variables"]): Record<string, string> {
  return Object.fromEntries(
    certificateVariables.flatMap((name) => {
      const value = variables[name];
      return value ? [[name, value]] : [];
    }),
  );
}
