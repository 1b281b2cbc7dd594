/** `skillet completion`: a script that teaches a shell to complete commands, flags, choices, sessions, skills and files. */

import { display } from "../../core/display.ts";
import { UserError } from "../../core/errors.ts";
import type { Command } from "../command.ts";
import { completionScripts } from "../completion/scripts.ts";

export const completion: Command = {
  name: "completion",
  usage: "completion bash|zsh|fish",
  describe: "Print a script that completes command lines; bash: source <(skillet completion bash)",
  async run({ words }, io) {
    const [shell] = words;
    const names = Object.keys(completionScripts);
    const script =
      shell !== undefined && Object.hasOwn(completionScripts, shell)
        ? completionScripts[shell]
        : undefined;
    if (script !== undefined && words.length === 1) {
      io.out(script);
      return 0;
    }
    throw new UserError(
      shell === undefined || script !== undefined
        ? "skillet completion needs the name of one shell."
        : `There is no completion for "${display(shell, { oneLine: true })}".`,
      { hint: `It can ${names.join(", ")}; for example: source <(skillet completion bash)` },
    );
  },
};
