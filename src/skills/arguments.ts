/** Puts what the user typed after `/name` into a skill's text: for `$ARGUMENTS` only, and never inside code. */

/** Shell and awk are full of `$1`; only the one long word is a place holder. A backslash before it keeps it as it is. */
const placeholder = /(\\?)\$ARGUMENTS\b/g;

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
  let fence: string | null = null;
  const lines = body.split("\n").map((line) => {
    const mark = /^[ \t]*(`{3,}|~{3,})(.*)$/.exec(line);
    if (fence !== null) {
      // Closed by at least as many of the same marks, and nothing behind them; else code to the end of the text.
      if (mark?.[1]?.startsWith(fence) && mark[2]?.trim() === "") fence = null;
      return line;
    }
    if (mark?.[1] !== undefined) {
      fence = mark[1];
      return line;
    }
    return line.includes("$ARGUMENTS") ? outsideCode(line, fill) : line;
  });
  const text = lines.join("\n");
  return met || given === "" ? text : `${text}\n\nArguments: ${given}`;
}

/** Runs of backticks of one length open and close code within a line; a run without partner is only backticks. */
function outsideCode(line: string, fill: (prose: string) => string): string {
  const runs = [...line.matchAll(/`+/g)];
  const last = new Map(runs.map(([run], index) => [run.length, index]));
  let text = "";
  let from = 0;
  for (let index = 0; index < runs.length; index++) {
    const open = runs[index];
    const length = open?.[0].length ?? 0;
    if (!open || (last.get(length) ?? -1) <= index) continue;
    do index++;
    while (runs[index]?.[0].length !== length);
    const end = (runs[index]?.index ?? line.length) + length;
    text += fill(line.slice(from, open.index)) + line.slice(open.index, end);
    from = end;
  }
  return text + fill(line.slice(from));
}
