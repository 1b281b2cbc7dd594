import type { Config } from "../../config/load.ts";
import { UserError } from "../../core/errors.ts";
import { countSession } from "../../session/count.ts";
import { findSession } from "../../session/find.ts";
import { listSessions } from "../../session/store.ts";
import { chooseSession } from "../choose-session.ts";
import { newSession } from "../resume.ts";
import type { Slash } from "./slash.ts";

export const resume: Slash = {
  name: "resume",
  describe: "go on with another session: /resume shows them, /resume ID or NAME",
  inJob: "--resume ID",
  words: ({ id }, config) => sessionWords(config, id),
  async run(context, words) {
    const { session, config, reopen, recall, write } = context;
    const { paths, cwd } = config;
    const id =
      words === ""
        ? await chooseSession({ ...context, state: paths.state, cwd, current: session.id })
        : findSession(paths.state, words, cwd).id;
    if (id === null) return;
    if (id === session.id) throw new UserError("This is the session that is open.");
    const other = await reopen({ ...newSession, id });
    for (const line of other.resumed) write(`${line}\n`);
    await recall(other);
  },
};

/** So many sessions are offered, the newest. */
const most = 50;

/** By name where they have one; of the others the id. */
function sessionWords({ paths, cwd }: Config, current: string): string[] {
  return listSessions(paths.state, cwd)
    .filter(({ id, blank }) => !blank && id !== current)
    .slice(0, most)
    .map(({ id, path }) => countSession(path).name || id);
}
