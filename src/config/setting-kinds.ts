/** What a setting's value can be: how it is checked, told and published. */

/** As it stands in a JSON Schema. */
export type Schema = Readonly<Record<string, unknown>>;

export interface Kind {
  check(value: unknown): boolean;
  /** Ends the sentence "it must be ...". */
  is: string;
  schema: Schema;
}

export const text: Kind = {
  check: (value) => typeof value === "string" && value !== "",
  is: "a text",
  schema: { type: "string", minLength: 1 },
};

export const onOff: Kind = {
  check: (value) => typeof value === "boolean",
  is: "true or false",
  schema: { type: "boolean" },
};

export function oneOf(...words: string[]): Kind {
  return {
    check: (value) => words.includes(value as string),
    is: `one of ${words.join(", ")}`,
    schema: { enum: words },
  };
}

/** `of`: of what, "tokens"; "": of nothing in particular. */
export function countOf(of = ""): Kind {
  return {
    check: (value) => Number.isInteger(value) && (value as number) > 0,
    is: of ? `a whole number of ${of} above 0` : "a whole number above 0",
    schema: { type: "integer", minimum: 1 },
  };
}

export function listOf(is: string): Kind {
  return {
    check: (value) => Array.isArray(value) && value.every((item) => typeof item === "string"),
    is,
    schema: { type: "array", items: { type: "string" } },
  };
}

/** Names of the user's own, each with some of these fields, all texts. */
export function namedTexts(fields: Readonly<Record<string, string>>, is: string): Kind {
  const names = Object.keys(fields);
  return {
    check: (value) =>
      isObject(value) &&
      Object.values(value).every(
        (entry) =>
          isObject(entry) &&
          Object.entries(entry).every(
            ([name, field]) => names.includes(name) && typeof field === "string",
          ),
      ),
    is,
    schema: {
      type: "object",
      additionalProperties: {
        type: "object",
        properties: Object.fromEntries(
          Object.entries(fields).map(([name, description]) => [
            name,
            { type: "string", description },
          ]),
        ),
        additionalProperties: false,
      },
    },
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
