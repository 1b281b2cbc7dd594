/** Cuts Markdown into finished blocks, line by line: what is out never changes, whatever comes after. */

export type Block =
  /** Lines that are read as Markdown together. `gap`: a blank line stood before. */
  | { kind: "markdown"; text: string; gap: boolean }
  /** Too long to be held or looked at: shown as it is. */
  | { kind: "plain"; text: string; gap: boolean }
  | { kind: "fence"; text: string; gap: boolean }
  | { kind: "code"; text: string }
  | { kind: "fence_end"; text: string };

/** Characters after which a block is given out as it is; bounds both the wait and the work of the lexer. */
const longest = 8_000;

const blank = /^\s*$/;
const heading = /^ {0,3}#{1,6}(?:\s|$)/;
const rule = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const underline = /^ {0,3}(?:=+|-+)[ \t]*$/;
const item = /^ {0,1}(?:[-*+]|\d{1,9}[.)])(?:\s|$)/;
const firstItem = /^ {0,3}(?:[-*+]|1[.)])\s+\S/;
const fence = /^( *)(`{3,}|~{3,})([^`]*)$/;

export class Blocks {
  #lines: string[] = [];
  #length = 0;
  #kind: "none" | "paragraph" | "list" | "code" = "none";
  /** What closes the fence: outside of lists in kind `code`, inside of an item in kind `list`. */
  #closing: { mark: string } | null = null;
  #gap = false;
  #blankBefore = false;

  /** Takes one complete line, without its line feed. */
  push(line: string): Block[] {
    if (this.#kind === "code") return this.#inCode(line);
    const out = this.#take(line);
    return this.#length > longest ? [...out, ...this.#flush("plain")] : out;
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
      if (inner) this.#closing = { mark: inner[2] ?? "" };
      return this.#hold(line);
    }
    const next = item.test(line) && !rule.test(line);
    const leaves = afterBlank || inner || heading.test(line) || rule.test(line);
    if (!next && !leaves) return this.#hold(line);
    const out = this.#flush("markdown");
    this.#gap = afterBlank;
    return [...out, ...this.#take(line)];
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
