/** Cuts Markdown into finished blocks, line by line: what is out never changes, whatever comes after. */

import { isTooWideForHead, longestBlock, readsBack } from "./early-rows.ts";

export type Block =
  /** Lines that are read as Markdown together. `gap`: a blank line stood before. */
  | { kind: "markdown"; text: string; gap: boolean }
  /** Too long to be held or looked at: shown as it is. */
  | { kind: "plain"; text: string; gap: boolean }
  | { kind: "fence"; text: string; gap: boolean }
  | { kind: "code"; text: string }
  | { kind: "fence_end"; text: string };

const blank = /^\s*$/;
const heading = /^ {0,3}#{1,6}(?:\s|$)/;
const rule = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const ruleSoFar = /^[-*_ \t]*$/;
const underline = /^ {0,3}(?:=+|-+)[ \t]*$/;
const item = /^ {0,1}(?:[-*+]|\d{1,9}[.)])(?:\s|$)/;
const firstItem = /^ {0,3}(?:[-*+]|1[.)])\s+\S/;
const fence = /^( *)(`{3,}|~{3,})([^`]*)$/;

export class Blocks {
  readonly #columns: () => number;
  #lines: string[] = [];
  #length = 0;
  #kind: "none" | "paragraph" | "list" | "code" = "none";
  /** What closes the fence: outside of lists in kind `code`, inside of an item in kind `list`. */
  #closing: { mark: string } | null = null;
  #gap = false;
  #blankBefore = false;

  /** `columns`: wider than this is no title and no head of a table. Default: any may be. */
  constructor(columns: () => number = () => Number.POSITIVE_INFINITY) {
    this.#columns = columns;
  }

  /** Whether lines are held that are one block so far. */
  get isOpen(): boolean {
    return this.#lines.length > 0;
  }

  /** Whether the next line is text, and no line of code. */
  get takesText(): boolean {
    return this.#kind !== "code" && !this.#closing;
  }

  /** Whether a blank line stood before what comes next. */
  get gap(): boolean {
    return this.#gap;
  }

  /** Takes one complete line, without its line feed. */
  push(line: string): Block[] {
    if (this.#kind === "code") return this.#inCode(line);
    const out = this.#take(line);
    return this.#length > longestBlock ? [...out, ...this.#flush("plain")] : out;
  }

  /** A line has begun with this: gives out what is surely ended by it, however the line goes on. */
  begin(head: string): Block[] {
    if (!this.isOpen || this.#closing || /^\s/.test(head) || ruleSoFar.test(head)) return [];
    const isTitle = /^#{1,6}\s/.test(head);
    if (this.#kind === "paragraph") {
      return isTitle || firstItem.test(head) ? this.#flush("markdown") : [];
    }
    const after = this.#blankBefore;
    if (!after && !isTitle && !/^(?:[-*+]|\d{1,9}[.)])\s/.test(head)) return [];
    const out = this.#flush("markdown");
    this.#gap = after;
    return out;
  }

  /** The end of the text: gives out what is held. */
  end(): Block[] {
    const out = this.#flush("markdown");
    this.#kind = "none";
    this.#closing = null;
    this.#gap = false;
    return out;
  }

  #inCode(line: string): Block[] {
    if (!this.#closes(line)) return [{ kind: "code", text: line }];
    this.#kind = "none";
    this.#closing = null;
    this.#gap = false;
    return [{ kind: "fence_end", text: line.trim() }];
  }

  #closes(line: string): boolean {
    const mark = this.#closing?.mark ?? "";
    const text = line.trim();
    return text.length >= mark.length && text === (mark[0] ?? "").repeat(text.length);
  }

  #take(line: string): Block[] {
    if (this.#kind === "list" && this.#closing) {
      if (this.#closes(line)) this.#closing = null;
      return this.#hold(line);
    }
    if (blank.test(line)) return this.#blank();
    const after = this.#blankBefore;
    this.#blankBefore = false;
    if (this.#kind === "list") return this.#inList(line, after);
    if (this.#kind === "paragraph" && this.#comesTooLate(line)) {
      const out = this.#flush("markdown");
      return [...out, ...this.#take(line)];
    }
    if (this.#kind === "paragraph" && underline.test(line)) {
      return [...this.#hold(line), ...this.#flush("markdown")];
    }
    const starts = heading.test(line) || rule.test(line);
    if (starts)
      return [...this.#flush("markdown"), ...this.#hold(line), ...this.#flush("markdown")];
    const opened = this.#openFence(line);
    if (opened) return opened;
    if (this.#kind === "none" ? item.test(line) : firstItem.test(line)) {
      const out = this.#flush("markdown");
      this.#kind = "list";
      return [...out, ...this.#hold(line)];
    }
    if (this.#kind === "none") this.#kind = "paragraph";
    return this.#hold(line);
  }

  #blank(): Block[] {
    if (this.#kind === "list") {
      this.#blankBefore = true;
      return this.#hold("");
    }
    const out = this.#flush("markdown");
    this.#gap = true;
    return out;
  }

  /** An item is finished by the next one at the margin, or by text at the margin behind a blank line. */
  #inList(line: string, afterBlank: boolean): Block[] {
    const inner = fence.exec(line);
    const inside = /^(?: {2,}|\t)/.test(line);
    if (inside) {
      if (!afterBlank && this.#comesTooLate(line)) this.#hold("");
      if (inner) this.#closing = { mark: inner[2] ?? "" };
      return this.#hold(line);
    }
    const next = item.test(line) && !rule.test(line);
    const leaves =
      afterBlank || this.#comesTooLate(line) || inner || heading.test(line) || rule.test(line);
    if (!next && !leaves) return this.#hold(line);
    const out = this.#flush("markdown");
    this.#gap = afterBlank;
    return [...out, ...this.#take(line)];
  }

  /** It would make a title or a table of what is too wide for that, and may stand on the screen already. */
  #comesTooLate(line: string): boolean {
    const [head = ""] = this.#lines;
    const isQuote = this.#lines.some((one) => /^ {0,3}>/.test(one));
    const bare = isQuote ? line.replace(/^ {0,3}> ?/, "") : line;
    if (!readsBack.test(bare) || this.#lines.some((one) => readsBack.test(one))) return false;
    if (!isQuote && underline.test(line.trim()) && this.#lines.length > 1) return true;
    const before = isQuote ? head : this.#lines.at(-1);
    return isTooWideForHead(before ?? "", this.#columns());
  }

  #openFence(line: string): Block[] | null {
    const [, indent = "", mark = ""] = fence.exec(line) ?? [];
    if (mark === "" || indent.length > 3) return null;
    const out = this.#flush("markdown");
    const block: Block = { kind: "fence", text: line.trim(), gap: this.#gap };
    this.#kind = "code";
    this.#closing = { mark };
    return [...out, block];
  }

  #hold(line: string): Block[] {
    this.#lines.push(line);
    this.#length += line.length + 1;
    return [];
  }

  #flush(kind: "markdown" | "plain"): Block[] {
    const text = this.#lines.join("\n").replace(/\n+$/, "");
    const block: Block = { kind, text, gap: this.#gap };
    this.#lines = [];
    this.#length = 0;
    this.#kind = "none";
    this.#closing = null;
    this.#blankBefore = false;
    if (text === "") return [];
    this.#gap = false;
    return [block];
  }
}
