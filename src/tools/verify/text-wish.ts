/** Says whether a text holds what it must and lacks what it must not. */

import { oneLine } from "../figures.ts";
import type { TextWish } from "./check.ts";

/** "contains "a", lacks "b"": empty when nothing is wished. */
export function wished({ contains, lacks }: TextWish): string[] {
  return [
    ...contains.map((text) => `contains ${quoted(text)}`),
    ...lacks.map((text) => `lacks ${quoted(text)}`),
  ];
}

/**
 * The wishes that do not hold, as what is the case; empty: all hold. A text that is not whole can prove neither that
 * something is missing nor that it is not there, so it never passes on that.
 */
export function unmet(text: string, { contains, lacks }: TextWish, whole = true): string[] {
  const missing = contains.filter((part) => !text.includes(part));
  const present = lacks.filter((part) => text.includes(part));
  const problems = [
    ...missing.map((part) => `no ${quoted(part)}`),
    ...present.map((part) => `contains ${quoted(part)}`),
  ];
  if (!whole && present.length === 0 && lacks.length > 0)
    problems.push("only a part could be seen");
  return problems;
}

function quoted(text: string): string {
  return `"${oneLine(text, 80)}"`;
}
