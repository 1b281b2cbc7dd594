/** Wordings of servers, as data: the first rule that fits names the failure (lanes.md, 2.4). */

import type { ModelErrorKind } from "../core/errors.ts";
import type { ErrorBody } from "./error-body.ts";

export interface ErrorRule {
  kind: ModelErrorKind;
  /** Looked for in message, type and code, all in lower case; missing: any words. */
  words?: RegExp;
  /** Missing: any status. */
  status?: readonly number[];
  action?: string;
  detail?: string;
  retryable?: boolean;
  param?: (body: ErrorBody) => string | undefined;
}

const overflow = [
  "context_length_exceeded",
  "exceed_context_size",
  "maximum context length",
  "max(imum)? (model|prompt|input) (len|length)",
  "(exceeds|exceed|exceeded|exceeding) (the |its |your )?(model'?s? |available |maximum |total |input )*(context|token limit)",
  "context (window|length|size)s? (limit )?(is |was |has been )?(exceed|too|overflow)",
  "prompt is too long",
  "(prompt|input|request|message)s? (is|are) too (long|large)",
  "range of input length should be",
  "input length .{0,40}exceeds",
  "exceeds the maximum (length|number of tokens|allowed)",
  "exceeds the maximum number of tokens",
  "token count .{0,60}exceeds",
  "maximum prompt length",
  "reduce (the |your )?(length|size|number|prompt|message)",
  "too large for model",
  "exceeded model token limit",
  "context window exceeds limit",
  "greater than the context length",
  "longer than the (model'?s? )?context",
  "exceeds the limit of \\d+",
  "model_context_window_exceeded",
  "too many (input )?tokens(?! per| a| in)",
  "tokens? (in|of) (the )?(prompt|request).{0,40}(exceed|more than)",
  "no user query found",
  "input (is )?too long",
  "string_above_max_length",
  "larger than the (context|maximum)",
  "prompt length .{0,40}exceed",
  "kv cache (is )?full",
  "does not fit (in|into) .{0,20}context",
];

const quota = [
  "insufficient_quota",
  "insufficient (account )?balance",
  "insufficient (funds|credits?)",
  "exceeded your current quota",
  "per-day",
  "per day",
  "daily (quota|limit|free)",
  "allocationquota",
  "allocated quota exceeded",
  "free (tier|quota|allocated quota).{0,40}(exhaust|exceed|used)",
  "quota.{0,30}(exhausted|used up|exceeded)",
  "billing",
  "arrearage",
  "today's request",
  "try again tomorrow",
  "perday",
  "requires? (a )?(paid|subscription)",
  "account (is )?in good standing",
  "payment required",
  "credit balance",
  "out of credits",
  "requires more credits",
  "add (more )?credits",
  "usage limit (has been )?reached",
  "余额不足",
  "欠费",
];

/** The parameter a message names; the field of the error object is surer. */
function namedParam({ param, words }: ErrorBody): string | undefined {
  const quoted =
    /(?:parameter|param|field|argument|property|value|input|name|key)s?[:\s]+['"`]?([a-z_][\w.]*)['"`]?/.exec(
      words,
    )?.[1] ?? /['"`]([a-z_][\w.]+)['"`]/.exec(words)?.[1];
  const unsupported = /([a-z_][\w.]*)['"`]? (?:is|are) not (?:supported|permitted|allowed)/.exec(
    words,
  )?.[1];
  const candidates = [param, unsupported, quoted];
  const known = candidates.find((one) => one && optionalParams.has(one.split(".")[0] ?? ""));
  // Thoughts in the history are no parameter, though the name of one begins theirs.
  const thoughts = /\breasoning_content\b/.exec(words)?.[0];
  const mentioned = [...optionalParams].find((one) => words.includes(one));
  return (known ?? param) || thoughts || mentioned || unsupported || quoted;
}

/** What may be left out of a request without changing what is asked. */
export const optionalParams: ReadonlySet<string> = new Set([
  "stream_options",
  "parallel_tool_calls",
  "tool_choice",
  "temperature",
  "top_p",
  "max_tokens",
  "max_completion_tokens",
  "stop",
  "store",
  "include",
  "reasoning",
  "strict",
  "reasoning_effort",
  "enable_thinking",
  "thinking_budget",
  "thinking",
  "preserve_thinking",
  "modalities",
  "chat_template_kwargs",
]);

export const rules: readonly ErrorRule[] = [
  {
    kind: "tools_unsupported",
    words:
      /do(es)? not support (tools?|functions?|function calling|tool (use|calling|calls?))\b(?! ?choice)|enable-auto-tool-choice|requires? --jinja|--jinja flag|unsupported param(eter)?s?:? ['"`]?tools|no endpoints found that support tool use|tools? (is|are) not supported|function calling is not (supported|enabled)|tool.call-parser|(support for )?tools? .{0,20}not (yet )?implemented/,
    action: "switch_lane",
  },
  { kind: "tools_unsupported", words: /not (yet )?implemented.{0,40}tool/, action: "switch_lane" },
  {
    kind: "stream_required",
    words:
      /enable_thinking must be set to false for non-streaming|enable.thinking can ?not be support.{0,20}when .?stream|only supports? stream|stream(ing)? (mode )?(is )?(required|only)|must be (set to )?stream|non-streaming .{0,30}not supported|stream.{0,5}(must|should) be (set to )?true/,
    action: "use_stream_or_disable_thinking",
  },
  {
    kind: "bad_history",
    words:
      /reasoning_content.{0,60}(must be passed back|is (missing|required)|required)|missing reasoning_content|must provide reasoning_content/,
    detail: "missing_reasoning",
    action: "echo_reasoning",
  },
  {
    kind: "bad_history",
    words: /thought_?signature/,
    detail: "missing_signature",
    action: "echo_signature",
  },
  {
    kind: "bad_history",
    words:
      /tool_call_?ids? (did|do) not have response|must be followed by tool messages|tool_calls.{0,40}must be (a response|followed)|must be a response to a prece|unexpected .?tool_use_id|tool result.{0,40}(missing|without)|not have (corresponding|response messages)|insufficient tool messages|no tool (call|output) found|tool_call_id.{0,30}not found/,
    detail: "unpaired_calls",
    action: "pair_calls",
  },
  {
    kind: "bad_history",
    words:
      /tool.?call.?id.{0,40}(must be|length|invalid|9|maximum)|invalid .{0,10}tool_calls?\[?\d*\]?\.id|string_above_max_length.{0,60}\.id/,
    detail: "call_id_format",
    action: "rewrite_ids",
  },
  {
    kind: "bad_history",
    words:
      /roles must alternate|conversation roles|must alternate between|unexpected role|unknown role|invalid role|role .{0,20}(not supported|is not allowed)|system message must be|only (the )?first message can be|after the optional system message|system role not supported/,
    detail: "roles",
    action: "fix_roles",
  },
  {
    kind: "bad_history",
    words:
      /(content|message).{0,40}(must not be empty|cannot be empty|is empty|can't be blank|non-empty)|assistant message must (contain|have)|text content blocks must be non-empty/,
    detail: "empty_message",
    action: "fill_empty",
  },
  {
    kind: "image_unsupported",
    words:
      /image_url|(does|do) not support image|image (input|content)s? (is|are) not|not support(ed)? (vision|multimodal|image)|not a multimodal model|vision is not/,
    action: "drop_images",
  },
  {
    kind: "quota_exhausted",
    words: new RegExp(quota.join("|")),
    status: [400, 401, 402, 403, 429, 0],
  },
  { kind: "context_overflow", words: new RegExp(overflow.join("|")), action: "compact" },
  {
    kind: "content_filter",
    words:
      /data_inspection_failed|datainspectionfailed|content_filter|content management policy|inappropriate content|content.{0,20}(flagged|moderation|policy violation)|responsibleaipolicy|sensitive (content|words)|prohibited_content/,
  },
  {
    kind: "param_unsupported",
    words: /max_tokens.{0,80}max_completion_tokens/,
    action: "rename_param",
    param: () => "max_tokens",
  },
  {
    kind: "param_unsupported",
    words:
      /unsupported_parameter|unsupported_value|unsupported (parameter|param|value)|unrecognized (request )?(argument|parameter|field)|unknown (parameter|field|argument|name)|extra_forbidden|extra inputs are not permitted|(parameter|argument|field|property|value).{0,60}(not supported|not permitted|not allowed|unexpected|unrecognized)|property ['"`]?reasoning_content['"`]? is unsupported|additional properties|does not support (the )?(parameter|param)|['"`]?(temperature|stream_options|parallel_tool_calls|tool_choice|reasoning_effort|enable_thinking)['"`]?.{0,60}(not support|does not support|unsupported|not available|invalid)/,
    status: [400, 404, 405, 422, 501, 0],
    action: "drop_param",
    param: namedParam,
  },
  {
    kind: "auth",
    words:
      /invalid_api_key|invalid.{0,10}(api.?key|token|credential)|incorrect api key|invalidapikey|authentication(_| )?(error|fails|failed)|unauthori[sz]ed|no (auth|api key|cookie auth)|missing.{0,20}(api.?key|authorization|credential)|api.?key.{0,20}(not valid|invalid|expired|missing|required)|permission.?denied/,
    status: [400, 401, 403, 0],
  },
  {
    kind: "model_not_found",
    words:
      /model_not_found|deploymentnotfound|model.{0,120}(not found|does not exist|doesn't exist|not exist|is not available|not supported|unknown|no such)|(no such|unknown|invalid|unsupported) model|not a valid model|no endpoints found for|try pulling it/,
    status: [400, 403, 404, 422, 500, 503, 0],
  },
  {
    kind: "rate_limit",
    words:
      /rate.?limit|too many requests|requests? per (minute|second)|tokens per min|throttl|tpm|rpm|concurren/,
    status: [400, 403, 429, 503, 0],
    retryable: true,
  },
  {
    kind: "server_error",
    words:
      /overloaded|service.?unavailable|temporarily unavailable|internal server error|engine is currently|model is (currently )?loading|loading model/,
    status: [0, 500, 502, 503, 504, 520, 529],
    retryable: true,
  },
];

/** The window in tokens that a message of overflow names; undefined: none. */
export function contextLimit(words: string): number | undefined {
  const text = words.replaceAll(/(\d),(?=\d{3})/g, "$1");
  for (const pattern of limits) {
    const found = pattern.exec(text)?.[1];
    if (found) return Number(found);
  }
  return undefined;
}

const limits: readonly RegExp[] = [
  /range of input length should be \[\d+, ?(\d+)\]/,
  /maximum context length (?:is|of) (?:only )?(\d+)/,
  /context (?:length|window|size) (?:is |of |limit )*(?:only )?\(?(\d+)/,
  /maximum prompt length is (\d+)/,
  /maximum number of tokens (?:allowed )?\(?(\d+)/,
  /maximum (?:allowed )?(?:input )?(?:length|tokens)[^\d]{0,20}(\d+)/,
  /exceeds the limit of (\d+)/,
  /exceeds the maximum length (?:of )?(\d+)/,
  /(?:>|greater than) (?:the )?(?:context length[^\d]{0,10})?(\d+) ?(?:maximum|tokens)?/,
  /token limit[^\d]{0,10}(\d+)/,
  /limit[^\d]{0,20}(\d+)/,
  /too large for model with (\d+)/,
  /max_model_len[^\d]{0,10}(\d+)/,
  /n_ctx[^\d]{0,10}(\d+)/,
];
