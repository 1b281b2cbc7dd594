/** What a command names to be removed, read off its words. What it would be on the disk, others look up. Pure. */

import { partsOf } from "./command-parts.ts";
import { programName } from "./command-programs.ts";
import type { Removal } from "./types.ts";

export interface NamedRemoval {
  /** path: just this. pattern: what fits `*` and `?`. unknown: `name` is the command, and what it takes is known only when it runs. */
  kind: "path" | "pattern" | "unknown";
  name: string;
}

const removers: ReadonlySet<string> = new Set(["rm", "rmdir", "unlink", "shred"]);
/** Letters of every script, and what names of files are made of; none of it means something else to a shell. */
const plainPattern = /^[\p{L}\p{N}_./@%+=:,*?-]+$/u;

/** Empty: its words remove nothing; a program may do it all the same. */
export function removalsNamed(command: string): NamedRemoval[] {
  const { parts } = partsOf(command);
  const moves = parts.some(({ words, program }) =>
    /^(?:cd|pushd|popd)$/.test(words[program] ?? ""),
  );
  return parts.flatMap(({ words, certain, program, open }): NamedRemoval[] => {
    const name = programName(words[program] ?? "");
    const after = words.slice(program + 1);
    const unknown = (): NamedRemoval[] => [{ kind: "unknown", name: words.join(" ") }];
    if (name === "git") return removesByGit(after) ? unknown() : [];
    if (name === "find") return after.includes("-delete") ? unknown() : [];
    if (!removers.has(name)) return [];
    const ends = after.indexOf("--");
    const isName = (word: string, at: number) =>
      ends === -1 || at < ends ? !word.startsWith("-") : at > ends;
    const places = after.flatMap((word, at) => (isName(word, at) ? [at] : []));
    if (open || moves || places.length === 0) return unknown();
    return places.flatMap((at): NamedRemoval[] => {
      const word = after[at] ?? "";
      if (certain[program + 1 + at]) return [{ kind: "path", name: word }];
      return plainPattern.test(word) ? [{ kind: "pattern", name: word }] : unknown();
    });
  });
}

/** `git clean` that is no rehearsal, and `git rm` that does not only forget. */
function removesByGit(words: readonly string[]): boolean {
  const at = words.findIndex((word) => !word.startsWith("-"));
  const rest = words.slice(at + 1);
  if (words[at] === "clean") return !rest.some((word) => /^(?:-\w*n\w*|--dry-run)$/.test(word));
  return words[at] === "rm" && !rest.includes("--cached");
}

/** Of one command, a copy of at most so many files and bytes is kept. */
const maxCopied = 500;
const maxCopiedBytes = 32 * 1024 * 1024;

/** Those of which a copy is kept before they go: all of a removal or nothing, and none where together it is too much. */
export function copiedOf(removes: readonly Removal[]): Removal[] {
  const whole = removes.filter(({ known, files, count }) => known && count === files.length);
  const files = whole.reduce((sum, one) => sum + one.count, 0);
  const bytes = whole.reduce((sum, one) => sum + one.bytes, 0);
  return files <= maxCopied && bytes <= maxCopiedBytes ? whole : [];
}
