/** What ajv found, worded for a model: every field by its name. */

import type { ErrorObject } from "ajv";

/** Of an error of ajv, what words are made of. */
export type Found = Pick<ErrorObject, "keyword" | "instancePath" | "params" | "message">;

/** The most problems told at once; a model mends the rest on the next try. */
const mostProblems = 6;

/** `whole`: what the value as a whole is called. "" when there is nothing that can be said. */
export function problemsIn(errors: readonly Found[], whole: string): string {
  const found = errors.map((error) => sentence(error, whole)).filter((text) => text !== "");
  return [...new Set(found)].slice(0, mostProblems).join("; ");
}

function sentence(error: Found, whole: string): string {
  const { keyword, params, message = "does not fit" } = error;
  const field = fieldOf(error.instancePath);
  if (keyword === "required") {
    const missing = String(params.missingProperty);
    return `\`${field === "" ? missing : `${field}.${missing}`}\` is missing`;
  }
  if (keyword === "additionalProperties") {
    const extra = String(params.additionalProperty);
    return `\`${field === "" ? extra : `${field}.${extra}`}\` is not a parameter`;
  }
  if (keyword === "enum") {
    const values = Array.isArray(params.allowedValues) ? params.allowedValues : [];
    return `\`${field || whole}\` must be one of ${values.map((value) => JSON.stringify(value)).join(", ")}`;
  }
  if (keyword === "type") return `\`${field || whole}\` must be ${typeWords(params.type)}`;
  // The branches of a choice say what is wrong themselves.
  if (keyword === "if") return "";
  return `\`${field || whole}\` ${message}`;
}

function typeWords(type: unknown): string {
  const types = Array.isArray(type) ? type : [type];
  return types
    .map((one) =>
      /^[aeio]/.test(String(one)) ? `an ${one}` : one === "null" ? "null" : `a ${one}`,
    )
    .join(" or ");
}

/** `/checks/0/port` as `checks[0].port`. */
function fieldOf(pointer: string): string {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((part, index) => (/^\d+$/.test(part) ? `[${part}]` : index === 0 ? part : `.${part}`))
    .join("");
}
