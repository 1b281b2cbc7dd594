/** `@path` in a prompt: which files the user means is said to the model behind the user's words, which stay as they are. */

import { type Sandbox, ToolProblem } from "../core/ports.ts";
import { mentionNote } from "../core/typed-words.ts";

const maxMentions = 20;

type Looking = Pick<Sandbox, "peek" | "listFiles">;

/** `tell`: takes a line about one that is there and cannot be read whole; the model can still look at it by commands. */
export async function withMentions(
  prompt: string,
  sandbox: Looking,
  tell: (line: string) => void = () => {},
): Promise<string> {
  const words = [...prompt.matchAll(/(?:^|\s)[@＠]([^\s@]+)/g)].map(([, word = ""]) => word);
  const found: string[] = [];
  for (const word of new Set(words.slice(0, maxMentions))) {
    const path = await existing(word, sandbox, tell);
    if (path !== null) found.push(path);
  }
  if (found.length === 0) return prompt;
  return `${prompt}\n\n${mentionNote} ${found.join(", ")}`;
}

/** The word, or the word without the mark that ends its sentence; null: there is no such file or folder. */
async function existing(
  word: string,
  sandbox: Looking,
  tell: (line: string) => void,
): Promise<string | null> {
  for (const path of [word, word.replace(/[.,;:!?)。、，！？）]+$/u, "")]) {
    if (path === "") continue;
    let problem: ToolProblem | null = null;
    try {
      if (await sandbox.peek(path)) return path;
    } catch (thrown) {
      if (!(thrown instanceof ToolProblem)) throw thrown;
      problem = thrown;
    }
    const folder = await sandbox.listFiles(path.replace(/\/$/, "")).catch(() => null);
    if (folder) return path;
    // Most words with this sign are no files, and nothing is said of them.
    if (!problem || !(await stands(path, sandbox))) continue;
    tell(`@${problem.message}`);
    return path;
  }
  return null;
}

async function stands(path: string, sandbox: Looking): Promise<boolean> {
  const slash = path.lastIndexOf("/");
  const folder = slash > 0 ? path.slice(0, slash) : ".";
  const listed = await sandbox.listFiles(folder).catch(() => null);
  return listed?.files.some((file) => file.path === path) ?? false;
}
