/** Writes a text as a YAML value on one line, in the quotes that need the least escaping. */

export function quote(text: string): string {
  if (!/["\\]/.test(text)) return `"${text}"`;
  return `'${text.replaceAll("'", "''")}'`;
}
