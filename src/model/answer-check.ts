/** Checks an answer against the user's own JSON Schema; nothing is fetched, nothing is coerced, and a check has an end. */

import type { JsonObject } from "../core/types.ts";
import { Ajv } from "./ajv.ts";
import { Ajv2020 } from "./ajv-2020.ts";
import { problemsIn } from "./schema-words.ts";

/** What is wrong with a value, for the model; null: it fits. */
export type AnswerCheck = (value: unknown) => string | null;

/** A check blocks the event loop, and with it Ctrl-C and every clock: all checks of a run get this much, in ms. */
const maxChecking = 4000;

/** Throws an error that says in one line why this is no schema. Its dialect: as `$schema` says; without it 2020-12, or draft 7. */
export function answerCheck(schema: JsonObject): AnswerCheck {
  const { $schema, $async, ...own } = schema;
  if ($async !== undefined) throw new Error("$async is not for schemas of answers");
  const validate = compiled(own, String($schema ?? ""));
  const { createContext, Script } = process.getBuiltinModule("node:vm");
  let value: unknown;
  // Nothing is fenced by this context: it is there because its scripts can be stopped in the middle of a pattern.
  const context = createContext({ validate: () => validate(value) });
  const script = new Script("validate()");
  let left = maxChecking;
  return (checked) => {
    value = checked;
    const started = performance.now();
    try {
      if (script.runInContext(context, { timeout: Math.max(1, Math.ceil(left)) })) return null;
    } catch (thrown) {
      return whyNotChecked(thrown);
    } finally {
      left -= performance.now() - started;
    }
    return problemsIn(validate.errors ?? [], "the answer") || "it does not fit the schema";
  };
}

/** What cannot be checked does not fit. */
function whyNotChecked(thrown: unknown): string {
  if ((thrown as NodeJS.ErrnoException).code === "ERR_SCRIPT_EXECUTION_TIMEOUT")
    return `it could not be checked in ${maxChecking / 1000} s (a pattern with repeats inside repeats, or a very long list)`;
  if (thrown instanceof RangeError) return "it, or the schema, is nested too deep to be checked";
  throw thrown;
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
