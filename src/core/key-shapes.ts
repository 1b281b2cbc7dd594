/** The shapes of common keys: what the log keeps out, and what a command prints to the model. */

export interface Shape {
  kind: string;
  /** A group named `keep` stays as it is. */
  pattern: RegExp;
}

/** Of a service. `leads`: all that it can begin with; of a private key, which is looked for by its first line, none. */
interface KeyShape extends Shape {
  leads: readonly string[];
}

/** A key does not begin inside a longer word, unless that word is the end of an escape: a written-out `\n`, a colour (`ESC[31m`). */
export const beginOfKey =
  /(?:(?<![A-Za-z0-9_-])|(?<=\\[nrtbf]|\\u[0-9a-fA-F]{4}|(?:\u001b|\\u001b|\\x1b|\\033|\\e)\[[0-9;:]{0,20}[A-Za-z]))/
    .source;

/** A private key: its first line, how what it holds begins, its last line. */
export const privateKey = {
  head: /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/.source,
  body: /[\s\\nr]{0,4}(?:Proc-Type|[A-Za-z0-9+/=]{32})/.source,
  end: /-----END [A-Z ]{0,40}PRIVATE KEY-----/.source,
};

/** High precision on purpose: a log full of false hits is of no use to anybody (reliability.md, T58). */
export const keyShapes: readonly KeyShape[] = [
  {
    kind: "private-key",
    leads: [],
    pattern: new RegExp(
      `${privateKey.head}(?=${privateKey.body})[\\s\\S]*?(?:${privateKey.end}|$)`,
      "g",
    ),
  },
  // OpenAI, Anthropic, DashScope, DeepSeek, OpenRouter. A digit or capital tells a key from a CSS class.
  keyShape("api-key", ["sk-"], /sk-(?=[a-z_-]*[A-Z0-9])[A-Za-z0-9_-]{20,}/),
  keyShape("modelscope", ["ms-"], /ms-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/),
  keyShape(
    "github",
    [...eachOf("gh", "pousr", "_"), "github_pat_"],
    /(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,})/,
  ),
  keyShape("gitlab", ["glpat-"], /glpat-[A-Za-z0-9_-]{20,}/),
  keyShape("aws", ["AKIA", "ASIA"], /(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/),
  keyShape("slack", [...eachOf("xox", "abeoprs", "-")], /xox[abeoprs]-[A-Za-z0-9-]{10,}/),
  keyShape("huggingface", ["hf_"], /hf_[A-Za-z0-9]{30,}/),
  keyShape("google", ["AIza"], /AIza[A-Za-z0-9_-]{35}/),
  keyShape("npm", ["npm_"], /npm_[A-Za-z0-9]{36}/),
  keyShape("stripe", ["sk_live_", "rk_live_"], /[sr]k_live_[A-Za-z0-9]{20,}/),
];

function keyShape(kind: string, leads: readonly string[], source: RegExp): KeyShape {
  return { ...shape(kind, source), leads };
}

function eachOf(before: string, letters: string, behind: string): string[] {
  return Array.from(letters, (letter) => before + letter + behind);
}

export function shape(kind: string, source: RegExp): Shape {
  return { kind, pattern: new RegExp(beginOfKey + source.source, "g") };
}

/** Replaces what fits the shapes; what a shape keeps stays. */
export function withoutShapes(text: string, shapes: readonly Shape[]): string {
  let clean = text;
  for (const { kind, pattern } of shapes) {
    clean = clean.replace(pattern, (...found) => {
      const groups: unknown = found.at(-1);
      const keep =
        typeof groups === "object" && groups !== null && "keep" in groups ? groups.keep : "";
      return `${keep}[redacted:${kind}]`;
    });
  }
  return clean;
}

/** What stands for a key that was taken out, whichever; null: nothing does. */
export function redactionIn(text: string): string | null {
  return /\[redacted:[a-z][a-z-]*\]/.exec(text)?.[0] ?? null;
}

/** A cheap first look; most texts hold none of it and are not looked at again. */
export const keyMarks =
  /PRIVATE KEY-|sk-|ms-[0-9a-f]{8}-|gh[pousr]_|github_pat_|glpat-|AKIA|ASIA|xox[abeoprs]-|hf_|AIza|npm_|k_live_/;

/** Keys of services alone: a token that an app hands out is something the model may have to go on with. */
export function withoutKeys(text: string): string {
  return keyMarks.test(text) ? withoutShapes(text, keyShapes) : text;
}
