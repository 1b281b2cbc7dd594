/** Rules as they are typed in a shell. Part of a rule is the model's own text, and whoever pastes the line must run nothing of it. */

/** `--allow "RULE"` for each, in one line. */
export function allowFlags(rules: readonly string[]): string {
  return rules.map((rule) => `--allow ${quoted(rule)}`).join(" ");
}

/** Double quotes, which every shell has; single ones where a shell would expand something in those. */
function quoted(rule: string): string {
  return /[$`"\\!]/.test(rule) ? `'${rule.replaceAll("'", "'\\''")}'` : `"${rule}"`;
}
