/** Checks an answer against the user's own JSON Schema; nothing is fetched, nothing is coerced. */

import type { JsonObject } from "../core/types.ts";
import { Ajv } from "./ajv.ts";
import { Ajv2020 } from "./ajv-2020.ts";
import { problemsIn } from "./schema-words.ts";

/** What is wrong with a value, for the model; null: it fits. */
export type AnswerCheck = (value: unknown) => string | null;

/** Throws an error that says in one line why this is no schema. Its dialect: as `$schema` says; without it 2020-12, or draft 7. */
export function answerCheck(schema: JsonObject): AnswerCheck {
  const { $schema, $async, ...own } = schema;
  if ($async !== undefined) throw new Error("$async is not for schemas of answers");
  const validate = compiled(own, String($schema ?? ""));
  return (value) => {
    if (validate(value)) return null;
    return problemsIn(validate.errors ?? [], "the answer") || "it does not fit the schema";
  };
}

function compiled(schema: JsonObject, dialect: string) {
  const options = { allErrors: true, strict: false, logger: false } as const;
  if (/draft-0[4-7]/.test(dialect)) return new Ajv(options).compile(schema);
  try {
    return new Ajv2020(options).compile(schema);
  } catch (thrown) {
    if (dialect !== "") throw thrown;
    try {
      return new Ajv(options).compile(schema);
    } catch {
      throw thrown;
    }
  }
}
