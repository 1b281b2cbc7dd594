import { UserError } from "../../core/errors.ts";
import { verifying } from "../verifying.ts";
import type { Slash } from "./slash.ts";

export const verify: Slash = {
  name: "verify",
  describe: "run the saved checks now, without the model",
  inJob: "skillet verify",
  async run({ session, say }, words) {
    if (words !== "")
      throw new UserError("/verify takes no words: it runs the checks that are saved.");
    if (!(await session.conversation.hasChecks())) {
      throw new UserError("There are no saved checks yet.", {
        hint: "They come with a skill, or with the first verify of the model.",
      });
    }
    say("/verify", verifying);
  },
};
