/** Streamed text of the model on its way to the terminal: safe to show, and as Markdown by rows that nothing can change any more. */

import { display, displayStream } from "../core/display.ts";
import { type Block, Blocks } from "./blocks.ts";
import { type CodeColour, codeColour } from "./code.ts";
import { EarlyRows } from "./early-rows.ts";
import { LineSplit } from "./line-split.ts";
import { type Lex, renderMarkdown } from "./markdown.ts";
import type { Styles } from "./style.ts";

export interface Prose {
  /** What is finished by this piece, ready to be written; "" when nothing is. */
  push(piece: string): string;
  /** What was held back; the next piece starts anew. */
  end(): string;
  /** The last characters of the line that has not ended. */
  tail(characters: number): string;
  /** The rows that grow, as they stand so far, with styles and the blank line before them; "": nothing is shown before it is finished. */
  growing(): string;
}

/** Line by line, nothing rendered. `rows`: those a line takes; default: one. */
export function plainProse(
  style: (row: string) => string = (row) => row,
  rows: (line: string) => string[] = (line) => [line],
): Prose {
  const lines = new LineSplit();
  const styled = (line: string) => rows(line).map(style).join("\n");
  const show = (line: string) => `${styled(display(line))}\n`;
  return {
    push: (piece) => {
      const done = lines.push(piece);
      // One call for all lines of a piece: display is cheap on long plain text.
      return done.length === 0 ? "" : display(`${done.join("\n")}\n`).replace(/[^\n]+/g, styled);
    },
    end: () => {
      const rest = lines.end();
      return rest === null ? "" : show(rest);
    },
    tail: (characters) => lines.tail(characters),
    growing: () => "",
  };
}

/** How much of a line's beginning shows what it ends. */
const longestHead = 64;

/** As Markdown, each row as soon as nothing that comes can change it. */
export function markdownProse(lex: Lex, styles: Styles, columns: () => number): Prose {
  const shown = displayStream();
  const lines = new LineSplit();
  const blocks = new Blocks(() => width);
  /** Of the block that is open: its rows are of one width, whatever becomes of the terminal. */
  let width = columns();
  let early: EarlyRows | null = null;
  /** Of the open block, what `early` has not seen. */
  let unseen = "";
  /** How the open line begins; no longer than what decides about it. */
  let head = "";
  let written = false;
  /** Of the fence that is open. */
  let colour: CodeColour = (line) => line;

  const write = (rows: readonly string[], gap: boolean): string => {
    // Blank lines between blocks are kept, at most one; none at the start.
    const text = `${gap && written ? "\n" : ""}${rows.join("\n")}\n`;
    written = true;
    return text;
  };
  /** Blocks that have ended; the first is the open one, if there was one. */
  const show = (done: readonly Block[]): string => {
    let text = "";
    for (const block of done) {
      const rows = linesOf(block);
      const isBegun = early !== null && early.given.length > 0;
      if (!isBegun || rows.length > 0) {
        text += write(rows, "gap" in block && block.gap && !isBegun);
      }
      early = null;
      unseen = "";
      width = columns();
    }
    return text;
  };
  const newEarly = () => new EarlyRows({ lex, styles, columns: width });
  const linesOf = (block: Block): string[] => {
    switch (block.kind) {
      case "markdown": {
        const rows = renderMarkdown(block.text, lex, styles, width);
        return early ? early.restOf(rows) : rows;
      }
      case "code":
        return [colour(block.text)];
      case "plain":
        return (early ?? newEarly()).restAsWritten(block.text);
      case "fence":
        colour = codeColour(block.text.replace(/^[`~]+/, ""), styles);
        return [styles.dim(block.text)];
      case "fence_end":
        return [styles.dim(block.text)];
    }
  };
  const endLine = (rest: string, line: string): string => {
    head = "";
    const done = blocks.push(line);
    const text = show(done);
    unseen = blocks.isOpen ? `${done.length > 0 ? line : unseen + rest}\n` : "";
    return text;
  };
  const begin = (piece: string): string => {
    if (!blocks.takesText) return "";
    unseen += piece;
    if (head.length >= longestHead) return "";
    head = (head + piece).slice(0, longestHead);
    const done = blocks.begin(head);
    if (done.length === 0) return "";
    const line = lines.tail(Number.POSITIVE_INFINITY);
    const text = show(done);
    unseen = line;
    return text;
  };
  /** What stands in the open block by now. */
  const giveEarly = (): string => {
    if (!blocks.takesText || unseen === "") return "";
    early ??= newEarly();
    const isFirst = early.given.length === 0;
    const rows = early.push(unseen);
    unseen = "";
    return rows.length > 0 ? write(rows, isFirst && blocks.gap) : "";
  };
  const take = (text: string): string => {
    const parts = text.split("\n");
    const last = parts.pop() ?? "";
    const ended = lines.push(text);
    const out = ended.map((line, index) => endLine(parts[index] ?? "", line)).join("");
    return out + (last === "" ? "" : begin(last)) + giveEarly();
  };
  return {
    push: (piece) => take(shown.push(piece)),
    end: () => {
      let text = take(shown.end());
      const rest = lines.end();
      if (rest !== null) text += endLine("", rest);
      text += show(blocks.end());
      written = false;
      early = null;
      unseen = "";
      head = "";
      return text;
    },
    tail: (characters) => lines.tail(characters),
    growing: () => {
      const rows = blocks.takesText && early ? early.growing.join("\n") : "";
      const isFirst = early?.given.length === 0 && blocks.gap && written;
      return rows !== "" && isFirst ? `\n${rows}` : rows;
    },
  };
}
