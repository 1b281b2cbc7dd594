/** The main command: a conversation with a person, or one prompt with nobody there. */

import { display } from "../core/display.ts";
import { UserError } from "../core/errors.ts";
import { translated } from "../core/messages/phrase.ts";
import { configured } from "./configured.ts";
import { resolveEndpoint } from "./endpoint.ts";
import type { ParsedRun } from "./flags.ts";
import type { Io } from "./io.ts";
import { oneShot } from "./one-shot.ts";
import { resumeOf } from "./resume.ts";

export async function run({ prompt, flags }: ParsedRun, io: Io): Promise<number> {
  const { cwd, env, stdoutIsTerminal } = io;
  const config = await configured({ cwd, env, flags, stdoutIsTerminal });
  for (const warning of config.warnings) io.err(`skillet: ${display(translated(warning))}\n`);
  const resume = resumeOf(flags);
  const words = prompt.join(" ");

  if (flags["print-harness"] === true) {
    const { harnessText, openHarness } = await import("./harness.ts");
    io.out(harnessText(openHarness(config, await resolveEndpoint(config)).harness));
    return 0;
  }

  if (flags.print !== undefined) {
    const text =
      flags.print === "-" ? await io.readStdin() : [flags.print, words].filter(Boolean).join(" ");
    return oneShot(required(text), config, resume, io);
  }
  if (io.stdinIsTerminal && io.stdoutIsTerminal && config.outputFormat === "text") {
    const { chat } = await import("./chat.ts");
    return chat({ firstPrompt: words, config, resume });
  }
  // No terminal to hold a conversation on: the words, or what is piped in, are the one prompt.
  return oneShot(
    required(words || (io.stdinIsTerminal ? "" : await io.readStdin())),
    config,
    resume,
    io,
  );
}

function required(prompt: string): string {
  if (prompt.trim() !== "") return prompt;
  throw new UserError("There is no prompt.", {
    hint: 'Give one: skillet -p "a simple Flask BBS"; or start skillet on a terminal.',
  });
}
