/** What has to be written so that one layout stands where another one stood. Pure. Only rows that changed are drawn. */

import type { Layout } from "./layout.ts";

/** `plain`: what is typed or taken back at the end is written as just that, without an escape. `before`: what stands there, the terminal's cursor in it; null: nothing, the cursor is at the start of a row. */
export function paint(before: Layout | null, after: Layout, plain = false): string {
  const simple = plain ? atEnd(before, after) : null;
  if (simple !== null) return simple;
  if (before && before.columns !== after.columns)
    return erase(before, after.columns) + fresh(after);
  if (!before) return fresh(after);
  const typed = typedAtEnd(before, after);
  if (typed !== null) return typed;
  const fewer = before.rows.length > after.rows.length;
  const last = after.rows.length - 1;
  let text = `${up(before.cursor.row)}\r`;
  let isWritten = false;
  for (const [index, row] of after.rows.entries()) {
    isWritten = before.rows[index]?.text !== row.text || (fewer && index === last);
    text += `${isWritten ? `${row.text}\x1b[K` : ""}${index < last ? "\r\n" : ""}`;
  }
  return `${text}${fewer ? "\x1b[J" : ""}${toCursor(after, isWritten)}`;
}

/** Takes it away; the cursor is at the start of its first row afterwards. `columns`: of the terminal by now. */
export function erase(drawn: Layout, columns = drawn.columns): string {
  return `${up(rowsAbove(drawn, columns))}\r\x1b[J`;
}

/** Leaves it where it is; the cursor goes to the start of the row below. */
export function leave(drawn: Layout): string {
  return `${down(drawn.rows.length - 1 - drawn.cursor.row)}\r\n`;
}

function fresh(layout: Layout): string {
  return `\r${layout.rows.map(({ text }) => `${text}\x1b[K`).join("\r\n")}${toCursor(layout, true)}`;
}

/** The common case, one character typed at the end, as one character: slow links and screen readers are glad of it. */
function typedAtEnd(before: Layout, after: Layout): string | null {
  const row = before.rows.length - 1;
  const old = before.rows[row];
  const now = after.rows[row];
  if (!old || !now || after.rows.length !== before.rows.length) return null;
  if (before.cursor.row !== row || before.cursor.column !== old.width) return null;
  if (after.cursor.row !== row || after.cursor.column !== now.width) return null;
  if (!now.text.startsWith(old.text)) return null;
  const typed = now.text.slice(old.text.length);
  if (!/^[\x20-\x7e]*$/.test(typed)) return null;
  return before.rows.slice(0, row).every(({ text }, at) => text === after.rows[at]?.text)
    ? typed
    : null;
}

/** For screen readers. null: the change is somewhere else. */
function atEnd(before: Layout | null, after: Layout): string | null {
  const now = after.rows.at(-1);
  if (!now || after.cursor.row !== after.rows.length - 1 || after.cursor.column !== now.width)
    return null;
  if (!before) return after.rows.map(({ text }) => text).join("\r\n");
  const old = before.rows.at(-1);
  const isSame = before.rows.length === after.rows.length && before.columns === after.columns;
  if (!old || !isSame || before.cursor.row !== after.cursor.row) return null;
  if (before.cursor.column !== old.width) return null;
  if (before.rows.slice(0, -1).some(({ text }, at) => text !== after.rows[at]?.text)) return null;
  if (now.text.startsWith(old.text)) return now.text.slice(old.text.length);
  return old.text.startsWith(now.text) ? "\b \b".repeat(old.width - now.width) : null;
}

/** Where a narrower terminal has wrapped what was drawn, its rows have become more. */
function rowsAbove({ rows, cursor, columns: drawnFor }: Layout, columns: number): number {
  if (columns >= drawnFor) return cursor.row;
  const wrapped = rows
    .slice(0, cursor.row)
    .reduce((sum, { width }) => sum + Math.max(1, Math.ceil(width / columns)), 0);
  return wrapped + Math.floor(cursor.column / columns);
}

/** `isWritten`: the last row was just written, the cursor stands at its end. */
function toCursor({ rows, cursor }: Layout, isWritten: boolean): string {
  const last = rows.length - 1;
  if (isWritten && cursor.row === last && cursor.column === rows[last]?.width) return "";
  return `${up(last - cursor.row)}\r${cursor.column > 0 ? `\x1b[${cursor.column}C` : ""}`;
}

function up(rows: number): string {
  return rows > 0 ? `\x1b[${rows}A` : "";
}

function down(rows: number): string {
  return rows > 0 ? `\x1b[${rows}B` : "";
}
