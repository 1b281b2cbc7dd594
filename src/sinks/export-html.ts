/** A session as one page of HTML that needs nothing else and runs nothing. */

import { checkName, checkWords } from "../core/check-words.ts";
import { display } from "../core/display.ts";
import type { Entry, SessionFact } from "../core/events.ts";
import { spoken } from "../core/messages/language.ts";
import { phrase, translated } from "../core/messages/phrase.ts";
import { receiptOf } from "../core/receipt.ts";
import { nameIn } from "../core/turns.ts";
import { subjectOf } from "./call-line.ts";
import { exportStyle } from "./export-style.ts";
import { codeBlock, escaped } from "./html-text.ts";
import { type Lex, loadLexer } from "./markdown.ts";
import { markdownHtml } from "./markdown-html.ts";
import { receiptRows } from "./receipt-text.ts";
import { isRecord } from "./record.ts";
import { argumentsText, type TranscriptItem, transcriptOf } from "./transcript.ts";
import { clip } from "./width.ts";

/** What failed is open, as long as it does not push everything else away. */
const openUpTo = 4000;

/** No script, no address that is fetched: the policy in the page forbids both, and every text is escaped besides. */
export async function exportHtml(
  session: SessionFact | null,
  entries: readonly Entry[],
): Promise<string> {
  const lex = await loadLexer();
  const title = phrase("Skillet session");
  const facts: [string, string | undefined][] = [
    [phrase("Session"), session?.id],
    [phrase("Name"), nameIn(entries)],
    [phrase("Folder"), session?.cwd],
    [phrase("Output"), session?.out],
    [phrase("Model"), session?.model],
    [phrase("Sandbox"), session?.sandbox],
    [phrase("Started"), entries[0] && time(entries[0].at)],
    [phrase("Forked from"), session?.forkedFrom?.id],
  ];
  const { verdict, rows } = receiptRows(receiptOf(entries, session ?? undefined));
  return `<!doctype html>
<html lang="${spoken()}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} ${escaped(session?.id ?? "")}</title>
<style>${exportStyle}</style>
<h1>${title}</h1>
${table(facts)}
${transcriptOf(entries)
  .map((item) => section(item, lex))
  .join("\n")}
<h2>${phrase("Receipt")}</h2>
<p class="verdict"><strong>${escaped(verdict)}</strong></p>
${table(rows)}
</html>
`;
}

function table(rows: readonly (readonly [name: string, value: string | undefined])[]): string {
  const lines = rows
    .filter(([, value]) => value)
    .map(([name, value = ""]) => `<tr><th>${name}</th><td>${escaped(value)}</td></tr>`);
  return lines.length === 0 ? "" : `<table class="facts">${lines.join("")}</table>`;
}

function section(item: TranscriptItem, lex: Lex): string {
  switch (item.kind) {
    case "prompt":
      return `<section class="prompt"><h2>${phrase("Prompt")} <time>${escaped(time(item.at))}</time></h2><p>${escaped(item.text)}</p></section>`;
    case "answer":
      return `<h2>${phrase("Answer")}</h2>\n${markdownHtml(item.text, lex)}`;
    case "call":
      return callHtml(item);
    case "check": {
      const { ok } = item;
      const name = checkName(item.name);
      if (ok) return `<p class="ok">ok ${escaped(name)}</p>`;
      const [expected, actual] = [checkWords(item.expected), checkWords(item.actual)];
      const why = escaped(phrase("expected {1}, got {2}", expected, actual));
      return `<p class="failed">FAIL ${escaped(name)}: ${why}</p>`;
    }
    case "error": {
      const told = phrase("error: {1}", translated(item.message));
      return `<p class="failed">${escaped(told)} ${escaped(translated(item.hint))}</p>`;
    }
  }
}

function callHtml(item: Extract<TranscriptItem, { kind: "call" }>): string {
  const subject = subjectOf(item);
  const approval = item.approval === "" ? "" : ` <small>${escaped(item.approval)}</small>`;
  const outcome = item.result ?? phrase("Interrupted, outcome unknown.");
  const open = item.isError && outcome.length <= openUpTo ? " open" : "";
  const failed = item.isError ? ' class="failed"' : "";
  const summary = `<summary><code>${escaped(clip(subject, 160))}</code>${approval}</summary>`;
  const said = outcome.trim() === "" ? "" : `<pre>${escaped(outcome)}</pre>`;
  return `<details${failed}${open}>${summary}${argumentsHtml(item, subject)}${said}</details>`;
}

/** Nothing when the subject says it all. */
function argumentsHtml({ name, arguments: args }: CallArguments, subject: string): string {
  if (!isRecord(args)) return `<pre>${escaped(argumentsText({ name, arguments: args }))}</pre>`;
  const { oldText, newText, content, ...others } = args;
  const edit = typeof oldText === "string" && typeof newText === "string";
  const file = typeof content === "string" && typeof args.path === "string";
  const blocks: string[] = [];
  if (edit) {
    const lines = [...marked("-", oldText), ...marked("+", newText)];
    blocks.push(codeBlock(display(lines.join("\n")), "diff"));
  }
  if (file) blocks.push(codeBlock(display(content), String(args.path).split(".").at(-1) ?? ""));
  const rest = edit || file ? others : args;
  const text = argumentsText({ name, arguments: rest });
  const isSaid = subject.endsWith(display(text).replace(/^\w+: /, ""));
  return (isSaid ? "" : `<pre>${escaped(text)}</pre>`) + blocks.join("");
}

interface CallArguments {
  name: string;
  arguments: unknown;
}

function marked(mark: string, text: string): string[] {
  return text === "" ? [] : text.split("\n").map((line) => `${mark} ${line}`);
}

/** As people read it; what is no time stays as it is. */
function time(at: string): string {
  const [, day, clock] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)[\d.]*Z$/.exec(at) ?? [];
  return day && clock ? `${day} ${clock} UTC` : at;
}
