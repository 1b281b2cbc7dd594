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

/** `min` to `max`, both allowed. */
export function numberOf(is: string, min: number, max: number): Kind {
  return {
    check: (value) => typeof value === "number" && value >= min && value <= max,
    is,
    schema: { type: "number", minimum: min, maximum: max },
  };
}

/** `10m`, `90s`, `1h30m`, `1.5h`; a number alone is seconds. */
export const span: Kind = {
  check: (value) => spanOf(value) !== null,
  is: "a time above 0 such as 90s, 10m or 1h30m",
  schema: { type: "string", pattern: "^\\d", description: "90s, 10m, 1h30m" },
};

const msOf = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;
/** Longer than this no timer of ours waits. */
const longestSpan = 240 * msOf.h;

/** In ms; null: it is none, or no time at all, or more than ten days. */
export function spanOf(value: unknown): number | null {
  const text = typeof value === "number" ? `${value}s` : String(value).trim();
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  const whole = parts.map(([part]) => part).join("");
  if (/^\d+(\.\d+)?$/.test(text)) return spanOf(`${text}s`);
  const ms = parts.reduce(
    (sum, [, n, unit]) => sum + Number(n) * msOf[unit as keyof typeof msOf],
    0,
  );
  return whole === text && ms >= 1 && ms <= longestSpan ? ms : null;
}

export interface Field {
  kind: Kind;
  describe: string;
  needed?: boolean;
}

/** One object with these fields and no others. */
export function objectOf(fields: Readonly<Record<string, Field>>, is: string): Kind {
  const needed = Object.keys(fields).filter((name) => fields[name]?.needed);
  return {
    check: (value) =>
      isObject(value) &&
      needed.every((name) => Object.hasOwn(value, name)) &&
      Object.entries(value).every(
        ([name, field]) => Object.hasOwn(fields, name) && fields[name]?.kind.check(field),
      ),
    is,
    schema: {
      type: "object",
      properties: Object.fromEntries(
        Object.entries(fields).map(([name, { kind, describe }]) => [
          name,
          { ...kind.schema, description: describe },
        ]),
      ),
      ...(needed.length > 0 ? { required: needed } : {}),
      additionalProperties: false,
    },
  };
}

/** What can be seen and typed on one line; not the one name that JavaScript keeps for itself. */
const ownName = /^(?!__proto__$)(?! )[^\p{C}\p{Zl}\p{Zp}]{1,100}(?<! )$/u;

/** Names of the user's own, each with one of these. */
export function namedOf(kind: Kind, is: string): Kind {
  return {
    check: (value) =>
      isObject(value) &&
      Object.entries(value).every(([name, one]) => ownName.test(name) && kind.check(one)),
    is,
    schema: { type: "object", additionalProperties: kind.schema },
  };
}

/** One with nothing behind it: a file can name `__proto__`, and what stands there would be read unchecked. */
function isObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}
