/** What a check expected and what it found, part by part in the user's language. What files and programs say stays as it is. */

import { phrase, translated } from "./messages/phrase.ts";

/** Before each part that `verify` words itself. */
const parts =
  /, (?=(?:contains|lacks|no) "|no header \S|exit \d|only a part could be seen$|is binary$)/;

/** `expected` or `actual` of a check. */
export function checkWords(english: string): string {
  // A page's own text is the last part.
  const at = english.indexOf(", body: ");
  const told = at < 0 ? english : english.slice(0, at);
  const words = told.split(parts).map(partWords);
  return words.join(phrase(", ")) + (at < 0 ? "" : english.slice(at));
}

/** The name of a check: one of a shipped skill, or one that `verify` made, in the user's language; any other as it is. */
export function checkName(english: string): string {
  const command = /^start (.+)$/s.exec(english)?.[1];
  if (command !== undefined) return phrase("start {1}", command);
  const port = /^port (\d+) is closed$/.exec(english)?.[1];
  return port === undefined ? translated(english) : phrase("port {1} is closed", port);
}

function partWords(english: string): string {
  if (/^\d{3}(?: or \d{3})+$/.test(english)) return english.split(" or ").join(phrase(" or "));
  const [, status, place = ""] = /^(\d{3}) to (.*)$/s.exec(english) ?? [];
  if (status !== undefined) return phrase("{1} to {2}", status, place);
  const exit = /^exit (\d+)$/.exec(english)?.[1];
  return exit === undefined ? translated(english) : phrase("exit {1}", exit);
}
