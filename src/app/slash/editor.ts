import { display } from "../../core/display.ts";
import { UserError } from "../../core/errors.ts";
import { phrase } from "../../core/messages/phrase.ts";
import type { Slash } from "./slash.ts";

export const editor: Slash = {
  name: "editor",
  describe: "write the next message in your editor; saved and closed, it is sent, empty it is not",
  async run({ editText, say, write }, words) {
    if (!editText) {
      throw new UserError("No editor is set.", { hint: "For example: export EDITOR=nano" });
    }
    const text = await editText(words, "message.md");
    if (text === null) throw new UserError("The editor failed; nothing is sent.");
    if (text.trim() === "") {
      write(`${phrase("Nothing was written, nothing is sent.")}\n`);
      return;
    }
    write(`> ${display(text.trimEnd())}\n`);
    say(text.trimEnd());
  },
};
