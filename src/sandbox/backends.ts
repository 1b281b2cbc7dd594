/** Which fence is taken: what was asked for, or the strongest of this platform. Never another one in its place. */

import { randomUUID } from "node:crypto";
import { exitCodes, UserError } from "../core/errors.ts";
import { bubblewrapFence } from "./bubblewrap-fence.ts";
import { containerFence } from "./container-fence.ts";
import type { Fence, FenceOptions } from "./fence.ts";
import { landlockFence } from "./landlock-fence.ts";
import { seatbeltFence } from "./seatbelt-fence.ts";
import { unconfinedFence } from "./unconfined-fence.ts";
import { userNamespaces } from "./user-namespaces.ts";

export type BackendName = "auto" | "bwrap" | "landlock" | "seatbelt" | "docker" | "podman" | "none";

/** Throws UserError (44) where it does not exist or lacks a program. `platform` as in process.platform. */
export function fenceOf(
  backend: BackendName,
  options: FenceOptions,
  platform: string = process.platform,
): Fence {
  if (backend === "none") return unconfinedFence(options, randomUUID());
  const chosen = backend === "auto" ? strongest(platform) : backend;
  switch (chosen) {
    case "docker":
    case "podman":
      return containerFence(chosen, options, randomUUID());
    case "seatbelt":
      if (platform !== "darwin") throw elsewhere("seatbelt", "macOS", platform);
      return seatbeltFence(options, randomUUID());
    case "landlock":
      if (platform !== "linux") throw elsewhere("landlock", "Linux", platform);
      return landlockFence(options, randomUUID());
    case "bwrap":
      if (platform !== "linux") throw elsewhere("bwrap", "Linux", platform);
      return bubblewrapFence(options);
  }
}

/** Landlock only where the kernel itself says that there is nothing for bubblewrap to stand on. */
function strongest(platform: string): "bwrap" | "landlock" | "seatbelt" {
  if (platform === "darwin") return "seatbelt";
  if (platform === "linux") return userNamespaces() ? "bwrap" : "landlock";
  throw new UserError(`There is no fence for ${platform}.`, {
    hint: adviceFor(platform),
    exitCode: exitCodes.noSandbox,
  });
}

function elsewhere(backend: string, system: string, platform: string): UserError {
  return new UserError(`The fence ${backend} exists on ${system} only, not on ${platform}.`, {
    hint: adviceFor(platform),
    exitCode: exitCodes.noSandbox,
  });
}

function adviceFor(platform: string): string {
  if (platform === "win32")
    return "Install WSL2 (wsl --install), and run Skillet inside it: there it has the whole fence of Linux.";
  if (platform === "darwin" || platform === "linux")
    return "Leave --sandbox out: the strongest fence of this system is taken. --sandbox podman and --sandbox docker work on either.";
  return "Run Skillet on Linux, or use --sandbox none to have every command asked.";
}
