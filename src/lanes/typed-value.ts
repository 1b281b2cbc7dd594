/** A value written as bare text (in tags, in a Python call) as the type that the tool's schema wants. */

import type { JsonObject, JsonSchema } from "../core/types.ts";
import { parseLenient } from "./lenient-json.ts";

/** A text stays a text where the schema allows one: it is never read as JSON. */
export function typedValue(text: string, schema: unknown): unknown {
  const types = typesOf(schema);
  const bare = text.trim();
  if (types.has("null") && /^(null|None)$/.test(bare)) return null;
  if (types.size === 0) return guessed(bare, text);
  if (types.has("string")) {
    const structured = (types.has("array") || types.has("object")) && /^[[{]/.test(bare);
    return structured ? (parseLenient(bare)?.value ?? text) : text;
  }
  if (types.has("boolean") && /^(true|false)$/i.test(bare)) return bare.toLowerCase() === "true";
  if (types.has("number") || types.has("integer")) {
    if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(bare)) return Number(bare);
  }
  if (/^(null|None)$/.test(bare)) return null;
  if (types.has("array") || types.has("object")) return parseLenient(bare)?.value ?? text;
  return text;
}

/** Nothing is known of it: what is plainly a value of JSON is one. */
function guessed(bare: string, text: string): unknown {
  if (!/^(?:[[{]|-?\d|true$|false$|null$)/.test(bare)) return text;
  try {
    return JSON.parse(bare);
  } catch {
    return text;
  }
}

/** The types that a schema allows; empty: it does not say. */
export function typesOf(schema: unknown): Set<string> {
  const found = new Set<string>();
  if (!isObject(schema)) return found;
  for (const one of Array.isArray(schema.type) ? schema.type : [schema.type])
    if (typeof one === "string") found.add(one);
  if (schema.nullable === true && found.size > 0) found.add("null");
  for (const one of [...listOf(schema.anyOf), ...listOf(schema.oneOf), ...listOf(schema.allOf)])
    for (const type of typesOf(one)) found.add(type);
  if (found.size === 0) {
    const values = "const" in schema ? [schema.const] : listOf(schema.enum);
    for (const value of values) found.add(typeOf(value));
  }
  return found;
}

export function propertiesOf(schema: JsonSchema | undefined): JsonObject {
  const properties = schema?.properties;
  return isObject(properties) ? properties : {};
}

export function requiredOf(schema: JsonSchema | undefined): string[] {
  return listOf(schema?.required).filter((name) => typeof name === "string");
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
