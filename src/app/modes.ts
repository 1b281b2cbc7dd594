/** The approval mode of a session: the one it was started in, or set to since, and for one turn another. */

import type { ApprovalMode } from "../core/types.ts";

export interface Modes {
  /** The session's. */
  current(): ApprovalMode;
  set(mode: ApprovalMode): void;
  /** Only the next turn is in that mode. */
  once(mode: ApprovalMode): void;
  /** Of the turn that begins now. */
  take(): ApprovalMode;
}

export function modesFrom(start: ApprovalMode): Modes {
  let current = start;
  let next: ApprovalMode | null = null;
  return {
    current: () => current,
    set(mode) {
      current = mode;
      next = null;
    },
    once(mode) {
      next = mode;
    },
    take() {
      const mode = next ?? current;
      next = null;
      return mode;
    },
  };
}
