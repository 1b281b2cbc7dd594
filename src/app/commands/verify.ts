/** `skillet verify`: the saved checks once more, by the engine of the tool, inside the fence. */

import { readFileSync, realpathSync, statSync } from "node:fs";
import { relative, resolve } from "node:path";
import type { Config } from "../../config/load.ts";
import { checkName, checkWords } from "../../core/check-words.ts";
import { display } from "../../core/display.ts";
import { exitCodes, messageOf, UserError } from "../../core/errors.ts";
import { jsonLine } from "../../core/json-line.ts";
import { counted, phrase, translated } from "../../core/messages/phrase.ts";
import { policyOf } from "../../core/policy.ts";
import { type Skills, ToolProblem } from "../../core/ports.ts";
import type { Verified } from "../../core/types.ts";
import { terminalConsole } from "../../input/console.ts";
import type { OpenSandbox } from "../../sandbox/open.ts";
import { newSessionId } from "../../session/id.ts";
import { listSessions } from "../../session/store.ts";
import { readChecks } from "../../tools/verify/read-checks.ts";
import { type Checked, runChecks, type Verification } from "../../tools/verify/run-checks.ts";
import { verifyTool } from "../../tools/verify.ts";
import { clock } from "../clock.ts";
import type { Command, CommandCall } from "../command.ts";
import { configured } from "../configured.ts";
import { type Flag, flags as runFlags } from "../flags.ts";
import type { Io } from "../io.ts";
import { openFence } from "../open-fence.ts";
import { outputClaim } from "../output-claim.ts";
import { loggedOutputDirectory, prepareOutputDirectory } from "../output-directory.ts";
import { terminalOutput } from "../outputs.ts";
import { withSkillFolder } from "../skill-folder.ts";
import { openSkills } from "../skills.ts";
import { type Stop, stopSignals } from "../stop-signals.ts";
import { warn } from "../warn.ts";
import { approveChecks } from "./approve-checks.ts";
import { exactArguments } from "./exact-arguments.ts";
import { findSavedChecks, type SavedChecks } from "./saved-checks.ts";

const ownFlags: readonly Flag[] = [
  {
    name: "checks",
    type: "string",
    value: "FILE",
    describe: "The checks to run, as JSON; default: those of the last session",
    group: "Run:",
  },
  {
    name: "yes",
    alias: "y",
    type: "boolean",
    describe: "Run their commands without asking (inside the fence)",
    group: "Safety:",
  },
  ...runFlags.filter(
    ({ name, group }) =>
      ["add-dir", "color"].includes(name) ||
      group === "Skills:" ||
      (group === "Safety:" && name !== "verify"),
  ),
  { name: "json", type: "boolean", describe: "As JSON", group: "Output:" },
];

type Found = Omit<SavedChecks, "session"> & {
  session: string | null;
  /** Nobody named the directory: it is what a log says. */
  logged: boolean;
};

export const verify: Command = {
  name: "verify",
  usage: "verify [DIR] [--checks FILE]",
  describe: "Run the saved checks again; exit 61 when one fails",
  flags: ownFlags,
  async run(_, io) {
    const call = exactArguments(io.argv, ownFlags);
    const { cwd, env, stdoutIsTerminal } = io;
    const config = await configured({ cwd, env, flags: call.flags, stdoutIsTerminal });
    for (const warning of config.warnings) warn(warning, io);
    // What is wrong with a skill is told by `skills list`; here one only brings its checks.
    const { shelf } = await openSkills(config, config.out, () => {});
    const found = await checksFor(config, call, shelf);
    const out = found.logged
      ? loggedOutputDirectory(found.out, config.paths, cwd)
      : prepareOutputDirectory(found.out, config.paths);
    const attended = io.stdinIsTerminal && io.stderrIsTerminal;
    const sandbox = withSkillFolder(
      openFence(config, newSessionId(clock.now(), Math.random), out, attended, (line) =>
        warn(line, io),
      ),
    );
    const directory = outputClaim(config.paths.state, out, sandbox.sweep);
    const stop = stopSignals();
    try {
      for (const name of found.skills) {
        const folder = (await shelf.open(name))?.folder;
        if (folder) sandbox.addReadable(folder);
      }
      if (!(await mayRun({ config, found, sandbox, shelf, call, attended, stop, io }))) {
        warn("Not run, so nothing is verified.", io);
        return exitCodes.notVerified;
      }
      const taken = directory.claim();
      if (taken) throw taken;
      const json = call.flags.json === true;
      const verification = await run(found, sandbox, stop, json ? () => {} : io.out);
      return tell(verification, { found, out, json, io });
    } catch (thrown) {
      const code = stop.exitCode();
      if (code === undefined || !stop.signal.aborted) throw thrown;
      return code;
    } finally {
      await sandbox.close();
      directory.release();
      stop.release();
    }
  },
};

/** Throws UserError (42) where there is nothing to run, or nowhere to run it. */
async function checksFor(config: Config, call: CommandCall, skills: Skills): Promise<Found> {
  const { cwd, paths } = config;
  const [dir, ...more] = call.words;
  if (more.length > 0) throw new UserError("skillet verify takes one directory.");
  const given = dir ?? (config.outGiven ? config.out : undefined);
  const out = given === undefined ? null : folderAt(resolve(cwd, given));
  const { checks: file } = call.flags;
  if (typeof file === "string") {
    const logged = out === null;
    const latest = listSessions(paths.state, cwd)[0]?.out;
    const checks = checksIn(resolve(cwd, file));
    const place = out ?? folderAt(latest || config.out);
    return { session: null, out: place, logged, checks, skills: [] };
  }
  const saved = await findSavedChecks(paths.state, cwd, out, skills);
  if (saved) return { ...saved, out: folderAt(saved.out), logged: out === null };
  throw new UserError(
    `No session of this folder has saved checks${out === null ? "" : ` for ${out}`}.`,
    { hint: "Give some: skillet verify --checks checks.json" },
  );
}

function folderAt(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return realpathSync(path);
  throw new UserError(`There is no directory ${path}.`, {
    hint: "Name the output directory: skillet verify DIR",
  });
}

function checksIn(path: string): unknown[] {
  let checks: unknown;
  try {
    checks = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new UserError(`The checks cannot be read from ${path}: ${messageOf(cause)}`, { cause });
  }
  if (Array.isArray(checks)) return checks;
  throw new UserError(`${path} must hold a JSON list of checks.`);
}

interface MayRunInput {
  config: Config;
  found: Found;
  sandbox: OpenSandbox;
  shelf: Skills;
  call: CommandCall;
  attended: boolean;
  stop: Stop;
  io: Io;
}

async function mayRun(input: MayRunInput): Promise<boolean> {
  const { config, found, sandbox, attended, stop } = input;
  const { approvalMode: mode, rules, color, plain, dumb } = config;
  const args = { checks: found.checks };
  const look = { sandbox, skills: input.shelf, savedChecks: async () => null };
  try {
    return await approveChecks({
      call: { id: "verify", name: "verify", arguments: args },
      effect: await verifyTool().effect(args, look),
      policy: policyOf({ mode, rules, confined: sandbox.confined, attended }),
      sandbox,
      out: relative(config.cwd, sandbox.out) || ".",
      yes: input.call.flags.yes === true,
      openConsole: attended
        ? () => terminalConsole(process.stdin, terminalOutput("stderr"), { color, plain, dumb })
        : null,
      signal: stop.signal,
    });
  } catch (thrown) {
    if (!(thrown instanceof ToolProblem)) throw thrown;
    throw new UserError(messageOf(thrown), { cause: thrown });
  }
}

/** Each outcome is written as it comes. */
async function run(
  found: Found,
  sandbox: OpenSandbox,
  { signal }: Stop,
  write: (text: string) => void,
): Promise<Verification> {
  const from = found.session === null ? "" : `, from session ${found.session}`;
  write(`${counted(found.checks.length, "check")} of ${shown(found.out)}${from}\n`);
  const running = runChecks(readChecks(found.checks), { callId: "verify", sandbox, clock, signal });
  for (;;) {
    const next = await running.next();
    if (next.done) return next.value;
    if (next.value.type === "check") write(checkLine(next.value));
  }
}

function checkLine({ ok, name, expected, actual }: Checked): string {
  const [wish, found] = [checkWords(shown(expected)), checkWords(shown(actual))];
  const why = ok ? "" : `: ${phrase("expected {1}; got {2}", wish, found)}`;
  return `${ok ? "ok   " : "FAIL "} ${checkName(shown(name))}${why}\n`;
}

function tell(
  { checks, trace, stopped }: Verification,
  { found, out, json, io }: { found: Found; out: string; json: boolean; io: Io },
): number {
  const passed = checks.filter(({ ok }) => ok).length;
  const verified: Verified = passed === checks.length && passed > 0 ? "yes" : "no";
  const exitCode = verified === "yes" ? exitCodes.done : exitCodes.notVerified;
  if (json) {
    const told = checks.map(({ type: _, ...check }) => check);
    const { session } = found;
    io.out(`${jsonLine({ exitCode, verified, out, session, checks: told, trace, stopped })}\n`);
  } else {
    // Below its heading stands what a program printed.
    const last = trace.replace(/^.*/, translated);
    for (const text of [last, translated(stopped)]) if (text !== "") io.out(`${display(text)}\n`);
    io.out(`${phrase("{1} of {2} passed", passed, checks.length)}.\n`);
  }
  return exitCode;
}

function shown(text: string): string {
  return display(text, { oneLine: true });
}
