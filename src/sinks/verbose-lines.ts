/** What `--verbose` tells besides: each request with its lane and size, each reply with its tokens, time and oddities. */

import type { Event } from "../core/events.ts";
import { phrase } from "../core/messages/phrase.ts";
import { costText } from "./cost-text.ts";
import { count, duration } from "./figures.ts";
import { oneLine } from "./one-line.ts";

/** Empty: nothing is told of it. */
export function verboseLines(event: Event): string[] {
  if (event.type === "model_request") {
    const { step, attempt, lane, messages, tools, estimatedTokens } = event;
    const again = attempt > 1 ? `, ${phrase("attempt {1}", attempt)}` : "";
    const size = phrase(
      "{1} messages, {2} tools, about {3} tokens",
      messages,
      tools,
      count(estimatedTokens),
    );
    return [`· ${phrase("step {1}", step)}${again}  ${phrase("lane {1}", oneLine(lane))}  ${size}`];
  }
  if (event.type !== "model_reply") return [];
  const { usage, cost, ttftMs, durationMs, finishReason, anomalies } = event;
  const used = usage
    ? phrase(
        "{1} in{2} / {3} out",
        count(usage.inputTokens),
        cached(usage.cachedTokens),
        count(usage.outputTokens),
      )
    : phrase("tokens not told");
  const paid = cost ? costText({ amounts: [cost], unknown: 0 }) : "";
  const time = phrase("{1}, the first after {2}", duration(durationMs), duration(ttftMs));
  const told = [used, paid, time, finishReason, ...anomalies.map(oneLine)].filter(Boolean);
  return [`· ${told.join("  ")}`];
}

function cached(tokens: number): string {
  return tokens > 0 ? ` (${phrase("{1} cached", count(tokens))})` : "";
}
