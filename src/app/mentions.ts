/** `@path` in a prompt: which files the user means is said to the model behind the user's words, which stay as they are. */

import type { Sandbox } from "../core/ports.ts";
import { mentionNote } from "../core/typed-words.ts";

const maxMentions = 20;

export async function withMentions(
  prompt: string,
  sandbox: Pick<Sandbox, "peek" | "listFiles">,
): Promise<string> {
  const words = [...prompt.matchAll(/(?:^|\s)[@＠]([^\s@]+)/g)].map(([, word = ""]) => word);
  const found: string[] = [];
  for (const word of new Set(words.slice(0, maxMentions))) {
    const path = await existing(word, sandbox);
    if (path !== null) found.push(path);
  }
  if (found.length === 0) return prompt;
  return `${prompt}\n\n${mentionNote} ${found.join(", ")}`;
}

/** The word, or the word without the mark that ends its sentence; null: there is no such file or folder. */
async function existing(
  word: string,
  sandbox: Pick<Sandbox, "peek" | "listFiles">,
): Promise<string | null> {
  for (const path of [word, word.replace(/[.,;:!?)。、，！？）]+$/u, "")]) {
    if (path === "") continue;
    const file = await sandbox.peek(path).catch(() => null);
    if (file) return path;
    const folder = await sandbox.listFiles(path.replace(/\/$/, "")).catch(() => null);
    if (folder) return path;
  }
  return null;
}
