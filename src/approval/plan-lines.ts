/** A plan as the user reads it: what an approval covers, what is asked as ever, what is refused. Every word of the model's says so. */

import { display } from "../core/display.ts";
import { counted, phrase, translated } from "../core/messages/phrase.ts";
import type { JudgedPlan, PlanItem } from "../core/plan.ts";
import { nameOf, type PromptLine } from "./prompt.ts";
import { padded } from "./width.ts";

export interface PlanLinesOptions {
  /** The output directory as the user knows it; null: it is not named. */
  out: string | null;
  /** What the user made of it differs from what was proposed. */
  edited: boolean;
}

/** Without its keys. */
export function planLines(judged: JudgedPlan, options: PlanLinesOptions): PromptLine[] {
  const { plan, files, commands, checks, hosts } = judged;
  const into = options.out === null ? "" : `  ${phrase("into {1}", nameOf(options.out))}`;
  const mine = options.edited ? `  ${phrase("(edited by you)")}` : "";
  const title = `${phrase("PLAN?")}  ${phrase("The model proposes to build this")}`;
  return [
    { role: "title", text: title + into + mine },
    ...fileLines(files),
    ...(plan.packages.length > 0
      ? [
          field(
            phrase("packages"),
            `${phrase("the model says, unchecked:")} ${inline(plan.packages)}`,
          ),
        ]
      : []),
    ...commandLines(phrase("commands"), commands),
    ...commandLines(phrase("checks"), checks, phrase("the saved ones, which verify runs")),
    ...hostLines(hosts),
    ...(plan.ports.length > 0
      ? [field(phrase("ports"), phrase("{1}  on the session's own 127.0.0.1", inline(plan.ports)))]
      : []),
    ...toldLines(phrase("choices"), plan.choices),
    ...coverLines(judged),
  ];
}

/** `edit`: whether the plan can be edited. */
export function planKeys({ edit }: { edit: boolean }): PromptLine {
  const keys = [
    `[b] ${phrase("build it")}`,
    ...(edit ? [`[e] ${phrase("edit")}`] : []),
    `[c] ${phrase("change, say what")}`,
    `[s] ${phrase("step by step")}`,
    `[n] ${phrase("no")}`,
    `[?] ${phrase("help")}`,
  ];
  return { role: "keys", text: keys.join("  ") };
}

function field(name: string, text: string, role: PromptLine["role"] = "field"): PromptLine {
  return { role, text: `  ${padded(name, 12)} ${text}` };
}

/** New files in one line: they are the most, and the least to think about. */
function fileLines(files: readonly PlanItem[]): PromptLine[] {
  const plain = files.filter(({ why }) => why === undefined);
  const others = files.filter(({ why }) => why !== undefined);
  const count = plain.length > 0 || others.length === 0 ? counted(plain.length, "new file") : "";
  const names = inline(plain.map(({ text }) => text));
  return [
    field(phrase("files"), [count, names].filter(Boolean).join(": "), "content"),
    ...others.flatMap((item) => entryLines(nameOf(item.text), item)),
  ];
}

/** A name with blanks or signs of ours could pass for two; with a quote in it, for the end of one. */
function inline(texts: readonly string[]): string {
  return texts
    .map((text) =>
      /^[\p{L}\p{N}_@./<>=~^*+,-]+$/u.test(text)
        ? nameOf(text)
        : `"${nameOf(text).replaceAll('"', '\\"')}"`,
    )
    .join("  ");
}

function commandLines(name: string, items: readonly PlanItem[], note = ""): PromptLine[] {
  if (items.length === 0) return [];
  const count = `${items.length}${note === "" ? "" : `${phrase(", ")}${note}`}`;
  return [
    field(name, count),
    ...items.flatMap((item) => entryLines(display(item.text, { marks: "command" }), item)),
  ];
}

function hostLines(items: readonly PlanItem[]): PromptLine[] {
  if (items.length === 0) return [field(phrase("network"), phrase("no host"))];
  const plain = items.filter(({ why }) => why === undefined);
  const others = items.filter(({ why }) => why !== undefined);
  const names = plain.map(({ text }) => hostName(text)).join("  ");
  const words = plain.length > 0 ? phrase("{1}  for these commands only", names) : "";
  return [
    field(phrase("network"), words, "warning"),
    ...others.flatMap((item) => entryLines(hostName(item.text), item)),
  ];
}

function hostName(host: string): string {
  return display(host, { oneLine: true, marks: "all" });
}

/** The model's text, and below it, on a line that the text cannot draw, what is to be said of it. */
function entryLines(text: string, { state, why }: PlanItem): PromptLine[] {
  const rows = text.split("\n").map((row): PromptLine => ({ role: "content", text: `  | ${row}` }));
  if (why === undefined) return rows;
  const said = display(translated(why), { oneLine: true });
  const words =
    state === "refused" ? phrase("REFUSED: {1}", said) : phrase("asked when it comes: {1}", said);
  return [...rows, { role: state === "refused" ? "warning" : "field", text: `      ${words}` }];
}

/** Words that decide nothing. */
function toldLines(name: string, texts: readonly string[]): PromptLine[] {
  if (texts.length === 0) return [];
  const rows = texts.map((text): PromptLine => {
    return {
      role: "content",
      text: `  | ${display(text, { oneLine: true, marks: "lookalikes" })}`,
    };
  });
  return [field(name, phrase("the model says, unchecked:")), ...rows];
}

function coverLines({ files, commands, checks, hosts, grants }: JudgedPlan): PromptLine[] {
  const items = [...files, ...commands, ...checks, ...hosts];
  const asked = items.filter(({ state }) => state === "asked").length;
  const refused = items.filter(({ state }) => state === "refused").length;
  const rest = [
    phrase("{1} of {2} lines, exactly as they stand here", grants.length, items.length),
    ...(asked > 0 ? [phrase("{1} asked when they come", asked)] : []),
    ...(refused > 0 ? [phrase("{1} refused", refused)] : []),
  ];
  const left = phrase(
    "changes to files that exist, other files, commands and hosts: asked as always",
  );
  return [field(phrase("covers"), rest.join(phrase(", "))), field(phrase("not covered"), left)];
}
