import { receiptText } from "../../sinks/receipt-text.ts";
import type { Slash } from "./slash.ts";

export const receipt: Slash = {
  name: "receipt",
  describe: "what was done and proven so far",
  inJob: "skillet sessions show ID",
  run: ({ session, write, console }) => {
    const options = { conversation: true, ...(console.plain ? {} : { columns: console.columns }) };
    write(`${receiptText(session.conversation.receipt(true), options).join("\n")}\n`);
  },
};
