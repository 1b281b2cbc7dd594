/** Code that a line runs without showing it: what comes in by a pipe, what is put together while it runs. */

import type { CommandPart } from "./command-parts.ts";
import { isInterpreter, isShell, isWrapper, programName } from "./command-programs.ts";

/** They read a document and not a program; alone they wait for keys. */
const viewers: ReadonlySet<string> = new Set(
  "vi vim nvim view ex ed emacs nano less more most man awk gawk mawk nawk sqlite3 mysql psql bc dc m4".split(
    " ",
  ),
);
/** An option that is followed by code: -c, -e, -lc, -pe, --eval=... */
const codeOption = /^(?:-[A-Za-z]*[ceErpn]|--(?:eval|print|command|execute|run)(?:=.*)?)$/s;
/** Code that can start programs, or read what is code only when it runs. */
const starting =
  /system|exec|spawn|popen|subprocess|child_process|eval|import\(|__import__|importlib|base64|b64|from_?char_?code|chr\(|unhex|pack\(|`|\bqx\b|\|\s*getline|!/i;
const fedFile = /^\/(?:dev|proc)\//;

/** Whether the part could do anything at all, whatever its words say; what is denied is then asked. */
export function runsUnseen({ words, certain, program, open }: CommandPart): boolean {
  const name = programName(words[program] ?? "").toLowerCase();
  const first = words.findIndex((word, at) => at > program && !/^[-+]/.test(word));
  const isFed = first >= 0 && (certain[first] === false || fedFile.test(words[first] ?? ""));
  if (name === "." || name === "source") return isFed;
  if (open && first < 0 && isWrapper(name)) return true;
  if (!isInterpreter(name)) return false;
  const options = words.slice(program + 1).filter((word) => /^[-+]/.test(word));
  if (options.some((word) => /^--?(?:version|help|test)$|^-[vVh]$/.test(word))) return false;
  if (isShell(name)) {
    const isCode = options.some((word) => /^-[a-z]*c[a-z]*$/i.test(word));
    if (open || options.some((word) => /^-[a-z]*s[a-z]*$/.test(word))) return true;
    return !isCode && (first < 0 || isFed);
  }
  const code = words.slice(program + 1);
  if (options.some((word) => codeOption.test(word)) || /^(?:awk|gawk|mawk|nawk)$/.test(name)) {
    return code.some((word, at) => certain[program + 1 + at] === false || starting.test(word));
  }
  if (viewers.has(name)) return false;
  return isFed || code.includes("-") || (first < 0 && options.every((word) => !/^-m./.test(word)));
}
