/** Binds an answer to what was judged and shown: it is frozen, looked at once more right before it runs, and compared. */

import type { JsonObject } from "./types.ts";

/** The value itself, closed to changes at any depth. */
export function frozen<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

/** Equal plain data; compared as a whole, so no two different ones pass for each other as with a short hash. */
export function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) {
    return Object.is(one, other);
  }
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every(
      (name) =>
        Object.hasOwn(other, name) &&
        isSame((one as JsonObject)[name], (other as JsonObject)[name]),
    )
  );
}
