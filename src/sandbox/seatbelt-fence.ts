/** The backend of macOS: each command by sandbox-exec, under a profile made for it. Files are fenced, and there is no network. */

import { mkdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { exitCodes, UserError } from "../core/errors.ts";
import { ToolProblem } from "../core/ports.ts";
import { cleanEnvironment } from "./clean-environment.ts";
import type { Fence, FenceOptions } from "./fence.ts";
import { findProgram } from "./find-program.ts";
import { makeLauncher } from "./launcher.ts";
import { runToEnd } from "./run-to-end.ts";
import { seatbeltProfile } from "./seatbelt-profile.ts";
import { commandMarks, marker, sweepMarked } from "./sweep-marked.ts";
import { type TemporaryFolder, temporaryFolder } from "./temporary-folder.ts";
import { findToolchains, type Toolchains } from "./toolchains.ts";

/** What it does not do; shown wherever the label is. */
export const seatbeltCaveat =
  "partial: no process isolation, no network at all, no repository can be written to, not even a new one";

/** `session` is any text that no other session has. Throws UserError (44) without sandbox-exec. */
export function seatbeltFence(options: FenceOptions, session: string): Fence {
  const { programs } = options;
  const sandboxExec = programs?.["sandbox-exec"] ?? findProgram("sandbox-exec", "");
  if (!sandboxExec) {
    throw new UserError("This fence needs sandbox-exec, which is not there.", {
      hint: "It is a part of macOS (/usr/bin/sandbox-exec). --sandbox podman and --sandbox docker do without it.",
      exitCode: exitCodes.noSandbox,
    });
  }
  const launcher = makeLauncher(options.limits);
  const nextMark = commandMarks(session);
  const late = new Set<string>();
  let opening: Promise<void> | null = null;
  let folder: TemporaryFolder | null = null;
  let scratch: string | null = null;
  let toolchains: Toolchains = { path: "", readable: [] };

  async function start(): Promise<void> {
    toolchains = findToolchains(options);
    // Profiles know paths without links only: /private/var, not /var.
    folder = temporaryFolder("fence", options.temporary);
    scratch = realpathSync(folder.path);
    for (const name of ["tmp", "home"]) mkdirSync(join(scratch, name));
    const { code, words } = await runToEnd(
      fence.launch({ command: "true", cwd: options.out, env: {}, protect: [] }),
    );
    if (code === 0) return;
    throw new UserError(
      `The fence cannot start: ${words || `the trial command ended with ${code}`}`,
      { hint: hintFor(words), exitCode: exitCodes.noSandbox },
    );
  }

  const fence: Fence = {
    label: "seatbelt",
    confined: true,
    caveat: seatbeltCaveat,
    addReadable: (path) => void late.add(path),
    ready() {
      opening ??= start();
      return opening;
    },
    launch(job) {
      if (scratch === null) throw new Error("The fence is used before it is ready.");
      const { path, readable } = toolchains;
      const mark = nextMark();
      const env = cleanEnvironment(
        { path, home: join(scratch, "home"), shell: launcher.shell, extra: options.environment },
        { ...job.env, TMPDIR: join(scratch, "tmp"), [marker]: mark },
      );
      const profile = seatbeltProfile({
        ...{ out: options.out, scratch },
        readable: [...readable, ...options.readable, ...late].flatMap(realPath),
        protect: [...job.protect, join(options.out, ".skillet")],
      });
      return {
        file: sandboxExec,
        // Set behind the fence: what a variable of a command makes a program load must not run before it.
        args: [
          ...["-p", profile, "/usr/bin/env", "-i"],
          ...Object.entries(env).map(([name, value]) => `${name}=${value}`),
          ...launcher.words(job.command),
        ],
        env: { PATH: "/usr/bin:/bin", [marker]: mark },
        cwd: job.cwd,
        descriptors: [],
        gone: async () => sweepMarked(mark, programs?.ps),
      };
    },
    async connect() {
      throw new ToolProblem(
        "Commands have no network behind this fence (seatbelt), not even among themselves.",
      );
    },
    listen: null,
    listeningPorts: () => new Set(),
    async close() {
      await opening?.catch(() => {}); // whoever waited for it was told
      sweepMarked(session, programs?.ps);
      folder?.remove();
      scratch = null;
    },
  };
  return fence;
}

/** As the profile has to name it; nothing for what is not there. */
function realPath(path: string): string[] {
  try {
    return [realpathSync(path)];
  } catch {
    return [];
  }
}

function hintFor(words: string): string {
  if (/sandbox_apply|Operation not permitted/.test(words))
    return "Skillet runs inside another sandbox already, and macOS does not allow one in the other: start it from a plain terminal.";
  return "See docs/sandbox.md; --sandbox podman and --sandbox docker are fences as well, --sandbox none runs without one, every command asked.";
}
