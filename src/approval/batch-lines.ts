/** The table of a review. */

import { display } from "../core/display.ts";
import { counted, phrase, translated } from "../core/messages/phrase.ts";
import type { Pending } from "../core/ports.ts";
import type { Effect } from "../core/types.ts";
import { type FileDiff, linesOf } from "./diff.ts";
import { contentOf, enterMeansYes, nameOf, type PromptLine } from "./prompt.ts";
import { isConfined, type ReviewContext } from "./review.ts";
import { padded, widthOf } from "./width.ts";

type WriteEffect = Extract<Effect, { kind: "write" }>;

const marks = { create: "A", update: "M", overwrite: "O" } as const;

export function batchLines(
  pending: readonly Pending[],
  leftOut: ReadonlySet<Pending>,
  diffs: ReadonlyMap<Pending, FileDiff>,
  context: Pick<ReviewContext, "label" | "out">,
): PromptLine[] {
  const into = context.out === null ? "" : `  ${phrase("into {1}", nameOf(context.out))}`;
  const all = leftOut.size === 0 ? phrase("apply all") : phrase("apply the rest");
  const names = pending.map(({ effect }) => (effect.kind === "write" ? nameOf(effect.path) : ""));
  const width = Math.min(48, Math.max(4, ...names.map(widthOf)));
  const rows = pending.flatMap((one, index) =>
    rowOf(one, index, names[index] ?? "", width, leftOut, diffs, context),
  );
  const kept = pending.filter((one) => !leftOut.has(one));
  const enter = kept.length > 0 && kept.every(({ effect }) => enterMeansYes(effect));
  const last = Math.min(9, pending.length);
  const keys = [
    enter ? `[a] ${phrase("or Enter: {1}", all)}` : `[a] ${all}`,
    `[1-${last}] ${phrase("view")}`,
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
    ...(commands > 0 ? [counted(commands, "command")] : []),
    ...(others > 0 ? [counted(others, "other call")] : []),
    ...(leftOut.size > 0 ? [phrase("{1} left out", leftOut.size)] : []),
  ];
  return `${phrase("REVIEW")}  ${said.join(phrase(", "))}`;
}

function rowOf(
  one: Pending,
  index: number,
  name: string,
  width: number,
  leftOut: ReadonlySet<Pending>,
  diffs: ReadonlyMap<Pending, FileDiff>,
  { label }: Pick<ReviewContext, "label">,
): PromptLine[] {
  const { effect, call } = one;
  const number = `  ${String(index + 1).padStart(2)} ${leftOut.has(one) ? "-" : " "}`;
  const left = leftOut.has(one) ? `  ${phrase("(left out)")}` : "";
  if (effect.kind === "write") {
    const diff = diffs.get(one);
    const lines = figure(linesOf(effect.after).length, "line", 7);
    const bytes = figure(effect.bytes, "byte", 10);
    const change =
      effect.change === "create" ? "" : `  +${diff?.added ?? 0} -${diff?.removed ?? 0}`;
    const unread =
      effect.change === "overwrite" ? `  ${phrase("overwrites what was not read")}` : "";
    const role = effect.change === "overwrite" ? "warning" : "content";
    const text = `${number} ${marks[effect.change]} ${padded(name, width)}${lines}${bytes}${change}${unread}${left}`;
    return [{ role, text: text.trimEnd() }];
  }
  const tool = display(call.name, { oneLine: true, marks: "all" });
  if (effect.kind !== "exec") {
    const what =
      effect.kind === "read"
        ? nameOf(effect.path)
        : effect.kind === "network"
          ? effect.hosts.map(nameOf).join(", ")
          : "";
    return [{ role: "content", text: `${number} ? ${tool} ${what}${left}` }];
  }
  const folder = effect.cwd === "." ? "" : `  ${phrase("in {1}", nameOf(effect.cwd))}`;
  const hosts = effect.hosts?.length
    ? `  ${phrase("reaches {1}", effect.hosts.map(nameOf).join(", "))}`
    : "";
  const fence = isConfined(one) ? `  ${phrase("fence {1}", label)}` : `  ${phrase("UNCONFINED")}`;
  const background = effect.background ? `  ${phrase("in the background")}` : "";
  return [
    { role: "content", text: `${number} $ ${tool}${folder}${fence}${hosts}${background}${left}` },
    ...contentOf(effect, { diff: null }).map((line) => ({ ...line, text: `     ${line.text}` })),
    {
      role: "field",
      text: `       ${phrase("asked")}  ${translated(display(one.verdict.reason, { oneLine: true }))}`,
    },
  ];
}

/** Figures end in one column, whether the noun has an s or not. */
function figure(count: number, noun: "line" | "byte", width: number): string {
  const told = counted(count, noun);
  const figures = /^[\d,]+/.exec(told)?.[0] ?? "";
  const single = count === 1 && told.endsWith(noun) ? " " : "";
  return " ".repeat(Math.max(1, width - figures.length)) + told + single;
}
