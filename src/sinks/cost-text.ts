/** A cost as people read it. */

import type { Cost } from "../core/cost.ts";
import { counted, phrase } from "../core/messages/phrase.ts";
import { oneLine } from "./one-line.ts";

/** `0.0123 USD`; what is not known is said with it. "": nothing of known price was used. */
export function costText({ amounts, unknown }: Cost): string {
  if (amounts.length === 0) return "";
  const sums = amounts.map(({ amount, currency }) => money(amount, currency)).join(" + ");
  return unknown === 0
    ? sums
    : phrase("{1} and {2} of unknown cost", sums, counted(unknown, "model call"));
}

/** Two decimals from 1 on, three significant ones below: small runs cost parts of a cent. */
export function money(amount: number, currency: string): string {
  const small = Number(amount.toPrecision(3))
    .toFixed(10)
    .replace(/\.?0+$/, "");
  const figure = amount >= 1 ? amount.toFixed(2) : small;
  return [figure, oneLine(currency)].filter(Boolean).join(" ");
}
