/** With very many tools models choose worse: the ones that fit the prompt are told, the built-in ones always. Pure. */

import type { Tool } from "./ports.ts";

/** As many tools as a request should name (tool calling guide: at most about 20). */
const mostTools = 20;

export interface Routed {
  /** In their order. */
  told: Tool[];
  /** Names of those that this turn does without; empty: all are told. */
  left: string[];
}

/** `prompt` began the turn: within a turn the choice stays, so that prompt caches hold. */
export function routeTools(all: readonly Tool[], prompt: string): Routed {
  const tools = all.filter(({ untold }) => !untold);
  const optional = tools.filter((tool) => tool.optional);
  const room = Math.max(0, mostTools - (tools.length - optional.length));
  if (optional.length <= room) return { told: tools, left: [] };
  const asked = new Set(wordsOf(prompt));
  const scores = new Map(optional.map((tool) => [tool, scoreOf(tool, asked)]));
  const best = optional
    .toSorted((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0))
    .slice(0, room);
  const told = tools.filter((tool) => !tool.optional || best.includes(tool));
  return { told, left: tools.filter((tool) => !told.includes(tool)).map(({ name }) => name) };
}

/** A word of the name says more than one of the description. */
function scoreOf({ name, description }: Tool, asked: ReadonlySet<string>): number {
  const met = (text: string) => new Set(wordsOf(text).filter((word) => asked.has(word))).size;
  return 3 * met(name) + met(description);
}

/** Small letters; writing without blanks in pairs of signs, and `getWeather` and `get_weather` as two words. */
function wordsOf(text: string): string[] {
  const parted = text.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
  return (parted.match(/[\p{L}\p{N}]+/gu) ?? []).flatMap((word) =>
    /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(word)
      ? Array.from({ length: Math.max(1, word.length - 1) }, (_, at) => word.slice(at, at + 2))
      : [word],
  );
}
