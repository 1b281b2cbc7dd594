/** The Landlock backend, for Linux without user namespaces: files and sockets are fenced, processes are not hidden. */

import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { exitCodes, UserError } from "../core/errors.ts";
import { ToolProblem } from "../core/ports.ts";
import { cleanEnvironment } from "./clean-environment.ts";
import type { Fence, FenceOptions } from "./fence.ts";
import { filterFile } from "./filter-file.ts";
import { findProgram } from "./find-program.ts";
import { etcFiles, etcFolders } from "./jail-arguments.ts";
import { landlockArguments } from "./landlock-launcher.ts";
import { makeLauncher } from "./launcher.ts";
import { runToEnd } from "./run-to-end.ts";
import { sweepBehind } from "./sweep-behind.ts";
import { commandMarks, marker, sweepMarked } from "./sweep-marked.ts";
import { findSystemFolders } from "./system-folders.ts";
import { type TemporaryFolder, temporaryFolder } from "./temporary-folder.ts";
import { findToolchains, type Toolchains } from "./toolchains.ts";

/** What it does not do; shown wherever the label is. */
export const landlockCaveat =
  "partial: no process isolation, no network of the session's own, .git is not closed, modes and times of files outside can be changed";

const devices = ["null", "zero", "full", "random", "urandom"].map((name) => `/dev/${name}`);
const known = ["passwd", "group", "hosts", "nsswitch.conf"];

/** `session` is any text that no other session has. Throws UserError (44) without perl. */
export function landlockFence(options: FenceOptions, session: string): Fence {
  const perl = options.programs?.perl ?? findProgram("perl", options.path);
  if (!perl) {
    throw new UserError("This fence needs perl, which is not installed.", {
      hint: "Install it: apt install perl-base, dnf install perl-interpreter.",
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
  let filter: number | null = null;
  let unwatch = async () => {};

  async function start(): Promise<void> {
    toolchains = findToolchains(options);
    filter = filterFile(options.temporary, "none");
    folder = temporaryFolder("fence", options.temporary);
    scratch = folder.path;
    unwatch = sweepBehind(perl as string, session, scratch);
    for (const name of ["tmp", "home"]) mkdirSync(join(scratch, name));
    const { code, words } = await runToEnd(
      fence.launch({ command: "true", cwd: options.out, env: {}, protect: [] }),
    );
    if (code === 0) return;
    throw new UserError(
      `The fence cannot start: ${words || `the trial command ended with ${code}`}`,
      {
        hint: "Landlock needs Linux 6.2 or later with it switched on (lsm=landlock). --sandbox none runs without a fence.",
        exitCode: exitCodes.noSandbox,
      },
    );
  }

  const fence: Fence = {
    label: "landlock",
    confined: true,
    caveat: landlockCaveat,
    addReadable: (path) => void late.add(path),
    ready() {
      opening ??= start();
      return opening;
    },
    launch(job) {
      if (scratch === null || filter === null)
        throw new Error("The fence is used before it is ready.");
      const { path, readable } = toolchains;
      const mark = nextMark();
      const { environment: extra } = options;
      const env = cleanEnvironment(
        { path, home: join(scratch, "home"), shell: launcher.shell, extra },
        { ...job.env, TMPDIR: join(scratch, "tmp"), [marker]: mark },
      );
      const rules = {
        readable: [
          ...Object.keys(findSystemFolders()),
          ...[...etcFolders, ...etcFiles, ...known, "ssl/openssl.cnf"].map(
            (name) => `/etc/${name}`,
          ),
          ...["/proc", ...readable, ...options.readable, ...late],
        ],
        writable: [options.out, scratch, ...devices],
      };
      return {
        file: perl,
        // Set behind the fence: what LD_PRELOAD or PERL5OPT of a command name must not run before it.
        args: landlockArguments(process.arch, rules, [
          ...[
            "/usr/bin/env",
            "-i",
            ...Object.entries(env).map(([name, value]) => `${name}=${value}`),
          ],
          ...launcher.words(job.command),
        ]),
        env: { PATH: "/usr/bin:/bin", [marker]: mark },
        cwd: job.cwd,
        descriptors: [openSync(`/proc/self/fd/${filter}`, "r")],
        gone: async () => sweepMarked(mark),
      };
    },
    async connect() {
      throw new ToolProblem(
        "Commands have no network behind this fence (Landlock), not even among themselves.",
      );
    },
    listen: null,
    listeningPorts: () => new Set(),
    async close() {
      await opening?.catch(() => {}); // whoever waited for it was told
      sweepMarked(session);
      if (filter !== null) closeSync(filter);
      folder?.remove();
      await unwatch();
      filter = scratch = null;
    },
  };
  return fence;
}
