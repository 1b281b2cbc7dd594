/** The question before an undo: all of it at once, with a choice for each file that somebody else changed. */

import { askNumber, isCancel, pressedKey, showKeys } from "../../approval/keys.ts";
import { phrase } from "../../core/messages/phrase.ts";
import type { Console } from "../../core/ports.ts";
import type { UndoPlan } from "../../core/undo-plan.ts";
import { chosenFiles } from "./carry-out.ts";
import { fileLine, type Names, planLines } from "./lines.ts";

export interface Asking {
  console: Console;
  /** Aborted: a no. */
  signal: AbortSignal;
}

/** The paths that are restored although somebody changed them; null: nothing is done. */
export async function askUndo(
  plan: UndoPlan,
  names: Names,
  asking: Asking,
): Promise<ReadonlySet<string> | null> {
  const { console, signal } = asking;
  // What was typed before the question stands there is no answer to it.
  await console.flush?.();
  console.write(`${planLines(plan, new Set(), names).join("\n")}\n`);
  try {
    return await answered(plan, asking);
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
    return null;
  }
}

/** Enter answers nothing. */
async function answered(plan: UndoPlan, asking: Asking): Promise<ReadonlySet<string> | null> {
  const { console } = asking;
  const say = (text: string) => console.write(`  ${text}\n`);
  const restored = new Set<string>();
  const kept = plan.files.filter(({ action }) => action === "changed");
  for (;;) {
    const nothing = chosenFiles(plan, restored).length === 0;
    if (nothing && kept.length === 0) return null;
    const waiting = kept.filter(({ path }) => !restored.has(path));
    const keys = [
      ...(nothing ? [] : [`[y] ${phrase("do it")}`]),
      `[n] ${nothing ? phrase("leave it so") : phrase("no")}`,
      ...(waiting.length > 0 ? [`[r] ${phrase("restore what is kept")}`] : []),
      ...(restored.size > 0 ? [`[k] ${phrase("keep it after all")}`] : []),
    ].join("  ");
    showKeys(keys, console);
    for (;;) {
      const key = await pressedKey(keys, asking);
      if (key === "y" && !nothing) {
        say(phrase("yes"));
        return restored;
      }
      if (key === "n" || isCancel(key)) {
        say(phrase("no"));
        return null;
      }
      const choices = key === "r" ? waiting : key === "k" ? kept.filter(isIn(restored)) : [];
      if (choices.length > 0) {
        for (const file of await chosen(plan, choices, asking)) {
          if (!restored.delete(file.path)) restored.add(file.path);
          console.write(`${fileLine(plan, plan.files.indexOf(file), restored)}\n`);
        }
        break;
      }
      if (key !== "") say(phrase("Only the keys that are shown answer this."));
    }
  }
}

type File = UndoPlan["files"][number];

function isIn(restored: ReadonlySet<string>): (file: File) => boolean {
  return ({ path }) => restored.has(path);
}

/** Where there is only one, nobody has to name it. */
async function chosen(plan: UndoPlan, choices: File[], asking: Asking): Promise<File[]> {
  if (choices.length === 1) return choices;
  const question = `  ${phrase("which? a number, or a for all of them ")}`;
  const number = await askNumber(question, plan.files.length, asking, "a");
  if (number === "a") return choices;
  const file = number === undefined ? undefined : plan.files[number - 1];
  return file && choices.includes(file) ? [file] : [];
}
