/** A table in the width of the window: as it is, with narrower columns, or as one record below the other. */

import { foldStyled } from "./fold-styled.ts";
import type { Styles } from "./style.ts";
import { pad, widthOf } from "./width.ts";

export interface Table {
  /** Cells may hold styles. */
  header: readonly string[];
  rows: readonly (readonly string[])[];
  align: readonly ("left" | "right" | "center" | null)[];
}

/** A column that is made narrower than this cannot be read any more. */
const narrowest = 6;
const gap = 2;

export function tableLines(table: Table, styles: Styles, columns: number): string[] {
  const { header, rows, align } = table;
  const natural = header.map((cell, column) =>
    Math.max(widthOf(cell), ...rows.map((row) => widthOf(row[column] ?? ""))),
  );
  const widths = narrowed(natural, columns - gap * (header.length - 1));
  if (!widths) return records(table, styles);
  const linesOf = (cells: readonly string[]): string[] => {
    const folded = widths.map((width, column) => foldStyled(cells[column] ?? "", width));
    const height = Math.max(...folded.map(({ length }) => length));
    return Array.from({ length: height }, (_, line) =>
      folded
        .map((cell, column) => pad(cell[line] ?? "", widths[column] ?? 0, align[column] ?? "left"))
        .join(" ".repeat(gap))
        .trimEnd(),
    );
  };
  return [
    ...linesOf(header.map((cell) => styles.bold(cell))),
    styles.dim(widths.map((width) => "-".repeat(width)).join(" ".repeat(gap))),
    ...rows.flatMap(linesOf),
  ];
}

/** The widest columns give first. null: even the narrowest do not fit. */
function narrowed(natural: readonly number[], room: number): number[] | null {
  const widths = [...natural];
  const least = natural.map((width) => Math.min(width, narrowest));
  const sum = (all: readonly number[]) => all.reduce((total, width) => total + width, 0);
  if (sum(least) > room) return null;
  for (let over = sum(widths) - room; over > 0; over--) {
    const widest = widths.indexOf(Math.max(...widths));
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function records({ header, rows }: Table, styles: Styles): string[] {
  return rows.flatMap((row, index) => [
    ...(index > 0 ? [""] : []),
    ...row.map((cell, column) => `${styles.bold(header[column] ?? "")}: ${cell}`),
  ]);
}
