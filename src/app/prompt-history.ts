/** Earlier prompts, in the state directory, for their user alone and without secrets. A convenience: where it cannot be kept, it is not. */

import { closeSync, constants, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../config/load.ts";
import { plainText } from "../config/plain-text.ts";
import { replaceFile } from "../config/replace-file.ts";
import { type History, historyOf, type PastPrompt } from "../input/history.ts";
import { redactor } from "../session/redact.ts";

/** Beyond twice as many the file is cut to these. */
const keptPrompts = 500;
/** Longer ones are remembered for this run only. */
const maxCharacters = 20_000;

/** `secrets`: values that are never written. */
export function promptHistory(config: Config, secrets: readonly string[]): History {
  const path = join(config.paths.state, "history.jsonl");
  const { clean } = redactor(secrets);
  return historyOf(
    () => readPrompts(path),
    (prompt) => {
      const line = `${JSON.stringify(clean([...prompt]))}\n`;
      if (line.length <= maxCharacters) appendLine(config.paths.state, path, line);
    },
  );
}

/** Newest first. Lines that are none of ours are left out. */
function readPrompts(path: string): PastPrompt[] {
  let text: string;
  try {
    text = plainText(path);
  } catch {
    return [];
  }
  const lines = text.split("\n").filter((line) => line !== "");
  const kept = lines.slice(-keptPrompts);
  if (lines.length > 2 * keptPrompts) {
    try {
      replaceFile(path, `${kept.join("\n")}\n`);
    } catch {}
  }
  return kept.flatMap(promptOf).reverse();
}

function promptOf(line: string): PastPrompt[] {
  try {
    const value: unknown = JSON.parse(line);
    return Array.isArray(value) && value.every(isPart) ? [value] : [];
  } catch {
    return [];
  }
}

function isPart(part: unknown): part is PastPrompt[number] {
  if (typeof part === "string") return true;
  if (typeof part !== "object" || part === null) return false;
  const { paste, label } = part as { paste?: unknown; label?: unknown };
  return typeof paste === "string" && typeof label === "string";
}

function appendLine(folder: string, path: string, line: string): void {
  const { O_APPEND, O_CREAT, O_NOFOLLOW, O_WRONLY } = constants;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const descriptor = openSync(path, O_APPEND | O_CREAT | O_NOFOLLOW | O_WRONLY, 0o600);
    try {
      // In one piece: several runs append to one file.
      writeSync(descriptor, line);
    } finally {
      closeSync(descriptor);
    }
  } catch {}
}
