/**
 * Text that people read, in their language. The English stands where it is used and is the key of the catalogues: a phrase
 * that is missing in one of them does not compile. What programs and models read (facts, JSON, tool results) stays English.
 */

import type { Catalogue, Phrase } from "./catalogue.ts";

/** `{1}`, `{2}` ... of a phrase; each value goes in as it is, so foreign ones have to be safe to show already. */
export type Values<P extends string> = P extends `${string}{4}${string}`
  ? [Value, Value, Value, Value]
  : P extends `${string}{3}${string}`
    ? [Value, Value, Value]
    : P extends `${string}{2}${string}`
      ? [Value, Value]
      : P extends `${string}{1}${string}`
        ? [Value]
        : [];

type Value = string | number;

/** What can be counted: `{1} line` is in the catalogues. */
export type Noun =
  Extract<Phrase, `{1} ${string}`> extends infer P
    ? P extends `{1} ${infer N}`
      ? N
      : never
    : never;

/** null: English. One value for the whole process: it is chosen before the first line is printed and stays. */
let catalogue: Catalogue | null = null;

/** From now on. null: English. */
export function speak(chosen: Catalogue | null): void {
  catalogue = chosen;
  templates = null;
}

export function phrase<P extends Phrase>(english: P, ...values: Values<P>): string {
  return filled(catalogue?.phrases[english] ?? english, values);
}

/** `1 line`, `2,000 lines`; in languages without plurals the one form there is. */
export function counted(value: number, noun: Noun): string {
  const figure = String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ",");
  if (catalogue) return filled(catalogue.phrases[`{1} ${noun}` as Phrase], [figure]);
  return `${figure} ${value === 1 ? noun : plural(noun)}`;
}

/**
 * A ready English sentence (a reason of the policy, an error, a notice) as the user reads it; what the catalogue does not
 * know stays as it is. Several sentences are looked up one by one first: a part that is known is better than nothing.
 */
export function translated(english: string): string {
  return lookedUp(english, 0);
}

/** Sentences, one after the other: a blank between, but none behind a full stop that brings its own room (`。`). */
export function joined(sentences: readonly string[]): string {
  return sentences
    .filter((one) => one !== "")
    .reduce(
      (text, next) => `${text}${text === "" || /[。！？]$/.test(text) ? "" : " "}${next}`,
      "",
    );
}

/** Words of ours in words of ours in words of ours: deeper nothing of ours goes, and anybody's text may be long. */
const deepest = 3;

function lookedUp(english: string, depth: number): string {
  if (!catalogue) return english;
  if (/^ |\n/.test(english))
    return english.replace(/[^\s][^\n]*/g, (line) => lookedUp(line, depth));
  const sentences = english.split(/(?<=[.!?]) (?=[A-Z/])/);
  if (sentences.length > 1) {
    const parts = sentences.map((sentence) => known(sentence, depth));
    if (parts.some((part) => part !== null))
      return joined(parts.map((part, at) => part ?? sentences[at] ?? ""));
  }
  return known(english, depth) ?? english;
}

interface Template {
  /** The English between the places, in order. */
  pieces: string[];
  translation: string;
}

let templates: Template[] | null = null;

function known(english: string, depth: number): string | null {
  if (!catalogue) return null;
  const { told } = catalogue;
  if (Object.hasOwn(told, english)) return told[english as keyof typeof told];
  templates ??= Object.entries(told)
    .filter(([key]) => key.includes("{1}"))
    .map(([key, translation]) => ({ pieces: key.split(/\{\d\}/), translation }))
    // The one that says more of the sentence itself is the right one.
    .sort((a, b) => b.pieces.join("").length - a.pieces.join("").length);
  for (const { pieces, translation } of templates) {
    const values = valuesIn(english, pieces);
    const text = values && filledOfOurs(translation, values, depth + 1);
    if (text) return text;
  }
  return null;
}

/**
 * In a translation a value may be words of ours, with an entry of their own: `{1~}` is looked up where it is known, `{1!}` has
 * to be known, or the sentence is another one (null).
 */
function filledOfOurs(
  translation: string,
  values: readonly string[],
  depth: number,
): string | null {
  let fits = true;
  const text = translation.replace(/\{(\d)([!~]?)\}/g, (place, number, mark) => {
    const value = values[Number(number) - 1] ?? place;
    if (mark === "") return value;
    const own = depth > deepest ? value : lookedUp(value, depth);
    if (mark === "!" && own === value) fits = false;
    return own;
  });
  return fits ? text : null;
}

/** What stands in the places of a template; no regular expression, since the text may be anybody's and long. */
function valuesIn(text: string, pieces: readonly string[]): string[] | null {
  const [first = "", ...rest] = pieces;
  const last = rest.pop() ?? "";
  if (!text.startsWith(first)) return null;
  let at = first.length;
  const values: string[] = [];
  for (const piece of rest) {
    const next = text.indexOf(piece, at);
    if (next < 0) return null;
    values.push(text.slice(at, next));
    at = next + piece.length;
  }
  if (text.length - last.length < at || !text.endsWith(last)) return null;
  return [...values, text.slice(at, text.length - last.length)];
}

function filled(template: string, values: readonly (string | number)[]): string {
  if (values.length === 0) return template;
  return template.replace(/\{(\d)\}/g, (place, number) =>
    String(values[Number(number) - 1] ?? place),
  );
}

function plural(noun: string): string {
  if (noun.endsWith("entry")) return noun.replace(/y$/, "ies");
  return `${noun}s`;
}
