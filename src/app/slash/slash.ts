/** What a slash command is: answered here, without the model. One file per command, one line in `index.ts`. */

import type { Config } from "../../config/load.ts";
import type { Agent, Console } from "../../core/ports.ts";
import type { EditText } from "../edit-text.ts";
import type { OpenSession } from "../open-session.ts";
import type { Resume } from "../resume.ts";

export interface SlashContext {
  session: OpenSession;
  config: Config;
  write(text: string): void;
  /** Where single keys answer. */
  console: Console;
  /** Aborted when the command is to stop. */
  signal: AbortSignal;
  /** What is said to the model when the command is done, as if the user had typed it. `agent`: who answers instead. */
  say(prompt: string, agent?: (usual: Agent) => Agent): void;
  /** The conversation goes on in another session, and this one is closed. Where that cannot be opened, it throws and nothing changes. */
  reopen(resume: Resume): Promise<OpenSession>;
  /** Shows where the conversation of an earlier session had come to. */
  recall(session: OpenSession): Promise<void>;
  /** The user's editor; missing: none is configured. */
  editText?: EditText;
}

export interface Slash {
  /** As typed, without the slash. */
  name: string;
  /** One line for /help. */
  describe: string;
  /** What does it where nobody is there, as it would be typed; missing: nothing does. */
  inJob?: string;
  /** What Tab offers behind the name; missing: nothing. */
  words?(session: OpenSession, config: Config): readonly string[];
  /** `words` is what follows the name, trimmed. A UserError it throws becomes one line. */
  run(context: SlashContext, words: string): void | Promise<void>;
}
