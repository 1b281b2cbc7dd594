/** Tries each prompt so many times at the configured model; what fails is told of its case, and the others go on. */

import type { Config } from "../../../config/load.ts";
import { ModelError, messageOf, UserError } from "../../../core/errors.ts";
import type { SkillEval } from "../../../skills/evals.ts";
import { resolveEndpoint } from "../../endpoint.ts";
import { flags as runFlags } from "../../flags.ts";
import { openHarness } from "../../harness.ts";
import type { Io } from "../../io.ts";
import { lanesOf, openModel } from "../../open-model.ts";
import { openSkills } from "../../skills.ts";
import { stopSignals } from "../../stop-signals.ts";
import { skillTrial } from "../../try-skills.ts";
import { warn } from "../../warn.ts";
import { line } from "./told.ts";

/** Those that choose the endpoint, the model and how it is spoken to. */
export const modelFlags: readonly string[] = [
  ...runFlags.filter(({ group }) => group === "Model:").map(({ name }) => name),
  ...["out", "record", "replay"],
];

export interface TriedCase {
  prompt: string;
  expected: string | null;
  /** Of each run that was answered: the skill it loaded, or null. */
  loaded: (string | null)[];
  /** Of each run that was not: why. */
  errors: string[];
}

export interface RunCasesInput {
  config: Config;
  evals: readonly SkillEval[];
  runs: number;
  io: Io;
}

/** In order, one at a time, so that a cassette plays them back. Throws UserError where there is no endpoint, or it was stopped. */
export async function runCases({
  config,
  evals,
  runs,
  io,
}: RunCasesInput): Promise<{ cases: TriedCase[]; model: string }> {
  const endpoint = await resolveEndpoint(config);
  const { shelf, catalogue } = await openSkills(
    config,
    config.out,
    (notice) => warn(line(notice), io),
    true,
  );
  const harness = openHarness(config, endpoint);
  const lanes = lanesOf(harness.harness.lanes);
  const { model, close } = await openModel({ config, endpoint, harness, out: config.out });
  const fire = skillTrial({
    config,
    model,
    lanes,
    skills: shelf,
    catalogue: catalogue(harness.harness.contextWindow),
  });
  const stop = stopSignals();
  const cases: TriedCase[] = [];
  let counter = "";
  try {
    for (const [index, { prompt, skill }] of evals.entries()) {
      counter = `${index + 1} of ${evals.length}`;
      if (io.stderrIsTerminal) io.err(`\r${counter}`);
      const tried: TriedCase = { prompt, expected: skill, loaded: [], errors: [] };
      cases.push(tried);
      for (let run = 0; run < runs; run++) {
        try {
          tried.loaded.push(await fire(prompt, stop.signal));
        } catch (thrown) {
          if (stop.signal.aborted)
            throw new UserError("Stopped; nothing is scored.", { cause: thrown });
          if (!(thrown instanceof ModelError)) throw thrown;
          tried.errors.push(messageOf(thrown));
        }
      }
    }
  } finally {
    // Blanks, for terminals that know no escapes.
    if (io.stderrIsTerminal) io.err(`\r${" ".repeat(counter.length)}\r`);
    stop.release();
    close();
  }
  return { cases, model: endpoint.model };
}
