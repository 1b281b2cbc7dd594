import { takeBack } from "../undo/take-back.ts";
import type { Slash } from "./slash.ts";

export const redo: Slash = {
  name: "redo",
  describe: "put back what the last /undo took; /redo c2 that of a checkpoint",
  inJob: "skillet undo ID, with the id of the undo",
  run: (context, words) => takeBack("redo", words, context),
};
