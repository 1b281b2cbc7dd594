/** Takes secrets out of what is written: known values, and the shapes of common keys. */

/** Known values shorter than this are left alone: they would be placeholders ("ollama", "none"), or plain words. */
const shortestSecret = 8;

interface Shape {
  kind: string;
  /** A group named `keep` stays as it is. */
  pattern: RegExp;
}

/** A key does not begin inside a longer word, unless that word is the end of an escape: a written-out `\n`, a colour (`ESC[31m`). */
const begin =
  /(?:(?<![A-Za-z0-9_-])|(?<=\\[nrtbf]|\\u[0-9a-fA-F]{4}|(?:\u001b|\\u001b|\\x1b|\\033|\\e)\[[0-9;:]{0,20}[A-Za-z]))/
    .source;

/** High precision on purpose: a log full of false hits is of no use to anybody (reliability.md, T58). */
const shapes: readonly Shape[] = [
  {
    kind: "private-key",
    pattern:
      /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----(?=[\s\\nr]{0,4}(?:Proc-Type|[A-Za-z0-9+/=]{32}))[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
  },
  // OpenAI, Anthropic, DashScope, DeepSeek, OpenRouter. A digit or capital tells a key from a CSS class.
  key("api-key", /sk-(?=[a-z_-]*[A-Z0-9])[A-Za-z0-9_-]{20,}/),
  key("modelscope", /ms-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/),
  key("github", /(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,})/),
  key("gitlab", /glpat-[A-Za-z0-9_-]{20,}/),
  key("aws", /(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/),
  key("slack", /xox[abeoprs]-[A-Za-z0-9-]{10,}/),
  key("huggingface", /hf_[A-Za-z0-9]{30,}/),
  key("google", /AIza[A-Za-z0-9_-]{35}/),
  key("npm", /npm_[A-Za-z0-9]{36}/),
  key("stripe", /[sr]k_live_[A-Za-z0-9]{20,}/),
  key("jwt", /eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{5,}/),
  {
    kind: "authorization",
    pattern: anywhere(
      /(?<keep>[Aa]uthorization\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?(?:Bearer|Basic|Token)\s{1,3})[A-Za-z0-9._~+/=-]{8,}/,
    ),
  },
  {
    kind: "bearer",
    pattern: anywhere(/(?<keep>Bearer\s{1,3})(?=[A-Za-z._~+/-]{0,64}[0-9])[A-Za-z0-9._~+/=-]{16,}/),
  },
  {
    kind: "url-password",
    pattern: /(?<keep>:\/\/[^\s/:@"'<>]{1,256}:)[^\s/@"'<>$`]{3,256}(?=@)/g,
  },
  {
    kind: "url-key",
    pattern: /(?<keep>[?&](?:api[_-]?key|access[_-]?token|auth[_-]?token)=)[A-Za-z0-9._~%+-]{8,}/g,
  },
];

function key(kind: string, source: RegExp): Shape {
  return { kind, pattern: anywhere(source) };
}

function anywhere({ source }: RegExp): RegExp {
  return new RegExp(begin + source, "g");
}

/** A cheap first look over the whole line; most lines hold none of it and are not looked at again. */
const suspicious =
  /PRIVATE KEY-|sk-|ms-[0-9a-f]{8}-|gh[pousr]_|github_pat_|glpat-|AKIA|ASIA|xox[abeoprs]-|hf_|AIza|npm_|k_live_|eyJ|uthorization|Bearer|:\/\/[^\s/@]{1,513}@|[?&]a[a-z_-]{3,13}=/;

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
    for (const { kind, pattern } of shapes) {
      clean = clean.replace(pattern, (...found) => {
        const groups: unknown = found.at(-1);
        const keep =
          typeof groups === "object" && groups !== null && "keep" in groups ? groups.keep : "";
        return `${keep}[redacted:${kind}]`;
      });
    }
    return clean;
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
