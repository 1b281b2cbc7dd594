/** A reply's text into a decision: what stands in the open is a call, what is talked about is not, what was cut does not run. */

import { mostCalls } from "../core/reply-bounds.ts";
import type { RejectedCall, ToolCall, ToolSpec } from "../core/types.ts";
import type { Block, Scanner, WrittenCall } from "./blocks.ts";
import { fenceBody } from "./fence.ts";
import { fits } from "./fits.ts";
import { resolveName } from "./names.ts";
import { readWrittenCall } from "./read-call.ts";
import { apart, asked, bare, markedBlocks } from "./scanners/index.ts";
import { onlyObject, wholeMessageCall } from "./scanners/llama-json.ts";
import { type Strictness, Surroundings } from "./surroundings.ts";

export interface ReadText {
  calls: ToolCall[];
  rejected: RejectedCall[];
  /** What is said to the user: the text without what was read. */
  text: string;
  thought: string;
  /** The form of the first block that counts; empty: there is none. */
  format: string;
  /** Why nothing can be read although something was meant; missing: all is well. */
  problem?: { kind: Problem; words: string };
  attempts: string[];
  /** There are more calls than a reply may carry, and none was read: the names of the first. Missing: there are not. */
  tooMany?: string[];
}

export type Problem = "truncated_call" | "malformed_call" | "invalid_arguments";

/** For the native lane: null when no call can have been meant. */
export function readLeak(
  text: string,
  tools: readonly ToolSpec[],
  mintId: () => string,
): ReadText | null {
  const whole = onlyObject(text) !== null ? [wholeMessageCall(text, tools)] : undefined;
  const found = whole?.filter((block) => block !== null) ?? leaked(text, tools);
  const blocks = inTheOpen(text, found, "leak");
  const meant = blocks.some(
    (block) => block.closed && block.calls.some((call) => isMeant(call, tools)),
  );
  const channels = blocks.some(({ says, thought }) => says !== undefined || thought !== undefined);
  if (!meant && !channels) return null;
  return assembled(text, blocks, tools, mintId, ["native"]);
}

/** For the native lane, of a reply that the output limit ended: the call at its end that is not whole. null: there is none. */
export function readCutLeak(
  text: string,
  tools: readonly ToolSpec[],
  mintId: () => string,
): { format: string; rejected: RejectedCall } | null {
  const last = inTheOpen(text, leaked(text, tools), "leak").at(-1);
  const call = last?.calls.at(-1);
  if (!last || last.closed || last.to < text.length || !call || !isKnown(call.name, tools))
    return null;
  const read = readWrittenCall({ ...call, cut: true }, tools, mintId);
  return "reason" in read ? { format: last.format, rejected: read } : null;
}

function leaked(text: string, tools: readonly ToolSpec[]): Block[] {
  const marks = markedBlocks(text, tools);
  if (marks.length > 0) return marks;
  const tagged =
    text.includes("<|python_tag|>") || /^(?:<\|python_start\|>\s*)?\[/.test(text.trimStart());
  return tagged ? apart(bare.flatMap((scanner) => scanner.blocks(text, tools))) : [];
}

/** For a lane that asked for text: `own` is its form; every other form is read as well. */
export function readAsked(
  text: string,
  own: Scanner,
  tools: readonly ToolSpec[],
  mintId: () => string,
): ReadText {
  // The whole reply in one fence is meant as it stands.
  const inner = fenceBody(text) ?? text;
  const attempts = [own.format];
  const blocks = inTheOpen(inner, own.blocks(inner, tools), "lane");
  if (!blocks.some((block) => block.format === own.format && counts(block))) {
    for (const more of otherForms(inner, own, tools)) {
      attempts.push(more.format);
      blocks.push(...inTheOpen(inner, more.blocks, "lane"));
      if (blocks.some(counts)) break;
    }
  } else blocks.push(...inTheOpen(inner, markedBlocks(inner, tools), "lane"));
  const read = assembled(inner, apart(blocks), tools, mintId, attempts);
  if (read.format !== "" || read.problem) return read;
  const problem = meantButHidden(inner, own, tools);
  return { ...read, text, ...(problem ? { problem } : {}) };
}

/** Something was said or called; a block that only failed to be one leaves room for another form. */
function counts({ calls, says }: Block): boolean {
  return says !== undefined || calls.some(({ name }) => name !== "");
}

function* otherForms(
  text: string,
  own: Scanner,
  tools: readonly ToolSpec[],
): Generator<{ format: string; blocks: Block[] }> {
  // A message that is one JSON value is that value: what its texts say is not looked at.
  if (onlyObject(text) === null) yield { format: "scanners", blocks: markedBlocks(text, tools) };
  for (const scanner of [...asked, ...bare]) {
    if (scanner.format === own.format) continue;
    const known = scanner
      .blocks(text, tools)
      .filter(
        ({ calls, says }) => says !== undefined || calls.some(({ name }) => isKnown(name, tools)),
      );
    // Nobody asked for this form here: it has to be whole.
    yield {
      format: scanner.format,
      blocks: known.filter(({ closed }) => closed || scanner.format === "llama_json"),
    };
  }
}

function inTheOpen(text: string, blocks: readonly Block[], strictness: Strictness): Block[] {
  const around = new Surroundings(text, strictness);
  const open: Block[] = [];
  for (const block of blocks) {
    if (around.hides(block.from, block.to)) continue;
    around.step(block.to);
    open.push(block);
  }
  return open;
}

function assembled(
  text: string,
  blocks: readonly Block[],
  tools: readonly ToolSpec[],
  mintId: () => string,
  attempts: string[],
): ReadText {
  const format = blocks.find(counts)?.format ?? blocks[0]?.format ?? "";
  const names = blocks.flatMap(namesIn);
  if (names.length > mostCalls) {
    const before = text.slice(0, blocks.find((block) => namesIn(block).length > 0)?.from).trim();
    const nothing = { calls: [], rejected: [], text: before, thought: "" };
    return { ...nothing, format, attempts, tooMany: names.slice(0, mostCalls) };
  }
  const calls: ToolCall[] = [];
  const rejected: RejectedCall[] = [];
  const words: string[] = [];
  const used = new Set<string>();
  let problem: ReadText["problem"];
  let at = 0;
  for (const block of blocks) {
    words.push(text.slice(at, block.from), block.says ?? "");
    at = block.to;
    for (const written of block.calls) {
      if (written.name === "") {
        problem ??= written.cut
          ? { kind: "truncated_call", words: "the call is not complete" }
          : { kind: "malformed_call", words: written.broken ?? "the call names no tool" };
        continue;
      }
      const id = written.id !== undefined && used.has(written.id) ? "" : (written.id ?? "");
      const call = readWrittenCall({ ...written, id }, tools, mintId);
      used.add(call.id);
      if ("reason" in call) rejected.push(call);
      else calls.push(call);
    }
  }
  words.push(text.slice(at));
  const [first] = rejected;
  if (first && calls.length === 0) problem ??= problemOf(first);
  return {
    calls,
    rejected,
    text: blocks.length > 0 ? words.join("").trim() : text,
    thought: blocks.flatMap(({ thought }) => (thought ? [thought] : [])).join("\n"),
    format,
    ...(problem && calls.length === 0 ? { problem } : {}),
    attempts,
  };
}

function namesIn({ calls }: Block): string[] {
  return calls.flatMap(({ name }) => (name === "" ? [] : [name]));
}

function problemOf({ name, reason, message = "" }: RejectedCall): NonNullable<ReadText["problem"]> {
  const words = `${name}: ${message.replace(/^Not run: /, "").replace(/\.$/, "")}`;
  if (reason === "truncated") return { kind: "truncated_call", words };
  return { kind: reason === "not_object" ? "invalid_arguments" : (reason as Problem), words };
}

/** A call that ends the reply from inside a fence was meant, but is not run from there. */
function meantButHidden(
  text: string,
  own: Scanner,
  tools: readonly ToolSpec[],
): ReadText["problem"] {
  const json = own.format === "json_decision" && onlyObject(text) !== null;
  if (json)
    return { kind: "malformed_call", words: "the object has neither an action nor a final_answer" };
  const opened = text.trimEnd().endsWith("```")
    ? text.trimEnd().slice(0, -3).lastIndexOf("```")
    : -1;
  const last = opened < 0 ? null : fenceBody(text.slice(opened));
  if (last === null) return undefined;
  const blocks = [...own.blocks(last, tools), ...markedBlocks(last, tools)];
  const meant = blocks.some(({ calls }) => calls.some(({ name }) => isKnown(name, tools)));
  return meant
    ? {
        kind: "malformed_call",
        words: "the call stands inside a code fence, and from there nothing is run",
      }
    : undefined;
}

function isKnown(name: string, tools: readonly ToolSpec[]): boolean {
  return name !== "" && (tools.length === 0 || resolveName(name, tools).known);
}

/** Whole, of a tool that was offered, with arguments that fit: so much a leaked call has to be. */
function isMeant(written: WrittenCall, tools: readonly ToolSpec[]): boolean {
  if (written.cut || written.broken || !isKnown(written.name, tools)) return false;
  const read = readWrittenCall(written, tools, () => "");
  if ("reason" in read) return false;
  const tool = tools.find((one) => one.name === read.name);
  return tool === undefined || fits(read.arguments, tool);
}
