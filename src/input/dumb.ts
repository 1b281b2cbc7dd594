/** The same as paint.ts for a terminal that knows no escapes: returns and blanks only. What cannot be redrawn in its last row is written anew below. Pure. */

import { cellsOf, cellWidth, shownCell, textOf } from "./cells.ts";
import type { Layout, Row } from "./layout.ts";

/** The terminal's cursor is in the last row afterwards; where the insertion point is not in it, at its end. */
export function paint(before: Layout | null, after: Layout): string {
  if (!before) return `${joined(after.rows)}${toCursor(after)}`;
  const at = before.rows.length - 1;
  const [old, now] = [before.rows[at], after.rows[at]];
  const isSame =
    before.columns === after.columns &&
    before.rows.slice(0, at).every(({ text }, row) => text === after.rows[row]?.text);
  if (!isSame || !old || !now) return `\r\n${joined(after.rows)}${toCursor(after)}`;
  const more = after.rows.slice(at + 1);
  const isAtEnd = before.cursor.row !== at || before.cursor.column === old.width;
  if (isAtEnd && now.text.startsWith(old.text)) {
    return `${now.text.slice(old.text.length)}${below(more)}${toCursor(after)}`;
  }
  const left = Math.max(0, old.width - now.width);
  const cleared = left > 0 ? `${" ".repeat(left)}\r${now.text}` : "";
  return `\r${now.text}${cleared}${below(more)}${toCursor(after)}`;
}

/** The cursor is at the start of a row afterwards; several rows stay where they are. */
export function erase({ rows: [first, ...more] }: Layout): string {
  return more.length > 0 ? "\r\n" : `\r${" ".repeat(first?.width ?? 0)}\r`;
}

/** `whole`: what has to stand there in the end. */
export function leave(drawn: Layout | null, whole: Layout): string {
  const stands = drawn && whole.rows.every(({ text }, at) => text === drawn.rows[at]?.text);
  return `${stands ? "" : paint(drawn, whole)}\r\n`;
}

function joined(rows: readonly Row[]): string {
  return rows.map(({ text }) => text).join("\r\n");
}

function below(rows: readonly Row[]): string {
  return rows.map(({ text }) => `\r\n${text}`).join("");
}

/** From the end of the last row. */
function toCursor({ rows, cursor }: Layout): string {
  const last = rows.at(-1);
  if (!last || cursor.row !== rows.length - 1 || cursor.column >= last.width) return "";
  let before = "";
  let column = 0;
  for (const cell of cellsOf(last.text)) {
    if (column >= cursor.column) break;
    before += textOf([cell]);
    column += cellWidth(shownCell(cell));
  }
  return `\r${before}`;
}
