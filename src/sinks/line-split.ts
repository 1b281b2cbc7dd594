/** Puts streamed pieces together into lines; each character is looked at once, however the pieces were cut. */

export class LineSplit {
  #pieces: string[] = [];
  #length = 0;

  /** The lines that `piece` completes, without line feeds and without a carriage return before them. */
  push(piece: string): string[] {
    if (!piece.includes("\n")) {
      this.#pieces.push(piece);
      this.#length += piece.length;
      return [];
    }
    const lines = (this.#take() + piece).split("\n");
    const rest = lines.pop() ?? "";
    if (rest !== "") this.push(rest);
    return lines.map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
  }

  /** The line that has not ended; null: there is none. */
  end(): string | null {
    return this.#length === 0 ? null : this.#take();
  }

  /** The last characters of the open line, for a glance at it. */
  tail(characters: number): string {
    let text = "";
    for (let i = this.#pieces.length - 1; i >= 0 && text.length < characters; i--) {
      text = this.#pieces[i] + text;
    }
    return text.slice(-characters);
  }

  #take(): string {
    const text = this.#pieces.join("");
    this.#pieces = [];
    this.#length = 0;
    return text;
  }
}
