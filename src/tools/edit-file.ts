/** edit_file: one text in a file replaced by another; what is shown before is what is written. */

import { type Sandbox, type Tool, ToolProblem } from "../core/ports.ts";
import type { Effect, JsonObject } from "../core/types.ts";
import { fileTextOf, textOf } from "./arguments.ts";
import { nearestLines } from "./edit/nearest-lines.ts";
import { replaceExact } from "./edit/replace-exact.ts";
import { counted } from "./figures.ts";
import { lostCharacters } from "./lost-characters.ts";
import { findPlaceholder } from "./placeholder.ts";
import { planned } from "./planned.ts";
import { tidyFilePath } from "./tidy-path.ts";

interface Plan {
  effect: Extract<Effect, { kind: "write" }>;
  expect: string;
  /** The lines at which something was replaced. */
  lines: number[];
}

const maxLinesTold = 20;

export function editFileTool(): Tool {
  const plans = planned<Plan>();
  return {
    name: "edit_file",
    description: "Replace oldText (exact, found once) by newText. all: every place.",
    parameters: {
      type: "object",
      properties: {
        path: { type: "string" },
        oldText: { type: "string" },
        newText: { type: "string" },
        all: { type: "boolean" },
      },
      required: ["path", "oldText", "newText"],
    },
    effect: async (args, { sandbox }) => plans.keep(args, await plan(args, sandbox)).effect,
    async run(args, { sandbox }) {
      const { effect, expect, lines } = plans.of(args) ?? (await plan(args, sandbox));
      await sandbox.writeFile(effect.path, effect.after, { exactLineEnds: true, expect });
      const places = lines.length === 1 ? "" : `${counted(lines.length, "place")}, `;
      const lost = lostCharacters(effect.after, effect.before);
      return { content: `Edited ${effect.path} (${places}${lineList(lines)}).${lost}` };
    },
  };
}

async function plan(args: JsonObject, sandbox: Sandbox): Promise<Plan> {
  const path = tidyFilePath(textOf(args, "path"), sandbox.out);
  const oldText = fileTextOf(args, "oldText");
  const newText = fileTextOf(args, "newText");
  const there = await sandbox.peek(path);
  if (!there) throw new ToolProblem(`There is no file ${path}; write_file makes one.`);
  const before = there.text;
  if (before === null) throw new ToolProblem(`${path} is binary; edit_file changes text only.`);
  if (oldText === "") {
    throw new ToolProblem(
      "oldText is empty. Copy the text to replace from the file; write_file fills an empty one.",
    );
  }
  // Beside the text that it was found at, such a line is put in on purpose; in its place it is that text left out.
  const stub = newText.includes(oldText.trim())
    ? undefined
    : findPlaceholder(path, newText, before);
  if (stub) {
    throw new ToolProblem(
      `Not written: line ${stub.line} of newText, \`${stub.text}\`, stands for text that was left out, and newText takes the place of ` +
        "all of oldText. Send the text itself, or take less into oldText.",
    );
  }
  const replaced = replaceExact(before, oldText, newText, args.all === true);
  if (replaced.kind === "missing") {
    throw new ToolProblem(`oldText is not in ${path}. ${nearestLines(before, oldText)}`);
  }
  const { lines } = replaced;
  if (replaced.kind === "ambiguous") {
    throw new ToolProblem(
      `oldText is in ${path} ${lines.length} times, at ${lineList(lines)}. Take more lines into oldText so that one place ` +
        "is meant, or set all: true.",
    );
  }
  const after = replaced.text;
  if (after === before) throw new ToolProblem(`This edit changes nothing in ${path}.`);
  const bytes = new TextEncoder().encode(after).length;
  return {
    // The model named what it replaces to the letter, so this is never an overwrite of something unseen.
    effect: { kind: "write", path, change: "update", bytes, before, after },
    expect: there.sha256,
    lines,
  };
}

function lineList(lines: readonly number[]): string {
  const told = lines.slice(0, maxLinesTold).join(", ");
  const more = lines.length > maxLinesTold ? ` and ${lines.length - maxLinesTold} more` : "";
  return `line${lines.length === 1 ? "" : "s"} ${told}${more}`;
}
