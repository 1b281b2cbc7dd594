/** Built-in tools that change nothing and tell nobody. */
export const lookingTools: ReadonlySet<string> = new Set([
  "read_file",
  "list_files",
  "search_files",
]);
