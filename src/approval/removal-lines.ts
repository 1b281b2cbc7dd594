/** What a command takes away, as its question shows it: every path that is known, and whether a copy is kept. */

import { counted, phrase } from "../core/messages/phrase.ts";
import { copiedOf } from "../core/removals.ts";
import type { Effect, Removal } from "../core/types.ts";

/** Of a question; see prompt.ts. */
interface Line {
  role: "removed" | "warning" | "field";
  text: string;
}

type Exec = Extract<Effect, { kind: "exec" }>;

/** So many names stand in the summary; the paths below it are all listed. */
const maxNames = 5;

/** Each path that goes, marked like a removed line. `show`: a name of the model's, made safe. */
export function removedPaths({ removes = [] }: Exec, show: (path: string) => string): Line[] {
  return removes.flatMap(({ files, count, name }) => [
    ...files.map((path): Line => ({ role: "removed", text: `  | - ${show(path)}` })),
    ...(count > files.length
      ? [
          {
            role: "warning" as const,
            text: `  … ${phrase("{1} more of {2} go, not listed", count - files.length, show(name))} …`,
          },
        ]
      : []),
  ]);
}

/** Name and text of the lines below; none: it takes nothing away that its words tell. */
export function removalFields(
  { removes = [] }: Exec,
  show: (path: string) => string,
): { name: string; text: string; role: Line["role"] }[] {
  if (removes.length === 0) return [];
  const told = removes.slice(0, maxNames).map((one) => summaryOf(one, show));
  const rest = removes.length - told.length;
  if (rest > 0) told.push(phrase("and {1} more", rest));
  const copied = new Set(copiedOf(removes));
  const lost = removes.filter((one) => !copied.has(one) && !one.watched);
  const names = lost.slice(0, maxNames).map(({ name }) => show(name));
  const copy =
    lost.length > 0
      ? phrase("NONE is kept of {1}", names.join(", "))
      : removes.some(({ watched }) => watched)
        ? phrase("is kept of what fits in 32 MiB: /undo brings it back")
        : phrase("is kept: /undo brings it back");
  return [
    { name: phrase("removes"), text: told.join("; "), role: "warning" },
    { name: phrase("copy"), text: copy, role: lost.length === 0 ? "field" : "warning" },
  ];
}

function summaryOf(
  { name, files, count, bytes, known, stays = 0 }: Removal,
  show: (path: string) => string,
) {
  if (!known) return phrase("{1} (what goes is known only when it runs)", show(name));
  const size = counted(bytes, "byte");
  const all = count > files.length ? phrase("more than {1}", size) : size;
  const kept = stays > 0 ? `; ${phrase("{1} that .gitignore names stay", stays)}` : "";
  return `${show(name)} (${counted(count, "file")}, ${all}${kept})`;
}
