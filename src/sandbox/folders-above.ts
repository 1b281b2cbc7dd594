/** Folders between the output directory and what is protected; each has to be kept from being moved away with what is in it. Pure. */
export function foldersAbove(out: string, protect: readonly string[]): string[] {
  const found = new Set<string>();
  for (const path of protect) {
    for (let end = path.indexOf("/", out.length + 1); end !== -1; end = path.indexOf("/", end + 1))
      found.add(path.slice(0, end));
  }
  return [...found].filter((path) => !protect.includes(path)).sort((a, b) => a.length - b.length);
}
