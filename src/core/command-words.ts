/** Reads a shell command line into simple commands and their words, without running or expanding anything. */

import { skipBackticks, skipBraces, skipParentheses, skipQuoted } from "./command-skip.ts";
import { isClean } from "./display.ts";

export interface Word {
  /** Without quotes and backslashes. What would be expanded stands as it was written. */
  text: string;
  /** False: a variable, pattern, substitution, brace or tilde in it makes it something else when it runs. */
  certain: boolean;
  /** True: no quote and no backslash was in it. Only such words can be keywords or assignments. */
  bare: boolean;
}

/** One program with its words. */
export interface SimpleCommand {
  words: Word[];
  /** Why its words alone do not tell what it does; empty: they do. */
  doubts: string[];
}

export interface CommandLine {
  commands: SimpleCommand[];
  /** What could not be read, as an end of the sentence "the command ..."; null: everything was. */
  unreadable: string | null;
  /** One of them is started with `&`: nothing of the line waits for it. */
  background: boolean;
}

/** What stands unquoted in a word without meaning anything to a shell. */
const plainCharacter = /[A-Za-z0-9_./:=@%+,-]/;
/** Deeper nesting than people write; reading stops there, and the line counts as unreadable. */
const maxDepth = 20;

/** Reads what bash and dash read. Substitutions are commands of their own, after the one they stand in. */
export function readCommandLine(text: string, depth = 0): CommandLine {
  const reader = newReader(text, depth);
  if (!isClean(text)) reader.unreadable = "holds hidden or control characters";
  if (depth > maxDepth)
    return { commands: [], unreadable: "is nested too deeply", background: false };
  while (reader.at < text.length) readNext(reader);
  endCommand(reader);
  if (reader.open > 0) reader.unreadable ??= "has an open parenthesis";
  if (reader.documents.length > 0) reader.unreadable ??= "has a here-document without text";
  const { commands, unreadable, background } = reader;
  return { commands, unreadable, background };
}

interface Reader {
  text: string;
  depth: number;
  at: number;
  commands: SimpleCommand[];
  /** Commands found inside the current one. */
  nested: SimpleCommand[];
  words: Word[];
  doubts: Set<string>;
  /** null: between words. */
  word: Word | null;
  /** The redirection that waits for its target; null: none. */
  redirect: string | null;
  /** Ends of here-documents whose text follows the next line end. */
  documents: string[];
  /** Open parentheses. */
  open: number;
  unreadable: string | null;
  background: boolean;
}

function newReader(text: string, depth: number): Reader {
  return {
    text,
    depth,
    at: 0,
    commands: [],
    nested: [],
    words: [],
    doubts: new Set(),
    word: null,
    redirect: null,
    documents: [],
    open: 0,
    unreadable: null,
    background: false,
  };
}

function readNext(reader: Reader): void {
  const { text, at } = reader;
  const character = text.charAt(at);
  if (character === " " || character === "\t") {
    endWord(reader);
    reader.at++;
  } else if (character === "\n") {
    endCommand(reader);
    reader.at++;
    skipDocuments(reader);
  } else if (plainCharacter.test(character)) {
    add(reader, character);
    reader.at++;
  } else if (character === "'" || character === '"') readQuoted(reader, character);
  else if (character === "\\") readBackslash(reader);
  else if (character === "$" || character === "`") readExpansion(reader);
  else if (character === "#" && !reader.word) {
    reader.doubts.add("holds a comment");
    const end = text.indexOf("\n", at);
    reader.at = end < 0 ? text.length : end;
  } else if (character === "<" || character === ">") readRedirection(reader);
  else if (character === "&" && text.charAt(at + 1) === ">") {
    endWord(reader);
    reader.at++;
    readRedirection(reader);
  } else if (";&|".includes(character)) {
    const alone = !/[&|]/.test(text.charAt(at - 1)) && text.charAt(at + 1) !== "&";
    if (character === "&" && alone) reader.background = true;
    endCommand(reader);
    reader.at++;
  } else if (character === "(") {
    endCommand(reader);
    reader.open++;
    reader.at++;
  } else if (character === ")") {
    endCommand(reader);
    if (reader.open-- === 0) {
      reader.open = 0;
      reader.unreadable ??= "has a parenthesis too many";
    }
    reader.at++;
  } else readOther(reader, character);
}

/** Patterns, braces, tildes, and what no plain word holds. */
function readOther(reader: Reader, character: string): void {
  if (isRevisionSign(reader, character)) {
    add(reader, character);
    reader.at++;
    return;
  }
  const expands = "*?[{~".includes(character);
  const why =
    character.charCodeAt(0) > 0x7e
      ? "holds characters that are not ASCII"
      : `holds an unquoted ${character}`;
  reader.doubts.add(expands ? "holds a pattern that the shell replaces" : why);
  add(reader, character, !expands);
  reader.at++;
}

/** `HEAD~1`, `main^`: a shell makes something else of these signs only where a word or a value begins. */
function isRevisionSign({ text, at, word }: Reader, character: string): boolean {
  // The sign first: a look at the end of a long word copies all of it.
  if ((character !== "~" && character !== "^") || !word?.bare) return false;
  if (!/[\w^~]/.test(text.charAt(at - 1))) return false;
  return character === "~" || /^\^(?:[\^~\d]|\s|$)/.test(text.slice(at, at + 2));
}

function readQuoted(reader: Reader, quote: string): void {
  const end = skipQuoted(reader.text, reader.at);
  if (end < 0) {
    giveUp(reader, "has an open quote");
    return;
  }
  const inside = reader.text.slice(reader.at + 1, end - 1);
  const word = add(reader, "");
  word.bare = false;
  reader.at = end;
  if (quote === "'") {
    word.text += inside;
    // Some programs expand their own arguments (`test -v`, `let`), so what looks like a substitution is no plain word.
    if (/[`\n]|\$[({]/.test(inside)) reader.doubts.add("quotes what looks like shell code");
    noteForeign(reader, inside);
    return;
  }
  if (/[$`]/.test(inside)) {
    word.certain = false;
    reader.doubts.add("holds a variable or substitution");
    readNested(reader, inside);
  }
  if (/[\\\n]/.test(inside)) reader.doubts.add("holds a backslash or line end in quotes");
  word.text += inside.replace(/\\(\n)|\\([$`"\\])/g, "$2");
  noteForeign(reader, inside);
}

function noteForeign(reader: Reader, text: string): void {
  if (/[^\t\n -~]/.test(text)) reader.doubts.add("holds characters that are not ASCII");
}

function readBackslash(reader: Reader): void {
  const next = reader.text.charAt(reader.at + 1);
  if (next === "") {
    giveUp(reader, "ends in a backslash");
    return;
  }
  reader.doubts.add("holds a backslash");
  if (next !== "\n") add(reader, next).bare = false;
  reader.at += 2;
}

/** `$name`, `${...}`, `$(...)`, `$'...'`, `$"..."` and backticks. */
function readExpansion(reader: Reader): void {
  const { text, at } = reader;
  const tick = text.charAt(at) === "`";
  const opens = tick ? "`" : text.charAt(at + 1);
  const start = tick ? at : at + 1;
  const end = skipExpansion(text, start, opens);
  if (end < 0) {
    giveUp(reader, "has an open substitution");
    return;
  }
  reader.doubts.add("holds a variable or substitution");
  add(reader, text.slice(at, end), false).bare = false;
  if ('`({"'.includes(opens) && opens !== "") {
    readNested(reader, text.slice(start + 1, end - 1), opens === "`" || opens === "(");
  }
  reader.at = end;
}

function skipExpansion(text: string, start: number, opens: string): number {
  if (opens === "`") return skipBackticks(text, start);
  if (opens === "(") return skipParentheses(text, start);
  if (opens === "{") return skipBraces(text, start);
  if (opens === "'" || opens === '"') return skipQuoted(text, start, opens === "'");
  const name = /(?:\w+|[@*#?$!-])?/y;
  name.lastIndex = start;
  return start + (name.exec(text)?.[0].length ?? 0);
}

/** Commands in a substitution; `code`: the whole text is one, else it is searched for some. */
function readNested(reader: Reader, text: string, code = false): void {
  if (code) {
    const inner = readCommandLine(text.replace(/^\(|\)$/g, " "), reader.depth + 1);
    reader.nested.push(...inner.commands);
    reader.unreadable ??= inner.unreadable;
    return;
  }
  for (let at = 0; at < text.length; at++) {
    const tick = text.charAt(at) === "`";
    if (text.charAt(at) === "\\") at++;
    else if (tick || text.startsWith("$(", at)) {
      const end = tick ? skipBackticks(text, at) : skipParentheses(text, at + 1);
      if (end < 0) {
        giveUp(reader, "has an open substitution");
        return;
      }
      readNested(reader, text.slice(at + (tick ? 1 : 2), end - 1), true);
      at = end - 1;
    }
  }
}

function readRedirection(reader: Reader): void {
  const { text, at, word } = reader;
  const operator =
    /^(?:<<<|<<-?|<>|<&|<\(|>>|>\||>&|>\(|<|>)/.exec(text.slice(at, at + 3))?.[0] ?? "<";
  if (operator.endsWith("(")) {
    const end = skipParentheses(text, at + 1);
    if (end < 0) {
      giveUp(reader, "has an open substitution");
      return;
    }
    add(reader, text.slice(at, end), false).bare = false;
    reader.doubts.add("holds a variable or substitution");
    readNested(reader, text.slice(at + 2, end - 1), true);
    reader.at = end;
    return;
  }
  // Digits right before it are the descriptor, no word.
  if (word?.bare && /^\d+$/.test(word.text)) reader.word = null;
  else endWord(reader);
  if (reader.redirect) reader.unreadable ??= "has a redirection without a target";
  reader.redirect = operator;
  reader.at += operator.length;
}

/** Of a part that makes or changes a file without a program's doing. */
export const writesByRedirection = "writes to a file by redirection";

/** A redirection is harmless when it only joins descriptors (`2>&1`) or throws away (`/dev/null`). */
function noteRedirection(reader: Reader, operator: string, target: Word): void {
  if (operator.startsWith("<<") && operator !== "<<<") reader.documents.push(target.text);
  const joins = operator.endsWith("&") && /^(?:\d+-?|-)$/.test(target.text);
  if (target.certain && target.bare && (joins || target.text === "/dev/null")) return;
  const writes = operator.includes(">");
  reader.doubts.add(writes ? writesByRedirection : "reads its input by redirection");
}

function skipDocuments(reader: Reader): void {
  for (const end of reader.documents.splice(0)) {
    for (;;) {
      if (reader.at >= reader.text.length) {
        giveUp(reader, "has an open here-document");
        return;
      }
      const stop = reader.text.indexOf("\n", reader.at);
      const line = reader.text.slice(reader.at, stop < 0 ? undefined : stop);
      reader.at = stop < 0 ? reader.text.length : stop + 1;
      if (line.replace(/^\t+/, "") === end) break;
      readNested(reader, line);
    }
  }
  reader.commands.push(...reader.nested.splice(0));
}

function add(reader: Reader, text: string, certain = true): Word {
  reader.word ??= { text: "", certain: true, bare: true };
  reader.word.text += text;
  if (!certain) reader.word.certain = false;
  return reader.word;
}

function endWord(reader: Reader): void {
  const { word, redirect } = reader;
  if (!word) return;
  reader.word = null;
  reader.redirect = null;
  if (redirect) noteRedirection(reader, redirect, word);
  else reader.words.push(word);
}

function endCommand(reader: Reader): void {
  endWord(reader);
  if (reader.redirect) reader.unreadable ??= "has a redirection without a target";
  reader.redirect = null;
  const doubts = [...reader.doubts];
  if (reader.open > 0) doubts.push("stands in parentheses");
  // A redirection alone makes a file: a command without words.
  if (reader.words.length + reader.doubts.size > 0) {
    reader.commands.push({ words: reader.words, doubts });
  }
  reader.commands.push(...reader.nested.splice(0));
  reader.words = [];
  reader.doubts = new Set();
}

function giveUp(reader: Reader, why: string): void {
  reader.unreadable ??= why;
  add(reader, reader.text.slice(reader.at), false);
  reader.at = reader.text.length;
}
