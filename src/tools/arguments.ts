/** Reads a tool's arguments with their types; what does not fit is told to the model. */

import { ToolProblem } from "../core/ports.ts";
import type { JsonObject } from "../core/types.ts";

/** What is waited for ends by then, whatever a call says: what takes longer is left running in the background. */
export const longestWaitMs = 3_600_000;

/** Text that has to be there; empty text is text. Throws ToolProblem. */
export function textOf(args: JsonObject, name: string): string {
  const value = args[name];
  if (typeof value === "string") return value;
  throw new ToolProblem(
    `\`${name}\` must be text${value === undefined ? ", and is missing" : ""}.`,
  );
}

/** Text that goes into a file. Half a character cannot be written: what was approved would not be what is stored. */
export function fileTextOf(args: JsonObject, name: string): string {
  const text = textOf(args, name);
  if (!/\p{Cs}/u.test(text)) return text;
  throw new ToolProblem(`\`${name}\` holds half a character (a lone surrogate); write it whole.`);
}

/** Like textOf, but empty text is refused as well. */
export function wordsOf(args: JsonObject, name: string): string {
  const text = textOf(args, name);
  if (text.trim() === "") throw new ToolProblem(`\`${name}\` is empty.`);
  return text;
}

/** undefined when missing, null or empty: models fill optional fields with those. */
export function optionalText(args: JsonObject, name: string): string | undefined {
  const value = args[name];
  if (value === undefined || value === null || value === "") return undefined;
  return textOf(args, name);
}

/** A whole number of at least `least`; undefined when missing or null. Throws ToolProblem. */
export function optionalCount(args: JsonObject, name: string, least: number): number | undefined {
  const value = args[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "number" && Number.isInteger(value) && value >= least) return value;
  throw new ToolProblem(`\`${name}\` must be a whole number, at least ${least}.`);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
