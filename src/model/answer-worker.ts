/** The thread in which answers are checked: one that never ends can be ended from outside, and nothing else waits for it. */

import type { ValidateFunction } from "ajv";
import type { JsonObject } from "../core/types.ts";
import { compiledSchema } from "./answer-schema.ts";
import type { Found } from "./schema-words.ts";

/** This file, wherever the bundle has put it: what a thread is started with. */
export const here = import.meta.url;

/** What a thread of ours is started with. */
export interface WorkerSchema {
  answerSchema: JsonObject;
}

/** Of one text that is JSON. `errors`: what ajv found, null: it fits; `deep`: it could not be followed to its end. */
export type Checked = { errors: Found[] | null } | { deep: true };

/** More are not worded either: a long list of wrong items must not be copied over. */
const mostFound = 1000;

const { parentPort, workerData } = process.getBuiltinModule("node:worker_threads");
const given = workerData as WorkerSchema | null | undefined;
if (parentPort && given?.answerSchema) {
  const port = parentPort;
  const validate = compiledSchema(given.answerSchema);
  port.on("message", (json: string) => port.postMessage(checked(json, validate)));
}

function checked(json: string, validate: ValidateFunction): Checked {
  try {
    if (validate(JSON.parse(json))) return { errors: null };
  } catch (thrown) {
    if (thrown instanceof RangeError) return { deep: true };
    throw thrown;
  }
  const found = (validate.errors ?? []).slice(0, mostFound);
  return {
    errors: found.map(({ keyword, instancePath, params, message }) => ({
      keyword,
      instancePath,
      params,
      ...(message === undefined ? {} : { message }),
    })),
  };
}
