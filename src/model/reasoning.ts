/** Thoughts out of the fields endpoints use for them, and what has to go back with the next request. */

import type { Echo, JsonObject } from "../core/types.ts";

/** The first that holds text is read; some endpoints fill two with the same words. */
const fields = ["reasoning_content", "reasoning", "reasoning_text"] as const;

export interface ReasoningReader {
  /** The new thoughts of one delta; empty: none. */
  read(delta: JsonObject): string;
  /** The fields as this endpoint sent them, joined; empty: it sent none. */
  echo(): Echo;
}

export function reasoningReader(): ReasoningReader {
  const pieces: string[] = [];
  const details: JsonObject[] = [];
  let field = "";

  return {
    read(delta) {
      const told = Array.isArray(delta.reasoning_details) ? delta.reasoning_details : [];
      for (const detail of told) keep(details, detail);
      const name = fields.find((one) => typeof delta[one] === "string" && delta[one] !== "");
      const words = name ? delta[name] : undefined;
      if (name && typeof words === "string") {
        field ||= name;
        pieces.push(words);
        return words;
      }
      return told.map(wordsOf).join("");
    },
    echo: () => ({
      ...(field && details.length === 0 ? { [field]: pieces.join("") } : {}),
      ...(details.length > 0 ? { reasoning_details: details } : {}),
    }),
  };
}

/** Pieces of one detail are joined; anything else stands as it came. */
function keep(details: JsonObject[], detail: unknown): void {
  if (typeof detail !== "object" || detail === null) return;
  const next = detail as JsonObject;
  const last = details.at(-1);
  const joins =
    last !== undefined &&
    last.type === next.type &&
    last.index === next.index &&
    last.index !== undefined &&
    (typeof last.text === "string" || typeof last.summary === "string");
  if (!joins) {
    details.push({ ...next });
    return;
  }
  for (const [name, value] of Object.entries(next)) {
    const had = last[name];
    if ((name === "text" || name === "summary") && typeof value === "string")
      last[name] = typeof had === "string" ? had + value : value;
    else if (value !== null && value !== undefined) last[name] = value;
  }
}

function wordsOf(detail: unknown): string {
  if (typeof detail !== "object" || detail === null) return "";
  const { text, summary } = detail as JsonObject;
  return typeof text === "string" ? text : typeof summary === "string" ? summary : "";
}
