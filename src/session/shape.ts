/** Whether a record read from a file has what readers of that fact rely on; files are untrusted, folds are not defensive. */

import type { Entry, FactType, SessionFact } from "../core/events.ts";
import type { JsonRecord } from "./parse-line.ts";

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === "string";
const number: Check = (value) => typeof value === "number" && Number.isFinite(value);
const flag: Check = (value) => typeof value === "boolean";
const object: Check = (value) =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const list =
  (item: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(item);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const has =
  (fields: Record<string, Check>): Check =>
  (value) =>
    isRecord(value) && Object.entries(fields).every(([name, check]) => check(value[name]));

/** It is shown, and typed behind a command. */
const checkpointId: Check = (value) => text(value) && /^c\d{1,9}$/.test(value as string);

const call = has({ id: text, name: text });
const usage = has({ inputTokens: number, cachedTokens: number, outputTokens: number });
const removal = has({
  name: text,
  count: number,
  bytes: number,
  known: flag,
  stays: optional(number),
  watched: optional(flag),
});
const effect: Check = (value) => {
  if (!isRecord(value)) return false;
  switch (value.kind) {
    case "write":
      return has({ path: text, bytes: number, change: text })(value);
    case "exec":
      return has({ command: text, cwd: text, removes: optional(list(removal)) })(value);
    default:
      return text(value.kind);
  }
};
const message: Check = (value) => {
  if (!isRecord(value) || !text(value.content)) return false;
  switch (value.role) {
    case "system":
    case "user":
      return true;
    case "assistant":
      return optional(list(call))(value.toolCalls);
    case "tool":
      return text(value.toolCallId) && text(value.name);
    default:
      return false;
  }
};

const checks: Record<FactType, Check> = {
  session: has({ id: text, version: number }),
  session_name: has({ name: text }),
  turn_start: has({ prompt: text }),
  message: has({ message }),
  model_request: has({ step: number, attempt: number, model: optional(text) }),
  model_reply: has({
    step: number,
    usage: orNull(usage),
    cost: optional(has({ amount: number, currency: text })),
  }),
  decision: has({ kind: text, calls: list(call), rejected: list(call) }),
  lane_change: has({ from: text, to: text, reason: optional(text) }),
  approval_request: has({ calls: list(object) }),
  approval: has({
    ...{ callId: text, granted: flag, by: text, scope: text },
    ...{ rule: optional(text), words: optional(text), seal: optional(text) },
  }),
  tool_start: has({ callId: text, name: text }),
  tool_result: has({
    callId: text,
    content: text,
    isError: flag,
    durationMs: number,
    exitCode: optional(number),
    truncated: optional(flag),
    effect: orNull(effect),
  }),
  skill_use: has({ name: text, path: text, restricts: optional(list(text)) }),
  checkpoint: has({
    id: checkpointId,
    files: list(
      has({
        ...{ path: text, before: orNull(text), after: orNull(text) },
        ...{ mode: optional(number), byCommand: optional(flag) },
      }),
    ),
    folders: optional(list(text)),
    undoes: optional(checkpointId),
    left: optional(list(text)),
  }),
  compaction: has({ before: number, after: number, reason: optional(text) }),
  check: has({ name: text, ok: flag, expected: text, actual: text, durationMs: number }),
  finding: has({
    ...{ rule: text, severity: text, path: text, line: number, message: text },
    ...{ cwe: optional(text), waived: optional(text) },
  }),
  error: has({ where: text, kind: text, message: text, hint: optional(text) }),
  turn_end: has({ reason: text, text, usage, verified: text }),
};

/** Types this version does not know are let through: readers pass over them. */
export function isWellShaped(record: JsonRecord): boolean {
  if (typeof record.type !== "string" || isDeeper(record, mostLevels)) return false;
  if (!Object.hasOwn(checks, record.type)) return true;
  return checks[record.type as FactType](record);
}

/** A shaped record as an entry, the very one where nothing is amiss. `seq` and `at` that are missing follow from the entry before. */
export function entryOf(record: JsonRecord, before: Entry | undefined): Entry {
  const isNumbered = typeof record.seq === "number" && Number.isSafeInteger(record.seq);
  const isDated = typeof record.at === "string" && !Number.isNaN(Date.parse(record.at));
  const isSession = record.type === "session";
  if (isNumbered && isDated && !isSession) return record as Entry;
  const { seq, at, ...fact } = record;
  const placed = {
    seq: isNumbered ? seq : (before?.seq ?? 0) + 1,
    at: isDated ? at : (before?.at ?? epoch),
    ...fact,
  };
  return (isSession ? sessionOf(placed) : placed) as Entry;
}

/** Nothing of a session can be read without its first line: a field that is of no use there counts as missing. */
function sessionOf(placed: JsonRecord): JsonRecord {
  const { forkedFrom, ...fields } = placed;
  const session: JsonRecord = { ...emptySession, ...fields };
  for (const [name, empty] of Object.entries(emptySession)) {
    const fits = typeof empty === "string" ? text : object;
    if (!fits(session[name])) session[name] = empty;
  }
  const isFork = has({ id: text, seq: number })(forkedFrom);
  return isFork ? { ...session, forkedFrom } : session;
}

const epoch = new Date(0).toISOString();

/** What an old or foreign first line may lack. */
const emptySession: Omit<SessionFact, "id" | "version" | "type"> = {
  cwd: "",
  out: "",
  sandbox: "",
  model: "",
  baseUrl: "",
  harness: {},
};

/** Arguments of calls have 100 levels at most; what has many more ends every reader that goes down by calling itself. */
const mostLevels = 300;

function isDeeper(value: object, left: number): boolean {
  if (left === 0) return true;
  // Not for...in: five times as slow.
  return Object.values(value).some(
    (part) => typeof part === "object" && part !== null && isDeeper(part, left - 1),
  );
}

function isRecord(value: unknown): value is JsonRecord {
  return object(value);
}
