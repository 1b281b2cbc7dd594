/** What a skill asks for (`allowed-tools`, `disallowed-tools`), in the words of rules: what could be granted, what never is. */

import { patternWords } from "./command-match.ts";
import { formatWords, whyNotSaveable } from "./command-suggest.ts";
import { isProtectedPath, isSecretPath, leadsOutside } from "./path-match.ts";
import type { OpenedSkill, SkillWishes } from "./ports.ts";
import { formatRule, parseRule } from "./rules.ts";
import { startsByName } from "./starts-by-itself.ts";
import type { Decide, Rule } from "./types.ts";

/** Names that skills use for tools of other programs, and ours. */
const tools: Readonly<Record<string, string>> = {
  bash: "shell",
  shell: "shell",
  run_shell_command: "shell",
  write: "write_file",
  write_file: "write_file",
  edit: "edit_file",
  multiedit: "edit_file",
  edit_file: "edit_file",
  read: "read_file",
  notebookread: "read_file",
  read_file: "read_file",
  grep: "search_files",
  search_files: "search_files",
  glob: "list_files",
  ls: "list_files",
  list_files: "list_files",
  askuserquestion: "ask_user",
  ask_user: "ask_user",
  skill: "use_skill",
  use_skill: "use_skill",
  process: "process",
  verify: "verify",
};

/** These change nothing, or ask for what they lead to by themselves. */
const free = new Set([
  "read_file",
  "search_files",
  "list_files",
  "ask_user",
  "use_skill",
  "process",
  "verify",
]);

/** More than this nobody reads in one question. */
const maxEntries = 40;
const maxEntry = 200;

interface Entry {
  written: string;
  tool: string;
  /** What stands in the parentheses; undefined: nothing does. */
  inside: string | undefined;
}

/** Missing lists give an empty wish. The author's words are never obeyed: they are translated, or named with the reason why not. */
export function wishesOf(
  skill: Pick<OpenedSkill, "name" | "allowedTools" | "disallowedTools">,
): SkillWishes {
  const { name, allowedTools = [], disallowedTools = [] } = skill;
  const wishes: SkillWishes = { skill: name, allows: [], denies: [], left: [], free: [] };
  for (const written of allowedTools.slice(0, maxEntries)) {
    const entry = entryOf(written);
    if (entry && free.has(entry.tool)) wishes.free.push(entry.written);
    else {
      const rule = entry ? allowed(entry) : "no tool of this program";
      if (typeof rule === "string") wishes.left.push({ entry: clipped(written), why: rule });
      else if (!wishes.allows.some((one) => formatRule(one) === formatRule(rule)))
        wishes.allows.push(rule);
    }
  }
  if (allowedTools.length > maxEntries) {
    const why = `a skill may ask for ${maxEntries}`;
    wishes.left.push({ entry: `${allowedTools.length - maxEntries} more`, why });
  }
  for (const written of disallowedTools.slice(0, 10 * maxEntries)) {
    const entry = entryOf(written);
    if (entry) wishes.denies.push(...denied(entry));
    else wishes.left.push({ entry: clipped(`!${written}`), why: "no tool of this program" });
  }
  return wishes;
}

/** undefined: there is no such tool here. */
function entryOf(written: string): Entry | undefined {
  const parts = /^([\w.-]+|\*)(?:\(([\s\S]*)\))?$/.exec(written.trim());
  const name = parts?.[1]?.toLowerCase() ?? "";
  const tool = name === "*" ? "*" : Object.hasOwn(tools, name) ? tools[name] : undefined;
  if (!parts || tool === undefined) return undefined;
  return { written: clipped(written), tool, inside: parts[2]?.trim() };
}

/** The rule, or why there is none. */
function allowed({ tool, inside, written }: Entry): Rule | string {
  if (written.length > maxEntry) return "it is too long to be read in a question";
  if (tool === "*") return "it would allow every tool";
  const all = inside === undefined || /^[*:\s/.]*$/.test(inside);
  if (tool === "shell") {
    if (all) return "it would allow every command";
    const pattern = inside.replace(/(?::|\s+)\*+$/, "").trim();
    if (/[*?[\]{}]/.test(pattern)) return "wildcards are not granted";
    const why = whyNotSaveable(pattern);
    if (why !== null) return why;
    return readBack("allow", tool, formatWords(patternWords(pattern) ?? []));
  }
  if (all) return "it would allow every file; --approval-mode auto-edit does that";
  const path = inside.replace(/^(?:\.\/)+/, "").replace(/\/\*\*(?:\/\*)?$/, "/");
  if (/[*?[\]{}]/.test(path)) return "wildcards are not granted";
  if (leadsOutside(path) || path.startsWith("~")) return "it leads out of the output directory";
  if (isProtectedPath(path) || isSecretPath(path) || startsByName(path))
    return "files of that kind are asked each time";
  return readBack("allow", tool, path);
}

/** What cannot be said as a rule denies more, not less. */
function denied({ tool, inside }: Entry): Rule[] {
  const meant =
    tool === "write_file" || tool === "edit_file" ? ["write_file", "edit_file"] : [tool];
  const pattern =
    tool === "shell"
      ? formatWords(
          patternWords((inside ?? "").split(/[*?[\]{}$]/)[0]?.replace(/[:\s]+$/, "") ?? "") ?? [],
        )
      : ((inside ?? "").replace(/^(?:\.\/)+/, "").split(/[*?[\]{}]/)[0] ?? "");
  return meant.map((one) => {
    const rule = pattern === "" ? undefined : readBack("deny", one, pattern);
    return typeof rule === "object" ? rule : { decide: "deny", tool: one, source: "skill" };
  });
}

/** A rule counts only when it is read back as it was written: it is stored, and granted, as text. */
function readBack(decide: Decide, tool: string, pattern: string): Rule | string {
  const rule: Rule = { decide, tool, pattern, source: "skill" };
  const unclear = "it cannot be written as a rule";
  if (pattern === "" || /[\0-\x1f\x7f]/.test(pattern)) return unclear;
  try {
    return formatRule(parseRule(formatRule(rule), decide)) === formatRule(rule) ? rule : unclear;
  } catch {
    return unclear;
  }
}

function clipped(text: string): string {
  return text.length > maxEntry ? `${text.slice(0, maxEntry)}…` : text;
}
