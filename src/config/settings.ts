/** The settings files: JSON with comments, each key known, each value checked. */

import { exitCodes, UserError } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";

export type SandboxChoice =
  | "auto"
  | "bwrap"
  | "landlock"
  | "seatbelt"
  | "docker"
  | "podman"
  | "none";

/** An endpoint by a name of the user's own, for `/model NAME`. */
export interface NamedEndpoint {
  provider?: string;
  baseUrl?: string;
  apiKeyEnv?: string;
  model?: string;
}

export interface Settings {
  $schema?: string;
  model?: string;
  provider?: string;
  baseUrl?: string;
  apiKeyEnv?: string;
  /** Further ones, to change to while a conversation goes on. */
  endpoints?: Record<string, NamedEndpoint>;
  thinking?: "off" | "low" | "medium" | "high";
  /** Of the model, in tokens. */
  contextWindow?: number;
  out?: string;
  approvalMode?: "ask" | "auto-edit" | "plan" | "yolo";
  /** Rules as typed: "allow shell:npm test". */
  rules?: string[];
  sandbox?: SandboxChoice;
  /** For the sandboxes docker and podman. */
  sandboxImage?: string;
  maxTurns?: number;
  verify?: "auto" | "required" | "off";
  skills?: boolean;
  /** Names of skills that are switched off. */
  disabledSkills?: string[];
  color?: boolean;
}

type Check = { check: (value: unknown) => boolean; is: string };

const text: Check = { check: (value) => typeof value === "string" && value !== "", is: "a text" };
const flag: Check = { check: (value) => typeof value === "boolean", is: "true or false" };
const oneOf = (...words: string[]): Check => ({
  check: (value) => words.includes(value as string),
  is: `one of ${words.join(", ")}`,
});

const known: Record<keyof Settings, Check> = {
  $schema: text,
  model: text,
  provider: text,
  baseUrl: text,
  apiKeyEnv: text,
  endpoints: {
    check: isEndpoints,
    is: 'names with what belongs to each: { "home": { "baseUrl": "...", "apiKeyEnv": "...", "model": "..." } }',
  },
  thinking: oneOf("off", "low", "medium", "high"),
  contextWindow: {
    check: (value) => Number.isInteger(value) && (value as number) > 0,
    is: "a whole number of tokens above 0",
  },
  out: text,
  approvalMode: oneOf("ask", "auto-edit", "plan", "yolo"),
  rules: {
    check: (value) => Array.isArray(value) && value.every((rule) => typeof rule === "string"),
    is: 'a list of rules such as "allow shell:npm test"',
  },
  sandbox: oneOf("auto", "bwrap", "landlock", "seatbelt", "docker", "podman", "none"),
  sandboxImage: text,
  maxTurns: {
    check: (value) => Number.isInteger(value) && (value as number) > 0,
    is: "a whole number above 0",
  },
  verify: oneOf("auto", "required", "off"),
  skills: flag,
  disabledSkills: {
    check: (value) => Array.isArray(value) && value.every((name) => typeof name === "string"),
    is: "a list of skill names",
  },
  color: flag,
};

/** Reads one settings file's text. Throws UserError (exit 52) with path and cause; unknown keys are reported by `warn`. */
export async function parseSettings(
  source: string,
  path: string,
  warn: (line: string) => void,
): Promise<Settings> {
  const { parse, printParseErrorCode } = await import("jsonc-parser");
  const errors: { error: number; offset: number; length: number }[] = [];
  const value: unknown = parse(source, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first) {
    const line = source.slice(0, first.offset).split("\n").length;
    throw new UserError(`${path}:${line}: ${printParseErrorCode(first.error)}.`, {
      hint: "Mend the file; it is JSON, comments are allowed.",
      exitCode: exitCodes.badConfiguration,
    });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UserError(`${path} must hold one object.`, {
      hint: 'Start with { "model": "..." }.',
      exitCode: exitCodes.badConfiguration,
    });
  }
  const settings: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(value)) {
    const rule = Object.hasOwn(known, name) ? known[name as keyof Settings] : undefined;
    if (!rule) {
      const near = nearest(name, Object.keys(known));
      warn(
        `${path}: unknown setting "${name}" is ignored${near ? `; did you mean "${near}"?` : "."}`,
      );
      continue;
    }
    if (!rule.check(entry)) {
      throw new UserError(`${path}: "${name}" must be ${rule.is}.`, {
        hint: "skillet --help names the values.",
        exitCode: exitCodes.badConfiguration,
      });
    }
    settings[name] = entry;
  }
  return settings;
}

const endpointFields: readonly string[] = ["provider", "baseUrl", "apiKeyEnv", "model"];

function isEndpoints(value: unknown): boolean {
  const isObject = (one: unknown): one is Record<string, unknown> =>
    typeof one === "object" && one !== null && !Array.isArray(one);
  return (
    isObject(value) &&
    Object.values(value).every(
      (endpoint) =>
        isObject(endpoint) &&
        Object.entries(endpoint).every(
          ([name, field]) => endpointFields.includes(name) && typeof field === "string",
        ),
    )
  );
}
