/** Text into the user's clipboard: by a program of the desktop where there is one, and by the terminal. */

import { spawn } from "node:child_process";
import type { Environment } from "../config/paths.ts";
import { UserError } from "../core/errors.ts";
import { counted, phrase } from "../core/messages/phrase.ts";

/** Terminals drop longer sequences, in characters of base64. */
const longestSequence = 74_000;
/** A program that takes longer hangs; in ms. */
const patience = 2000;

/** What was done, one line. Throws UserError when the text could go nowhere. */
export async function copyText(
  text: string,
  variables: Environment,
  write: (text: string) => void,
): Promise<string> {
  const clean = withoutControls(text);
  const size = counted([...clean].length, "character");
  for (const [program = "", ...args] of programsFor(variables)) {
    if (await fed(program, args, clean)) return phrase("Copied {1} with {2}.", size, program);
  }
  if (variables.TERM === "dumb") {
    throw new UserError("This terminal has no clipboard (TERM=dumb).", {
      hint: "Write it to a file: /export FILE",
    });
  }
  const encoded = Buffer.from(clean).toString("base64");
  if (encoded.length > longestSequence) {
    throw new UserError(`The answer is too long for the terminal's clipboard (${size}).`, {
      hint: "Write it to a file: /export FILE",
    });
  }
  write(`\u001b]52;c;${encoded}\u0007`);
  return phrase(
    "Sent {1} to the terminal's clipboard (OSC 52). Nothing there? Your terminal does not take it: {2}",
    size,
    "/export FILE",
  );
}

/** What is pasted into a shell must not act on it by more than its words. */
function withoutControls(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(/[\0-\x08\x0b-\x1f\x7f-\x9f]/g, "");
}

function programsFor({ WAYLAND_DISPLAY, DISPLAY }: Environment): string[][] {
  if (process.platform === "darwin") return [["pbcopy"]];
  return [
    ...(WAYLAND_DISPLAY ? [["wl-copy"]] : []),
    ...(DISPLAY
      ? [
          ["xclip", "-selection", "clipboard"],
          ["xsel", "--clipboard", "--input"],
        ]
      : []),
  ];
}

/** False: it is not there, or failed. */
function fed(program: string, args: readonly string[], text: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ["pipe", "ignore", "ignore"], timeout: patience });
    child.on("error", () => resolve(false));
    child.on("exit", (code) => resolve(code === 0));
    child.stdin.on("error", () => {});
    child.stdin.end(text);
  });
}
