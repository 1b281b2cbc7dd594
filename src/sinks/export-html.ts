/** A session as one page of HTML that needs nothing else and runs nothing. */

import { display } from "../core/display.ts";
import type { Entry, SessionFact } from "../core/events.ts";
import { receiptOf } from "../core/receipt.ts";
import { nameIn } from "../core/turns.ts";
import { receiptText } from "./receipt-text.ts";
import { argumentsText, type TranscriptItem, transcriptOf } from "./transcript.ts";

/** No script, no address that is fetched: the policy in the page forbids both, and every text is escaped besides. */
export function exportHtml(session: SessionFact | null, entries: readonly Entry[]): string {
  const facts: [string, string | undefined][] = [
    ["Session", session?.id],
    ["Name", nameIn(entries)],
    ["Folder", session?.cwd],
    ["Output", session?.out],
    ["Model", session?.model],
    ["Sandbox", session?.sandbox],
    ["Started", entries[0]?.at],
    ["Forked from", session?.forkedFrom?.id],
  ];
  const rows = facts
    .filter(([, value]) => value)
    .map(([name, value]) => `<tr><th>${name}</th><td>${escaped(value ?? "")}</td></tr>`);
  const receipt = receiptText(receiptOf(entries, session ?? undefined)).join("\n");
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>Skillet session ${escaped(session?.id ?? "")}</title>
<style>${style}</style>
<h1>Skillet session</h1>
<table>${rows.join("")}</table>
${transcriptOf(entries).map(section).join("\n")}
<h2>Receipt</h2>
<pre>${escaped(receipt)}</pre>
</html>
`;
}

function section(item: TranscriptItem): string {
  switch (item.kind) {
    case "prompt":
      return `<section class="prompt"><h2>Prompt</h2><pre>${escaped(item.text)}</pre></section>`;
    case "answer":
      return `<section><h2>Answer</h2><pre>${escaped(item.text)}</pre></section>`;
    case "call": {
      const approval = item.approval === "" ? "" : ` <small>${escaped(item.approval)}</small>`;
      const outcome = item.result ?? "Interrupted, outcome unknown.";
      const failed = item.isError ? ' class="failed"' : "";
      return `<details${failed}><summary>${escaped(item.name)}${approval}</summary><pre>${escaped(argumentsText(item))}</pre><pre>${escaped(outcome)}</pre></details>`;
    }
    case "check": {
      const { name, ok, expected, actual } = item;
      const why = ok ? "" : `: expected ${escaped(expected)}, got ${escaped(actual)}`;
      return `<p class="${ok ? "ok" : "failed"}">${ok ? "ok" : "FAIL"} ${escaped(name)}${why}</p>`;
    }
    case "error":
      return `<p class="failed">error: ${escaped(item.message)} ${escaped(item.hint)}</p>`;
  }
}

/** Controls and bidi marks are shown as escapes here as well: they reorder text in a browser too. */
function escaped(text: string): string {
  return display(text).replace(/[&<>"']/g, (character) => entities[character] ?? "");
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const style = `
body { max-width: 50rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0.5rem 0; }
details pre, section.prompt, h2 + pre { padding: 0.5rem; background: #f3f3f3; }
th { text-align: left; padding-right: 1rem; }
.failed { color: #a40000; }
.ok { color: #006400; }
@media (prefers-color-scheme: dark) {
  body { background: #1b1b1b; color: #e6e6e6; }
  details pre, section.prompt, h2 + pre { background: #2a2a2a; }
  .failed { color: #ff8a8a; }
  .ok { color: #8fd68f; }
}`;
