/** The settings as a JSON Schema, for editors: made from the table, so that it tells what the reader takes. */

import type { Schema } from "./setting-kinds.ts";
import { settingsTable } from "./settings.ts";

export function settingsSchema(): Schema {
  const properties = Object.entries(settingsTable).map(([name, setting]) => {
    const { kind, describe, default: value } = setting;
    return [
      name,
      { ...kind.schema, description: describe, ...(value === null ? {} : { default: value }) },
    ];
  });
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Settings of Skillet",
    type: "object",
    properties: Object.fromEntries(properties),
    additionalProperties: false,
  };
}

/**
 * The way to a setting that is written with dots, `endpoints.home.model`; a name of the user's own may hold dots itself. null:
 * there is no such setting. An empty path is the whole.
 */
export function settingPath(dotted: string, schema: Schema = settingsSchema()): string[] | null {
  return wayThrough(schema, dotted.split("."));
}

function wayThrough(schema: Schema, steps: readonly string[]): string[] | null {
  const [first, ...rest] = steps;
  if (first === undefined) return [];
  const properties = (schema.properties ?? {}) as Record<string, Schema>;
  if (Object.hasOwn(properties, first)) {
    const below = wayThrough(properties[first] ?? {}, rest);
    return below && [first, ...below];
  }
  const { additionalProperties: others } = schema;
  if (typeof others !== "object" || others === null || first === "") return null;
  if (rest.length === 0) return [first];
  for (let taken = 1; taken < steps.length; taken++) {
    const below = wayThrough(others as Schema, steps.slice(taken));
    if (below) return [steps.slice(0, taken).join("."), ...below];
  }
  return null;
}
