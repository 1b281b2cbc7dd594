/** The terminal of a conversation, with what its line editor needs of the session: history, completion, the user's editor. */

import type { Config } from "../config/load.ts";
import { type TerminalConsole, terminalConsole } from "../input/console.ts";
import { completeFrom } from "./complete.ts";
import { editTextWith } from "./edit-text.ts";
import { type Endpoint, knownKeys } from "./endpoint.ts";
import type { OpenSession } from "./open-session.ts";
import { terminalOutput } from "./outputs.ts";
import { promptHistory } from "./prompt-history.ts";
import { slashes } from "./slash/index.ts";
import { usersEditor } from "./users-editor.ts";

/**
 * `session` is asked when a key needs it; there is one as soon as there is a prompt. `others`: who draws on the screen besides,
 * asked when the program stands still.
 */
export function conversationConsole(
  config: Config,
  endpoint: Endpoint,
  session: () => OpenSession,
  others: () => { pause(): void; resume(): void },
): TerminalConsole {
  const editor = usersEditor(config.variables);
  const edit = editor ? editTextWith(editor, (work) => console.lend(work)) : undefined;
  const console = terminalConsole(process.stdin, terminalOutput("stdout"), {
    color: config.color,
    plain: config.plain,
    dumb: config.dumb,
    others: { leaving: () => others().pause(), back: () => others().resume() },
    history: promptHistory(config, knownKeys(config, endpoint)),
    complete: completeFrom({
      commands: () => [
        ...slashes.map(({ name }) => name),
        ...session()
          .skills.shelf.list()
          .filter(({ modelOnly }) => !modelOnly)
          .map(({ name }) => name),
      ],
      words: (name) =>
        slashes.find((slash) => slash.name === name)?.words?.(session(), config) ?? [],
      sandbox: () => session().sandbox,
    }),
    ...(edit ? { editText: (text) => edit(text, "prompt.md") } : {}),
  });
  return console;
}
