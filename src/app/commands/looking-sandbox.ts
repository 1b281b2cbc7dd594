/** The output directory as a call would find it, to be looked at only: nothing is started, made or written. */

import { realpathSync, statSync } from "node:fs";
import type { Config } from "../../config/load.ts";
import type { Sandbox } from "../../core/ports.ts";
import type { Effect } from "../../core/types.ts";
import { openPlaces } from "../../sandbox/file-places.ts";
import { openFiles } from "../../sandbox/files.ts";
import { memorySandbox } from "../../sandbox/memory.ts";
import { userNamespaces } from "../../sandbox/user-namespaces.ts";

export interface LookingSandbox {
  sandbox: Sandbox;
  /** Throws ToolProblem where the call would be allowed and then find that its place is closed or elsewhere. */
  reach(tool: string, effect: Effect): Promise<void>;
  close(): void;
}

/** A directory that does not exist counts as empty. Throws UserError (42) for one that cannot be opened. */
export function lookingSandbox(config: Config): LookingSandbox {
  const exists = statSync(config.out, { throwIfNoEntry: false }) !== undefined;
  const out = exists ? realpathSync(config.out) : config.out;
  const empty = memorySandbox({}, { out });
  const open = { out, readable: config.addDirs };
  const files = exists ? openFiles(open) : null;
  const places = exists ? openPlaces(open) : null;
  const sandbox: Sandbox = {
    ...empty,
    ...files,
    close: empty.close,
    label: fenceLabel(config.sandbox),
    confined: config.sandbox !== "none",
    letsThrough: ["bwrap", "unconfined"].includes(fenceLabel(config.sandbox)),
    async writeFile() {
      throw new Error("A call that is only judged tried to write.");
    },
  };
  return {
    sandbox,
    async reach(tool, effect) {
      if (tool === "read_file" && effect.kind === "read") await sandbox.peek(effect.path);
      else if (effect.kind === "read") await locate(effect.path);
      else if (effect.kind === "exec") await locate(effect.cwd);
    },
    close() {
      files?.close();
      places?.close();
    },
  };

  async function locate(path: string): Promise<void> {
    if (places) places.locate(path);
    else if (path !== ".") await empty.peek(path);
  }
}

/** The fence that would be started; whether it can be is for `skillet doctor` to say. */
function fenceLabel(backend: string): string {
  if (backend === "none") return "unconfined";
  if (backend !== "auto") return backend;
  return process.platform === "linux" && !userNamespaces() ? "landlock" : "bwrap";
}
