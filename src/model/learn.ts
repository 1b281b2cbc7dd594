/** What an endpoint teaches by refusing it: parameters it does not take, thoughts it wants back. */

import type { ModelError } from "../core/errors.ts";
import { optionalParams } from "./error-rules.ts";

export interface Learned {
  /** Members of the request that are left out. */
  dropped: Set<string>;
  /** Members that are sent under another name. */
  renamed: Map<string, string>;
  /** Thoughts go back with every assistant message, not only with those that carry calls. */
  echoAll: boolean;
  /** No thoughts go back at all. */
  echoNone: boolean;
  /** Call ids are sent in the nine characters that Mistral wants. */
  shortIds: boolean;
  /** User messages in a row are sent as one. */
  mergeUsers: boolean;
}

export function nothingLearned(): Learned {
  return {
    dropped: new Set(),
    renamed: new Map(),
    echoAll: false,
    echoNone: false,
    shortIds: false,
    mergeUsers: false,
  };
}

/** True when the request can be mended by what was just learned; each lesson counts once. */
export function learn(error: ModelError, learned: Learned): boolean {
  const { action, param = "", detail } = error.fields;
  if (action === "rename_param" && param === "max_tokens" && !learned.renamed.has(param)) {
    learned.renamed.set(param, "max_completion_tokens");
    return true;
  }
  if (action === "drop_param") {
    const name = param.split(".")[0] ?? "";
    if (/reasoning/.test(name) && !optionalParams.has(name) && !learned.echoNone) {
      learned.echoNone = true;
      return true;
    }
    if (!optionalParams.has(name) || learned.dropped.has(name)) return false;
    learned.dropped.add(name);
    return true;
  }
  if (detail === "missing_reasoning" && !learned.echoAll && !learned.echoNone) {
    learned.echoAll = true;
    return true;
  }
  if (detail === "call_id_format" && !learned.shortIds) {
    learned.shortIds = true;
    return true;
  }
  if (detail === "roles" && !learned.mergeUsers) {
    learned.mergeUsers = true;
    return true;
  }
  return false;
}
