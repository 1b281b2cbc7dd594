/** Puts what the user typed after `/name` into a skill's text: for `$ARGUMENTS` only, and never inside code. */

/** Shell and awk are full of `$1`; only the one long word is a place holder. A backslash before it keeps it as it is. */
const placeholder = /(\\?)\$ARGUMENTS\b/g;

/** Fenced blocks (also one that is never closed) and code between backticks. */
const code =
  /^([ \t]*)(`{3,}|~{3,})[^\n]*(?:\n[\s\S]*?(?:\n[ \t]*\2[`~]*[ \t]*(?=\n|$)|$)|$)|(`+)(?!`)[^\n]*?[^`\n]\3(?!`)/gm;

/** A text without the place holder gets the arguments at its end; without arguments it loses the place holder. */
export function withArguments(body: string, args: string): string {
  const given = args.trim();
  let met = false;
  const fill = (prose: string) =>
    prose.replace(placeholder, (whole, escaped: string) => {
      if (escaped) return whole.slice(1);
      met = true;
      return given;
    });
  let text = "";
  let from = 0;
  for (const match of body.matchAll(code)) {
    text += fill(body.slice(from, match.index)) + match[0];
    from = match.index + match[0].length;
  }
  text += fill(body.slice(from));
  return met || given === "" ? text : `${text}\n\nArguments: ${given}`;
}
