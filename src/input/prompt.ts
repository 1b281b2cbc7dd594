/** Keys at the prompt of the conversation: what sends, what leaves, and what has to be pressed twice. */

import { phrase } from "../core/messages/phrase.ts";
import type { LineEditor, Wish } from "./editor.ts";
import type { Input } from "./keys.ts";

/** `interrupt`: Ctrl-C twice; `end`: Ctrl-D, or the terminal is gone. */
export type Prompted = { text: string } | { left: "interrupt" | "end" };

export interface PromptActions {
  columns(): number;
  draw(): void;
  end(result: Prompted): void;
  /** The user's own editor; draws when there is something to see. */
  edit(): void;
  other(wish: Wish): void;
}

/** `armedMs`: so long one Ctrl-C is the second. */
export function promptTaker(
  editor: LineEditor,
  armedMs: number,
  { columns, draw, end, edit, other }: PromptActions,
): (burst: Input[]) => void {
  let armedUntil = performance.now() + armedMs;

  function interrupt(): void {
    if (performance.now() < armedUntil) {
      end({ left: "interrupt" });
      return;
    }
    armedUntil = Number.POSITIVE_INFINITY;
    const rows = [phrase("Once more leaves (as /exit does).")];
    if (!editor.isEmpty) rows.push(phrase("The up key brings the text back."));
    editor.clear();
    editor.hint(rows);
    draw();
  }

  return (burst) => {
    const wish = editor.take(burst, columns());
    if (wish === "interrupt") return interrupt();
    armedUntil = 0;
    if (wish === "submit") {
      // The rows stand as they are; only then the editor is emptied.
      const { text } = editor;
      end({ text });
      editor.clear();
      return;
    }
    if (wish === "leave") return end({ left: "end" });
    if (wish === "edit") {
      edit();
      return;
    }
    if (wish) other(wish);
    draw();
  };
}
