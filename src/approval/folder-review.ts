/** One question about the settings and notes that a folder brings. */

import { phrase } from "../core/messages/phrase.ts";
import type { Console } from "../core/ports.ts";
import { folderQuestion, type OfferedFile, wholeFile } from "./folder-lines.ts";
import { isCancel } from "./keys.ts";
import { showPages } from "./pages.ts";
import { styled } from "./style.ts";

/** later: not in this session. never: not asked about again as they are. */
export type FolderAnswer = "trust" | "later" | "never";

/** Esc, Ctrl-C and Ctrl-D are a no; Enter answers nothing. */
export async function reviewFolder(
  files: readonly OfferedFile[],
  context: { console: Console; signal: AbortSignal },
): Promise<FolderAnswer> {
  const { console, signal } = context;
  const show = () => console.write(`\n${styled(folderQuestion(files), console)}`);
  const say = (text: string) => console.write(`  ${text}\n`);
  await console.flush?.();
  show();
  for (;;) {
    const key = (await console.key(signal)).toLowerCase();
    if (key === "y" || key === "a") {
      say(phrase("trusted, until it changes"));
      return "trust";
    }
    if (key === "n" || isCancel(key)) {
      say(phrase("not used in this session"));
      return "later";
    }
    if (key === "d") {
      say(phrase("not used, and not asked about again until it changes"));
      return "never";
    }
    if (/^[1-9]$/.test(key) || (key === "v" && files.length === 1)) {
      const file = key === "v" ? files[0] : files[Number(key) - 1];
      if (file) {
        console.write("\n");
        await showPages(wholeFile(file), context);
        show();
      } else say(phrase("There are {1}.", files.length));
    } else if (key !== "")
      say(phrase("y trusts what is shown, n does not, d never does; a number reads one."));
  }
}
