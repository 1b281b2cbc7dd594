/** What a command names to be removed, read off its words. What it would be on the disk, others look up. Pure. */

import { partsOf } from "./command-parts.ts";
import { programName, readers } from "./command-programs.ts";
import { writesByRedirection } from "./command-words.ts";
import { type FindSearch, findSearchOf } from "./find-removals.ts";
import { type GitClean, gitCleanOf } from "./git-clean.ts";
import type { Removal } from "./types.ts";

export interface NamedRemoval {
  /** path: just this. search, clean: `name` is the command. pattern: what fits `*` and `?`. unknown: `name` is the command, and what it takes is seen only when it has run. */
  kind: "path" | "pattern" | "unknown" | "search" | "clean";
  name: string;
  /** Of git clean. */
  clean?: GitClean;
  /** Of a search, which finds what it takes. */
  search?: FindSearch;
}

const removers: ReadonlySet<string> = new Set(["rm", "rmdir", "unlink", "shred"]);
/** Letters of every script, and what names of files are made of; none of it means something else to a shell. */
const plainPattern = /^[\p{L}\p{N}_./@%+=:,*?-]+$/u;

/** Of git: what puts other files in the place of those there are, which it holds itself. */
const movesTree: ReadonlySet<string> = new Set(
  "checkout switch restore stash reset merge rebase pull cherry-pick revert am apply read-tree sparse-checkout worktree bisect mv submodule".split(
    " ",
  ),
);

/**
 * Whether a command may take files away or change them by what its programs do, so that it is worth to see afterwards what did. Not where
 * it only looks, and not where git changes the work tree: an undo leaves git alone.
 */
export function mayChangeFiles(command: string): boolean {
  const { parts, unreadable } = partsOf(command);
  if (unreadable !== null) return true;
  const byGit = ({ words, program }: (typeof parts)[number]) =>
    programName(words[program] ?? "") === "git" &&
    words.slice(program + 1).some((word) => movesTree.has(word));
  if (parts.some(byGit)) return false;
  return parts.some(
    ({ words, program, open, doubts }) =>
      open || !readers.has(words[program] ?? "") || doubts.includes(writesByRedirection),
  );
}

/** Empty: its words remove nothing; a program may do it all the same. */
export function removalsNamed(command: string): NamedRemoval[] {
  const { parts } = partsOf(command);
  const moves = parts.some(({ words, program }) =>
    /^(?:cd|pushd|popd)$/.test(words[program] ?? ""),
  );
  return parts.flatMap(({ words, certain, program, open, startedBy }): NamedRemoval[] => {
    const name = programName(words[program] ?? "");
    const after = words.slice(program + 1);
    const unknown = (): NamedRemoval[] => [{ kind: "unknown", name: words.join(" ") }];
    if (name === "git") {
      if (!removesByGit(after)) return [];
      const isCertain = !moves && !open && after.every((_, at) => certain[program + 1 + at]);
      const clean = isCertain ? gitCleanOf(after) : null;
      return clean ? [{ kind: "clean", name: words.join(" "), clean }] : unknown();
    }
    if (name === "find") {
      if (!removesByFind(after)) return [];
      const isPlace = (word: string) => word === "{}";
      const isCertain =
        !moves &&
        !(open && (startedBy || !after.some(isPlace))) &&
        after.every((word, at) => certain[program + 1 + at] || isPlace(word));
      const search = isCertain ? findSearchOf(after) : null;
      return search ? [{ kind: "search", name: words.join(" "), search }] : unknown();
    }
    // Of find: told there, as a whole.
    if (!removers.has(name) || after.includes("{}")) return [];
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

function removesByFind(words: readonly string[]): boolean {
  const isRun = (word: string) => /^-(?:exec|execdir|ok|okdir)$/.test(word);
  return words.some(
    (word, at) =>
      word === "-delete" || (isRun(word) && removers.has(programName(words[at + 1] ?? ""))),
  );
}

/** Options of git itself that take the next word. */
const valued: ReadonlySet<string> = new Set(
  "-C -c --git-dir --work-tree --namespace --config-env --super-prefix".split(" "),
);

/** `git clean` that is no rehearsal, and `git rm` that does not only forget. */
function removesByGit(words: readonly string[]): boolean {
  const at = words.findIndex(
    (word, index) => !word.startsWith("-") && !valued.has(words[index - 1] ?? ""),
  );
  const rest = words.slice(at + 1);
  if (words[at] === "clean") return !rest.some((word) => /^(?:-\w*n\w*|--dry-run)$/.test(word));
  return words[at] === "rm" && !rest.includes("--cached");
}

/** Of one command, a copy of at most so many files and bytes is kept. */
export const maxCopied = 500;
export const maxCopiedBytes = 32 * 1024 * 1024;

/** Those of which a copy is kept before they go: all of a removal or nothing, and none where together it is too much. */
export function copiedOf(removes: readonly Removal[]): Removal[] {
  const whole = removes.filter(({ known, files, count }) => known && count === files.length);
  const files = whole.reduce((sum, one) => sum + one.count, 0);
  const bytes = whole.reduce((sum, one) => sum + one.bytes, 0);
  return files <= maxCopied && bytes <= maxCopiedBytes ? whole : [];
}
