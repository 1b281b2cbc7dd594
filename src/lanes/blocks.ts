/** What a scanner finds in a reply: the places where calls, thoughts or the answer are written in some protocol's form. */

import type { JsonObject, ToolSpec } from "../core/types.ts";

/** A call as it stands in the text, its name untouched. */
export interface WrittenCall {
  /** Empty: it cannot be told which tool is meant. */
  name: string;
  /** Missing: one is made up. */
  id?: string;
  /** The arguments as JSON or what was meant as such. */
  text?: string;
  /** The arguments where the form itself gives them, typed after the schema. */
  object?: unknown;
  /** The call's end is not there: it must not run, however whole its arguments look. */
  cut?: boolean;
  /** Why it cannot be read, in words for the model; missing: it can. */
  broken?: string;
  /** What was mended to read it this far. */
  repaired?: string[];
}

export interface Block {
  /** The protocol it is written in. */
  format: string;
  /** Its place in the text, wrapper and all; what is shown is the text without it. */
  from: number;
  to: number;
  /** Its end was seen. */
  closed: boolean;
  calls: WrittenCall[];
  /** What it says to the user, in place of itself. */
  says?: string;
  thought?: string;
}

export interface Scanner {
  format: string;
  /** A call of `read_file`-like simplicity in this form, for the hint of a repair turn. */
  example(name: string, args: JsonObject): string;
  /** In the order of the text, none inside another. Takes time linear in the text. */
  blocks(text: string, tools: readonly ToolSpec[]): Block[];
}

/** More calls than any reply has: what comes after is no longer looked at, so that hostile text cannot cost much. */
export const mostBlocks = 1000;
