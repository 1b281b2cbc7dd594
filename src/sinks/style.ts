/** Colour and weight as functions; without colour they return the text as it is. */

export interface Styles {
  color: boolean;
  bold(text: string): string;
  dim(text: string): string;
  italic(text: string): string;
  underline(text: string): string;
  strike(text: string): string;
  code(text: string): string;
  keyword(text: string): string;
  number(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
}

export function stylesOf(color: boolean): Styles {
  const style = (on: number, off: number) => (text: string) =>
    color && text !== "" ? `\x1b[${on}m${text}\x1b[${off}m` : text;
  return {
    color,
    bold: style(1, 22),
    dim: style(2, 22),
    italic: style(3, 23),
    underline: style(4, 24),
    strike: style(9, 29),
    code: style(36, 39),
    keyword: style(35, 39),
    number: style(36, 39),
    good: style(32, 39),
    bad: style(31, 39),
    warn: style(33, 39),
  };
}
