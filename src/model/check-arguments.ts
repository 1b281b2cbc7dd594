/** Arguments against a tool's schema, by ajv: with coercion, every problem named, worded for a model. */

import type { ErrorObject, ValidateFunction } from "ajv";
import { messageOf } from "../core/errors.ts";
import type { CheckArguments } from "../core/ports.ts";
import type { JsonObject, JsonSchema } from "../core/types.ts";
import { fitted, nameless } from "./fit-arguments.ts";

/** ajv costs 19 ms to load: the app starts this while the first reply streams. */
export async function loadCheckArguments(): Promise<CheckArguments> {
  const { Ajv } = await import("./ajv.ts");
  const ajv = new Ajv({
    coerceTypes: true,
    allErrors: true,
    strict: false,
    logger: false,
    // Checking the schemas themselves would compile the schema of schemas first: 20 ms at the first call.
    meta: false,
    validateSchema: false,
  });
  const compiled = new WeakMap<JsonSchema, ValidateFunction>();

  function validatorOf(schema: JsonSchema): ValidateFunction {
    let validate = compiled.get(schema);
    if (!validate) {
      validate = ajv.compile(nameless(schema));
      compiled.set(schema, validate);
    }
    return validate;
  }

  return (tool, args) => {
    if (typeof args !== "object" || args === null || Array.isArray(args)) {
      return { ok: false, problem: `The arguments of ${tool.name} must be one JSON object.` };
    }
    let validate: ValidateFunction;
    try {
      validate = validatorOf(tool.parameters);
    } catch (thrown) {
      // A schema of somebody else's tool: what cannot be checked does not run.
      const problem = `${tool.name} cannot be called: its schema is not valid (${messageOf(thrown)}).`;
      return { ok: false, problem };
    }
    // Coercion writes into what it checks; the call in the log stays as the model wrote it.
    const checked = structuredClone(fitted(args, tool.parameters)) as JsonObject;
    if (validate(checked)) return { ok: true, arguments: checked };
    return { ok: false, problem: problemOf(tool.name, tool.parameters, validate.errors ?? []) };
  };
}

/** The most problems told at once; a model mends the rest on the next try. */
const mostProblems = 6;

function problemOf(name: string, schema: JsonSchema, errors: readonly ErrorObject[]): string {
  const found = [...new Set(errors.map(sentence).filter((text) => text !== ""))];
  const listed = found.slice(0, mostProblems).join("; ");
  return `Bad arguments for ${name}: ${listed || "they do not fit its schema"}. ${parametersOf(schema)}`.trim();
}

function sentence(error: ErrorObject): string {
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
    return `\`${field}\` must be one of ${values.map((value) => JSON.stringify(value)).join(", ")}`;
  }
  if (keyword === "type") return `\`${field || "arguments"}\` must be ${typeWords(params.type)}`;
  // The branches of a choice say what is wrong themselves.
  if (keyword === "if") return "";
  return `\`${field || "arguments"}\` ${message}`;
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

function parametersOf(schema: JsonSchema): string {
  const { properties, required } = schema;
  if (typeof properties !== "object" || properties === null) return "";
  const needed = new Set(Array.isArray(required) ? required : []);
  const names = Object.keys(properties).map((name) => (needed.has(name) ? name : `${name}?`));
  return names.length > 0 ? `Parameters: ${names.join(", ")}.` : "";
}
