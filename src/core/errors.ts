/** What a user can mend: one line, a hint, an exit code; never a stack. Anything else that is thrown is a bug. */

/** The exit codes of the command line (DESIGN 6.2). */
export const exitCodes = {
  done: 0,
  failure: 1,
  credentials: 41,
  badInput: 42,
  noSandbox: 44,
  badConfiguration: 52,
  limit: 53,
  untrusted: 55,
  approvalNeeded: 60,
  notVerified: 61,
  openFindings: 62,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export interface UserErrorOptions {
  /** What to do about it, one line; empty or missing: the message says it all. */
  hint?: string;
  /** Default: 42, bad input. */
  exitCode?: ExitCode;
  cause?: unknown;
}

export class UserError extends Error {
  override readonly name = "UserError";
  readonly hint: string | undefined;
  readonly exitCode: ExitCode;

  constructor(message: string, options: UserErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.hint = options.hint;
    this.exitCode = options.exitCode ?? exitCodes.badInput;
  }
}

/** Why a model call gave nothing that can be used; the words of `decode` (DESIGN 6.4) and corpora/wire/README. */
export type ModelErrorKind =
  | "tools_unsupported"
  | "param_unsupported"
  | "context_overflow"
  | "rate_limit"
  | "quota_exhausted"
  | "auth"
  | "model_not_found"
  | "not_found_route"
  | "bad_history"
  | "image_unsupported"
  | "content_filter"
  | "stream_required"
  | "server_error"
  | "stream_error"
  | "stream_truncated"
  | "html_body"
  | "empty_response"
  | "unreachable"
  | "timeout"
  | "bad_request";

export interface ModelErrorFields {
  kind: ModelErrorKind;
  /** What the user can do, one line. */
  hint?: string;
  /** True when the same request may succeed later. */
  retryable?: boolean;
  /** How long the server asked to wait, in ms; missing: it did not say. */
  retryAfterMs?: number;
  status?: number;
  /** What the client should do about it (drop_param, rename_param, switch_lane, compact, echo ...). */
  action?: string;
  /** The request parameter at fault. */
  param?: string;
  detail?: string;
  /** The context window in tokens that the server named. */
  limit?: number;
  cause?: unknown;
}

/** A failed model call, classified. The message is safe to show: no key, no HTML, one line. */
export class ModelError extends Error {
  override readonly name = "ModelError";
  readonly kind: ModelErrorKind;
  readonly hint: string | undefined;
  readonly retryable: boolean;
  readonly fields: ModelErrorFields;

  constructor(message: string, fields: ModelErrorFields) {
    super(message, fields.cause === undefined ? undefined : { cause: fields.cause });
    this.kind = fields.kind;
    this.hint = fields.hint;
    this.retryable = fields.retryable ?? false;
    this.fields = fields;
  }
}

/** The message of anything that was thrown, on one line. */
export function messageOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text.replace(/\s*\n\s*/g, " ");
}
