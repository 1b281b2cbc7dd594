/** Numbers and long text as results word them. */

export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** "1 line", "2,000 lines". */
export function counted(value: number, noun: string): string {
  return `${grouped(value)} ${noun}${value === 1 ? "" : "s"}`;
}

/** "85 ms", "1.2 s", "2 m 5 s". */
export function lasted(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} m ${seconds % 60} s`;
}

/** Line breaks and runs of blanks become one blank; what is longer than `length` ends in "…". */
export function oneLine(text: string, length: number): string {
  // Only a little more than is shown is looked at: the rest may be a megabyte.
  const line = text
    .slice(0, length * 4)
    .replace(/\s+/g, " ")
    .trim();
  const cut = line.length > length || text.length > length * 4;
  return cut ? `${whole(line.slice(0, length - 1))}…` : line;
}

/** Text that was cut somewhere, without the half of a character that this may have left at its end. */
export function whole(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text;
}

/** The last lines of an output; blank ones at its end do not count. */
export function lastLines(text: string, lines: number): string {
  const kept = text.slice(-20_000).trimEnd().split("\n").slice(-lines);
  return kept
    .map((line) => (line.length > 300 ? `${whole(line.slice(0, 300))}…` : line))
    .join("\n");
}

/** How many lines a text has; the last one needs no line break. */
export function lineCount(text: string): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines++;
  return text === "" || text.endsWith("\n") ? lines : lines + 1;
}
