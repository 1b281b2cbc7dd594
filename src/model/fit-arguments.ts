/** What ajv's coercion gets wrong or leaves: a null for "not given", a list or object written as text. */

import type { JsonObject, JsonSchema } from "../core/types.ts";

/** A copy of `value`; the schema decides about each member. */
export function fitted(value: unknown, schema: unknown): unknown {
  if (!isObject(schema)) return value;
  if (typeof value === "string" && (accepts(schema, "array") || accepts(schema, "object"))) {
    return accepts(schema, "string") ? value : fittedText(value, schema);
  }
  if (Array.isArray(value)) return value.map((one) => fitted(one, schema.items));
  if (!isObject(value)) return value;
  const properties = isObject(schema.properties) ? schema.properties : {};
  const copy: JsonObject = {};
  for (const [name, member] of Object.entries(value)) {
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
    // Coercion would make a null "" or 0, and so write an empty file: it means that nothing was given.
    if (member === null && isObject(known) && typed(known) && !accepts(known, "null")) continue;
    Object.defineProperty(copy, name, {
      value: fitted(member, known),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  return copy;
}

/** The schema without what names it elsewhere: two servers may use one name for different things. */
export function nameless(schema: JsonSchema): JsonSchema {
  const { $schema: _dialect, $id: _name, ...rest } = schema;
  return rest;
}

/** `"[1, 2]"` where a list is wanted; as it is when it holds something else. */
function fittedText(text: string, schema: JsonSchema): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    const value: unknown = JSON.parse(text);
    return accepts(schema, Array.isArray(value) ? "array" : "object")
      ? fitted(value, schema)
      : text;
  } catch {
    return text;
  }
}

function typed(schema: JsonObject): boolean {
  return schema.type !== undefined || Array.isArray(schema.enum);
}

/** By `type` alone: without one nothing is known, and nothing is changed. */
function accepts({ type }: JsonObject, wanted: string): boolean {
  return Array.isArray(type) ? type.includes(wanted) : type === wanted;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
