/** Code in colour, line by line: strings, comments, keywords and numbers. What was coloured never changes later. */

import { type CodeLanguage, type CodeString, codeLanguage } from "./code-languages.ts";
import type { Styles } from "./style.ts";

/** Lines of one piece of code, in order: a comment or a string may go on in the next. */
export type CodeColour = (line: string) => string;

/** Longer lines are data, not code that somebody reads. */
const longest = 2000;

/** `info`: what stands behind the fence. A language that is not known stays as it is. */
export function codeColour(info: string, styles: Styles): CodeColour {
  if (!styles.color) return (line) => line;
  if (/^\W*(?:diff|patch)\b/i.test(info)) return (line) => diffLine(line, styles);
  const language = codeLanguage(info);
  return language ? colouring(language, styles) : (line) => line;
}

function diffLine(line: string, styles: Styles): string {
  if (line.startsWith("@@")) return styles.number(line);
  if (line.startsWith("+")) return styles.good(line);
  return line.startsWith("-") ? styles.bad(line) : line;
}

/** What is still open at the end of a line. */
interface Open {
  end: string;
  escapes: boolean;
  style: (text: string) => string;
}

function colouring(language: CodeLanguage, styles: Styles): CodeColour {
  let open: Open | null = null;
  return (line) => {
    if (line.length > longest) return line;
    let out = "";
    let at = 0;
    const take = (end: number, style?: (text: string) => string) => {
      const text = line.slice(at, end);
      out += style ? style(text) : text;
      at = end;
    };
    while (at < line.length) {
      if (open) {
        const end = endOf(line, at, open);
        const { style } = open;
        if (end >= 0) open = null;
        take(end < 0 ? line.length : end, style);
        continue;
      }
      const comment = language.blockComments.find(([begin]) => line.startsWith(begin, at));
      if (comment) {
        const [begin, end] = comment;
        open = { end, escapes: false, style: styles.dim };
        take(at + begin.length, styles.dim);
      } else if (startsComment(line, at, language)) take(line.length, styles.dim);
      else {
        const string = language.strings.find((one) => line.startsWith(one.quote, at));
        if (string) open = stringAt(string);
        else takeWord();
      }
    }
    return out;

    /** The string is taken at once; what comes back goes on in the next line. */
    function stringAt(string: CodeString): Open | null {
      const { quote, escapes, lines } = string;
      const started: Open = { end: quote, escapes, style: styles.good };
      const end = endOf(line, at + quote.length, started);
      if (string.character && (end < 0 || !isCharacter(line.slice(at, end)))) {
        take(at + 1);
        return null;
      }
      take(end < 0 ? line.length : end, styles.good);
      return end < 0 && lines ? started : null;
    }

    function takeWord(): void {
      word.lastIndex = at;
      const found = word.exec(line)?.[0];
      if (found === undefined) take(at + 1);
      else take(at + found.length, styleOf(found, line[at - 1], language, styles));
    }
  };
}

/** A number, a tag's beginning, a word with what belongs to it, or a run of blanks and signs that start nothing. */
const word = /\d[\w.]*|<\/?[A-Za-z][\w:-]*|[\p{L}_$@][\p{L}\p{N}_$]*|[\s,.;:()[\]{}=]+/uy;

function styleOf(
  found: string,
  before: string | undefined,
  { keywords, anyCase, tags }: CodeLanguage,
  styles: Styles,
): ((text: string) => string) | undefined {
  if (/^\d/.test(found)) return styles.number;
  if (found.startsWith("<")) return tags ? styles.keyword : undefined;
  // `x.default` and `$if` are names.
  if (before === "." || before === "$" || before === "-") return undefined;
  return keywords.has(anyCase ? found.toLowerCase() : found) ? styles.keyword : undefined;
}

function startsComment(line: string, at: number, { lineComments }: CodeLanguage): boolean {
  return lineComments.some(
    (mark) =>
      line.startsWith(mark, at) && (mark !== "#" || at === 0 || /\s/.test(line[at - 1] ?? "")),
  );
}

/** Behind the end mark; -1: it is not in this line. */
function endOf(line: string, from: number, { end, escapes }: Open): number {
  for (let at = from; at < line.length; at++) {
    if (escapes && line[at] === "\\") at++;
    else if (line.startsWith(end, at)) return at + end.length;
  }
  return -1;
}

function isCharacter(text: string): boolean {
  return /^'(?:\\[^']*|.)'$/u.test(text);
}
