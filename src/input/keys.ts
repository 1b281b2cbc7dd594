/** What a terminal sends, cut into key presses and pastes; nothing that a program made the terminal answer passes as a key. */

export interface KeyPress {
  /**
   * A character (full width made plain), or return, escape, up, down, left, right, home, end, delete, backspace, tab,
   * newline (Alt-Enter, Shift-Enter), ctrl-LETTER, alt-LETTER, ctrl-left, ctrl-right; empty: a key without a name.
   */
  key: string;
  /** As it came, for a line editor. */
  raw: string;
}

export type Input = KeyPress | { paste: string };

export interface KeyReader {
  /** Takes what arrived; gives what is complete. */
  push(text: string): Input[];
  /** True when an escape waits for what may follow it. */
  waiting(): boolean;
  /** The waiting escape was the key itself. */
  settle(): Input[];
}

const named: ReadonlyMap<string, string> = new Map([
  ["\r", "return"],
  ["\t", "tab"],
  ["\x1c", "ctrl-\\"],
  ["\x1f", "ctrl-_"],
  ["\x08", "backspace"],
  ["\x7f", "backspace"],
  ["\x1b[A", "up"],
  ["\x1bOA", "up"],
  ["\x1b[B", "down"],
  ["\x1bOB", "down"],
  ["\x1b[C", "right"],
  ["\x1bOC", "right"],
  ["\x1b[D", "left"],
  ["\x1bOD", "left"],
  ["\x1b[H", "home"],
  ["\x1bOH", "home"],
  ["\x1b[F", "end"],
  ["\x1bOF", "end"],
  ["\x1b[3~", "delete"],
  ["\x1b\r", "newline"],
  ["\x1b\n", "newline"],
  // Shift-Enter and Alt-Enter of terminals that tell them apart.
  ["\x1b[13;2u", "newline"],
  ["\x1b[13;3u", "newline"],
  ["\x1b[27;2;13~", "newline"],
  ["\x1b[27;3;13~", "newline"],
  ["\x1b[1~", "home"],
  ["\x1b[7~", "home"],
  ["\x1b[4~", "end"],
  ["\x1b[8~", "end"],
  ["\x1b[1;5C", "ctrl-right"],
  ["\x1b[1;5D", "ctrl-left"],
  ["\x1b[1;3C", "ctrl-right"],
  ["\x1b[1;3D", "ctrl-left"],
  ["\x1bOc", "ctrl-right"],
  ["\x1bOd", "ctrl-left"],
  ["\x1b\x7f", "alt-backspace"],
  ["\x1b\x08", "alt-backspace"],
]);

const pasteStart = "\x1b[200~";
const pasteEnd = "\x1b[201~";
/** CSI and SS3 keys; OSC, DCS, PM, APC and SOS answers up to their end; Alt with a character. */
const sequence =
  /^\x1b(?:\[[0-?]*[ -/]*[@-~]|O[ -~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|[^[\]OPX^_\x1b])/u;

/** ctrl-a to ctrl-z. */
function controlName(raw: string): string | undefined {
  const code = raw.charCodeAt(0);
  return code >= 1 && code <= 26 ? `ctrl-${String.fromCharCode(code + 96)}` : undefined;
}

export function keyReader(): KeyReader {
  let rest = "";
  /** null: no paste is going on. */
  let paste: string | null = null;

  function next(): Input | null {
    if (paste !== null) {
      const end = rest.indexOf(pasteEnd);
      if (end < 0) {
        // The end mark itself may come in pieces.
        const kept = Math.max(0, rest.length - pasteEnd.length + 1);
        paste += rest.slice(0, kept);
        rest = rest.slice(kept);
        return null;
      }
      const whole = paste + rest.slice(0, end);
      rest = rest.slice(end + pasteEnd.length);
      paste = null;
      return { paste: whole };
    }
    if (rest.startsWith(pasteStart)) {
      rest = rest.slice(pasteStart.length);
      paste = "";
      return next();
    }
    if (!rest.startsWith("\x1b")) {
      const raw = String.fromCodePoint(rest.codePointAt(0) ?? 0);
      rest = rest.slice(raw.length);
      return { key: named.get(raw) ?? controlName(raw) ?? raw.normalize("NFKC"), raw };
    }
    const raw = sequence.exec(rest)?.[0];
    if (raw === undefined) {
      if (!rest.startsWith("\x1b\x1b")) return null;
      rest = rest.slice(1);
      return { key: "escape", raw: "\x1b" };
    }
    rest = rest.slice(raw.length);
    return { key: named.get(raw) ?? (/^\x1b[a-z]$/.test(raw) ? `alt-${raw.slice(1)}` : ""), raw };
  }

  return {
    push(text) {
      // A paste whose end never comes must not lock the user out.
      if (paste !== null && /^\x03+$/.test(text)) {
        paste = null;
        rest = "";
      }
      rest += text;
      const found: Input[] = [];
      while (rest !== "") {
        const one = next();
        if (one === null) break;
        found.push(one);
      }
      return found;
    },
    waiting: () => paste === null && rest !== "",
    settle() {
      if (paste !== null || rest === "") return [];
      const cut = rest;
      rest = "";
      // A lone escape is the key; the beginning of a longer answer is nobody's key.
      return cut === "\x1b" ? [{ key: "escape", raw: cut }] : [];
    },
  };
}

export function isInterrupt(one: Input): boolean {
  return "key" in one && one.key === "ctrl-c";
}

/**
 * The one key that a burst of input means, null: none. Several characters at once are a paste or an input method's text,
 * which answers nothing; a return right behind the key belongs to it.
 */
export function singleKey(burst: readonly Input[]): string | null {
  const keys = burst.flatMap((one) =>
    "key" in one && one.key !== "" && !one.key.startsWith("alt-") ? [plainEnter(one.key)] : [],
  );
  if (burst.some((one) => "paste" in one)) return null;
  const [first, second, ...more] = keys;
  if (first === undefined || more.length > 0) return null;
  return second === undefined || (second === "return" && first !== "return") ? first : null;
}

/** Some programs send the line end instead of what the Enter key sends. */
function plainEnter(key: string): string {
  return key === "ctrl-j" ? "return" : key;
}
