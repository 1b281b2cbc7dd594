/** Clones a repository inside the fence: nothing of it runs, and nothing but its own host is reached. */

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../../../config/load.ts";
import { exitCodes, messageOf, UserError } from "../../../core/errors.ts";
import type { CommandEnd } from "../../../core/ports.ts";
import { temporaryFolder } from "../../../sandbox/temporary-folder.ts";
import { newSessionId } from "../../../session/id.ts";
import { clock } from "../../clock.ts";
import { openFence } from "../../open-fence.ts";
import { stopSignals } from "../../stop-signals.ts";
import type { Source } from "./source.ts";
import { line } from "./told.ts";

type GitSource = Extract<Source, { kind: "git" }>;

export interface Cloned {
  /** The files, without what git keeps beside them. */
  path: string;
  /** The commit, in full. */
  revision: string;
  close(): void;
}

/** Hooks, templates, submodules, helpers and every protocol but the one in use are off, whatever any configuration says. */
const settings = [
  "protocol.allow=never",
  "protocol.ext.allow=never",
  "core.hooksPath=/dev/null",
  "core.fsmonitor=false",
  "credential.helper=",
  "submodule.recurse=false",
  "fetch.recurseSubmodules=false",
  "transfer.fsckObjects=true",
];

/** A repository may lie in a folder of another user (a mounted one): it is only read, and inside the fence. */
const environment = {
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_TERMINAL_PROMPT: "0",
  GIT_LFS_SKIP_SMUDGE: "1",
};

/** Throws UserError: 44 without a fence, 42 when git says no. The folder is gone then. */
export async function clone(source: GitSource, config: Config, attended: boolean): Promise<Cloned> {
  const { path: place, remove: close } = temporaryFolder("clone");
  const out = join(place, "out");
  try {
    mkdirSync(out);
    const end = await runGit(source, out, config, attended);
    const revision = /([0-9a-f]{40,64})\s*$/.exec(end.output)?.[1];
    if (end.exitCode !== 0 || revision === undefined) throw failed(source, end);
    const path = join(out, "repository");
    rmSync(join(path, ".git"), { recursive: true, force: true });
    return { path, revision, close };
  } catch (thrown) {
    close();
    throw thrown;
  }
}

async function runGit(
  { url, ref, folder, host }: GitSource,
  out: string,
  config: Config,
  attended: boolean,
): Promise<CommandEnd> {
  const id = newSessionId(clock.now(), Math.random);
  // What is set aside in the clone's own `.git` is nobody's loss: that folder is thrown away.
  const sandbox = openFence(config, id, out, attended, () => {});
  const stop = stopSignals();
  const scheme = folder === null ? "https" : "file";
  const words = [
    "git",
    ...[...settings, `protocol.${scheme}.allow=always`].flatMap((setting) => ["-c", setting]),
    ...["clone", "--quiet", "--depth=1", "--single-branch", "--no-tags", "--template="],
    ...["--no-recurse-submodules", ...(ref === null ? [] : [`--branch=${ref}`])],
    ...["--", url, "repository"],
  ];
  const command = `${words.map(quoted).join(" ")} && git -C repository rev-parse HEAD`;
  try {
    if (folder !== null) sandbox.addReadable(folder);
    const env = { ...environment, GIT_ALLOW_PROTOCOL: scheme };
    const running = sandbox.run({ command, env, hosts: host === null ? [] : [host] }, stop.signal);
    for (;;) {
      const next = await running.next();
      if (next.done) return next.value;
    }
  } catch (thrown) {
    if (!stop.signal.aborted) throw thrown;
    throw new UserError(`Stopped: ${messageOf(thrown)}`, { cause: thrown });
  } finally {
    stop.release();
    await sandbox.close();
    rmSync(join(config.paths.state, "output", id), { recursive: true, force: true });
  }
}

function failed({ url, ref }: GitSource, { output, timedOut, notes = [] }: CommandEnd): UserError {
  const last = output.trim().split("\n").slice(-3).join(" ");
  const why = timedOut ? "it took too long" : last || "git gave no reason";
  const hint = ref === null ? "" : `Is there a branch or tag "${line(ref)}"?`;
  return new UserError(`${line(url)} cannot be cloned: ${line([why, ...notes].join(" "))}`, {
    hint:
      hint ||
      "Look at the URL; a private repository is cloned by yourself, and its folder installed.",
    exitCode: exitCodes.badInput,
  });
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
