/** Which spellings of a path count: what is refused, what is protected, and how an awkward name is written down. */

import { ToolProblem } from "../core/ports.ts";
import { isUtf8 } from "./is-utf8.ts";

/** One name in a folder. */
export interface Name {
  /** As it is shown and typed: the name itself, awkward bytes as `\xHH`. */
  text: string;
  /** As the file system has it; bytes when it is not UTF-8. */
  raw: string | Buffer;
  /** True when `text` is not the name itself. Such a name can be read and overwritten, never made. */
  escaped: boolean;
}

export interface ParsedPath {
  absolute: boolean;
  /** Empty: the folder that the path starts from. */
  names: Name[];
  /** It ended in a slash, so only a folder can be meant. */
  folder: boolean;
}

/** Linux's PATH_MAX. */
const maxPathLength = 4096;

/** Controls, format and bidi characters, everything that is drawn as nothing, line separators, lone surrogates. */
const hidden =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}]/u;
const trailing = /[\s.]+$/u;
const escapes = /\\x[0-9a-fA-F]{2}/;
/** What nearly every name is made of; nothing in it can be awkward. */
const plain = /^[\w.@+-]*[\w@+-]$/;

/** Splits a path and checks every name in it, without looking at the disk; `given` is how it was typed. Throws ToolProblem. */
export function parsePath(path: string, given: string = path): ParsedPath {
  if (path === "") throw new ToolProblem('The path is empty. Use "." for the output directory.');
  if (path.length > maxPathLength)
    throw new ToolProblem(`The path is longer than ${maxPathLength} characters.`);
  const parts = path.split("/");
  const last = parts.at(-1);
  const names: Name[] = [];
  for (const part of parts) {
    if (part === "" || part === ".") continue;
    if (part === "..")
      throw new ToolProblem(
        `${quote(given)} holds "..". Name the place from the output directory down.`,
      );
    names.push(parseName(part));
  }
  const absolute = path.startsWith("/");
  if (!absolute && names[0]?.text === "~")
    throw new ToolProblem('"~" is not expanded. Paths are relative to the output directory.');
  return { absolute, names, folder: last === "" || last === "." };
}

/** One name as it was typed. Throws ToolProblem for what cannot be seen, looks like another name, or is no spelling of ours. */
function parseName(text: string): Name {
  if (plain.test(text)) return { text, raw: text, escaped: false };
  if (escapes.test(text)) {
    const name = nameOf(bytesOf(text));
    const bytes = Buffer.from(name.raw);
    const special = bytes.includes(0) || bytes.includes(0x2f) || /^\.{1,2}$/.test(`${name.raw}`);
    if (special || name.text !== text)
      throw new ToolProblem(`${quote(text)} is no name as list_files writes it.`);
    return name;
  }
  const name = nameOf(Buffer.from(text));
  if (!name.escaped) return name;
  const advice = text.includes("\0") ? "" : `; a file that has this one is written ${name.text}`;
  throw new ToolProblem(
    `The name ${quote(text)} ${awkwardness(text)}. Choose a plain name${advice}.`,
  );
}

/** A name as the file system has it. */
export function nameOf(bytes: Buffer): Name {
  const valid = isUtf8(bytes);
  const raw = valid ? bytes.toString() : bytes;
  const text = typeof raw === "string" ? spell(raw) : escapeBytes(bytes);
  return { text, raw, escaped: text !== raw };
}

function spell(name: string): string {
  // A name that happens to hold our own escape is told apart by an escaped backslash.
  let text = name.replace(/\\(?=x[0-9a-fA-F]{2})/g, "\\x5c");
  text = text.replace(new RegExp(hidden, "gu"), escapeCharacter);
  text = text.replace(trailing, (end) => [...end].map(escapeCharacter).join(""));
  return text.normalize("NFC") === text ? text : text.replace(/[^\x20-\x7e]/gu, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return [...Buffer.from(character)].map(escapeByte).join("");
}

function escapeByte(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, "0")}`;
}

function escapeBytes(bytes: Buffer): string {
  return bytes
    .toString("latin1")
    .replace(/\\(?=x[0-9a-fA-F]{2})|[^\x20-\x7e]|[\s.]+$/g, (found) =>
      [...Buffer.from(found, "latin1")].map(escapeByte).join(""),
    );
}

function bytesOf(text: string): Buffer {
  const pieces: Buffer[] = [];
  let from = 0;
  for (const { index } of text.matchAll(new RegExp(escapes, "g"))) {
    if (index > from) pieces.push(Buffer.from(text.slice(from, index)));
    pieces.push(Buffer.from([Number.parseInt(text.slice(index + 2, index + 4), 16)]));
    from = index + 4;
  }
  pieces.push(Buffer.from(text.slice(from)));
  return Buffer.concat(pieces);
}

function awkwardness(name: string): string {
  const found = hidden.exec(name)?.[0];
  if (found === "\0") return "holds a NUL";
  if (found !== undefined) return `holds the hidden character ${codePoint(found)}`;
  if (trailing.test(name)) return "ends in a dot or a blank";
  return "is not in Unicode's composed form (NFC)";
}

function codePoint(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `U+${hex.padStart(4, "0")}`;
}

/** A path or name in a message: nothing hidden, in one line, at most 200 characters. */
export function quote(text: string): string {
  const shown = text.replace(new RegExp(hidden, "gu"), (character) => `<${codePoint(character)}>`);
  return `"${shown.length > 200 ? `${shown.slice(0, 200)}…` : shown}"`;
}

// ---------------------------------------------------------------- protected names

/** What other programs act on without a question: the folders of version control (hooks, filters), Skillet's settings. */
const alwaysProtected = [".git", ".hg", ".svn", ".jj", ".skillet"];

/** Names (any depth) that no file tool writes to or below, in whatever letter case or look-alike spelling. */
export function protectedNames(more: readonly string[] = []): (name: Name) => boolean {
  const folded = new Set([...alwaysProtected, ...more].map(foldName));
  // The short name that FAT and NTFS give it.
  folded.add("git~1");
  return (name) => folded.has(foldName(name.raw.toString()));
}

/** What a forgiving file system might take a name for: case, compatibility forms, ignorable characters, stream suffix, tail. */
export function foldName(name: string): string {
  return name
    .normalize("NFKC")
    .replace(new RegExp(hidden, "gu"), "")
    .replaceAll("\ufffd", "")
    .replace(/:.*$/s, "")
    .toLowerCase()
    .replace(trailing, "");
}
