/** Writes turns into a session until it is stopped, and says aloud which entries are on disk. For tests that kill it. */

import { writeSync } from "node:fs";
import { UserError } from "../../../src/core/errors.ts";
import { createSession, listSessions, resumeSession } from "../../../src/session/store.ts";
import { session, turn } from "../facts.ts";

const [state = "", turns = "1", padding = "0"] = process.argv.slice(2);

/** `synced 7`: everything up to entry 7 has to be there, whatever happens from now on. */
const say = (line: string) => writeSync(1, `${line}\n`);

try {
  const [earlier] = listSessions(state);
  const options = { now: Date.now };
  const opened = earlier
    ? resumeSession(earlier, options)
    : createSession(state, { ...session, id: "killed" }, options);
  say(`opened ${opened.entries.length}`);
  for (let done = 0; done < Number(turns); done++) {
    for (const fact of turn("x".repeat(Number(padding)))) {
      const { seq } = opened.log.append(fact);
      opened.log.settle(fact);
      if (fact.type === "tool_start" || fact.type === "turn_end") say(`synced ${seq}`);
    }
  }
  opened.close();
  say("closed");
} catch (thrown) {
  if (!(thrown instanceof UserError)) throw thrown;
  writeSync(2, `${thrown.message}\n`);
  process.exit(thrown.exitCode);
}
