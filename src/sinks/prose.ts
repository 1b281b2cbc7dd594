/** Streamed text of the model on its way to the terminal: safe to show, and as Markdown once a block of it is finished. */

import { display } from "../core/display.ts";
import { type Block, Blocks } from "./blocks.ts";
import { type CodeColour, codeColour } from "./code.ts";
import { LineSplit } from "./line-split.ts";
import { type Lex, prose, renderMarkdown } from "./markdown.ts";
import type { Styles } from "./style.ts";

export interface Prose {
  /** What is finished by this piece, ready to be written; "" when nothing is. */
  push(piece: string): string;
  /** What was held back; the next piece starts anew. */
  end(): string;
  /** The last characters of what is held back. */
  tail(characters: number): string;
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
  };
}

/** Block by block, as Markdown. */
export function markdownProse(lex: Lex, styles: Styles, columns: () => number): Prose {
  const lines = new LineSplit();
  const blocks = new Blocks();
  let written = false;
  /** Of the fence that is open. */
  let colour: CodeColour = (line) => line;
  const show = (done: readonly Block[]) => {
    let text = "";
    for (const block of done) {
      // Blank lines between blocks are kept, at most one; none at the start.
      if ("gap" in block && block.gap && (written || text !== "")) text += "\n";
      text += linesOf(block).join("\n");
      text += "\n";
    }
    if (text !== "") written = true;
    return text;
  };
  const linesOf = (block: Block): string[] => {
    switch (block.kind) {
      case "markdown":
        return renderMarkdown(block.text, lex, styles, columns());
      case "code":
        return [colour(block.text)];
      case "plain":
        return prose(block.text, columns());
      case "fence":
        colour = codeColour(block.text.replace(/^[`~]+/, ""), styles);
        return [styles.dim(block.text)];
      case "fence_end":
        return [styles.dim(block.text)];
    }
  };
  return {
    push: (piece) => show(lines.push(piece).flatMap((line) => blocks.push(display(line)))),
    end: () => {
      const rest = lines.end();
      const last = rest === null ? [] : blocks.push(display(rest));
      const text = show([...last, ...blocks.end()]);
      written = false;
      return text;
    },
    tail: (characters) => lines.tail(characters),
  };
}
