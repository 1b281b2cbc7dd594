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
  /** Replies come as a stream or not at all. */
  streamOnly: boolean;
  /** Tools are refused as a parameter. */
  textTools: boolean;
  /** The context window that the endpoint named, in tokens; 0: it did not. */
  window: number;
}

export function nothingLearned(): Learned {
  return {
    dropped: new Set(),
    renamed: new Map(),
    echoAll: false,
    echoNone: false,
    shortIds: false,
    mergeUsers: false,
    streamOnly: false,
    textTools: false,
    window: 0,
  };
}

/** Whether an error says something about the endpoint that holds for the next session as well. */
export function isLesson({ kind, fields }: ModelError): boolean {
  const lessons = ["tools_unsupported", "stream_required", "param_unsupported", "bad_history"];
  return lessons.includes(kind) || fields.limit !== undefined;
}

/**
 * True when the request can be mended by what was just learned; each lesson counts once. Of what the request cannot be
 * mended by (a window, tools refused) only a note is made.
 */
export function learn(error: ModelError, learned: Learned): boolean {
  const { action, param = "", detail, limit } = error.fields;
  if (limit !== undefined && limit > 0) learned.window = limit;
  if (error.kind === "tools_unsupported") learned.textTools = true;
  if (error.kind === "stream_required" && !learned.streamOnly) {
    learned.streamOnly = true;
    return true;
  }
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
