/** What `git clean` is told to take away, where all of its words are known. Pure. */

export interface GitClean {
  /** `-d`: folders in which nothing is tracked as well. */
  folders: boolean;
  /** no: what .gitignore names stays. also (`-x`): it goes as well. only (`-X`): nothing else goes. */
  ignored: "no" | "also" | "only";
  /** `-ff`: repositories within it as well. */
  repositories: boolean;
  /** As typed; empty: everything below the folder it runs in. */
  paths: string[];
}

/** `words`: behind `git`, each certain. null: it is none, or something of it is not known here. */
export function gitCleanOf(words: readonly string[]): GitClean | null {
  const [verb, ...rest] = words;
  if (verb !== "clean") return null;
  const ends = rest.indexOf("--");
  const isOption = (word: string, at: number) =>
    word.startsWith("-") && (ends === -1 || at < ends) && word !== "--";
  const options = rest.filter(isOption);
  const paths = rest.filter((word, at) => !isOption(word, at) && at !== ends);
  if (!options.every((word) => /^(?:-[dfqxX]+|--force|--quiet)$/.test(word))) return null;
  // Git reads signs in a path of its own accord; what leads upwards may lead out.
  if (paths.some((path) => /[*?[\]\\]|^:|(?:^|\/)\.\.(?:\/|$)/.test(path))) return null;
  const letters = options
    .map((word) => (word === "--force" ? "f" : word.replace(/^-+/, "")))
    .join("");
  const [all, only] = [letters.includes("x"), letters.includes("X")];
  if (all && only) return null;
  return {
    folders: letters.includes("d"),
    ignored: only ? "only" : all ? "also" : "no",
    repositories: letters.split("f").length > 2,
    paths,
  };
}
