/** Lines of the model that could pass for Skillet's own: they say whose they are, with colour and without. */

import { phrase } from "../core/messages/phrase.ts";
import { characterRows } from "../core/wrap-words.ts";
import { widthOf } from "./width.ts";

/**
 * How questions, reviews and receipts begin (`RUN?  shell`, `REVIEW  4 new files`, `DONE  verified`), how what is asked about and its fields stand
 * below (`  | npm test`, `  fence    bwrap`), how keys are offered (`[y] once`), and where one types.
 */
const english =
  /^(?:[A-Z][A-Z ]{2,}\?|[A-Z][A-Z ]{2,} {2,}\S|\[[a-z?]\] | {2}\| | {2}(?:folder|fence|network|asked|saving|model|sandbox|checks|approvals|files|commands|packages|ports|choices|covers|run it|undo) {2,}| {2}not covered |answers> ?|> ?$|\s{0,4}(?:yes, once|all applied)\s*$)/;
const styles = /\u001b\[[\d;]*m/g;
const mark = "model: ";

/** The same text; each line that looks like one of ours begins with `model: `, also where the terminal breaks it at its width. */
export function markedAsModels(text: string, columns = Number.POSITIVE_INFINITY): string {
  if (text === "") return text;
  const own = patterns();
  const isOwn = (line: string) => own.some((pattern) => pattern.test(line));
  return text
    .split("\n")
    .map((line) => {
      const bare = line.replace(styles, "");
      const marked = isOwn(bare) ? mark : "";
      // The mark moves what is behind it: the rows are those of what will stand there.
      if (
        characterRows(marked + bare, { columns, widthOf })
          .slice(1)
          .some(isOwn)
      ) {
        return characterRows(bare, { columns: columns - mark.length - 1, widthOf })
          .map((row) => mark + row)
          .join("\n");
      }
      return marked + line;
    })
    .join("\n");
}

/** Of the language that was chosen; for what language that is, one of its phrases stands. */
let built: { of: string; patterns: readonly RegExp[] } | null = null;

function patterns(): readonly RegExp[] {
  const of = phrase("RUN?");
  built =
    built?.of === of
      ? built
      : { of, patterns: of === "RUN?" ? [english] : [english, translated()] };
  return built.patterns;
}

function translated(): RegExp {
  const titles = [
    ...[phrase("RUN?"), phrase("WRITE?"), phrase("READ?"), phrase("REACH?"), phrase("CALL?")],
    ...[
      phrase("ALLOW?"),
      phrase("GRANT?"),
      phrase("TRUST?"),
      phrase("PLAN?"),
      phrase("REVIEW"),
      phrase("DONE"),
    ],
    ...[phrase("STOPPED by you"), phrase("FAILED"), phrase("NOT ENDED")],
  ];
  const fields = [
    ...[phrase("folder"), phrase("fence"), phrase("network"), phrase("asked"), phrase("saving")],
    ...[phrase("model"), phrase("sandbox"), phrase("checks"), phrase("approvals")],
    ...[phrase("files"), phrase("looks at"), phrase("run it")],
    ...[phrase("packages"), phrase("ports"), phrase("choices"), phrase("covers")],
    ...[phrase("commands"), phrase("not covered")],
  ];
  const answers = [phrase("yes, once"), phrase("all applied")];
  return new RegExp(
    `^(?:(?:${any(titles)}) {2}| {2}(?:${any(fields)}) +|${any([phrase("answers> ").trim()])}|\\s{0,4}(?:${any(answers)})\\s*$)`,
  );
}

function any(words: readonly string[]): string {
  return words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("|");
}
