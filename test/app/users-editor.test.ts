import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { needsTerminal, usersEditor } from "../../src/app/users-editor.ts";
import { temporaryFolder } from "../support/temporary.ts";

test("the editor is the one that is named; without one, the first that the machine has", () => {
  const folder = temporaryFolder();
  const PATH = `relative:${folder}`;
  const shows = { TERM: "xterm", PATH };
  writeFileSync(join(folder, "editor"), "", { mode: 0o644 });
  mkdirSync(join(folder, "nano"));
  expect(usersEditor(shows)).toBeUndefined();
  writeFileSync(join(folder, "vi"), "", { mode: 0o755 });
  expect(usersEditor(shows)).toBe("vi");
  expect(usersEditor({ ...shows, EDITOR: "code --wait" })).toBe("code --wait");
  expect(usersEditor({ ...shows, VISUAL: "emacs", EDITOR: "ed" })).toBe("emacs");
});

test("where nothing could be shown, none is looked for", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "vi"), "", { mode: 0o755 });
  for (const TERM of [undefined, "", "dumb"]) {
    expect(usersEditor({ PATH: folder, TERM })).toBeUndefined();
    expect(usersEditor({ PATH: folder, TERM, EDITOR: "ed" })).toBe("ed");
  }
});

test("editors that draw on a terminal are told from those with a window, and from scripts", () => {
  for (const editor of ["vim", "/usr/bin/vim.basic -u NONE", "nano", "vi", "emacs -nw"])
    expect([editor, needsTerminal(editor)]).toEqual([editor, true]);
  for (const editor of ["code --wait", "sh edit.sh", "sed -i s/a/b/", "true", ""])
    expect([editor, needsTerminal(editor)]).toEqual([editor, false]);
});
