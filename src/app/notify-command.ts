/** The user's own command that tells them something waits: outside the fence, as themselves, with nothing of the model in it. */

import { spawn } from "node:child_process";
import type { Config } from "../config/load.ts";
import { phrase } from "../core/messages/phrase.ts";
import type { AttentionEvent } from "../sinks/attention.ts";

/** A command that takes longer is ended; whoever wants more starts it in the background. */
const longestMs = 30_000;

/**
 * The command line goes to the shell as it stands in the settings; what happened is told in SKILLET_EVENT (`approval`,
 * `question`, `done`) and SKILLET_MESSAGE. `failed` is called once; after that the command is left out.
 */
export function notifyCommand(
  { notify, variables, paths }: Pick<Config, "notify" | "variables" | "paths">,
  failed: (line: string) => void,
): (event: AttentionEvent, message: string) => void {
  let works = notify !== null;
  const fail = (why: string) => {
    if (works) failed(phrase("The notify command failed ({1}) and is left out from now on.", why));
    works = false;
  };
  return (event, message) => {
    if (!works || notify === null) return;
    const child = spawn(notify, {
      shell: true,
      // Not the project's folder: no file of it can stand in for a program.
      cwd: paths.home,
      env: { ...variables, SKILLET_EVENT: event, SKILLET_MESSAGE: message },
      stdio: "ignore",
      timeout: longestMs,
    });
    child.unref();
    child.on("error", (error) => fail(error.message));
    child.on("exit", (code, signal) => {
      if (code !== 0) fail(signal ?? phrase("exit {1}", code ?? ""));
    });
  };
}
