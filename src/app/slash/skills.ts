import { display } from "../../core/display.ts";
import type { Slash } from "./slash.ts";

export const skills: Slash = {
  name: "skills",
  describe: "the skills that are loaded, and what could not be",
  inJob: "skillet skills list",
  async run({ session, write }) {
    for (const line of await session.skills.lines()) write(`${display(line)}\n`);
  },
};
