/** The user's own JSON Schema as a function that checks; nothing is fetched, nothing is coerced. */

import type { ValidateFunction } from "ajv";
import type { JsonObject } from "../core/types.ts";
import { Ajv } from "./ajv.ts";
import { Ajv2020 } from "./ajv-2020.ts";

/** Throws an error that says in one line why this is no schema. Its dialect: as `$schema` says; without it 2020-12, or draft 7. */
export function compiledSchema(schema: JsonObject): ValidateFunction {
  const { $schema, $async, ...own } = schema;
  if ($async !== undefined) throw new Error("$async is not for schemas of answers");
  const dialect = String($schema ?? "");
  const options = { allErrors: true, strict: false, logger: false } as const;
  if (/draft-0[4-7]/.test(dialect)) return new Ajv(options).compile(own);
  try {
    return new Ajv2020(options).compile(own);
  } catch (thrown) {
    if (dialect !== "") throw thrown;
    try {
      return new Ajv(options).compile(own);
    } catch {
      throw thrown;
    }
  }
}
