/** A session as a page for people or programs: without secrets, safe to look at anywhere. */

import { lstatSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, extname, resolve } from "node:path";
import { replaceFile } from "../config/replace-file.ts";
import { messageOf, UserError } from "../core/errors.ts";
import type { Entry, SessionFact } from "../core/events.ts";
import { jsonPage } from "../core/json-line.ts";
import { isAtOrBelow } from "../core/path-match.ts";
import { receiptOf } from "../core/receipt.ts";
import { redactor } from "../session/redact.ts";
import { exportHtml } from "../sinks/export-html.ts";
import { exportMarkdown } from "../sinks/export-markdown.ts";

export const exportFormats = ["md", "json", "html"] as const;
export type ExportFormat = (typeof exportFormats)[number];

const endings: Readonly<Record<string, ExportFormat>> = {
  ...{ "": "md", ".md": "md", ".markdown": "md" },
  ...{ ".json": "json", ".html": "html", ".htm": "html" },
};

/** As asked for, else by the end of the file's name, else Markdown. Throws UserError (42): a name that ends as no page does. */
export function formatFor(file: string | undefined, asked: string | undefined): ExportFormat {
  const wanted = exportFormats.find((format) => format === asked);
  if (wanted) return wanted;
  const ending = extname(file ?? "").toLowerCase();
  const format = Object.hasOwn(endings, ending) ? endings[ending] : undefined;
  if (format) return format;
  throw new UserError(`No page ends in ${ending}; nothing was written.`, {
    hint: "Name a file that ends in .md, .html or .json.",
  });
}

/** `secrets` are taken out once more: a log may be older than the key, or from elsewhere. */
export async function exportText(
  format: ExportFormat,
  log: { session: SessionFact | null; entries: readonly Entry[] },
  secrets: readonly string[],
): Promise<string> {
  const { suspects, clean } = redactor(secrets);
  // A look at each line first: in a long session hardly one holds a secret.
  const cleaned = <Value>(value: Value): Value =>
    suspects(JSON.stringify(value)) ? clean(value) : value;
  const session = cleaned(log.session);
  const entries = log.entries.map(cleaned);
  switch (format) {
    case "html":
      return exportHtml(session, entries);
    case "json":
      return `${jsonPage({ session, facts: entries, receipt: receiptOf(entries, session ?? undefined) })}\n`;
    case "md":
      return exportMarkdown(session, entries);
  }
}

/**
 * Mode 0600. `out` is the output directory ("": none is known): a link that leads out of it is not followed, whoever put it there. Throws UserError
 * (42): the file is there and may not be overwritten, or cannot be written.
 */
export function saveExport(
  path: string,
  text: string,
  { overwrite, out }: { overwrite: boolean; out: string },
): void {
  if (leadsOut(path, out)) {
    throw new UserError(`A link on the way to ${path} leads out of the output directory.`, {
      hint: "Name a file elsewhere.",
    });
  }
  const before = lstatSync(path, { throwIfNoEntry: false });
  if (before && !before.isFile()) {
    throw new UserError(`${path} is no plain file; nothing was written.`, {
      hint: "Name another file.",
    });
  }
  if (before && !overwrite) {
    throw new UserError(`${path} is there already; nothing was written.`, {
      hint: "Name another file, or overwrite it: -y",
    });
  }
  try {
    if (before) replaceFile(path, text);
    else writeFileSync(path, text, { flag: "wx", mode: 0o600 });
  } catch (cause) {
    throw new UserError(`Cannot write ${path}: ${messageOf(cause)}`, {
      hint: "Name a file in a folder you may write to.",
      cause,
    });
  }
}

function leadsOut(path: string, out: string): boolean {
  const folder = dirname(resolve(path));
  try {
    const real = realpathSync(out);
    if (![out, real].some((base) => isAtOrBelow(folder, base))) return false;
    return !isAtOrBelow(realpathSync(folder), real);
  } catch {
    // Nothing is there to be led through; writing says what is missing.
    return false;
  }
}
