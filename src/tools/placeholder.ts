/** Finds the line by which a model says that it left something out of a file ("rest of the file unchanged"). */

const ellipsis = /\.{3}|…/;
const staying = /\b(unchanged|same|as before|as is|remains?|stays?|omitted|no changes?)\b/;

const part =
  "(file|code|class|functions?|methods?|component|implementation|logic|content|script|module|imports?|routes?|handlers?|styles?|rules?|html|css|template|page|document)";
const stubs = [
  new RegExp(`^(the )?(rest|remainder) of (the |your |this )?(\\w+ )?${part}\\b`),
  new RegExp(`^(the )?(existing|previous|original|other|remaining) (\\w+ )?${part}\\b`),
  /^(code |content |lines? )?(unchanged|omitted|same as before|no changes?)\b/,
];

/** Prose and patches may well speak of such lines. */
const proseFile = /\.(md|markdown|txt|rst|adoc|diff|patch)$/i;

export interface Placeholder {
  line: number;
  text: string;
}

/**
 * Looks for a comment, or a line that starts with dots, that stands for text left out; both the words and either dots or
 * "unchanged" are needed, so that ordinary comments pass. Lines the file already had are its own business.
 */
export function findPlaceholder(
  path: string,
  content: string,
  before: string | null,
): Placeholder | undefined {
  if (proseFile.test(path)) return undefined;
  for (const [index, line] of content.split("\n").entries()) {
    if (line.length > 160 || line.length < 8) continue;
    const text = line.trim();
    const opening = /^(\/\/|\/\*+|#+|--|;+|<!--|\{\/\*|%|\*|"""|''')\s*/.exec(text)?.[0] ?? "";
    if (opening === "" && !/^(\.{3}|…)/.test(text)) continue;
    const said = text
      .slice(opening.length)
      .replace(/^[.…\s[(]+/, "")
      .toLowerCase();
    if (!stubs.some((stub) => stub.test(said))) continue;
    if (!ellipsis.test(text) && !(staying.test(said) && said.length < 70)) continue;
    if (before?.includes(text)) continue;
    return { line: index + 1, text };
  }
  return undefined;
}
