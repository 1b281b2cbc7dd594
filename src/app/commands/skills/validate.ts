/** `skillet skills validate`: are these files sound? Reads, and uses nothing; exit 52 for CI. */

import { exitCodes } from "../../../core/errors.ts";
import { jsonLine } from "../../../core/json-line.ts";
import { phrase } from "../../../core/messages/phrase.ts";
import { pad } from "../../../sinks/width.ts";
import { hasFailed, validate as validatePaths } from "../../../skills/validate.ts";
import type { SkillsAction } from "./action.ts";
import { line, problemLines } from "./told.ts";

export const validate: SkillsAction = {
  name: "validate",
  usage: "validate [PATH...]",
  takes: ["strict", "json"],
  async run({ words, flags }, io) {
    const options = { strict: flags.strict === true };
    const reports = await validatePaths(words.length > 0 ? words : ["."], options);
    if (flags.json === true) io.out(`${jsonLine(reports)}\n`);
    for (const { status, name, path, problems } of flags.json === true ? [] : reports) {
      io.out(`${pad(phrase(status), 9)}${line(path)}${name === null ? "" : `  (${line(name)})`}\n`);
      for (const problem of problems) io.out(`${problemLines(problem)}\n`);
    }
    return hasFailed(reports, options) ? exitCodes.badConfiguration : exitCodes.done;
  },
};
