import { receiptText } from "../../sinks/receipt-text.ts";
import type { Slash } from "./slash.ts";

export const receipt: Slash = {
  name: "receipt",
  describe: "what was done and proven so far",
  inJob: "skillet sessions show ID",
  run: ({ session, write }) =>
    write(`${receiptText(session.conversation.receipt(true)).join("\n")}\n`),
};
