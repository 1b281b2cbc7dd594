/** Takes secrets out of what is written: known values, and the shapes of common keys. */

import { keyMarks, keyShapes, type Shape, shape, withoutShapes } from "../core/key-shapes.ts";

/** Known values shorter than this are left alone: they would be placeholders ("ollama", "none"), or plain words. */
const shortestSecret = 8;

/** Beyond keys of services, what carries one in a request. */
const shapes: readonly Shape[] = [
  ...keyShapes,
  shape("jwt", /eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{5,}/),
  shape(
    "authorization",
    /(?<keep>[Aa]uthorization\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?(?:Bearer|Basic|Token)\s{1,3})[A-Za-z0-9._~+/=-]{8,}/,
  ),
  shape("bearer", /(?<keep>Bearer\s{1,3})(?=[A-Za-z._~+/-]{0,64}[0-9])[A-Za-z0-9._~+/=-]{16,}/),
  {
    kind: "url-password",
    pattern: /(?<keep>:\/\/[^\s/:@"'<>]{1,256}:)[^\s/@"'<>$`]{3,256}(?=@)/g,
  },
  {
    kind: "url-key",
    pattern: /(?<keep>[?&](?:api[_-]?key|access[_-]?token|auth[_-]?token)=)[A-Za-z0-9._~%+-]{8,}/g,
  },
];

/** A cheap first look over the whole line; most lines hold none of it and are not looked at again. */
const suspicious = new RegExp(
  `${keyMarks.source}|${/eyJ|uthorization|Bearer|:\/\/[^\s/@]{1,513}@|[?&]a[a-z_-]{3,13}=/.source}`,
);

export type Redact = (text: string) => string;

export interface Redactor {
  /** A line of JSON that may hold a secret; false: it surely does not. */
  suspects(line: string): boolean;
  /** A copy of plain data, keys and values redacted; `text` becomes `[redacted:KIND]`. */
  clean<Value>(value: Value): Value;
}

/** `secrets` are values that must never be written (keys in use, proxy passwords); those under 8 characters are ignored. */
export function redactor(secrets: readonly string[] = []): Redactor {
  const literals = [...new Set(secrets.flatMap(spellings))].sort((a, b) => b.length - a.length);
  const written = literals.map((literal) => JSON.stringify(literal).slice(1, -1));
  const redact: Redact = (text) => {
    let clean = text;
    for (const literal of literals) clean = clean.replaceAll(literal, "[redacted:secret]");
    return withoutShapes(clean, shapes);
  };
  return {
    suspects: (line) => suspicious.test(line) || written.some((text) => line.includes(text)),
    clean: (value) => cleanValue(value, redact) as typeof value,
  };
}

function spellings(secret: string): string[] {
  if (secret.length < shortestSecret) return [];
  const inUrl = secret.replace(/[^\w.~-]/gu, (character) =>
    // A lone surrogate has no URL spelling.
    /\p{Surrogate}/u.test(character) ? character : encodeURIComponent(character),
  );
  // Whole groups only: what follows the key decides how the last one is written.
  const groups = Math.floor(Buffer.byteLength(secret) / 3) * 4;
  const inBase64 = Buffer.from(secret).toString("base64").slice(0, groups);
  return [secret, inUrl, inBase64, inBase64.replaceAll("+", "-").replaceAll("/", "_")];
}

function cleanValue(value: unknown, redact: Redact): unknown {
  if (typeof value === "string") return redact(value);
  if (Array.isArray(value)) return value.map((item) => cleanValue(item, redact));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [redact(key), cleanValue(item, redact)]),
  );
}
