/** `--output-format text`: the answer alone; everything else goes elsewhere. */

import { display } from "../core/display.ts";
import type { Sink } from "../core/ports.ts";

export interface FinalTextOptions {
  write: (text: string) => void;
  /** Whether `write` leads to a terminal: only there is the text escaped. Into a file or pipe it goes as it is. */
  terminal: boolean;
}

/** A turn without an answer prints nothing. */
export function finalText({ write, terminal }: FinalTextOptions): Sink {
  return (event) => {
    if (event.type !== "turn_end" || event.text === "") return;
    const text = terminal ? display(event.text) : event.text;
    write(text.endsWith("\n") ? text : `${text}\n`);
  };
}
