/** The user's own editor, for a proposal that is to be changed before it is answered. */

import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { temporaryFolder } from "../sandbox/temporary-folder.ts";

export type EditText = (text: string, path: string) => Promise<string | null>;

/** `editor` is the user's, with its flags. `lend` gives the terminal away meanwhile. null: the editor failed. */
export function editTextWith(
  editor: string,
  lend: <T>(work: () => Promise<T>) => Promise<T>,
): EditText {
  return async (text, path) => {
    const folder = temporaryFolder("edit");
    const file = join(folder.path, basename(path) || "proposal");
    try {
      writeFileSync(file, text, { mode: 0o600 });
      const done = await lend(() => runEditor(editor, file));
      return done ? readFileSync(file, "utf8") : null;
    } finally {
      folder.remove();
    }
  };
}

/** False: it could not be started, or failed. */
export function runEditor(editor: string, file: string): Promise<boolean> {
  const [program = "", ...flags] = editor.trim().split(/\s+/);
  return new Promise((resolve) => {
    const child = spawn(program, [...flags, file], { stdio: "inherit" });
    child.on("error", () => resolve(false));
    child.on("exit", (code) => resolve(code === 0));
  });
}
