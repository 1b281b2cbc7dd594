import { display } from "../../../core/display.ts";
import { phrase } from "../../../core/messages/phrase.ts";
import { findSession } from "../../../session/find.ts";
import { removeSession } from "../../../session/store.ts";
import { removeOutputs } from "../../stored-session.ts";
import { confirm } from "../confirm.ts";
import type { SessionsAction } from "./action.ts";
import { wanted } from "./wanted.ts";

export const remove: SessionsAction = {
  name: "rm",
  usage: "rm SESSION [-y]                removes it for good; the files it made stay",
  takes: ["yes"],
  async run(call, io) {
    const { state } = call.config.paths;
    const summary = findSession(state, wanted("rm", call.words), call.config.cwd);
    const what = `${summary.id}${summary.title ? ` (${display(summary.title, { oneLine: true })})` : ""}`;
    if (!(await confirm(phrase("Remove session {1} for good?", what), call, io, call.config)))
      return 0;
    removeSession(summary);
    removeOutputs(state, summary.id);
    io.out(`${phrase("Removed {1}.", summary.id)}\n`);
    return 0;
  },
};
