import { display } from "../../core/display.ts";
import { UserError } from "../../core/errors.ts";
import { sessionName } from "../../core/turns.ts";
import { sessionsNamed } from "../../session/find.ts";
import { resumeWord } from "../resume.ts";
import type { Slash } from "./slash.ts";

export const name: Slash = {
  name: "name",
  describe: "give this session a name to resume it by: /name TEXT",
  run({ session, config, write }, words) {
    const now = session.name();
    if (words === "") {
      const called = now ? `It is called ${display(now, { oneLine: true })}.` : "It has no name.";
      write(`${called} /name TEXT gives it one.\n`);
      return;
    }
    const name = sessionName(words);
    if (name === "") throw new UserError("A name needs a letter that can be seen.");
    const others = sessionsNamed(config.paths.state, name).filter(({ id }) => id !== session.id);
    session.rename(name);
    write(
      `This session is now ${display(name, { oneLine: true })}: skillet --resume ${resumeWord(session)}\n`,
    );
    const [other] = others;
    if (other)
      write(
        `Session ${other.id} is called so too: name one of them anew, or resume by id (${session.id}).\n`,
      );
  },
};
