/** Every other field: what the specification says of it, what of other programs' fields is honoured, what is ignored. */

import { type Fields, type FieldValue, lineOf } from "./fields.ts";
import { stripHidden } from "./hidden.ts";
import { type Locate, maxCompatibility } from "./identity.ts";
import { type Problem, problem } from "./problem.ts";

/** The fields of the Agent Skills specification. */
export const specified: ReadonlySet<string> = new Set([
  "name",
  "description",
  "license",
  "compatibility",
  "metadata",
  "allowed-tools",
]);

/** Fields of other programs that mean something here. */
const honoured: ReadonlySet<string> = new Set([
  "argument-hint",
  "disallowed-tools",
  "disable-model-invocation",
  "user-invocable",
]);

/** Fields by which a skill would give itself rights or have something run: never obeyed, always named. */
const powers: ReadonlySet<string> = new Set([
  "permissions",
  "hooks",
  "env",
  "mcp",
  "mcp-servers",
  "mcpservers",
  "sandbox",
  "approvals",
]);

/** What a skill says besides its name and description. Empty strings and lists: it says nothing. */
export interface SkillDetails {
  license: string;
  compatibility: string;
  metadata: ReadonlyMap<string, string>;
  /** Tools it asks to have approved; asking grants nothing. */
  allowedTools: string[];
  /** Tools that must not be used while it is followed; those of `allowed-tools` with a `!` in front as well. */
  disallowedTools: string[];
  argumentHint: string;
  /** The model may not start it by itself; the user can. */
  manualOnly: boolean;
  /** The user may start it by name. */
  userInvocable: boolean;
}

export function detailsOf(fields: Fields, locate: Locate, problems: Problem[]): SkillDetails {
  for (const key of fields.keys()) {
    if (powers.has(key.toLowerCase())) {
      const message = `\`${key}\` is ignored: a skill cannot grant, configure or run anything by itself.`;
      problems.push(problem("warning", message, locate(key)));
    } else if (!specified.has(key) && !honoured.has(key)) {
      const message = `The field \`${key}\` is ignored.`;
      problems.push(problem("note", message, locate(key)));
    }
  }
  const line = (key: string) => stripHidden(lineOf(fields.get(key)));
  const compatibility = line("compatibility");
  if (compatibility.length > maxCompatibility) {
    const message = `compatibility exceeds the ${maxCompatibility} character limit (${compatibility.length}).`;
    problems.push(problem("warning", message, locate("compatibility")));
  }
  const metadata = fields.get("metadata");
  const tools = toolsOf(fields.get("allowed-tools"));
  const isDenied = (entry: string) => /^[!-]/.test(entry);
  return {
    license: line("license"),
    compatibility,
    metadata: metadata instanceof Map ? metadata : new Map(),
    allowedTools: tools.filter((entry) => !isDenied(entry)),
    disallowedTools: [
      ...toolsOf(fields.get("disallowed-tools")),
      ...tools.filter(isDenied).map((entry) => entry.slice(1)),
    ],
    argumentHint: stripHidden(hintOf(fields.get("argument-hint"))),
    manualOnly: isTrue(fields.get("disable-model-invocation")),
    userInvocable: !isFalse(fields.get("user-invocable")),
  };
}

/** By commas, white space or as a list; what stands in parentheses stays together: `Bash(git log, git diff)`. */
function toolsOf(value: FieldValue | undefined): string[] {
  const written = Array.isArray(value) ? value : [lineOf(value)];
  return written.flatMap(
    (text: string) => stripHidden(text).match(/(?:\([^)]*\)|[^\s,()])+/g) ?? [],
  );
}

function hintOf(value: FieldValue | undefined): string {
  return Array.isArray(value) ? value.map((item: string) => `[${item}]`).join(" ") : lineOf(value);
}

function isTrue(value: FieldValue | undefined): boolean {
  return /^(true|yes|on)$/i.test(lineOf(value));
}

function isFalse(value: FieldValue | undefined): boolean {
  return /^(false|no|off)$/i.test(lineOf(value));
}
