/** A command line in its widest readings: what denies looks here as well, so that no spelling hides a name. */

/** What is drawn as nothing may stand inside a name for people, and never for the shell; both readings count. */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
/** Controls and the line ends of other systems separate for somebody. */
const separators = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]/g;

/**
 * Stretches of words: quotes and backslashes gone, escapes in `$'...'` read, blanks for what stands for blanks, variables
 * left out, other alphabets' forms of ASCII letters made plain. Linear in the line's length.
 */
export function wideReadings(command: string): string[][] {
  const joined = plainLetters(command)
    .replaceAll("\\\n", "")
    .replace(/\$\{?IFS\}?[^\w\s;|&]*/g, " ");
  const decoded = joined.replace(/\$'((?:[^'\\]|\\[\s\S])*)'/g, (_, inside: string) =>
    unescaped(inside),
  );
  const without = decoded.replace(/\$\([^()]*\)|`[^`]*`|\$\{[^{}]*\}|\$(?:\w+|[@*#?$!-])/g, "");
  const readings = new Set([
    bare(decoded),
    bare(without),
    // Of a folder on other systems, and of a text in a program's code.
    bare(decoded.replaceAll("\\", "/")),
    bare(without).replace(/[![\]:]+/g, " "),
  ]);
  return [...readings].flatMap((reading) =>
    reading
      .split(/[\n\r;|&()`]+/)
      .map((stretch) => stretch.split(/[\s<>{},=$]+/).filter((word) => word !== ""))
      .filter((words) => words.length > 0),
  );
}

function bare(text: string): string {
  return text.replace(/["'\\]/g, "");
}

function plainLetters(text: string): string {
  if (/^[\t\n -~]*$/.test(text)) return text;
  return text.replace(separators, "\n").replace(unseen, "").normalize("NFKC");
}

/** ANSI-C escapes: `\x72`, `\162`, `\u0072`, `\cA` aside. */
function unescaped(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-f]{1,2})|u([0-9a-f]{1,4})|U([0-9a-f]{1,8})|([0-7]{1,3})|([\s\S]))/gi,
    (_, hex?: string, short?: string, long?: string, octal?: string, other?: string) => {
      if (other !== undefined) return /[a-z]/i.test(other) ? " " : other;
      const code =
        octal === undefined
          ? Number.parseInt(hex ?? short ?? long ?? "", 16)
          : Number.parseInt(octal, 8);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
    },
  );
}
