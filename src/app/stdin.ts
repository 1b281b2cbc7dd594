/** What is piped in: read whole where it is asked for with `-`, and where it comes at once; an idle pipe holds nobody up. */

import { messageOf, UserError } from "../core/errors.ts";
import { phrase } from "../core/messages/phrase.ts";
import type { StdinKind } from "./io.ts";

/** More than this is refused: it would not fit into any model's window. */
const mostBytes = 1024 * 1024;

export interface StdinOptions {
  stdin: () => NodeJS.ReadableStream;
  kind: StdinKind;
  /** One line for the user. */
  say: (line: string) => void;
  /** From the start of the process, in ms, until the first piece must be there; at least 200 from now. Default 500. */
  firstMs?: number;
  /** So long nothing may come in between; what came until then is taken. Default 5,000. */
  idleMs?: number;
  /** After so long without a byte of what is waited for, it is said that it is. Default 2,000. */
  sayWaitingMs?: number;
}

/** To its end, however long that takes. Throws UserError (42) for what is no text, too long, or cannot be read. */
export async function wholeStdin(options: StdinOptions): Promise<string> {
  const { stdin, kind, say, sayWaitingMs = 2_000 } = options;
  if (kind === "none") return "";
  // Somebody who gave no prompt may not know that an inherited pipe is where it is waited for.
  const waiting = setTimeout(
    () => say(phrase("Waiting for stdin, and for its end: the prompt is read there.")),
    sayWaitingMs,
  );
  const came = () => clearTimeout(waiting);
  try {
    const { bytes } = await read(stdin, kind, null, null, came);
    return textOf(bytes, true);
  } finally {
    came();
  }
}

/** Beside a prompt: only what comes soon. Says what it took, and that it did not wait. Throws like `wholeStdin`. */
export async function pipedIn(options: StdinOptions): Promise<string> {
  const { stdin, kind, say, firstMs = 500, idleMs = 5_000 } = options;
  if (kind === "none" || kind === "terminal") return "";
  const firstLeft = kind === "file" ? null : Math.max(200, firstMs - performance.now());
  const { bytes, end } = await read(stdin, kind, firstLeft, idleMs);
  if (end === "nothing came") {
    say(
      phrase(
        "stdin is an open pipe and nothing came: it is not read. A - after the prompt waits for it.",
      ),
    );
    return "";
  }
  const text = textOf(bytes, end === "whole");
  if (text.trim() === "") return "";
  say(phrase("What stdin holds goes along as data ({1} bytes).", bytes.length));
  if (end === "went quiet")
    say(
      phrase(
        "stdin went quiet and did not end: the rest is not waited for. A - after the prompt waits for it.",
      ),
    );
  return text;
}

type End = "whole" | "nothing came" | "went quiet";

/** null: waits for as long as it takes. */
async function read(
  open: () => NodeJS.ReadableStream,
  kind: StdinKind,
  firstMs: number | null,
  idleMs: number | null,
  came: () => void = () => {},
): Promise<{ bytes: Buffer; end: End }> {
  if (kind === "folder")
    throw new UserError("stdin is a folder.", { hint: "Redirect a file: skillet -p - < spec.md" });
  const input = open();
  const pieces: Buffer[] = [];
  let length = 0;
  let timer: NodeJS.Timeout | undefined;
  const end = await new Promise<End>((resolve, reject) => {
    const wait = (ms: number | null, outcome: End) => {
      clearTimeout(timer);
      if (ms !== null) timer = setTimeout(() => resolve(outcome), ms);
    };
    wait(firstMs, "nothing came");
    input.on("data", (piece: Buffer) => {
      came();
      pieces.push(piece);
      length += piece.length;
      if (length > mostBytes) reject(tooMuch());
      else wait(idleMs, "went quiet");
    });
    input.on("end", () => resolve("whole"));
    input.on("error", (thrown) => {
      reject(
        new UserError(`stdin cannot be read: ${messageOf(thrown)}.`, {
          hint: "Give the prompt with -p.",
        }),
      );
    });
  }).finally(() => {
    clearTimeout(timer);
    input.removeAllListeners("data");
    input.pause();
  });
  // The process ends when nothing is left to wait for: this could be waited for without end.
  if ("unref" in input && typeof input.unref === "function") input.unref();
  return { bytes: Buffer.concat(pieces), end };
}

function tooMuch(): UserError {
  return new UserError("stdin holds more than 1 MiB.", {
    hint: "Put it into a file that can be read (-o DIR or --add-dir DIR) and name that in the prompt.",
  });
}

/** `whole` false: a character that is cut at the end is left out. */
function textOf(bytes: Buffer, whole: boolean): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: !whole });
  } catch {
    throw new UserError("stdin is no UTF-8 text.", {
      hint: "Convert it first, for example with iconv -f SHIFT_JIS -t UTF-8.",
    });
  }
}
