/** What is typed while a turn runs: shown below its output, queued by Enter, sent afterwards. It answers no question. */

import { phrase } from "../core/messages/phrase.ts";
import type { Cell } from "./cells.ts";
import { type EditorOptions, LineEditor, type Wish } from "./editor.ts";
import type { Input } from "./keys.ts";
import type { View } from "./layout.ts";
import { type Line, lineOf } from "./line.ts";

/** Rows of queued prompts that are shown. */
const shownQueue = 3;

/** A prompt as it was typed. */
export interface Typed {
  text: string;
  cells: readonly Cell[];
}

export class Typing {
  readonly editor: LineEditor;
  readonly #queue: Typed[] = [];

  constructor(options: Omit<EditorOptions, "prompt">) {
    this.editor = new LineEditor({ ...options, prompt: prompt(), multiline: true });
  }

  get queued(): number {
    return this.#queue.length;
  }

  /** Wishes it cannot fulfil itself. */
  take(burst: readonly Input[], columns: number): Wish | null {
    const [only, ...more] = burst;
    if (only && "key" in only && only.key === "up" && more.length === 0 && this.editor.isEmpty) {
      const last = this.#queue.pop();
      if (last) {
        this.editor.replace(lineOf(last.cells));
        return null;
      }
    }
    const wish = this.editor.take(burst, columns);
    if (wish !== "submit") return wish;
    if (this.editor.text.trim() !== "") this.#queue.push(this.editor.clear());
    return null;
  }

  /** null: nothing was typed, nothing is shown. */
  get view(): View | null {
    const { view } = this.editor;
    if (this.#queue.length === 0 && view.cells.length === 0 && view.prompt === prompt())
      return null;
    const rows = this.#queue
      .slice(0, shownQueue)
      .map(({ cells }) => phrase("queued: {1}", shown(cells)));
    const more = this.#queue.length - shownQueue;
    if (more > 0) rows.push(phrase("… {1} more", more));
    return { ...view, above: rows };
  }

  /** What is to be sent, and what was being typed. `stopped`: nothing is sent, all of it is given back to the editor. */
  end(stopped: boolean): { queued: Typed[]; draft: Line } {
    const { line } = this.editor;
    const queued = this.#queue.splice(0);
    if (!stopped || queued.length === 0) return { queued, draft: line };
    const back = queued.flatMap(({ cells }, index) => (index === 0 ? cells : ["\n", ...cells]));
    const before = line.cells.length > 0 ? [...back, "\n"] : back;
    const moved = line.cursor + before.length;
    return { queued: [], draft: { cells: [...before, ...line.cells], cursor: moved } };
  }
}

/** Not the prompt of the conversation: nothing is sent at once. */
const prompt = () => phrase("next> ");

function shown(cells: readonly Cell[]): string {
  return cells.map((cell) => (typeof cell === "string" ? cell : cell.label)).join("");
}
