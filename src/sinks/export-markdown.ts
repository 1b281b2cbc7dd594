/** A session as one Markdown page. */

import { checkName, checkWords } from "../core/check-words.ts";
import { display } from "../core/display.ts";
import type { Entry, SessionFact } from "../core/events.ts";
import { phrase } from "../core/messages/phrase.ts";
import { receiptOf } from "../core/receipt.ts";
import { nameIn } from "../core/turns.ts";
import { oneLine } from "./one-line.ts";
import { receiptText } from "./receipt-text.ts";
import { argumentsText, type TranscriptItem, transcriptOf } from "./transcript.ts";

/** Everything foreign is escaped for a terminal and stands in a quote or a fence: it cannot pass for the page's own lines, and loads nothing. */
export function exportMarkdown(session: SessionFact | null, entries: readonly Entry[]): string {
  const facts = [
    [phrase("Session"), session?.id],
    [phrase("Name"), nameIn(entries)],
    [phrase("Folder"), session?.cwd],
    [phrase("Output"), session?.out],
    [phrase("Model"), session?.model],
    [phrase("Sandbox"), session?.sandbox],
    [phrase("Started"), entries[0]?.at],
    [
      phrase("Forked from"),
      session?.forkedFrom &&
        phrase("{1}, entry {2}", session.forkedFrom.id, session.forkedFrom.seq),
    ],
  ].filter(([, value]) => value !== undefined && value !== "");
  return [
    `# ${phrase("Skillet session")}`,
    facts.map(([name, value]) => `- ${name}: ${code(String(value))}`).join("\n"),
    ...transcriptOf(entries).map(section),
    `## ${phrase("Receipt")}`,
    fenced(receiptText(receiptOf(entries, session ?? undefined)).join("\n")),
    "",
  ].join("\n\n");
}

function section(item: TranscriptItem): string {
  switch (item.kind) {
    case "prompt":
      return `## ${phrase("Prompt")}\n\n${prose(item.text)}`;
    case "answer":
      return `## ${phrase("Answer")}\n\n${prose(item.text)}`;
    case "call": {
      const approval = item.approval === "" ? "" : ` (${code(item.approval)})`;
      const name = code(item.name);
      const outcome = item.result ?? phrase("Interrupted, outcome unknown.");
      return [
        `### ${item.isError ? phrase("Failed call: {1}", name) : phrase("Call: {1}", name)}${approval}`,
        fenced(argumentsText(item)),
        fenced(outcome),
      ].join("\n\n");
    }
    case "check": {
      const { name, ok, expected, actual } = item;
      const [wish, found] = [code(checkWords(expected)), code(checkWords(actual))];
      const why = ok ? "" : `: ${phrase("expected {1}, got {2}", wish, found)}`;
      return `- ${ok ? "ok" : "FAIL"} ${code(checkName(name))}${why}`;
    }
    case "error":
      return `**Error:** ${code(item.message)}${item.hint === "" ? "" : ` ${code(item.hint)}`}`;
  }
}

/** Markdown in which something is loaded, run or hidden by whoever shows the page, and links that lead to more than a page or a file. */
const acting = /<[a-z/!?]|!\[|\]\((?!https?:\/\/|[\w./-]*\))|^[ \t>]*\[[^\]]*\]:/im;

/** As Markdown where it is nothing but text; what could act on the reader stands as it was written. */
function prose(text: string): string {
  return acting.test(text) ? fenced(text) : quoted(text);
}

function quoted(text: string): string {
  return display(text)
    .split("\n")
    .map((line) => (line === "" ? ">" : `> ${line}`))
    .join("\n");
}

/** A fence that is longer than any in the text. */
function fenced(text: string): string {
  const shown = display(text);
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(Math.max(3, longest + 1));
  return `${fence}text\n${shown}\n${fence}`;
}

function code(text: string): string {
  const shown = oneLine(text);
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  const space = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
  return `${fence}${space}${shown}${space}${fence}`;
}
