/** Whether arguments could fit a schema, without ajv: the gate for calls that nobody asked to be written as text. */

import type { JsonObject, ToolSpec } from "../core/types.ts";
import { propertiesOf, requiredOf, typesOf } from "./typed-value.ts";

/** Everything required is there, nothing is unknown, and every value is of a type that can be had from it. */
export function fits(args: unknown, { parameters }: ToolSpec): boolean {
  if (!isObject(args)) return false;
  const properties = propertiesOf(parameters);
  const known = Object.keys(properties).length > 0 || parameters.additionalProperties === false;
  return (
    requiredOf(parameters).every((name) => Object.hasOwn(args, name)) &&
    Object.entries(args).every(([name, value]) => {
      if (Object.hasOwn(properties, name)) return fitsType(value, properties[name]);
      return !known || parameters.additionalProperties === true;
    })
  );
}

function fitsType(value: unknown, schema: unknown): boolean {
  const types = typesOf(schema);
  if (types.size === 0 || value === null) return true;
  const list = isObject(schema) && Array.isArray(schema.enum) ? schema.enum : undefined;
  if (list && !list.some((one) => String(one) === String(value))) return false;
  if (typeof value === "string") return types.has("string") || isText(value, types);
  if (Array.isArray(value)) return types.has("array");
  if (typeof value === "object") return types.has("object");
  if (typeof value === "boolean") return types.has("boolean") || types.has("string");
  const whole = types.has("integer") && Number.isInteger(value);
  return whole || types.has("number") || types.has("string");
}

/** A value written as text that coercion makes what is wanted. */
function isText(value: string, types: ReadonlySet<string>): boolean {
  if (types.has("array") || types.has("object")) return /^\s*[[{]/.test(value);
  if (types.has("boolean")) return /^(true|false)$/.test(value);
  return /^-?\d+(\.\d+)?$/.test(value);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
