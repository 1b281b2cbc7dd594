/** A plan as text to edit: one line per entry, its kind in front; read back, it is judged and shown again. */

import { isClean } from "../core/display.ts";
import { UserError } from "../core/errors.ts";
import { phrase } from "../core/messages/phrase.ts";
import type { Plan } from "../core/plan.ts";
import type { JsonObject } from "../core/types.ts";

const kinds = {
  file: "files",
  package: "packages",
  command: "commands",
  host: "hosts",
  port: "ports",
  choice: "choices",
} as const;
type Kind = keyof typeof kinds;

function head(): string {
  const what = phrase(
    "One entry per line: {1}. What is taken away is not covered, what is added is.",
    Object.keys(kinds).join(", "),
  );
  return `# ${what}\n# ${phrase("The plan is shown again before it counts.")}\n`;
}

export function planText(plan: Plan): string {
  const lists: Record<Kind, readonly string[]> = {
    file: plan.files.map(({ path }) => path),
    package: plan.packages,
    command: plan.commands,
    host: plan.hosts,
    port: plan.ports,
    choice: plan.choices,
  };
  const lines = Object.entries(lists).flatMap(([kind, texts]) =>
    texts.map((text) => `${kind} ${written(text)}\n`),
  );
  return head() + lines.join("");
}

/** As the tool's arguments. Throws UserError that names the line. */
export function readPlanText(text: string): JsonObject {
  const args: Record<string, string[]> = {};
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(?:#.*)?$/.test(line)) continue;
    const [, kind = "", rest = ""] = /^\s*(\S+)\s+(.*?)\s*$/.exec(line) ?? [];
    if (!Object.hasOwn(kinds, kind) || rest === "") {
      throw new UserError(`Line ${index + 1} is no entry of a plan.`, {
        hint: `It begins with ${Object.keys(kinds).join(", ")}, then the text.`,
      });
    }
    const name = kinds[kind as Kind];
    args[name] = [...(args[name] ?? []), readBack(rest)];
  }
  return args;
}

/** What would not survive a line, or not be seen in it, stands as a JSON text. */
function written(text: string): string {
  if (isClean(text) && !/[\n\t]|^["\s]|\s$/.test(text)) return text;
  return JSON.stringify(text).replace(/[^ -~]/g, (unit) =>
    isClean(unit) ? unit : `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function readBack(text: string): string {
  if (!text.startsWith('"')) return text;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" ? value : text;
  } catch {
    return text;
  }
}
