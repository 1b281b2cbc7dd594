/** Line ends of a file that is changed: models write LF, files keep what they have. */

/** The line end that most lines have; the other one when there are none. */
export function mostUsedEnd(text: string, otherwise: string): string {
  let all = 0;
  let crlf = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) {
    all++;
    if (text.charCodeAt(at - 1) === 13) crlf++;
  }
  if (all === 0) return otherwise;
  return crlf * 2 > all ? "\r\n" : "\n";
}

/**
 * The new text with the line ends of the old one: lines that are the same at the start and at the end keep their own,
 * those between get the most used. A new text that has CRLF itself is meant as it stands.
 */
export function withLineEndsOf(text: string, old: string, otherwise = "\n"): string {
  if (text.includes("\r\n")) return text;
  const most = mostUsedEnd(old, otherwise);
  if (!old.includes("\r\n")) return most === "\r\n" ? text.replaceAll("\n", "\r\n") : text;
  const lines = text.split("\n");
  const oldLines = old.split("\n");
  const same = (mine: number, theirs: number) => {
    const line = oldLines[theirs];
    return line !== undefined && (line === lines[mine] || line === `${lines[mine]}\r`);
  };
  const shorter = Math.min(lines.length, oldLines.length);
  let head = 0;
  while (head < shorter && same(head, head)) head++;
  const shift = oldLines.length - lines.length;
  let tail = lines.length;
  while (tail > head && tail + shift > head && same(tail - 1, tail - 1 + shift)) tail--;
  const last = lines.length - 1;
  return lines
    .map((line, index) => {
      if (index === last) return line;
      const kept = index < head ? oldLines[index] : index >= tail ? oldLines[index + shift] : null;
      // The old text's last line has no end of its own to keep.
      const own = kept != null && index + (index < head ? 0 : shift) < oldLines.length - 1;
      return own ? `${kept}\n` : `${line}${most}`;
    })
    .join("");
}

/** What a header says of them; empty for plain LF. */
export function lineEndsOf(text: string): string {
  if (!text.includes("\r\n")) return "";
  return /[^\r]\n|^\n/.test(text) ? "mixed line ends" : "CRLF line ends";
}
