/** An undo in words: what it would do, what it did, and what there is to undo. */

import { type Checkpoint, checkpointsOf } from "../../core/checkpoints.ts";
import { display } from "../../core/display.ts";
import type { Entry } from "../../core/events.ts";
import { phrase, translated } from "../../core/messages/phrase.ts";
import { doing, type PlannedFile, type UndoPlan } from "../../core/undo-plan.ts";
import { chosenFiles, type Undone } from "./carry-out.ts";

export interface Names {
  /** The output directory, as the user knows it. */
  out: string;
  /** What is typed to take it back: `/redo`, `skillet undo c3`. */
  back(id: string): string;
}

const words = {
  restore: "restore",
  remove: "remove (made by it)",
  recreate: "make again",
  none: "is so already",
} as const;

export function planLines(plan: UndoPlan, restored: ReadonlySet<string>, { out }: Names): string[] {
  const { checkpoint, files } = plan;
  return [
    titleOf(checkpoint),
    ...files.map((_, index) => fileLine(plan, index, restored)),
    phrase(
      "Nothing outside {1} is touched; git and installed packages stay as they are.",
      oneLine(out),
    ),
    ...(checkpoint.ranCommands ? [commandsLine(checkpoint)] : []),
  ];
}

function commandsLine({ files }: Checkpoint): string {
  return files.some(({ byCommand }) => byCommand)
    ? phrase(
        "Commands ran in that turn: what they changed goes back only where you say so; of what is not listed there is no copy.",
      )
    : phrase("Commands ran in that turn: what they changed is not taken back.");
}

/** Of one file, with the number by which it is chosen. */
export function fileLine(
  { files }: UndoPlan,
  index: number,
  restored: ReadonlySet<string>,
): string {
  const file = files[index];
  if (!file) return "";
  const width = Math.min(40, Math.max(...files.map(({ path }) => path.length)));
  const path = oneLine(file.path).padEnd(width);
  return `  ${index + 1} ${path}  ${told(file, restored.has(file.path))}`;
}

function told(file: PlannedFile, isRestored: boolean): string {
  const { action } = file;
  const why = translated(oneLine(file.why ?? ""));
  if (action === "blocked") return phrase("left alone: {1}", why);
  if (action !== "changed") return phrase(words[action]);
  return isRestored
    ? phrase("{1}, although {2}", phrase(words[doing(file)]), why)
    : phrase("kept: {1}", why);
}

function titleOf({ id, undoes, prompt }: Checkpoint): string {
  if (undoes !== null) return phrase("REDO {1} (takes back {2})", undoes, id);
  const quoted = oneLine(prompt).slice(0, 60);
  return quoted === "" ? phrase("UNDO {1}", id) : phrase('UNDO {1} (before "{2}")', id, quoted);
}

/** Why nothing is done; null: something can be. */
export function nothingLine(plan: UndoPlan): string | null {
  if (plan.files.some(({ action }) => action !== "none")) return null;
  return phrase("Nothing to do: the files of {1} are as they were before it.", plan.checkpoint.id);
}

export function undoneLines(plan: UndoPlan, { id, done, left }: Undone, names: Names): string[] {
  const { undoes } = plan.checkpoint;
  const count = (action: PlannedFile["action"]) =>
    done.filter((file) => file.action === action).length;
  const kept = plan.files.length - done.length - plan.files.filter(isSo).length;
  const parts = [
    [count("restore"), "{1} restored"],
    [count("recreate"), "{1} made again"],
    [count("remove"), "{1} removed"],
    [kept, "{1} kept"],
  ] as const;
  const sums = parts.flatMap(([number, words]) => (number > 0 ? [phrase(words, number)] : []));
  const problems = left.map(({ path, why }) =>
    phrase("{1} was left: {2}", oneLine(path), translated(oneLine(why))),
  );
  if (id === null) return [...problems, phrase("Nothing was changed.")];
  const sum = sums.join(", ") || phrase("finished");
  const what =
    undoes === null
      ? phrase("Undone {1}: {2}. Back: {3}", plan.checkpoint.id, sum, names.back(id))
      : phrase("Redone {1}: {2}. Back: {3}", undoes, sum, names.back(id));
  return [...problems, what];
}

function isSo({ action }: PlannedFile): boolean {
  return action === "none";
}

/** One line for each, the latest last. */
export function checkpointLines(entries: readonly Entry[]): string[] {
  return checkpointsOf(entries)
    .filter(({ files }) => files.length > 0)
    .map((one) => {
      const { id, undoes, undoneBy, files, prompt, ended } = one;
      const names = files.slice(0, 4).map(({ path }) => oneLine(path));
      if (files.length > names.length)
        names.push(phrase("and {1} more", files.length - names.length));
      const state = undoneBy
        ? phrase("(taken back by {1})", undoneBy)
        : ended
          ? ""
          : phrase("(interrupted)");
      const what =
        undoes === null
          ? `"${oneLine(prompt).slice(0, 40)}"`
          : phrase("took back {1}", oneLine(undoes));
      const parts = [`${oneLine(id).padEnd(4)} ${what}`, names.join(", "), state];
      return parts.filter(Boolean).join("  ");
    });
}

/** For programs. */
export function planJson(plan: UndoPlan | null, restored: ReadonlySet<string>, undone?: Undone) {
  const chosen = new Map(plan ? chosenFiles(plan, restored).map((file) => [file.path, file]) : []);
  const why = new Map(undone?.left.map((one) => [one.path, one.why]));
  return {
    undoes: plan?.checkpoint.id ?? null,
    checkpoint: undone?.id ?? null,
    files: (plan?.files ?? []).map(({ path, action, why: reason }) => {
      const left = why.get(path) ?? (chosen.has(path) ? undefined : reason);
      const does = left === undefined ? (chosen.get(path)?.action ?? action) : "keep";
      return { path, action: does, ...(left === undefined ? {} : { reason: left }) };
    }),
    ranCommands: plan?.checkpoint.ranCommands ?? false,
  };
}

function oneLine(text: string): string {
  return display(text, { oneLine: true });
}
