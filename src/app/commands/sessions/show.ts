import { checkName } from "../../../core/check-words.ts";
import { display } from "../../../core/display.ts";
import { jsonPage } from "../../../core/json-line.ts";
import { phrase, translated } from "../../../core/messages/phrase.ts";
import { type Receipt, receiptOf } from "../../../core/receipt.ts";
import { nameIn } from "../../../core/turns.ts";
import { findSession } from "../../../session/find.ts";
import { readLog } from "../../../session/read.ts";
import { oneLine } from "../../../sinks/one-line.ts";
import { receiptText } from "../../../sinks/receipt-text.ts";
import { argumentsText, type TranscriptItem, transcriptOf } from "../../../sinks/transcript.ts";
import { warn } from "../../warn.ts";
import type { SessionsAction } from "./action.ts";
import { wanted } from "./wanted.ts";

export const show: SessionsAction = {
  name: "show",
  usage: "show SESSION [--json]          what was said and done, with its receipt",
  takes: ["json"],
  async run({ words, flags, config }, io) {
    const { id, path } = findSession(config.paths.state, wanted("show", words), config.cwd);
    const { session, entries, problems } = readLog(path);
    for (const { message } of problems) warn(message, io);
    const receipt: Receipt = receiptOf(entries, session ?? undefined);
    if (flags.json === true) {
      io.out(`${jsonPage({ session, facts: entries, receipt })}\n`);
      return 0;
    }
    const name = nameIn(entries);
    io.out(`${id}${name ? `  ${oneLine(name)}` : ""}\n\n`);
    for (const item of transcriptOf(entries)) io.out(textOf(item));
    io.out(`${receiptText(receipt).join("\n")}\n`);
    return 0;
  },
};

function textOf(item: TranscriptItem): string {
  switch (item.kind) {
    case "prompt":
      return `> ${display(item.text)}\n\n`;
    case "answer":
      return `${display(item.text)}\n\n`;
    case "call": {
      const outcome =
        item.result === null
          ? phrase("interrupted")
          : item.isError
            ? phrase("failed")
            : phrase("done");
      return `  ${oneLine(item.name)}  ${clipped(argumentsText(item))}  ${outcome}\n`;
    }
    case "check":
      return `  ${item.ok ? "ok  " : "FAIL"}  ${checkName(oneLine(item.name))}\n`;
    case "error":
      return `  ${phrase("error: {1}", translated(oneLine(item.message)))}\n`;
  }
}

function clipped(text: string): string {
  const line = oneLine(text);
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
