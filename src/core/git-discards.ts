/** What git is told to put in the place of changes that nobody has committed, read off a command's words. Pure. */

import { type CommandPart, partsOf } from "./command-parts.ts";
import { programName } from "./command-programs.ts";

export interface NamedDiscard {
  /** The command, as it stands. */
  name: string;
  /** As typed; empty: the whole work tree. null: not known before it runs. */
  paths: string[] | null;
  /** They may be the name of a branch as well: then nothing is lost. */
  maybeBranch: boolean;
  /** What is staged goes too. */
  staged: boolean;
  /** Kept in the stash. */
  aside: boolean;
}

/** Empty: its words discard nothing. */
export function discardsNamed(command: string): NamedDiscard[] {
  const { parts } = partsOf(command);
  const moves = parts.some(({ words, program }) =>
    /^(?:cd|pushd|popd)$/.test(words[program] ?? ""),
  );
  return parts.flatMap((part): NamedDiscard[] => {
    const { words, program, certain, open } = part;
    if (programName(words[program] ?? "") !== "git") return [];
    const { verb, rest, elsewhere } = verbOf(part);
    const found = discardOf(verb, rest);
    // Paths join when it runs, or git takes none.
    if (!found || (found.paths?.length === 0 && found.needsPaths && !open)) return [];
    const isKnown = !moves && !open && !elsewhere && words.every((_, at) => certain[at] !== false);
    const isPlain = found.paths?.every((path) => !/[*?[\]\\]|^:|(?:^|\/)\.\.(?:\/|$)/.test(path));
    const paths = isKnown && isPlain ? found.paths : null;
    const { maybeBranch = false, staged = false, aside = false } = found;
    return [{ name: words.join(" "), paths, maybeBranch, staged, aside }];
  });
}

function verbOf({ words, program }: CommandPart) {
  const after = words.slice(program + 1);
  const valued = /^(?:-C|-c|--git-dir|--work-tree|--namespace|--config-env)$/;
  const at = after.findIndex(
    (word, index) => !word.startsWith("-") && !valued.test(after[index - 1] ?? ""),
  );
  const elsewhere = after
    .slice(0, Math.max(0, at))
    .some((word) => /^(?:-C|--git-dir|--work-tree)/.test(word));
  return { verb: at < 0 ? "" : after[at], rest: at < 0 ? [] : after.slice(at + 1), elsewhere };
}

type Found = Partial<NamedDiscard> & Pick<NamedDiscard, "paths"> & { needsPaths?: boolean };

function discardOf(verb: string | undefined, words: readonly string[]): Found | null {
  const ends = words.indexOf("--");
  const head = ends < 0 ? words : words.slice(0, ends);
  const names = head.filter((word) => !word.startsWith("-"));
  const tail = ends < 0 ? null : words.slice(ends + 1);
  const has = (...options: string[]) => head.some((word) => options.includes(word));
  switch (verb) {
    case "checkout":
      if (has("-b", "-B", "--orphan", "-t", "--track")) return null;
      if (tail) return { paths: [...tail], staged: names.length > 0, needsPaths: true };
      if (has("-f", "--force")) return { paths: [], staged: true };
      if (has("-p", "--patch", "-m", "--merge")) return null;
      if (names.length === 0) return null;
      // The first may be what it is taken from.
      return { paths: [...names], maybeBranch: !names.includes("."), staged: names.length > 1 };
    case "switch":
      return has("-f", "--force", "--discard-changes") ? { paths: [], staged: true } : null;
    case "restore": {
      if (has("-p", "--patch")) return null;
      const both = has("-W", "--worktree");
      const index = has("-S", "--staged");
      if (index && !both) return null;
      const sources = /^(?:-s|--source)$/;
      const paths = head.filter(
        (word, at) => !word.startsWith("-") && !sources.test(head[at - 1] ?? ""),
      );
      return { paths: [...paths, ...(tail ?? [])], staged: index, needsPaths: true };
    }
    case "reset":
      return has("--hard") ? { paths: [], staged: true } : null;
    case "stash": {
      const [what] = names;
      if (what !== undefined && what !== "push" && what !== "save") return null;
      return has("-p", "--patch") ? null : { paths: [], staged: true, aside: true };
    }
    default:
      return null;
  }
}
