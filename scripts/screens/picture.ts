/** A terminal's screen, as tmux captures it with its colours, as a picture: SVG, so that no font has to be here. */

import { eastAsianWidth } from "get-east-asian-width";

const cell = { width: 8.4, height: 18 };
const margin = 12;
const plain = "#d8dee9";
/** By the last digit of 30-37 and 90-97. */
const colours = [
  "#4c566a",
  "#e06c75",
  "#98c379",
  "#e5c07b",
  "#61afef",
  "#c678dd",
  "#56b6c2",
  plain,
];

interface Style {
  bold: boolean;
  dim: boolean;
  colour: string;
}

interface Run extends Style {
  text: string;
  column: number;
  columns: number;
}

/** `screen`: lines with SGR sequences (`tmux capture-pane -e`). */
export function pictureOf(screen: string, columns: number): string {
  const lines = screen.split("\n");
  const width = Math.ceil(columns * cell.width + 2 * margin);
  const height = lines.length * cell.height + 2 * margin;
  let style = reset();
  const rows = lines.map((line, row) => {
    const read = runsOf(line, style);
    style = read.style;
    return read.runs.map((run) => textOf(run, row)).join("");
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<rect width="100%" height="100%" rx="6" fill="#1e222a"/>
<g font-family="'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono CJK JP', 'Noto Sans CJK JP', monospace" font-size="14" xml:space="preserve">
${rows.filter((row) => row !== "").join("\n")}
</g>
</svg>
`;
}

function reset(): Style {
  return { bold: false, dim: false, colour: plain };
}

function runsOf(line: string, before: Style): { runs: Run[]; style: Style } {
  let style = before;
  let column = 0;
  const runs: Run[] = [];
  for (const piece of line.split(/(\u001b\[[\d;]*m)/)) {
    const codes = /^\u001b\[([\d;]*)m$/.exec(piece)?.[1];
    if (codes !== undefined) {
      for (const code of (codes || "0").split(";").map(Number)) style = styled(style, code);
      continue;
    }
    // Wide and narrow characters apart: each keeps its columns whatever the font.
    for (const text of piece.match(/[\0-\u10ff]+|[^\0-\u10ff]+/gu) ?? []) {
      const columns = [...text].reduce(
        (sum, one) => sum + eastAsianWidth(one.codePointAt(0) ?? 0),
        0,
      );
      if (text.trim() !== "") runs.push({ ...style, text, column, columns });
      column += columns;
    }
  }
  return { runs, style };
}

function styled(style: Style, code: number): Style {
  if (code === 0) return reset();
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 22) return { ...style, bold: false, dim: false };
  if (code === 39) return { ...style, colour: plain };
  const isColour = (code >= 30 && code <= 37) || (code >= 90 && code <= 97);
  return isColour ? { ...style, colour: colours[code % 10] ?? plain } : style;
}

function textOf({ text, column, columns, colour, bold, dim }: Run, row: number): string {
  const x = (margin + column * cell.width).toFixed(1);
  const y = margin + row * cell.height + 14;
  const length = (columns * cell.width).toFixed(1);
  const weight = bold ? ' font-weight="bold"' : "";
  const faint = dim ? ' opacity="0.65"' : "";
  return `<text x="${x}" y="${y}" textLength="${length}" fill="${colour}"${weight}${faint}>${escaped(text)}</text>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
