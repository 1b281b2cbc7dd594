/** What a command of git discards, as its question shows it: nobody keeps a copy of that. */

import { counted, phrase } from "../core/messages/phrase.ts";
import type { Discard, Effect } from "../core/types.ts";

type Exec = Extract<Effect, { kind: "exec" }>;

/** So many paths stand in the line. */
const maxNames = 5;

/** Name and text of the lines below; none: nothing is discarded that its words tell. */
export function discardFields(
  { discards = [] }: Exec,
  show: (path: string) => string,
): { name: string; text: string; role: "warning" }[] {
  return discards.map((one) => {
    const name = one.aside ? phrase("stashes") : phrase("discards");
    const back = one.aside
      ? phrase("git stash pop brings it back")
      : phrase("NO copy is kept, /undo does not bring it back");
    return { name, text: `${show(one.name)} (${whatOf(one, show)}); ${back}`, role: "warning" };
  });
}

function whatOf({ files, count, staged }: Discard, show: (path: string) => string): string {
  if (!files)
    return phrase("changes that are not committed; which ones is known only when it runs");
  if (count === 0) return phrase("what is staged; no file is changed besides");
  const names = files.slice(0, maxNames).map(show);
  if (count > names.length) names.push(`+${count - names.length}`);
  const changed = phrase(
    "changes that are not committed in {1}: {2}",
    counted(count, "file"),
    names.join(", "),
  );
  return staged ? phrase("{1}; what is staged as well", changed) : changed;
}
