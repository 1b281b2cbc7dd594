/** Markdown of the model as HTML: every text escaped, and nothing that leads or loads from anywhere. */

import type { Token, Tokens } from "marked";
import { display } from "../core/display.ts";
import { Blocks } from "./blocks.ts";
import { codeBlock, withEntities } from "./html-text.ts";
import { type Lex, lexed } from "./markdown.ts";

/** Cut into the same blocks as on the terminal, which bounds the work of the lexer. */
export function markdownHtml(text: string, lex: Lex): string {
  const blocks = new Blocks();
  const html: string[] = [];
  let tokens: Token[] = [];
  let code: { language: string; lines: string[] } | null = null;
  const flush = () => {
    if (code) html.push(codeBlock(code.lines.join("\n"), code.language));
    html.push(...whole(tokens).map(block));
    code = null;
    tokens = [];
  };
  const lines = display(text.trimEnd()).split("\n");
  for (const part of [...lines.flatMap((line) => blocks.push(line)), ...blocks.end()]) {
    if (part.kind === "code" && code) code.lines.push(part.text);
    else if (part.kind === "markdown") tokens.push(...lexed(part.text, lex));
    else {
      flush();
      if (part.kind === "plain") html.push(`<pre>${withEntities(part.text)}</pre>`);
      if (part.kind === "fence") code = { language: part.text.replace(/^[`~]+/, ""), lines: [] };
    }
  }
  flush();
  return html.join("\n");
}

/** The items of a list come one by one; here they are one list again. */
function whole(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (const token of tokens) {
    const last = joined.at(-1);
    if (token.type === "list" && last?.type === "list" && token.ordered === last.ordered) {
      joined.splice(-1, 1, { ...last, items: [...last.items, ...token.items] } as Tokens.List);
    } else if (token.type !== "space") joined.push(token);
  }
  return joined;
}

function block(token: Token): string {
  switch (token.type) {
    case "heading": {
      // Below the headings of the page itself.
      const level = Math.min(6, token.depth + 2);
      return `<h${level}>${inline(token.tokens)}</h${level}>`;
    }
    case "paragraph":
      return `<p>${inline(token.tokens)}</p>`;
    case "text":
      return inline(token.tokens ?? [token]);
    case "code":
      return codeBlock(token.text, token.lang ?? "");
    case "list":
      return list(token as Tokens.List);
    case "blockquote":
      return `<blockquote>${whole(token.tokens ?? [])
        .map(block)
        .join("")}</blockquote>`;
    case "table":
      return table(token as Tokens.Table);
    case "hr":
      return "<hr>";
    default:
      return `<p>${withEntities(token.raw.trimEnd())}</p>`;
  }
}

function list({ ordered, start, items }: Tokens.List): string {
  const tag = ordered ? "ol" : "ul";
  const from = ordered && typeof start === "number" && start !== 1 ? ` start="${start}"` : "";
  const inside = items.map((item) => {
    const box = item.task ? `[${item.checked ? "x" : " "}] ` : "";
    const tokens = item.tokens.filter(({ type }) => type !== "checkbox");
    return `<li>${box}${whole(tokens).map(block).join("")}</li>`;
  });
  return `<${tag}${from}>${inside.join("")}</${tag}>`;
}

/** In a box of its own, which alone moves sideways where the page is narrow. */
function table({ header, rows, align }: Tokens.Table): string {
  const row = (tag: "th" | "td", cells: readonly Tokens.TableCell[]) => {
    const inside = cells.map(({ tokens }, column) => {
      const side = align[column];
      return `<${tag}${side ? ` class="${side}"` : ""}>${inline(tokens)}</${tag}>`;
    });
    return `<tr>${inside.join("")}</tr>`;
  };
  const lines = [row("th", header), ...rows.map((cells) => row("td", cells))];
  return `<div class="table"><table>${lines.join("")}</table></div>`;
}

function inline(tokens: readonly Token[] | undefined): string {
  return (tokens ?? []).map(span).join("");
}

function span(token: Token): string {
  const children = "tokens" in token ? token.tokens : undefined;
  switch (token.type) {
    case "strong":
    case "em":
    case "del":
      return `<${token.type}>${inline(children)}</${token.type}>`;
    case "codespan":
      return `<code>${withEntities(token.text)}</code>`;
    case "link": {
      const same = token.href === token.text || token.href === `mailto:${token.text}`;
      // As on the terminal: a text that names another place than it leads to cannot hide that.
      const target = same ? "" : ` (${withEntities(token.href)})`;
      return `<u>${inline(children)}</u>${target}`;
    }
    case "image":
      return withEntities(`[image: ${token.text}] (${token.href})`);
    case "br":
      return "<br>";
    case "text":
      return children ? inline(children) : withEntities(token.text);
    case "escape":
      return withEntities(token.text);
    default:
      return withEntities(token.raw);
  }
}
