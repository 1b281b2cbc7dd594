/** `skillet doctor`: whether Skillet can work here, what it would use, and how to mend what is missing. */

import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Config } from "../../config/load.ts";
import { pathsOf } from "../../config/paths.ts";
import { display } from "../../core/display.ts";
import { exitCodes, UserError } from "../../core/errors.ts";
import { jsonLine } from "../../core/json-line.ts";
import { phrase, translated } from "../../core/messages/phrase.ts";
import { pad } from "../../sinks/width.ts";
import type { Command } from "../command.ts";
import { configured } from "../configured.ts";
import type { FlagValues } from "../flags.ts";
import type { Io } from "../io.ts";
import { stopSignals } from "../stop-signals.ts";
import { type Diagnosis, ok, problem, warning } from "./doctor/diagnosis.ts";
import { checkEndpoint } from "./doctor/endpoint-check.ts";
import { type FenceReport, type FenceTrial, tryFence } from "./doctor/fence-trial.ts";
import { network } from "./doctor/network.ts";
import { surroundings } from "./doctor/surroundings.ts";

export const doctor: Command = {
  name: "doctor",
  usage: "doctor [flags]",
  describe: "Look whether Skillet can work here: fence, endpoint, programs, settings",
  flags: [
    {
      name: "probe",
      type: "boolean",
      describe: "Ask the model for one small call as well; this may cost something",
      group: "Model:",
    },
    { name: "json", type: "boolean", describe: "As JSON", group: "Output:" },
  ],
  takesRunFlags: true,
  async run({ flags }, io) {
    const { config, diagnoses } = await settingsOf(flags, io);
    const tried = await untilStopped(config);
    if (typeof tried === "number") return tried;
    const { report, diagnoses: fence } = tried;
    const found = [
      ok("node", process.versions.node),
      ...fence,
      ...(await checkEndpoint(config, flags.probe === true)),
      ...network(config),
      ...(await surroundings(config, io)),
      ...diagnoses,
    ];
    const exitCode = exitCodeOf(found);
    if (flags.json === true) {
      io.out(
        `${jsonLine({ usable: exitCode === 0, exitCode, fence: report, diagnoses: found })}\n`,
      );
    } else io.out(told(found, report));
    return exitCode;
  },
};

/** A signal leaves nothing of the trial's folder behind; its exit code then. */
async function untilStopped(config: Config): Promise<FenceTrial | number> {
  const stop = stopSignals();
  try {
    const trial = await tryFence(config, stop.signal);
    return stop.exitCode() ?? trial;
  } catch (thrown) {
    const code = stop.exitCode();
    if (code === undefined) throw thrown;
    return code;
  } finally {
    stop.release();
  }
}

/** Settings that cannot be read are a problem to tell; the rest is looked at as if there were none. */
async function settingsOf(
  flags: FlagValues,
  io: Io,
): Promise<{ config: Config; diagnoses: Diagnosis[] }> {
  const { cwd, env, stdoutIsTerminal } = io;
  const input = { cwd, flags, stdoutIsTerminal };
  try {
    const config = await configured({ ...input, env });
    return { config, diagnoses: settingsWarnings(config) };
  } catch (thrown) {
    if (!(thrown instanceof UserError) || thrown.exitCode !== exitCodes.badConfiguration) {
      throw thrown;
    }
    const nowhere = join(tmpdir(), randomUUID());
    const config = await configured({ ...input, env: { ...env, SKILLET_CONFIG_DIR: nowhere } });
    const told = problem("settings", thrown.message, thrown.hint);
    return { config: { ...config, paths: pathsOf(env) }, diagnoses: [told] };
  }
}

/** What nobody trusts yet is told with the folder. */
function settingsWarnings({ warnings, untrusted }: Config): Diagnosis[] {
  return warnings
    .filter((line) => line !== untrusted.settings)
    .map((text) => warning("settings", text));
}

/** Without a fence nothing runs (44); with settings that cannot be read neither (52). All else can be used. */
function exitCodeOf(found: readonly Diagnosis[]): number {
  const broken = found.filter(({ status }) => status === "problem").map(({ name }) => name);
  if (broken.includes("fence")) return exitCodes.noSandbox;
  return broken.length > 0 ? exitCodes.badConfiguration : exitCodes.done;
}

function told(found: readonly Diagnosis[], { fences, doesNot }: FenceReport): string {
  const indent = " ".repeat(10);
  const lines = found.flatMap(({ name, status, text, fix }) => [
    `${pad(phrase(status), 9)} ${name.padEnd(10)} ${translated(display(text, { oneLine: true }))}`,
    ...(fix ?? "")
      .split("\n")
      .flatMap((line) => (line === "" ? [] : [`${indent}${translated(display(line.trim()))}`])),
    ...(name === "fence" ? fences.map((line) => `${indent}+ ${translated(line)}`) : []),
    ...(name === "fence"
      ? doesNot.map((line) => `${indent}- ${phrase("not: {1}", translated(line))}`)
      : []),
  ]);
  return `${lines.join("\n")}\n`;
}
