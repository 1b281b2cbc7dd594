/** The question before an undo: all of it at once, with a choice for each file that somebody else changed. */

import { phrase } from "../../core/messages/phrase.ts";
import type { UndoPlan } from "../../core/undo-plan.ts";
import { chosenFiles } from "./carry-out.ts";
import { fileLine, type Names, planLines } from "./lines.ts";

/** The paths that are restored although somebody changed them; null: nothing is done. */
export async function askUndo(
  plan: UndoPlan,
  names: Names,
  terminal: {
    write(text: string): void;
    /** null: Ctrl-C, Ctrl-D or Escape. */
    ask(question: string): Promise<string | null>;
  },
): Promise<ReadonlySet<string> | null> {
  const restored = new Set<string>();
  const choices = plan.files.flatMap(({ action }, at) => (action === "changed" ? [at] : []));
  const example = (choices[0] ?? 0) + 1;
  const keys =
    choices.length > 0 ? `  ${phrase("[r{1}] restore it anyway  [k{1}] keep it", example)}` : "";
  terminal.write(`${planLines(plan, restored, names).join("\n")}\n`);
  for (;;) {
    const nothing = chosenFiles(plan, restored).length === 0;
    if (nothing && choices.length === 0) return null;
    const line = await terminal.ask(
      `${phrase(nothing ? "[n] leave it so" : "[y] do it  [n] no")}${keys} > `,
    );
    const answer = (line ?? "n").normalize("NFKC").trim().toLowerCase();
    if (answer === "" || /^no?$/.test(answer)) return null;
    if (/^y(es)?$/.test(answer) && !nothing) return restored;
    const [, key = "", number = ""] = /^([rk])\s*(\d+|all)$/.exec(answer) ?? [];
    const meant = choices.filter((at) => number === "all" || at === Number(number) - 1);
    if (meant.length === 0)
      terminal.write(`${phrase("y, n, or r or k with the number of a file that is kept.")}\n`);
    for (const at of meant) {
      const { path } = plan.files[at] as (typeof plan.files)[number];
      if (key === "r") restored.add(path);
      else restored.delete(path);
      terminal.write(`${fileLine(plan, at, restored)}\n`);
    }
  }
}
