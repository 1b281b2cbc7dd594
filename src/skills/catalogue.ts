/** The list of skills that a model sees: alphabetical bullets within a budget, the same bytes for the same skills. */

import type { Skill } from "../core/ports.ts";

export interface CatalogueOptions {
  /** The model's context window in tokens; missing: unknown, the budget is the least. */
  contextWindow?: number;
  /** A budget of one's own, in tokens; missing: 2 % of the window, at least 2,000 and at most 8,000. */
  maxTokens?: number;
}

/** A description is never cut shorter than this; where that is too long still, only names are listed. */
const minDescription = 30;

/** "" when there are no skills: then there is no catalogue either. */
export function catalogueOf(skills: readonly Skill[], options: CatalogueOptions = {}): string {
  const budget = budgetOf(options);
  const sorted = skills.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const automatic = sorted.filter((skill) => !skill.manualOnly);
  const manual = sorted.filter((skill) => skill.manualOnly).map((skill) => skill.name);
  const last = manual.length > 0 ? namesWithin(manual, budget / 8, onlyTheUser) : "";
  const room = budget - estimateTokens(last);
  const most = Math.max(0, ...automatic.map(({ description }) => description.length));
  const fits = (length: number) => {
    const text = bullets(automatic, length);
    // No list has tokens that long: there is no need to count.
    return text.length <= 12 * room && estimateTokens(text) <= room;
  };
  let text: string;
  if (fits(most)) text = bullets(automatic, most);
  else if (fits(minDescription)) text = bullets(automatic, longest(minDescription, most, fits));
  else
    text = namesWithin(
      automatic.map(({ name }) => name),
      room,
      (names) => `Skills: ${names}`,
    );
  return [text, last].filter((part) => part !== "").join("\n");
}

function budgetOf({ contextWindow = 0, maxTokens }: CatalogueOptions): number {
  return maxTokens ?? Math.min(8000, Math.max(2000, Math.floor(contextWindow * 0.02)));
}

function bullets(skills: readonly Skill[], length: number): string {
  return skills
    .map(({ name, description }) => `- ${name}: ${cut(harmless(description), length)}`)
    .join("\n");
}

function onlyTheUser(names: string): string {
  return `Only the user can start these, as /name: ${names}`;
}

/** As many names as fit, and how many more there are. */
function namesWithin(
  names: readonly string[],
  budget: number,
  sentence: (names: string) => string,
): string {
  const line = (count: number) => {
    const more = names.length - count;
    const rest =
      more > 0 ? `${count > 0 ? "; " : ""}${more} more: call use_skill with a query` : "";
    return sentence(`${names.slice(0, count).join(", ")}${rest}.`);
  };
  if (names.length === 0) return "";
  return line(longest(0, names.length, (count) => estimateTokens(line(count)) <= budget));
}

/** The largest number for which `fits` holds; `least` when none does. `fits` must not hold again once it failed. */
function longest(least: number, most: number, fits: (value: number) => boolean): number {
  let low = least;
  let high = most;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** At most `length` characters, cut at the end of a word, with an ellipsis. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const part = text.slice(0, length - 1);
  const end = /[\s,;:.]/.test(text[length - 1] ?? "") ? part.length : part.search(/\s\S*$/);
  // A text without spaces (Chinese, Japanese) is cut where it has to be, but never inside a surrogate pair.
  const kept = end > length / 2 ? part.slice(0, end) : part.replace(/[\ud800-\udbff]$/, "");
  return `${kept.replace(/[\s,;:.]+$/, "")}…`;
}

/** Marks that a model could take for its own format lose their meaning, not their look. */
function harmless(text: string): string {
  return text.replace(/<(?=[/!|?]?[\w|])([^<>]*)>?/g, (_, inside: string) => `‹${inside}›`);
}

/**
 * Within a few percent for lists of skills (o200k): a word is one token for each eight letters begun, a number for three
 * digits, a sign most of one; a sign of another script is one. What no language has as a word is split finer.
 * By character codes: with expressions it is 3 ms of every start.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (let at = 0; at < text.length; ) {
    const from = at;
    const unit = text.charCodeAt(at);
    at++;
    if (isLetter(unit)) {
      while (isLetter(text.charCodeAt(at))) at++;
      tokens += Math.ceil((at - from) / (at - from > 24 ? 2 : 8));
    } else if (isDigit(unit)) {
      while (isDigit(text.charCodeAt(at))) at++;
      tokens += Math.ceil((at - from) / 3);
    } else if (unit === lineFeed || !isBlank(unit)) {
      tokens += unit < 0x250 || (unit >= 0x2010 && unit <= 0x203a) ? 0.7 : 1;
    }
  }
  return Math.ceil(tokens);
}

const lineFeed = 10;

/** Of Latin scripts. */
function isLetter(unit: number): boolean {
  return (
    (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || (unit >= 0xc0 && unit <= 0x24f)
  );
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

function isBlank(unit: number): boolean {
  return (
    unit === 32 || (unit >= 9 && unit <= 13) || (unit > 127 && /\s/.test(String.fromCharCode(unit)))
  );
}
