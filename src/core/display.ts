/** Foreign text made safe to show: nothing in it acts on a terminal, hides, or passes for something else. */

type Marks = "all" | "command" | "lookalikes";

export interface DisplayOptions {
  /** Line ends are shown as `\n` and tabs as `\t`. Default: both stay as they are. */
  oneLine?: boolean;
  /**
   * Tags what is not ASCII with its code points, `р{U+0440}m`. "all": everything (hosts, names of tools); "command": all
   * but the letters of Chinese, Japanese and Korean words, where nobody takes one for what a shell reads; "lookalikes":
   * what could pass for an ASCII letter (names of files). Missing: nothing is tagged.
   */
  marks?: Marks;
  /** The longest run of blanks that is shown as it is. Default: 20 with marks or on one line, else 80. */
  fold?: number;
}

/**
 * What is never written to a terminal: C0 and C1 controls, DEL, format characters (bidi, zero width, tags, BOM), line and
 * paragraph separators, private use, lone surrogates, unassigned, the object replacement, and everything else that is drawn as nothing.
 */
const hiddenClass =
  "\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}\\u2800\\ufffc\\0-\\x08\\x0b-\\x1f\\x7f-\\x9f";
const hidden = new RegExp(`[${hiddenClass}]`, "u");
/** The emoji selector stays where an emoji stands before it: there it only chooses the drawing. */
const toEscape = new RegExp(
  `(?<!\\p{Extended_Pictographic})\\ufe0f|(?!\\ufe0f)[${hiddenClass}]`,
  "gu",
);
/** In a command every blank but the common one is part of a word, and so looks like what it is not. */
const foreignBlank = /(?! )\p{Zs}/gu;
const foreign = /[^\0-\x7f]+/gu;
/** Scripts whose signs nobody takes for Latin letters, and Latin letters with a visible accent. */
const unmistakable =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー、。「」]$/u;
/** Of those scripts, what is drawn like a sign that a shell reads: alone it is tagged, within a word it is a letter. */
const likeSigns = /^[一丨丶丿〇二くノニヽーㅡㅣ、。]$/u;
/** So many code points of one run are named; the rest is counted. */
const maxNamed = 8;
/** An empty line or two are style; more of them push what follows out of sight. */
const emptyLines = /\n(?:[ \t]*\n){3,}/g;

/** Text of the model, a tool, a file or a skill, as it may be written to a terminal. */
export function display(text: string, options: DisplayOptions = {}): string {
  const { oneLine = false, marks } = options;
  const fold = options.fold ?? (oneLine || marks ? 20 : 80);
  // Where each character counts.
  const strict = marks === "all" || marks === "command";
  let shown = text;
  if (hidden.test(shown)) {
    // The line end of other systems is no trick, except where each byte counts.
    if (!oneLine && !strict && shown.includes("\r")) shown = shown.replaceAll("\r\n", "\n");
    shown = shown.replace(toEscape, escapeOf);
  }
  if (oneLine && /[\n\t]/.test(shown)) {
    shown = shown.replaceAll("\n", "\\n").replaceAll("\t", "\\t");
  }
  if (marks && /[^\0-\x7f]/.test(shown)) {
    if (strict) shown = shown.replace(foreignBlank, escapeOf);
    shown = shown.replace(foreign, (run) => markedRun(run, marks));
  }
  shown = shown.replace(blanksOver(fold), (run) => foldMark(run.length, "blanks"));
  if (!strict) return shown;
  return shown.replace(emptyLines, (run) => {
    const lines = run.split("\n").length - 2;
    return `\n${foldMark(lines, "empty lines")}\n`;
  });
}

/** True when nothing in it has to be shown escaped. */
export function isClean(text: string): boolean {
  return !hidden.test(text);
}

/** `… 120 blanks …` */
export function foldMark(count: number, what: string): string {
  return `… ${count.toLocaleString("en-US")} ${what} …`;
}

/** One visible escape: `\r`, `\x1b`, `\u{202e}`. */
export function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0x0d) return "\\r";
  const hex = code.toString(16);
  return code <= 0xff ? `\\x${hex.padStart(2, "0")}` : `\\u{${hex}}`;
}

const blankPatterns = new Map<number, RegExp>();

function blanksOver(fold: number): RegExp {
  let pattern = blankPatterns.get(fold);
  if (!pattern) {
    // The look-behind keeps it linear: only the first blank of a run starts a match.
    pattern = new RegExp(`(?<![\\p{Zs}\\t])[\\p{Zs}\\t]{${fold + 1},}`, "gu");
    blankPatterns.set(fold, pattern);
  }
  return pattern;
}

function markedRun(run: string, marks: Marks): string {
  const tagged = taggedOf([...run], marks);
  if (tagged.length === 0) return run;
  const names = tagged.slice(0, maxNamed).map(codePointName);
  if (tagged.length > maxNamed) names.push(`+${tagged.length - maxNamed}`);
  return `${run}{${names.join(" ")}}`;
}

function taggedOf(run: readonly string[], marks: Marks): readonly string[] {
  switch (marks) {
    case "all":
      return run;
    case "lookalikes":
      return run.filter((one) => !isUnmistakable(one));
    case "command":
      return run.filter((one, at) => !isInWord(one, run[at - 1] ?? "", run[at + 1] ?? ""));
  }
}

/** Whether a letter of a command stands for nothing but itself; forms that are drawn like another letter do not. */
function isInWord(one: string, before: string, after: string): boolean {
  if (!unmistakable.test(one) || one.normalize("NFKC") !== one) return false;
  return !likeSigns.test(one) || isPlain(before) || isPlain(after);
}

function isPlain(one: string): boolean {
  return unmistakable.test(one) && !likeSigns.test(one) && one.normalize("NFKC") === one;
}

function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

function isUnmistakable(character: string): boolean {
  return unmistakable.test(character) || /^[A-Za-z]\p{M}+$/u.test(character.normalize("NFD"));
}

/** The same for text that comes in pieces. What a later piece could change (a run of blanks, half a character) waits. */
export interface DisplayStream {
  push(piece: string): string;
  /** The rest. The stream may be used again after it. */
  end(): string;
}

export function displayStream(options: DisplayOptions = {}): DisplayStream {
  const fold = options.fold ?? (options.oneLine || options.marks ? 20 : 80);
  let waiting = "";
  /** Blanks of the waiting run that are counted and no longer kept. */
  let dropped = 0;
  /** What stood last, for the selector that looks back. */
  let last = "";

  const show = (text: string): string => {
    if (text === "") return "";
    const shown = text.startsWith("\ufe0f")
      ? display(last + text, options)
      : display(text, options);
    const own = text.startsWith("\ufe0f") ? shown.slice(display(last, options).length) : shown;
    last = [...text.slice(-2)].at(-1) ?? "";
    return own;
  };
  const showBlanks = (blanks: string): string => {
    if (blanks === "") return "";
    const count = dropped + blanks.length;
    dropped = 0;
    last = " ";
    return count > fold ? foldMark(count, "blanks") : display(blanks, options);
  };

  return {
    push(piece) {
      const text = waiting + piece;
      waiting = text.slice(tailStart(text));
      const ready = text.slice(0, text.length - waiting.length);
      const blanks = /^[\p{Zs}\t]*/u.exec(ready)?.[0] ?? "";
      // A run that began before: its blanks and the counted ones are one run.
      const shown =
        dropped > 0 ? showBlanks(blanks) + show(ready.slice(blanks.length)) : show(ready);
      if (dropped === 0 && waiting.length <= fold) return shown;
      const extra = /^[\p{Zs}\t]*/u.exec(waiting)?.[0].length ?? 0;
      if (extra > fold + 1) {
        dropped += extra - 1;
        waiting = waiting.slice(extra - 1);
      }
      return shown;
    },
    end() {
      const blanks = /^[\p{Zs}\t]*/u.exec(waiting)?.[0] ?? "";
      const shown = showBlanks(blanks) + show(waiting.slice(blanks.length));
      waiting = "";
      last = "";
      return shown;
    },
  };
}

/** Where the end of a piece starts that has to wait: blanks, then at most a carriage return or half a character. */
function tailStart(text: string): number {
  let start = text.length;
  if (/[\r\ud800-\udbff]$/.test(text)) start--;
  while (start > 0 && isBlank(text.charCodeAt(start - 1))) start--;
  return start;
}

function isBlank(code: number): boolean {
  if (code < 0xa0) return code === 0x20 || code === 0x09;
  return /\p{Zs}/u.test(String.fromCharCode(code));
}
