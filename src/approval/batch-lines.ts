/** The table of a review. */

import { display } from "../core/display.ts";
import { counted, phrase, translated } from "../core/messages/phrase.ts";
import { leadsOutside } from "../core/path-match.ts";
import type { Pending } from "../core/ports.ts";
import { whyStarts } from "../core/starts-by-itself.ts";
import type { Effect } from "../core/types.ts";
import { type FileDiff, linesOf } from "./diff.ts";
import { discardFields } from "./discard-lines.ts";
import { isEditable } from "./edit.ts";
import { contentOf, enterMeansYes, nameOf, type PromptLine } from "./prompt.ts";
import { removalFields } from "./removal-lines.ts";
import { isConfined, type ReviewContext } from "./review.ts";
import { padded, widthOf } from "./width.ts";
import { packed, rowColumns } from "./wrap.ts";

type WriteEffect = Extract<Effect, { kind: "write" }>;

const marks = { create: "A", update: "M", overwrite: "O" } as const;

/** What became of the calls on the way to the answer. */
export interface BatchState {
  leftOut: ReadonlySet<Pending>;
  /** By the user. */
  edited: ReadonlySet<Pending>;
  diffs: ReadonlyMap<Pending, FileDiff>;
}

export function batchLines(
  pending: readonly Pending[],
  state: BatchState,
  context: Pick<ReviewContext, "label" | "out" | "console" | "editText">,
): PromptLine[] {
  const { leftOut } = state;
  const into = context.out === null ? "" : `  ${phrase("into {1}", nameOf(context.out))}`;
  const all = leftOut.size === 0 ? phrase("apply all") : phrase("apply the rest");
  const names = pending.map(({ effect }) => (effect.kind === "write" ? nameOf(effect.path) : ""));
  const columns = rowColumns(context.console.columns);
  const fitting = names.map(widthOf).filter((name) => name <= columns - besideName);
  const width = Math.min(48, Math.max(4, ...fitting));
  const rows = pending.flatMap((one, index) =>
    rowOf(one, index, names[index] ?? "", state, { ...context, width, columns }),
  );
  const kept = pending.filter((one) => !leftOut.has(one));
  const enter = kept.length > 0 && kept.every(({ effect }) => enterMeansYes(effect));
  const last = Math.min(9, pending.length);
  const keys = [
    enter ? `[a] ${phrase("or Enter: {1}", all)}` : `[a] ${all}`,
    `[1-${last}] ${phrase("view")}`,
    ...(pending.length > last ? [`[v] ${phrase("view by number")}`] : []),
    ...(pending.some((one) => isEditable(one, context)) ? [`[e] ${phrase("edit one")}`] : []),
    `[x] ${phrase("leave one out")}`,
    `[n] ${phrase("none")}`,
    `[t] ${phrase("none, say why")}`,
    `[?] ${phrase("help")}`,
  ];
  return [
    { role: "title", text: titleOf(pending, leftOut) + into },
    ...rows,
    { role: "keys", text: keys.join("  ") },
  ];
}

function titleOf(pending: readonly Pending[], leftOut: ReadonlySet<Pending>): string {
  const writes = pending.flatMap(({ effect }) => (effect.kind === "write" ? [effect] : []));
  const count = (change: WriteEffect["change"]) =>
    writes.filter((effect) => effect.change === change).length;
  const later = writes.filter((effect) => whyStarts(effect) !== null).length;
  const others = pending.filter(
    ({ effect }) => effect.kind !== "write" && effect.kind !== "exec",
  ).length;
  const commands = pending.length - writes.length - others;
  const said = [
    ...(writes.length > 0
      ? [counted(count("create"), "new file"), phrase("{1} changed", count("update"))]
      : []),
    ...(count("overwrite") > 0
      ? [phrase("{1} OVERWRITTEN without having been read", count("overwrite"))]
      : []),
    ...(later > 0 ? [phrase("{1} that can RUN LATER, outside the fence", later)] : []),
    ...(commands > 0 ? [counted(commands, "command")] : []),
    ...(others > 0 ? [counted(others, "other call")] : []),
    ...(leftOut.size > 0 ? [phrase("{1} left out", leftOut.size)] : []),
  ];
  return `${phrase("REVIEW")}  ${said.join(phrase(", "))}`;
}

interface RowPlace {
  label: string;
  /** Of the names. */
  width: number;
  /** Of a whole row. */
  columns: number;
}

function rowOf(
  one: Pending,
  index: number,
  name: string,
  { leftOut, edited, diffs }: BatchState,
  place: RowPlace,
): PromptLine[] {
  const { effect, call } = one;
  const number = `  ${String(index + 1).padStart(2)} ${leftOut.has(one) ? "-" : " "}`;
  const left = [
    ...(edited.has(one) ? [phrase("(edited)")] : []),
    ...(leftOut.has(one) ? [phrase("(left out)")] : []),
  ];
  if (effect.kind === "write") {
    const start = `${number} ${marks[effect.change]}`;
    const more = [
      ...(effect.change === "create" ? [] : [changeOf(diffs.get(one))]),
      ...(effect.change === "overwrite" ? [phrase("overwrites what was not read")] : []),
      ...(diffs.get(one)?.notes ?? []).map((note) => phrase("note: {1}", note)),
      ...left,
    ];
    const starts = whyStarts(effect);
    const role = effect.change === "overwrite" || starts !== null ? "warning" : "content";
    const rows = writeRows(start, name, effect, more, place);
    if (starts !== null && starts !== one.verdict.reason)
      rows.push(`       ${phrase("warning")}  ${translated(starts)}`);
    return [...rows, ...(isUsual(one) ? [] : [askedRow(one)])].map((text) => ({ role, text }));
  }
  const tool = display(call.name, { oneLine: true, marks: "all" });
  const content = (start: string, parts: string[]) =>
    partRows(start, parts, place).map((text): PromptLine => ({ role: "content", text }));
  if (effect.kind !== "exec") {
    const what =
      effect.kind === "read"
        ? nameOf(effect.path)
        : effect.kind === "network"
          ? effect.hosts.map(nameOf).join(", ")
          : "";
    return [
      ...content(`${number} ? `, [`${tool} ${what}`, ...left]),
      { role: "field", text: askedRow(one) },
    ];
  }
  return [
    ...content(`${number} $ `, [
      tool,
      ...(effect.cwd === "." ? [] : [phrase("in {1}", nameOf(effect.cwd))]),
      isConfined(one) ? phrase("fence {1}", place.label) : phrase("UNCONFINED"),
      ...(effect.hosts?.length ? [phrase("reaches {1}", effect.hosts.map(nameOf).join(", "))] : []),
      ...(effect.background ? [phrase("in the background")] : []),
      ...left,
    ]),
    ...contentOf(effect, { diff: null }).map((line) => ({ ...line, text: `     ${line.text}` })),
    ...[...removalFields(effect, nameOf), ...discardFields(effect, nameOf)].map(
      ({ name, text, role }): PromptLine => ({ role, text: `       ${padded(name, 8)} ${text}` }),
    ),
    { role: "field", text: askedRow(one) },
  ];
}

/** A write is asked about for nothing but the mode: what its row has not said. */
function isUsual({ effect, verdict }: Pending): boolean {
  if (effect.kind !== "write") return false;
  return (
    whyStarts(effect) !== verdict.reason && !leadsOutside(effect.path) && verdict.rule === undefined
  );
}

function askedRow({ verdict }: Pending): string {
  return `       ${phrase("asked")}  ${translated(display(verdict.reason, { oneLine: true }))}`;
}

function changeOf(diff: FileDiff | undefined): string {
  return `+${diff?.added ?? 0} -${diff?.removed ?? 0}`;
}

/** A row of the table where it fits; else the name, and below it the figures. A name that is wider than that is foreign text like any other. */
function writeRows(
  start: string,
  name: string,
  effect: WriteEffect,
  more: string[],
  place: RowPlace,
): string[] {
  const { columns, width } = place;
  const lines = linesOf(effect.after).length;
  const figures = `${figure(lines, "line", 7)}${figure(effect.bytes, "byte", 10)}`;
  const table = `${start} ${padded(name, width)}${figures}`;
  const whole = [table, ...more].join("  ").trimEnd();
  if (widthOf(whole) <= columns) return [whole];
  const below = (parts: string[]) => partRows(under(place), parts, place);
  if (widthOf(table.trimEnd()) <= columns) return [table.trimEnd(), ...below(more)];
  const parts = [counted(lines, "line"), counted(effect.bytes, "byte"), ...more];
  const named = `${start} ${name}`;
  return [
    ...(widthOf(named) <= columns ? [named] : [start, `${under(place).slice(2)}| ${name}`]),
    ...below(parts),
  ];
}

/** Where a name begins; nearer to the edge where there is little room. */
function under({ columns }: RowPlace): string {
  return " ".repeat(Math.min(9, Math.floor(columns / 3)));
}

/** Number, mark and figures. */
const besideName = 37;

function partRows(start: string, parts: string[], place: RowPlace): string[] {
  const next = under(place);
  return packed(parts, { width: place.columns, lead: next, start, next });
}

/** Figures end in one column, whether the noun has an s or not. */
function figure(count: number, noun: "line" | "byte", width: number): string {
  const told = counted(count, noun);
  const figures = /^[\d,]+/.exec(told)?.[0] ?? "";
  const single = count === 1 && told.endsWith(noun) ? " " : "";
  return " ".repeat(Math.max(1, width - figures.length)) + told + single;
}
