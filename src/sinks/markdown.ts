/** One finished block of Markdown as lines for a terminal. The text is already safe to show. */

import type { Token, Tokens } from "marked";
import { codeColour } from "./code.ts";
import { foldProse } from "./fold-styled.ts";
import type { Styles } from "./style.ts";
import { tableLines } from "./table.ts";

/** The lexer of `marked`, as far as it is used here. */
export interface Lex {
  (text: string): Token[];
  /** Of running text, without its block. */
  inline(text: string): Token[];
}

/** Loads marked; about 10 ms, so only a terminal that shows Markdown calls it. */
export async function loadLexer(): Promise<Lex> {
  const { lexer, Lexer } = await import("marked");
  return Object.assign((text: string) => lexer(text), {
    inline: (text: string) => Lexer.lexInline(text),
  });
}

/** Running text is broken between words, below its list mark; code and what is wider than a line is not, so that it can be copied. */
export function renderMarkdown(text: string, lex: Lex, styles: Styles, columns: number): string[] {
  const renderer: Renderer = { styles, columns };
  return blocks(lexed(text, lex), renderer);
}

/** So many quotes and lists inside each other are no text any more, but an attack on the lexer's time and stack. */
const nesting = /^(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])){32}/m;

/** What the lexer cannot take is one text. */
export function lexed(text: string, lex: Lex): Token[] {
  const asItIs: Token[] = [{ type: "text", raw: text, text }];
  if (nesting.test(text)) return asItIs;
  try {
    return lex(text);
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    return asItIs;
  }
}

interface Renderer {
  styles: Styles;
  columns: number;
}

function blocks(tokens: readonly Token[], renderer: Renderer): string[] {
  const lines: string[] = [];
  for (const token of tokens) {
    if (token.type === "space") {
      if (lines.length > 0) lines.push("");
    } else lines.push(...block(token, renderer));
  }
  while (lines.at(-1) === "") lines.pop();
  return lines;
}

function block(token: Token, renderer: Renderer): string[] {
  const { styles, columns } = renderer;
  switch (token.type) {
    case "heading": {
      const text = inlineText(token.tokens, styles);
      const plain = `${"#".repeat(token.depth)} ${text}`;
      return foldProse(
        styles.color ? styles.bold(token.depth === 1 ? styles.underline(text) : text) : plain,
        columns,
      );
    }
    case "paragraph":
    case "text":
      return prose(inlineText(token.tokens ?? [token], styles), columns);
    case "code":
      return codeLines(token as Tokens.Code, styles);
    case "list":
      return list(token as Tokens.List, renderer);
    case "blockquote":
      return blocks(token.tokens ?? [], { styles, columns: columns - 2 }).map(
        (line) => `${styles.dim(">")} ${line}`,
      );
    case "table":
      return table(token as Tokens.Table, renderer);
    case "hr":
      return [styles.dim("-".repeat(Math.min(columns, 40)))];
    default:
      return prose(token.raw.replace(/\n+$/, ""), columns);
  }
}

/** Lines of running text, as they were written, each in the rows that it takes. */
export function prose(text: string, columns: number): string[] {
  return text.split("\n").flatMap((line) => foldProse(line, columns));
}

function codeLines(token: Tokens.Code, styles: Styles): string[] {
  const lines = token.text.split("\n").map(codeColour(token.lang ?? "", styles));
  if (token.codeBlockStyle === "indented") return lines.map((line) => `    ${line}`);
  return [styles.dim(`\`\`\`${token.lang ?? ""}`), ...lines, styles.dim("```")];
}

function list(token: Tokens.List, renderer: Renderer): string[] {
  const first = typeof token.start === "number" ? token.start : 1;
  return token.items.flatMap((item, index) => {
    const marker = token.ordered ? `${first + index}.` : "-";
    const box = item.task ? `[${item.checked ? "x" : " "}] ` : "";
    const indent = " ".repeat(marker.length + 1);
    const inner = { ...renderer, columns: renderer.columns - indent.length };
    const lines = blocks(
      item.tokens.filter(({ type }) => type !== "checkbox"),
      inner,
    );
    const gap = token.loose && index > 0 ? [""] : [];
    const [head = "", ...rest] = lines;
    return [
      ...gap,
      `${marker} ${box}${head}`,
      ...rest.map((line) => (line === "" ? "" : indent + line)),
    ];
  });
}

function table(token: Tokens.Table, renderer: Renderer): string[] {
  const cells = (row: readonly Tokens.TableCell[]) =>
    row.map((cell) => inlineText(cell.tokens, renderer.styles).replaceAll("\n", " "));
  const { header, rows, align } = token;
  const whole = { header: cells(header), rows: rows.map(cells), align };
  return tableLines(whole, renderer.styles, renderer.columns);
}

/** Without colour the marks stay as they were written: they are the only emphasis there is. */
export function inlineText(tokens: readonly Token[] | undefined, styles: Styles): string {
  return (tokens ?? [])
    .map((token) => {
      const children = "tokens" in token ? token.tokens : undefined;
      const inner = () => inlineText(children, styles);
      switch (token.type) {
        case "strong":
          return styles.color ? styles.bold(inner()) : token.raw;
        case "em":
          return styles.color ? styles.italic(inner()) : token.raw;
        case "del":
          return styles.color ? styles.strike(inner()) : token.raw;
        case "codespan":
          return styles.color ? styles.code(token.text) : token.raw;
        case "link": {
          const text = inner();
          const same = token.href === token.text || token.href === `mailto:${token.text}`;
          // The target is shown: a text that names another place than it leads to cannot hide that.
          return same ? styles.underline(text) : `${styles.underline(text)} (${token.href})`;
        }
        case "image":
          return `[image: ${token.text}] (${token.href})`;
        case "br":
          return "\n";
        case "checkbox":
          // Stands before the item; in one of several paragraphs it is part of the text as well.
          return "";
        case "text":
          return children ? inner() : token.text;
        case "escape":
          return token.text;
        default:
          return token.raw;
      }
    })
    .join("");
}
