/** The end of a conversation, for whoever comes back to it: the last prompt, the last answer, and how the turn ended. */

import { failedChecks } from "../core/checks.ts";
import { display } from "../core/display.ts";
import type { Entry, SessionFact } from "../core/events.ts";
import { counted, phrase } from "../core/messages/phrase.ts";
import { receiptOf } from "../core/receipt.ts";
import { typedWords } from "../core/typed-words.ts";
import { wrapWords } from "../core/wrap-words.ts";
import { factLines } from "./fact-lines.ts";
import { loadLexer } from "./markdown.ts";
import { markedAsModels } from "./own-lines.ts";
import { markdownProse, plainProse } from "./prose.ts";
import { receiptText, verdictStyle } from "./receipt-text.ts";
import { type Styles, stylesOf } from "./style.ts";
import { clip, widthOf } from "./width.ts";

export interface LastTurnOptions {
  /** False: nothing is rendered, for readers aloud. */
  interactive: boolean;
  color: boolean;
  columns: number;
  /** What shows the whole session, as it is typed. */
  all: string;
}

/** Rows of an answer and lines of a prompt: enough to know where one was, with the screen still left to go on. */
const answerRows = 12;
const promptLines = 3;
/** No more of an answer is rendered; what is shown is its end. */
const renderedCharacters = 20_000;

/** Lines of text with their ends, safe to write; "": there is no turn. */
export async function lastTurn(
  entries: readonly Entry[],
  session: SessionFact,
  options: LastTurnOptions,
): Promise<string> {
  const start = entries.findLastIndex(({ type }) => type === "turn_start");
  if (start < 0) return "";
  const turn = entries.slice(start);
  const styles = stylesOf(options.interactive && options.color);
  const parts: string[] = [];
  if (answerIn(turn) === "") parts.push(...(await answeredBefore(entries, start, styles, options)));
  parts.push(...(await saidIn(turn, styles, options)));
  const receipt = receiptOf(turn, session, failedChecks(entries.slice(0, start)));
  const [verdict = "", ...rows] = receiptText(receipt, { errorsTold: true });
  const errors = turn.flatMap((entry) => (entry.type === "error" ? [entry] : []));
  const told = errors.slice(-1).flatMap((error) => factLines(error, styles));
  if (told.length > 0) parts.push(inRows(told.join("\n"), options));
  parts.push(inRows(verdictStyle(receipt, rows.length === 0, styles)(verdict), options));
  return `${parts.join("\n\n")}\n`;
}

/** Where the last turn came to no answer, one goes on from the one before. */
async function answeredBefore(
  entries: readonly Entry[],
  end: number,
  styles: Styles,
  options: LastTurnOptions,
): Promise<string[]> {
  const before = entries.slice(0, end);
  const start = before.findLastIndex(({ type }) => type === "turn_start");
  return start < 0 ? [] : saidIn(before.slice(start), styles, options);
}

async function saidIn(
  turn: readonly Entry[],
  styles: Styles,
  options: LastTurnOptions,
): Promise<string[]> {
  const [first] = turn;
  const prompt = first?.type === "turn_start" ? promptText(first.prompt, options) : "";
  const answer = answerIn(turn);
  return answer === "" ? [prompt] : [prompt, await answerText(answer, styles, options)];
}

/** The last words of the model; where a turn was stopped, they are what there is. */
function answerIn(turn: readonly Entry[]): string {
  const said = turn.flatMap((entry) =>
    entry.type === "message" && entry.message.role === "assistant"
      ? [entry.message.content.trim()]
      : [],
  );
  return said.findLast((text) => text !== "") ?? "";
}

function promptText(prompt: string, { columns }: LastTurnOptions): string {
  const lines = typedWords(prompt).trim().slice(0, renderedCharacters).split("\n");
  const told = lines.slice(0, promptLines).map((line) => clip(display(line), columns - 4));
  const more = lines.length > promptLines ? " …" : "";
  return `> ${told.join("\n  ")}${more}`;
}

async function answerText(
  answer: string,
  styles: Styles,
  options: LastTurnOptions,
): Promise<string> {
  const { interactive, columns, all } = options;
  const cut = cutBefore(answer);
  const prose = interactive
    ? markdownProse(await loadLexer(), styles, () => columns)
    : plainProse();
  const rendered = prose.push(answer.slice(cut)) + prose.end();
  const lines = markedAsModels(rendered.trimEnd(), columns).split("\n");
  const kept = lastRows(lines, columns);
  while (kept.length > 1 && kept[0]?.trim() === "") kept.shift();
  const before = feedsIn(answer.slice(0, cut)) + lines.length - kept.length;
  if (before === 0 && kept[0] === lines[0]) return kept.join("\n");
  // How many rows the part of a line would make that was not rendered, nobody knows.
  const known = cut === 0 || answer[cut - 1] === "\n";
  const note =
    known && before > 0
      ? phrase("… {1} before: {2}", counted(before, "line"), all)
      : phrase("… its end, all of it: {1}", all);
  // Not broken by us: the command is there to be copied.
  return [styles.dim(`  ${note}`), ...kept].join("\n");
}

/** Where the end begins that is rendered: at the beginning of a line, where there is one. */
function cutBefore(answer: string): number {
  const least = answer.length - renderedCharacters;
  if (least <= 0) return 0;
  return answer.indexOf("\n", least) + 1 || least;
}

/** As many of the last lines as the rows hold; of a line that is longer than all of them its end. */
function lastRows(lines: readonly string[], columns: number): string[] {
  const rowsOf = (line: string) => Math.max(1, Math.ceil(widthOf(line) / columns));
  let rows = 0;
  let from = lines.length;
  while (from > 0 && rows + rowsOf(lines[from - 1] ?? "") <= answerRows)
    rows += rowsOf(lines[--from] ?? "");
  if (from < lines.length) return lines.slice(from);
  const last = (lines.at(-1) ?? "").replace(style, "");
  return [`… ${endOf(last, (answerRows - 1) * columns)}`];
}

/** A line that is cut could end in the middle of one. */
const style = /\x1b\[[\d;]*m/g;

function endOf(line: string, width: number): string {
  let kept = "";
  let left = width;
  for (const character of [...line].reverse()) {
    left -= widthOf(character);
    if (left < 0) break;
    kept = character + kept;
  }
  return kept;
}

function feedsIn(text: string): number {
  return text.split("\n").length - 1;
}

function inRows(text: string, { interactive, columns }: LastTurnOptions): string {
  return interactive ? wrapWords(text, { columns, widthOf }) : text;
}
