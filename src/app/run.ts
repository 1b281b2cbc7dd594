/** The main command: a conversation with a person, or one prompt with nobody there. */

import type { Config } from "../config/load.ts";
import { UserError } from "../core/errors.ts";
import { configured } from "./configured.ts";
import { resolveEndpoint } from "./endpoint.ts";
import type { ParsedRun } from "./flags.ts";
import type { Io } from "./io.ts";
import { type JobPrompt, oneShot } from "./one-shot.ts";
import { resumeOf } from "./resume.ts";
import { warn } from "./warn.ts";

export async function run({ prompt: typed, flags }: ParsedRun, io: Io): Promise<number> {
  const { cwd, env, stdoutIsTerminal } = io;
  const config = await configured({ cwd, env, flags, stdoutIsTerminal });
  const resume = resumeOf(flags);
  const waits = flags.print === "-" || typed.includes("-");
  const words = typed.filter((word) => word !== "-").join(" ");
  const attended = io.stdinIsTerminal && io.stdoutIsTerminal && config.outputFormat === "text";
  const talks = attended && flags.print === undefined && !waits;
  // In a conversation it is asked instead.
  const { settings, all } = config.untrusted;
  const warnings = config.warnings.filter((line) => line !== settings);
  if (!talks && all !== null) warnings.push(all);
  for (const warning of config.quiet ? [] : warnings) warn(warning, io);

  if (flags["print-harness"] === true) {
    const { harnessText, openHarness } = await import("./harness.ts");
    io.out(harnessText(openHarness(config, await resolveEndpoint(config)).harness));
    return 0;
  }

  if (talks) {
    if (config.jsonSchema !== null)
      throw new UserError("--json-schema is for one job.", {
        hint: 'Give the prompt with -p: skillet -p "..." --json-schema FILE',
      });
    const { chat } = await import("./chat.ts");
    const reload = () => configured({ cwd, env, flags, stdoutIsTerminal });
    return chat({ firstPrompt: words, config, resume, reload });
  }
  const given = [flags.print === "-" ? "" : flags.print, words].filter(Boolean).join(" ");
  if (/^[/／]/.test(given)) {
    const { refuseCommand } = await import("./slash/in-job.ts");
    refuseCommand(given);
  }
  const prompt = { own: given, piped: await piped(given, waits, config, io) };
  return oneShot(required(prompt), config, resume, io);
}

/** `waits`: a `-` was given. "": nothing. */
async function piped(prompt: string, waits: boolean, config: Config, io: Io): Promise<string> {
  if (!waits && (io.stdinIsTerminal || io.stdinKind === "none")) return "";
  const { pipedIn, wholeStdin } = await import("./stdin.ts");
  const say = (line: string) => {
    if (!config.quiet) warn(line, io);
  };
  const options = { stdin: io.stdin, kind: io.stdinKind, say };
  return waits || prompt.trim() === "" ? wholeStdin(options) : pipedIn(options);
}

function required(prompt: JobPrompt): JobPrompt {
  if (`${prompt.own}${prompt.piped}`.trim() !== "") return prompt;
  throw new UserError("There is no prompt.", {
    hint: 'Give one: skillet -p "a simple Flask BBS"; or start skillet on a terminal.',
  });
}
