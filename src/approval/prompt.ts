/** The text of a question about one call: exactly what would happen, where, how fenced, and why it is asked. */

import { display } from "../core/display.ts";
import { counted, phrase, translated } from "../core/messages/phrase.ts";
import { leadsOutside } from "../core/path-match.ts";
import type { Pending } from "../core/ports.ts";
import { whyStarts } from "../core/starts-by-itself.ts";
import type { Effect } from "../core/types.ts";
import { commandsOf } from "../core/whole-line.ts";
import type { FileDiff } from "./diff.ts";
import { linesOf } from "./diff.ts";
import { discardFields } from "./discard-lines.ts";
import { removalFields, removedPaths } from "./removal-lines.ts";
import { padded } from "./width.ts";

export interface PromptLine {
  role: "title" | "content" | "added" | "removed" | "field" | "warning" | "keys";
  text: string;
}

export interface PromptOptions {
  /** The fence's name (`Sandbox.label`). */
  label: string;
  /** The output directory as the user knows it; missing: it is not named. */
  out?: string;
  /** False: commands run without a fence. */
  confined: boolean;
  /** The rule that `s` and `p` would save; null: neither is offered. */
  suggest: string | null;
  /** False: there is nowhere to save a rule, so `p` is not spoken of. Default: true. */
  save?: boolean;
  /** Of a write. null: nothing to compare. */
  diff: FileDiff | null;
  /** Every line, however long. Default: long content is cut in the middle, and the cut is counted. */
  whole?: boolean;
  /** It is only looked at, from a review: nothing can be saved there. */
  looking?: boolean;
  /** What the user made of it differs from what was proposed. */
  edited?: boolean;
}

/** A longer content would push the beginning of the question off the screen. */
const headLines = 18;
const tailLines = 6;
/** Of paths that go, a few show which they are; the line below counts them. */
const headPaths = 6;
const tailPaths = 3;
const headCharacters = 700;
const tailCharacters = 200;
const maxDescription = 200;

/** The question without its keys. Every line of foreign text starts with `  | `, which nothing else does. */
export function promptLines(pending: Pending, options: PromptOptions): PromptLine[] {
  return [
    { role: "title", text: titleOf(pending, options) },
    ...contentOf(pending.effect, options),
    ...fieldsOf(pending, options),
  ];
}

/** The keys that answer it. */
export function keysLine(
  pending: Pending,
  { suggest }: Pick<PromptOptions, "suggest">,
  offers: { edit: boolean; save: boolean },
): PromptLine {
  const keys = [
    `[y] ${enterMeansYes(pending.effect) ? phrase("or Enter: {1}", phrase("once")) : phrase("once")}`,
    ...(suggest === null ? [] : [`[s] ${phrase("this session")}`]),
    ...(suggest === null || !offers.save ? [] : [`[p] ${phrase("save for project")}`]),
    `[n] ${phrase("no")}`,
    `[t] ${phrase("no, say why")}`,
    ...(offers.edit ? [`[e] ${phrase("edit")}`] : []),
    `[v] ${phrase("view")}`,
    `[?] ${phrase("help")}`,
  ];
  return { role: "keys", text: keys.join("  ") };
}

/** Only for new files inside the output directory: everything else takes a key that one has to mean. */
export function enterMeansYes(effect: Effect): boolean {
  return (
    effect.kind === "write" &&
    effect.change === "create" &&
    !effect.path.startsWith("~") &&
    !leadsOutside(effect.path) &&
    whyStarts(effect) === null
  );
}

export function textOf(lines: readonly PromptLine[]): string {
  return lines.map(({ text }) => `${text}\n`).join("");
}

function titleOf({ call, effect }: Pending, { edited = false }: PromptOptions): string {
  const mine = edited ? `  ${phrase("(edited by you)")}` : "";
  const tool = display(call.name, { oneLine: true, marks: "all" });
  switch (effect.kind) {
    case "exec": {
      const background = effect.background
        ? `  ${phrase("in the background, until it is stopped")}`
        : "";
      const commands = commandsOf(effect);
      const what = counted(Math.max(1, commands.length), "command");
      const run = phrase("RUN?");
      return call.name === "shell"
        ? `${run}  ${tool}${background}${mine}`
        : `${run}  ${tool}: ${what}${background}${mine}`;
    }
    case "write":
      return `${phrase("WRITE?")}  ${nameOf(effect.path)}  ${changeWords(effect)}${mine}`;
    case "read":
      return `${phrase("READ?")}  ${nameOf(effect.path)}`;
    case "network":
      return `${phrase("REACH?")}  ${effect.hosts.map(hostOf).join(", ")}${effect.command ? `  ${phrase("the command waits for it")}` : ""}`;
    case "remote":
      return `${phrase("CALL?")}  ${phrase("{1} of {2}", nameOf(effect.tool), nameOf(effect.server))}`;
    case "none":
      return `${phrase("ALLOW?")}  ${tool}`;
  }
}

export function changeWords({ change, bytes, after }: Extract<Effect, { kind: "write" }>): string {
  const lines = linesOf(after).length;
  const words = {
    create: phrase("new file"),
    update: phrase("changed"),
    overwrite: phrase("OVERWRITES what was not read"),
  }[change];
  return [words, counted(lines, "line"), counted(bytes, "byte")].join(phrase(", "));
}

/** A path or name of the model's, on one line. */
export function nameOf(path: string): string {
  return display(path, { oneLine: true, marks: "lookalikes" });
}

function hostOf(host: string): string {
  return display(host, { oneLine: true, marks: "all" });
}

export function contentOf(
  effect: Effect,
  { diff, whole = false }: Pick<PromptOptions, "diff" | "whole">,
): PromptLine[] {
  if (effect.kind === "exec") {
    return [
      ...commandsOf(effect).flatMap((command) => commandLines(command, whole)),
      ...cut(removedPaths(effect, nameOf), whole, headPaths, tailPaths),
    ];
  }
  if (effect.kind === "network" && effect.command) return commandLines(effect.command, whole);
  if (effect.kind !== "write" || !diff) return [];
  const shown = diff.lines.map(({ mark, text }): PromptLine => {
    if (mark === "@") return { role: "field", text: `  ${text}` };
    const role = mark === "+" ? "added" : mark === "-" ? "removed" : "content";
    return { role, text: `  | ${mark} ${clipped(display(text), whole)}` };
  });
  const notes = diff.notes.map(
    (note): PromptLine => ({ role: "warning", text: `  ${phrase("note: {1}", note)}` }),
  );
  return [...cut(shown, whole), ...notes];
}

function commandLines(command: string, whole: boolean): PromptLine[] {
  const lines = display(command, { marks: "command" }).split("\n");
  const shown = lines.map(
    (line): PromptLine => ({ role: "content", text: `  | ${clipped(line, whole)}` }),
  );
  return cut(shown, whole);
}

/** The middle left out, and how much of it. */
function cut(
  lines: PromptLine[],
  whole: boolean,
  head = headLines,
  tail = tailLines,
): PromptLine[] {
  const hidden = lines.length - head - tail;
  if (whole || hidden <= 1) return lines;
  const mark: PromptLine = {
    role: "warning",
    text: `  … ${phrase("{1} hidden; v shows everything", counted(hidden, "line"))} …`,
  };
  return [...lines.slice(0, head), mark, ...lines.slice(-tail)];
}

function clipped(line: string, whole: boolean): string {
  const hidden = line.length - headCharacters - tailCharacters;
  if (whole || hidden <= 20) return line;
  const mark = phrase("{1} hidden; v shows everything", counted(hidden, "character"));
  return `${line.slice(0, headCharacters)} … ${mark} … ${line.slice(-tailCharacters)}`;
}

function fieldsOf({ call, effect, verdict }: Pending, options: PromptOptions): PromptLine[] {
  const { label, out, confined, suggest, edited, looking = false, save = true } = options;
  const fields: PromptLine[] = [];
  const field = (name: string, text: string, role: PromptLine["role"] = "field") =>
    fields.push({ role, text: `  ${padded(name, 8)} ${text}` });
  if (effect.kind === "exec") {
    const base =
      out === undefined
        ? phrase("the output directory")
        : phrase("the output directory, {1}", nameOf(out));
    const inside = phrase("{1} in {2}", nameOf(effect.cwd), base);
    field(phrase("folder"), effect.cwd === "." ? base : inside);
    const fence = phrase("{1}: only the output directory can change", label);
    if (confined) field(phrase("fence"), fence);
    else field(phrase("fence"), phrase("NONE: unconfined, it can do whatever you can"), "warning");
    for (const { name, text, role } of removalFields(effect, nameOf)) field(name, text, role);
    for (const { name, text, role } of discardFields(effect, nameOf)) field(name, text, role);
    const hosts = effect.hosts ?? [];
    if (hosts.length > 0) {
      field(phrase("network"), phrase("reaches {1}", hosts.map(hostOf).join(", ")), "warning");
    } else if (confined) {
      // Which of the two, the fence decides: where commands have no network at all, nothing is asked.
      const none = phrase("none granted; what it wants to reach is asked or refused");
      field(phrase("network"), none);
    } else field(phrase("network"), phrase("NOT LIMITED"), "warning");
  }
  if (effect.kind === "remote") {
    const text = display(JSON.stringify(call.arguments, null, 1) ?? "", { marks: "all" });
    for (const line of text.split("\n"))
      fields.push({ role: "content", text: `  | ${clipped(line, false)}` });
    field(phrase("fence"), phrase("NONE: the server acts outside of it"), "warning");
  }
  const looks = "looksAt" in effect ? (effect.looksAt ?? []) : [];
  if (looks.length > 0) field(phrase("looks at"), looks.map(nameOf).join(", "));
  const reason = translated(display(verdict.reason, { oneLine: true }));
  // Of what is to be written now: that somebody edited it takes nothing of this away.
  const starts = whyStarts(effect);
  if (starts !== null) {
    const name = !edited && starts === verdict.reason ? phrase("asked") : phrase("warning");
    field(name, translated(starts), "warning");
  }
  if (edited) field(phrase("asked"), phrase("You edited it."));
  else if (starts !== verdict.reason) field(phrase("asked"), reason);
  if (!looking) field(phrase("saving"), savedWords(suggest, effect, save));
  const description = descriptionOf(call.arguments);
  if (description !== null) field(phrase("model"), phrase('says, unchecked: "{1}"', description));
  return fields;
}

/** What saving would let through, in words. */
function savedWords(rule: string | null, effect: Effect, save: boolean): string {
  if (rule === null) return phrase("nothing to save: it is asked each time");
  const shown = display(rule, { oneLine: true, marks: "lookalikes" });
  const more = rule.startsWith("shell:") ? ` ${phrase("and whatever follows these words")}` : "";
  const asked =
    more !== "" && effect.kind === "exec" && effect.hosts?.length
      ? phrase(", not the network")
      : "";
  const keys = save ? phrase("s and p would allow") : phrase("s would allow");
  return `${keys}  ${shown}${more}${asked}`;
}

/** The model's own words about its call; null: none. They are no fact, and nothing is decided by them. */
function descriptionOf(args: unknown): string | null {
  if (typeof args !== "object" || args === null || !("description" in args)) return null;
  if (typeof args.description !== "string" || args.description.trim() === "") return null;
  const shown = display(args.description.trim(), { oneLine: true }).replaceAll('"', "'");
  return shown.length > maxDescription ? `${shown.slice(0, maxDescription)}…` : shown;
}

/** The whole question as text, for where it is only shown (`permissions test`). */
export function promptText(pending: Pending, options: PromptOptions): string {
  const keys = keysLine(pending, options, { edit: false, save: true });
  return textOf([...promptLines(pending, options), keys]);
}
