/** What a folder brings, as a person is shown it before they trust it. */

import type { LayerFile } from "../config/project-layer.ts";
import { display } from "../core/display.ts";
import { describeHidden, findHidden } from "../skills/hidden.ts";

/** One line for each file, and its first words. */
export function offeredLines(files: readonly LayerFile[]): string[] {
  if (files.length === 0)
    return ["  It brings no settings and no AGENTS.md; its folder alone is trusted."];
  return files.flatMap(({ name, kind, bytes, state, text }) => {
    const hidden = findHidden(text);
    const notes = [
      kind === "settings" ? "may tighten, never loosen" : "notes for the model; they allow nothing",
      ...(state === "changed" ? ["changed since it was trusted"] : []),
      ...(hidden ? [describeHidden(hidden)] : []),
    ];
    return [
      `  ${display(name, { oneLine: true, marks: "lookalikes" })}  ${sizeOf(bytes)}  (${notes.join("; ")})`,
      ...text
        .split("\n")
        .filter((line) => line.trim() !== "")
        .slice(0, shownLines)
        .map((line) => `    | ${display(line, { oneLine: true }).slice(0, 100)}`),
    ];
  });
}

const shownLines = 6;

/** 812 B, 3 kB */
export function sizeOf(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : `${Math.round(bytes / 1000)} kB`;
}
