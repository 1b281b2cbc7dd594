/** A terminal's screen, as tmux captures it with its colours, as a picture: SVG, so that no font has to be here. */

import { type Piece, piecesOf, plain } from "./pieces.ts";

/** Whole numbers keep the many positions short; `scale` makes the picture as large as a terminal with letters of 14 px. */
const cell = { width: 10, height: 21, baseline: 16 };
const scale = 0.84;
const margin = 14;
const background = "#1e222a";
const colours = [
  "#8b93a3",
  "#e06c75",
  "#98c379",
  "#e5c07b",
  "#61afef",
  "#c678dd",
  "#56b6c2",
  "#d8dee9",
] as const;

const narrow = {
  family: "'DejaVu Sans Mono', Menlo, Consolas, 'Liberation Mono', monospace",
  size: 16.6,
  cells: 1,
  inset: 0,
};
/** A little larger, and in the middle, as two cells are wider than one em. */
const wide = {
  family:
    "'Noto Sans CJK JP', 'Hiragino Sans', 'Yu Gothic', 'Noto Sans Mono CJK JP', 'MS Gothic', monospace",
  size: 18,
  cells: 2,
  inset: 1,
};

export interface Screen {
  /** Lines with SGR sequences (`tmux capture-pane -e`). */
  text: string;
  columns: number;
  cursor: { column: number; row: number };
  /** Han characters look as they do in this language. */
  language: string;
}

/** Every character has its own x, so that the columns stand whatever the font; in viewers that read only the first of them (librsvg) each word has. */
export function pictureOf({ text, columns, cursor, language }: Screen): string {
  const lines = text.split("\n");
  const width = columns * cell.width + 2 * margin;
  const height = Math.max(lines.length, cursor.row + 1) * cell.height + 2 * margin;
  let style = plain;
  const rows = lines.map((line) => {
    const read = piecesOf(line, style);
    style = read.style;
    return read.pieces;
  });
  const at = `x="${x(cursor.column)}" y="${margin + cursor.row * cell.height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" xml:lang="${language}" width="${Math.round(width * scale)}" height="${Math.round(height * scale)}" viewBox="0 0 ${width} ${height}">
<rect width="100%" height="100%" rx="7" fill="${background}"/>
<rect ${at} width="${cell.width}" height="${cell.height}" fill="${colours[plain.colour]}"/>
${layer(
  rows.map((row) => row.filter((piece) => !piece.wide)),
  narrow,
)}
${layer(
  rows.map((row) => row.filter((piece) => piece.wide)),
  wide,
)}
</svg>
`;
}

function layer(rows: readonly (readonly Piece[])[], { family, size, cells, inset }: typeof wide) {
  const texts = rows.flatMap((pieces, row) => {
    const y = margin + row * cell.height + cell.baseline;
    const inside = pieces.map((piece) => tspan(piece, cells, inset)).join("");
    return inside === "" ? [] : [`<text y="${y}">${inside}</text>`];
  });
  const spacing = inset === 0 ? "" : ` letter-spacing="${2 * inset}"`;
  return `<g font-family="${family}" font-size="${size}"${spacing} fill="${colours[plain.colour]}">
${texts.join("\n")}
</g>`;
}

function x(column: number): number {
  return margin + column * cell.width;
}

function tspan(piece: Piece, cells: number, inset: number): string {
  const { text, column, alone, colour, bold, dim, italic, underline } = piece;
  const count = alone ? 1 : text.length;
  const places = Array.from({ length: count }, (_, index) => x(column + index * cells) + inset);
  const attributes = [
    `x="${places.join(" ")}"`,
    colour !== plain.colour && `fill="${colours[colour]}"`,
    bold && 'font-weight="bold"',
    italic && 'font-style="italic"',
    underline && 'text-decoration="underline"',
    dim && 'fill-opacity="0.65"',
  ];
  return `<tspan ${attributes.filter((one) => one).join(" ")}>${escaped(text)}</tspan>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
