/** What Tab completes at the prompt: commands and skills behind `/`, files of the output directory behind `@` and in `!` commands. */

import type { Sandbox } from "../core/ports.ts";
import type { Complete } from "../input/completion.ts";

/** More than this many of one folder are not looked through. */
const maxChoices = 500;

export interface CompleteFrom {
  /** Without the slash. */
  commands(): readonly string[];
  /** What may follow the command of that name. */
  words(name: string): readonly string[];
  sandbox(): Pick<Sandbox, "listFiles">;
}

export function completeFrom({ commands, words, sandbox }: CompleteFrom): Complete {
  return async (before) => {
    const slash = /^[/／](\S*)$/.exec(before);
    if (slash) {
      const choices = commands().filter((name) => name.startsWith(slash[1] ?? ""));
      return { word: before, choices: [...new Set(choices)].sort().map((name) => `/${name}`) };
    }
    const [, name = "", begun] = /^[/／](\S+)[ \u3000]+(.*)$/.exec(before) ?? [];
    const follow = begun === undefined ? [] : words(name).filter((one) => one.startsWith(begun));
    if (begun !== undefined && follow.length > 0) return { word: begun, choices: follow };
    const [, sign = "", path] = /(?:^|\s)([@＠])(\S*)$/.exec(before) ?? [];
    if (path !== undefined) {
      const choices = await filesAt(path, sandbox());
      return { word: sign + path, choices: choices.map((choice) => `@${choice}`) };
    }
    const [word = ""] = /^[!！]/.test(before) ? (/(?:[^\s!！\\]|\\.)*$/.exec(before) ?? []) : [];
    if (word === "") return { word, choices: [] };
    const choices = await filesAt(word.replace(/\\(.)/gu, "$1"), sandbox(), true);
    return { word, choices: choices.map(inShell) };
  };
}

/** As the one word that a shell reads as the name: a file is called as whoever made it liked. */
function inShell(name: string): string {
  return name.replace(/[^\p{L}\p{M}\p{N}_@%+=:,./-]/gu, "\\$&");
}

/** One level at a time, as shells do it. Folders end in `/`; hidden ones come when a dot was typed, `.git` never. `blanks`: so do names with some. */
async function filesAt(
  path: string,
  sandbox: Pick<Sandbox, "listFiles">,
  blanks = false,
): Promise<readonly string[]> {
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const start = path.slice(folder.length);
  const { files } = await sandbox
    .listFiles(folder === "" ? "." : folder.replace(/\/$/, ""))
    .catch(() => ({ files: [] }));
  return files
    .map((file) => ({ ...file, name: file.path.replace(/\/$/, "").replace(/^.*\//, "") }))
    .filter(
      ({ name }) =>
        name.startsWith(start) && name !== ".git" && !(blanks ? /[^\S ]/ : /\s/).test(name),
    )
    .filter(({ name }) => start.startsWith(".") || !name.startsWith("."))
    .slice(0, maxChoices)
    .map(({ name, kind }) => `${folder}${name}${kind === "folder" ? "/" : ""}`);
}
