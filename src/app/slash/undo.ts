import { takeBack } from "../undo/take-back.ts";
import type { Slash } from "./slash.ts";

export const undo: Slash = {
  name: "undo",
  describe: "take back the files of the last turn; /undo c2 those of a checkpoint",
  inJob: "skillet undo",
  run: (context, words) => takeBack("undo", words, context),
};
