/** All forms that a call is written in, by name. */

import type { ToolSpec } from "../../core/types.ts";
import type { Block, Scanner } from "../blocks.ts";
import { deepseekBlocks } from "./deepseek.ts";
import { glmBlocks } from "./glm.ts";
import { harmonyBlocks } from "./harmony.ts";
import { hermesBlocks } from "./hermes.ts";
import { jsonDecisionBlocks } from "./json-decision.ts";
import { kimiBlocks } from "./kimi.ts";
import { llamaJsonBlocks } from "./llama-json.ts";
import { minimaxBlocks } from "./minimax.ts";
import { mistralBlocks } from "./mistral.ts";
import { pythonicBlocks } from "./pythonic.ts";
import { qwenFlowerBlocks } from "./qwen-flower.ts";
import { qwenXmlBlocks } from "./qwen-xml.ts";
import { reactBlocks } from "./react.ts";
import { xmlDecisionBlocks } from "./xml-decision.ts";

interface Marked {
  scanner: Scanner;
  /** Without one of these the form cannot be there. */
  markers: readonly string[];
}

/** Forms with marks of their own, that stand anywhere in a text. */
const marked: readonly Marked[] = [
  { scanner: harmonyBlocks, markers: ["<|message|>"] },
  { scanner: qwenXmlBlocks, markers: ["<function="] },
  { scanner: hermesBlocks, markers: ["<tool_call>"] },
  { scanner: glmBlocks, markers: ["<tool_call>"] },
  { scanner: kimiBlocks, markers: ["<|tool_call_begin|>"] },
  { scanner: minimaxBlocks, markers: ["<invoke", "<tool_calls>"] },
  { scanner: deepseekBlocks, markers: ["DSML", "begin"] },
  { scanner: mistralBlocks, markers: ["[TOOL_CALLS]"] },
  { scanner: qwenFlowerBlocks, markers: ["✿"] },
];

/** Forms that are only told by being the whole message, or its end. */
export const bare: readonly Scanner[] = [llamaJsonBlocks, pythonicBlocks];

/** Forms that only a prompt can have asked for: on the native lane they are prose. */
export const asked: readonly Scanner[] = [jsonDecisionBlocks, xmlDecisionBlocks, reactBlocks];

export const scanners: ReadonlyMap<string, Scanner> = new Map(
  [...marked.map(({ scanner }) => scanner), ...bare, ...asked].map((one) => [one.format, one]),
);

/** Blocks of all marked forms, in the order of the text; of two in one place the one that begins first. */
export function markedBlocks(text: string, tools: readonly ToolSpec[]): Block[] {
  const found = marked
    .filter(({ markers }) => markers.some((marker) => text.includes(marker)))
    .flatMap(({ scanner }) => scanner.blocks(text, tools));
  return apart(found);
}

/** Without those that stand inside an earlier one. */
export function apart(blocks: readonly Block[]): Block[] {
  const kept: Block[] = [];
  // Among those that begin together the one that is whole, then the longest, is meant.
  const ordered = blocks.toSorted(
    (a, b) => a.from - b.from || Number(b.closed) - Number(a.closed) || b.to - a.to,
  );
  for (const block of ordered) if (block.from >= (kept.at(-1)?.to ?? 0)) kept.push(block);
  return kept;
}
