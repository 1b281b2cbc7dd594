/** What a slash command is: answered here, without the model. One file per command, one line in `index.ts`. */

import type { Config } from "../../config/load.ts";
import type { OpenSession } from "../open-session.ts";

export interface SlashContext {
  session: OpenSession;
  config: Config;
  write(text: string): void;
}

export interface Slash {
  /** As typed, without the slash. */
  name: string;
  /** One line for /help. */
  describe: string;
  /** `words` is what follows the name, trimmed. A UserError it throws becomes one line. */
  run(context: SlashContext, words: string): void | Promise<void>;
}
