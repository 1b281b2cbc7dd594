/** write_file: a whole file, new or in place of another. */

import { redactionIn } from "../core/key-shapes.ts";
import { type Sandbox, type Tool, ToolProblem } from "../core/ports.ts";
import type { Effect, JsonObject } from "../core/types.ts";
import { fileTextOf, textOf } from "./arguments.ts";
import { counted, grouped, lineCount } from "./figures.ts";
import { withLineEndsOf } from "./line-ends.ts";
import { lostCharacters } from "./lost-characters.ts";
import { findPlaceholder } from "./placeholder.ts";
import { planned } from "./planned.ts";
import { tidyFilePath } from "./tidy-path.ts";

interface Plan {
  effect: Extract<Effect, { kind: "write" }>;
  /** sha256 of what is replaced; null: nothing stands there. */
  expect: string | null;
}

const words = { create: "Created", update: "Updated", overwrite: "Overwrote" } as const;

export function writeFileTool(): Tool {
  const plans = planned<Plan>();
  return {
    name: "write_file",
    description: "Create or replace a file with its whole content.",
    parameters: {
      type: "object",
      properties: { path: { type: "string" }, content: { type: "string" } },
      required: ["path", "content"],
    },
    effect: async (args, { sandbox }) => plans.keep(args, await plan(args, sandbox)).effect,
    async run(args, { sandbox }) {
      const { effect, expect } = plans.of(args) ?? (await plan(args, sandbox));
      const { path, after, change } = effect;
      const { bytes } = await sandbox.writeFile(path, after, { exactLineEnds: true, expect });
      const size = `${counted(lineCount(after), "line")}, ${counted(bytes, "byte")}`;
      const unseen = change === "overwrite" ? ", which had not been read" : "";
      const same = effect.before === after ? " Nothing changed: it held just this." : "";
      return {
        content: `${words[change]} ${path}${unseen} (${size}).${same}${lostCharacters(after, effect.before)}`,
      };
    },
  };
}

async function plan(args: JsonObject, sandbox: Sandbox): Promise<Plan> {
  const path = tidyFilePath(textOf(args, "path"), sandbox.out);
  const content = fileTextOf(args, "content");
  const there = await sandbox.peek(path);
  const before = there?.text ?? null;
  if (there?.stale) {
    throw new ToolProblem(
      `Not written: ${path} was changed on disk since you last read or wrote it. Read it again with read_file, then write what keeps that change.`,
    );
  }
  const stub = findPlaceholder(path, content, before);
  if (stub) {
    throw new ToolProblem(
      `Not written: line ${stub.line}, \`${stub.text}\`, stands for text that was left out, and write_file replaces the ` +
        "whole file. Send all of it, or change a part with edit_file. If the file should really hold that line, add it with edit_file.",
    );
  }
  const hidden = redactionIn(content);
  if (hidden && before !== null && !before.includes(hidden)) {
    throw new ToolProblem(
      `Not written: \`${hidden}\` stands for a key that you were not shown, and write_file would put these words in its place. ` +
        "Change the other lines with edit_file. If the file should really hold these words, add them with edit_file.",
    );
  }
  const after = before === null ? content : withEndsOfFile(content, before);
  const change = !there ? "create" : there.seen ? "update" : "overwrite";
  const bytes = utf8Length(after);
  if (before !== null && args.shrink !== true) refuseShrinking(path, utf8Length(before), bytes);
  return {
    effect: { kind: "write", path, change, bytes, before, after },
    expect: there?.sha256 ?? null,
  };
}

/** The file decides about line ends, also over CRLF that the model wrote; one with CR alone keeps that. */
function withEndsOfFile(content: string, before: string): string {
  if (!/[\r\n]/.test(before)) return content;
  const plain = content.replaceAll("\r\n", "\n");
  return before.includes("\n") ? withLineEndsOf(plain, before) : plain.replaceAll("\n", "\r");
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Of a file that is at least so large, at least one part in so many has to stay. */
const leastGuarded = 2000;
const leastKept = 5;

/** A reply that was cut short, or a stub, is most of a file gone. `shrink` is told only here: a model that reads of it would always set it. */
function refuseShrinking(path: string, before: number, after: number): void {
  if (before < leastGuarded || after * leastKept >= before) return;
  throw new ToolProblem(
    `Not written: of the ${counted(before, "byte")} of ${path} this would leave ${grouped(after)}. write_file takes the whole file; ` +
      "change a part with edit_file. If it should really become so short, call again with shrink: true.",
  );
}
