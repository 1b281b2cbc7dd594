/** A line that begins with a slash, taken apart. */

/** Signs of commands that an input method wrote full width are meant all the same. */
export function asTyped(text: string): string {
  if (!/^[／！]/.test(text)) return text;
  return text.replace(/^\S+/, (word) => word.normalize("NFKC"));
}

/** `words` is what follows the name, trimmed. */
export function slashWords(line: string): { name: string; words: string } {
  const [, name = "", words = ""] = /^\/(\S*)\s*([\s\S]*)$/.exec(line) ?? [];
  return { name, words: words.trim() };
}

/** A skill that is named like a command is started as /skill:NAME. */
export function skillName(name: string): string {
  return name.replace(/^skill:/, "");
}
