/** What a question about a folder shows: the settings and notes that it brings, with their first lines. */

import { display } from "../core/display.ts";
import { counted, phrase, translated } from "../core/messages/phrase.ts";
import { nameOf, type PromptLine } from "./prompt.ts";
import { padded } from "./width.ts";

/** A file that is used only when the user says so. All of it is foreign text. */
export interface OfferedFile {
  kind: "settings" | "notes";
  /** As the user knows it. */
  name: string;
  bytes: number;
  /** It was trusted once, with other content. */
  changed: boolean;
  /** Hidden characters and the like, one line each. */
  findings: readonly string[];
  text: string;
}

/** So much of a file stands in the question itself; notes are read whole with its number. */
const shownLines = 6;
const shownCharacters = 160;

/** Of each file: its name, what it can do, and how it begins. */
export function fileLines(files: readonly OfferedFile[]): PromptLine[] {
  return files.flatMap(({ kind, name, bytes, changed, findings, text }, index) => {
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    const more = lines.length - shownLines;
    const state = changed ? phrase("CHANGED since it was trusted") : phrase("new");
    const field = (title: string, value: string, role: PromptLine["role"] = "field") => ({
      role,
      text: `      ${padded(title, 8)} ${value}`,
    });
    return [
      {
        role: "content",
        text: `  ${index + 1} ${nameOf(name)}  ${counted(bytes, "byte")}  ${state}`,
      },
      field(
        phrase("is"),
        kind === "settings"
          ? phrase("settings: they can tighten what goes through, never loosen it")
          : phrase("notes that the model reads: they allow nothing"),
      ),
      ...findings.map((finding) => field(phrase("warning"), translated(finding), "warning")),
      ...lines.slice(0, shownLines).map((line): PromptLine => {
        const clipped = line.length > shownCharacters ? `${line.slice(0, shownCharacters)}…` : line;
        return { role: "content", text: `      | ${display(clipped, { marks: "lookalikes" })}` };
      }),
      ...(more > 0
        ? [
            {
              role: "field",
              text: `      … ${phrase("{1}; its number shows everything", counted(more, "more line"))} …`,
            } as const,
          ]
        : []),
    ];
  });
}

export function folderQuestion(files: readonly OfferedFile[]): PromptLine[] {
  const one = files.length === 1;
  const keys = [
    `[y] ${one ? phrase("trust it") : phrase("trust all")}`,
    `[n] ${phrase("not in this session")}`,
    `[d] ${phrase("never, unless it changes")}`,
    one ? `[1] ${phrase("read it")}` : `[1-${Math.min(9, files.length)}] ${phrase("read one")}`,
  ];
  return [
    {
      role: "title",
      text: `${phrase("TRUST?")}  ${phrase("This folder brings what nobody has trusted as it stands: {1}", counted(files.length, "file"))}`,
    },
    ...fileLines(files),
    { role: "keys", text: keys.join("  ") },
  ];
}

/** All of one file. */
export function wholeFile({ name, text }: OfferedFile): PromptLine[] {
  return [
    { role: "title", text: nameOf(name) },
    ...display(text, { marks: "lookalikes" })
      .split("\n")
      .map((shown): PromptLine => ({ role: "content", text: `  | ${shown}` })),
  ];
}
