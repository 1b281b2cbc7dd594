/** Arguments against a tool's schema, by ajv: with coercion, every problem named, worded for a model. */

import type { ErrorObject, ValidateFunction } from "ajv";
import { messageOf } from "../core/errors.ts";
import type { CheckArguments } from "../core/ports.ts";
import type { JsonObject, JsonSchema } from "../core/types.ts";
import { fitted, nameless } from "./fit-arguments.ts";
import { problemsIn } from "./schema-words.ts";

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

function problemOf(name: string, schema: JsonSchema, errors: readonly ErrorObject[]): string {
  const listed = problemsIn(errors, "arguments");
  return `Bad arguments for ${name}: ${listed || "they do not fit its schema"}. ${parametersOf(schema)}`.trim();
}

function parametersOf(schema: JsonSchema): string {
  const { properties, required } = schema;
  if (typeof properties !== "object" || properties === null) return "";
  const needed = new Set(Array.isArray(required) ? required : []);
  const names = Object.keys(properties).map((name) => (needed.has(name) ? name : `${name}?`));
  return names.length > 0 ? `Parameters: ${names.join(", ")}.` : "";
}
