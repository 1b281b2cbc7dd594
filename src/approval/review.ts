/** What the parts of a review share: who is asked, where, and what an answer looks like. */

import type { Console, Pending } from "../core/ports.ts";
import type { Approval } from "../core/types.ts";
import type { SaveRule } from "./remembered.ts";

/** Opens a text in the user's editor; `path` tells what it is. null: left without a change. */
export type EditText = (text: string, path: string) => Promise<string | null>;

export interface ReviewContext {
  console: Console;
  /** The fence's name. */
  label: string;
  /** The output directory as the user knows it; null: it is not named. */
  out: string | null;
  /** null: `p` is not offered. */
  saveRule: SaveRule | null;
  /** null: only commands of one line can be edited. */
  editText: EditText | null;
  signal: AbortSignal;
}

/** The policy knows whether there is a fence; without one a command is never granted beyond this once. */
export function isConfined({ verdict }: Pending): boolean {
  return verdict.unconfined !== true;
}

export function refused({ call }: Pending, words?: string): Approval {
  return {
    callId: call.id,
    granted: false,
    by: "user",
    scope: "once",
    ...(words ? { words } : {}),
  };
}

export function granted({ call }: Pending): Approval {
  return { callId: call.id, granted: true, by: "user", scope: "once" };
}
