/** A text that is one Markdown fence from its first to its last character. */

/** What stands inside; null: the text is no fence, or holds further ones. Linear, whatever the text is. */
export function fenceBody(text: string): string | null {
  const trimmed = text.trim();
  const mark = /^(`{3,}|~{3,})[a-zA-Z0-9_+-]{0,30}[^\S\n]{0,20}\r?\n/.exec(trimmed);
  const fence = mark?.[1];
  if (!mark || fence === undefined || !trimmed.endsWith(fence)) return null;
  const body = trimmed.slice(mark[0].length, -fence.length);
  // The closing mark stands on a line of its own, or right behind the value.
  return body.length >= 0 && mark[0].length + fence.length <= trimmed.length
    ? body.trimEnd()
    : null;
}

/** The fence's marks taken off where they are, also when one of them is missing. */
export function withoutFence(text: string): string {
  const opened = text.trim().replace(/^```[a-z0-9]*[^\S\n]{0,20}\n/i, "");
  return opened.endsWith("```") ? opened.slice(0, -3).trimEnd() : opened;
}
