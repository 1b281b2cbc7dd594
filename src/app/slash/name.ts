import { display } from "../../core/display.ts";
import { UserError } from "../../core/errors.ts";
import { phrase } from "../../core/messages/phrase.ts";
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
      const called = now ? phrase("It is called {1}.", shown(now)) : phrase("It has no name.");
      write(`${called} ${phrase("/name TEXT gives it one.")}\n`);
      return;
    }
    const name = sessionName(words);
    if (name === "") throw new UserError("A name needs a letter that can be seen.");
    const others = sessionsNamed(config.paths.state, name).filter(({ id }) => id !== session.id);
    session.rename(name);
    const resume = `skillet --resume ${resumeWord(session)}`;
    write(`${phrase("This session is now {1}: {2}", shown(name), resume)}\n`);
    const [other] = others;
    if (!other) return;
    const too = phrase(
      "Session {1} is called so too: name one of them anew, or resume by id ({2}).",
      other.id,
      session.id,
    );
    write(`${too}\n`);
  },
};

const shown = (text: string) => display(text, { oneLine: true });
