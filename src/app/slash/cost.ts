import { counted, phrase } from "../../core/messages/phrase.ts";
import { usageByModel } from "../../core/usage-by-model.ts";
import { costText } from "../../sinks/cost-text.ts";
import { count } from "../../sinks/figures.ts";
import { oneLine } from "../../sinks/one-line.ts";
import type { Slash } from "./slash.ts";

export const cost: Slash = {
  name: "cost",
  describe: "tokens of this session so far, by model, and what they cost where you gave prices",
  run({ session, write }) {
    const used = usageByModel(session.entries, session.fact.model);
    if (used.length === 0) write(`${phrase("No model was asked yet.")}\n`);
    const width = Math.min(40, Math.max(0, ...used.map(({ model }) => oneLine(model).length)));
    for (const { model, calls, usage, cost } of used) {
      const { inputTokens, cachedTokens, outputTokens } = usage;
      const share = inputTokens > 0 ? Math.round((cachedTokens / inputTokens) * 100) : 0;
      const cached = phrase(" ({1}% cached)", share);
      const tokens = phrase("{1} in{2} / {3} out", count(inputTokens), cached, count(outputTokens));
      const money = costText(cost) || phrase("no price is configured");
      write(
        `${oneLine(model).padEnd(width)}  ${counted(calls, "model call")}  ${tokens}  ${money}\n`,
      );
    }
  },
};
