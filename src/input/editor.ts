/** The line editor: keys in, a view out. No terminal, no clock. */

import { type Cell, pasteCells, textOf } from "./cells.ts";
import { emacsKeys } from "./emacs-keys.ts";
import { type History, pastPromptOf } from "./history.ts";
import type { Input, KeyPress } from "./keys.ts";
import { cursorMoved, type View } from "./layout.ts";
import { emptyLine, insertCells, insertText, type Line, lineOf, moved, removed } from "./line.ts";
import { cellsOfPart, isText, Search } from "./search.ts";

/** What a key asks of whoever holds the editor. */
export type Wish =
  | "submit"
  | "interrupt"
  | "escape"
  | "leave"
  | "complete"
  | "edit"
  | "suspend"
  | "quit"
  | "clear";

export interface EditorOptions {
  prompt: string;
  history: History;
  /** Whether Ctrl-J and a backslash before Enter make a new line. Default: false, one line is asked for. */
  multiline?: boolean;
  start?: Line;
  dim?: (text: string) => string;
}

const keptUndos = 200;
/** More lines than these at once are a paste, marked or not. */
const typedLines = 5;

const wishes: ReadonlyMap<string, Wish> = new Map([
  ["tab", "complete"],
  ["ctrl-c", "interrupt"],
  ["escape", "escape"],
  ["ctrl-g", "edit"],
  ["ctrl-z", "suspend"],
  ["ctrl-\\", "quit"],
  ["ctrl-l", "clear"],
]);

export class LineEditor {
  readonly #options: EditorOptions;
  #line: Line;
  #search: Search | null = null;
  /** The place in the history; -1: what is typed now. */
  #past = -1;
  #typed: Line = emptyLine;
  #pastes = 0;
  #killed: readonly Cell[] = [];
  #kills = false;
  #undo: Line[] = [];
  /** Rows that stand below until the next key. */
  #below: readonly string[] = [];

  constructor(options: EditorOptions) {
    this.#options = options;
    this.#line = options.start ?? emptyLine;
    this.#pastes = this.#line.cells.filter((cell) => typeof cell !== "string").length;
  }

  get line(): Line {
    return this.#line;
  }

  get text(): string {
    return textOf(this.#line.cells);
  }

  get isEmpty(): boolean {
    return this.#line.cells.length === 0;
  }

  get view(): View {
    const { prompt, dim } = this.#options;
    const view = this.#search?.view ?? { prompt, ...this.#line, below: this.#below };
    return dim ? { ...view, dim } : view;
  }

  /** Rows below, until the next key. */
  hint(rows: readonly string[]): void {
    this.#below = rows;
  }

  /** Puts something else there; Ctrl-_ brings back what was. */
  replace(line: Line): void {
    this.#change(line);
  }

  /** What arrived at once; ends at the first wish, but for that of a clear screen. `columns`: of the terminal, for up and down. */
  take(burst: readonly Input[], columns: number): Wish | null {
    // A whole line with its end in one piece was sent by a program; a person's Ctrl-J comes alone.
    const sent = this.isEmpty && burst.length > 1;
    const inputs = joined(burst);
    let cleared: Wish | null = null;
    for (const input of inputs) {
      const wish = this.#press(input, sent, columns);
      if (wish === "clear") cleared = wish;
      else if (wish) return wish;
    }
    return cleared;
  }

  /** What was there is sent: it goes into the history, and the editor is empty. */
  clear(): { text: string; cells: readonly Cell[] } {
    const { cells } = this.#line;
    this.#options.history.add(pastPromptOf(cells));
    this.#line = emptyLine;
    this.#past = -1;
    this.#pastes = 0;
    this.#undo = [];
    return { text: textOf(cells), cells };
  }

  #press(input: Input, sent: boolean, columns: number): Wish | null {
    this.#below = [];
    if (this.#search) {
      this.#searched(this.#search.take(input));
      return null;
    }
    const wasKill = this.#kills;
    this.#kills = false;
    if ("paste" in input) {
      const cells = pasteCells(input.paste, this.#pastes + 1);
      if (cells.some((cell) => typeof cell !== "string")) this.#pastes++;
      this.#change(insertCells(this.#line, cells));
      return null;
    }
    if (isEnter(input.key)) return this.#enter(input.key, sent);
    if (input.key === "ctrl-d" && this.isEmpty) return "leave";
    return wishes.get(input.key) ?? this.#edit(input, columns, wasKill);
  }

  #enter(key: string, sent: boolean): Wish | null {
    const { multiline = false } = this.#options;
    const { cells, cursor } = this.#line;
    if (key === "ctrl-j" && multiline && !sent) this.#change(insertCells(this.#line, ["\n"]));
    else if (multiline && cursor === cells.length && cells.at(-1) === "\\") {
      this.#change(insertCells(removed(this.#line, cursor - 1, cursor).line, ["\n"]));
    } else return "submit";
    return null;
  }

  #edit({ key, raw }: KeyPress, columns: number, wasKill: boolean): null {
    const line = this.#line;
    if (key === "text") this.#change(insertText(line, raw));
    else if (key === "newline") this.#change(insertCells(line, ["\n"]));
    else if (key === "up" || key === "ctrl-p") this.#vertical(-1, columns);
    else if (key === "down" || key === "ctrl-n") this.#vertical(1, columns);
    else if (key === "ctrl-r") this.#search = new Search(this.#options.history);
    else if (key === "ctrl-y") this.#change(insertCells(line, this.#killed));
    else if (key === "ctrl-_") this.#line = this.#undo.pop() ?? line;
    else {
      const done = emacsKeys.get(key)?.(line);
      if (done) {
        if (done.killed) this.#kill(done.killed, done.backward === true, wasKill);
        if (done.line.cells === line.cells) this.#line = done.line;
        else this.#change(done.line);
      } else if (isText(raw)) this.#change(insertText(line, raw));
    }
    return null;
  }

  /** One kill after the other is one text. */
  #kill(cells: readonly Cell[], backward: boolean, wasKill: boolean): void {
    const before = wasKill ? this.#killed : [];
    this.#killed = backward ? [...cells, ...before] : [...before, ...cells];
    this.#kills = true;
  }

  #change(line: Line): void {
    this.#undo = [...this.#undo.slice(1 - keptUndos), this.#line];
    this.#line = line;
  }

  /** Between the rows of what is typed, and beyond them through the history. */
  #vertical(rows: -1 | 1, columns: number): void {
    const index = cursorMoved(this.view, columns, rows);
    if (index !== null) {
      this.#line = moved(this.#line, index);
      return;
    }
    const entries = this.#options.history.entries();
    const past = this.#past - rows;
    if (past < -1 || past >= entries.length) return;
    if (this.#past === -1) this.#typed = this.#line;
    this.#past = past;
    const entry = entries[past];
    this.#line = entry ? lineOf(entry.flatMap(cellsOfPart)) : this.#typed;
  }

  #searched(end: "keep" | "drop" | null): void {
    if (!end) return;
    const line = this.#search?.line;
    this.#search = null;
    if (end === "keep" && line) this.#change(line);
  }
}

/**
 * Characters that came together go in together, with the line ends and tabs between them: a return or a tab in the middle
 * belongs to a paste of a terminal that does not mark them.
 */
function joined(burst: readonly Input[]): Input[] {
  const inputs: Input[] = [];
  const lastText = burst.findLastIndex((input) => "key" in input && isText(input.raw));
  let text = "";
  const put = () => {
    if (text.split("\n").length > typedLines) inputs.push({ paste: text });
    else if (text !== "") inputs.push({ key: "text", raw: text });
    text = "";
  };
  for (const [index, input] of burst.entries()) {
    if ("key" in input && isText(input.raw)) text += input.raw;
    else if ("key" in input && isEnter(input.key) && index < burst.length - 1) text += "\n";
    else if ("key" in input && input.key === "tab" && index < lastText) text += "\t";
    else {
      put();
      inputs.push(input);
    }
  }
  put();
  return inputs;
}

function isEnter(key: string): boolean {
  return key === "return" || key === "ctrl-j";
}
