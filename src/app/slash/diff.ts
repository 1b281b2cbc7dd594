import { styled } from "../../approval/style.ts";
import { diffText } from "../undo/diff.ts";
import type { Slash } from "./slash.ts";

export const diff: Slash = {
  name: "diff",
  describe: "what the last turn changed; /diff c2 since a checkpoint, /diff FILE since the start",
  async run({ session, config, write }, words) {
    const { conversation, sandbox, kept } = session;
    const scene = { entries: conversation.entries, states: sandbox.states, kept };
    const columns = process.stdout.columns ?? 100;
    write(styled(await diffText(words, scene), { color: config.color, columns }));
  },
};
