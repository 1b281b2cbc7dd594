/** read_file: a text file, or a part of it, under a header that tells what is shown. */

import { type FileContent, type Tool, ToolProblem } from "../core/ports.ts";
import type { ToolResult } from "../core/types.ts";
import { optionalCount, textOf } from "./arguments.ts";
import { counted, grouped, whole } from "./figures.ts";
import { lineEndsOf } from "./line-ends.ts";
import { tidyPath } from "./tidy-path.ts";

/** One call shows at most this; a result that is larger pushes the conversation out of the window. */
const maxLines = 2000;
const maxCharacters = 50_000;
const maxLine = 2000;

export const readFile: Tool = {
  name: "read_file",
  description: "Read a text file or a range of its lines.",
  parameters: {
    type: "object",
    properties: {
      path: { type: "string" },
      startLine: { type: "integer" },
      endLine: { type: "integer" },
    },
    required: ["path"],
  },
  effect: (args, { sandbox }) => ({
    kind: "read",
    path: tidyPath(textOf(args, "path"), sandbox.out),
  }),
  async run(args, { sandbox }) {
    const path = tidyPath(textOf(args, "path"), sandbox.out);
    const start = optionalCount(args, "startLine", 1) ?? 1;
    const end = optionalCount(args, "endLine", 1) ?? Number.POSITIVE_INFINITY;
    if (end < start) throw new ToolProblem(`endLine ${end} comes before startLine ${start}.`);
    return shown(path, await sandbox.readFile(path), start, end);
  },
};

function shown(path: string, file: FileContent, start: number, end: number): ToolResult {
  const size = counted(file.bytes, "byte");
  if (file.text === null) {
    return { content: `${path}: binary, ${size}; not shown. Commands can look into it.` };
  }
  if (file.text === "") return { content: `${path}: empty file` };
  const lines = file.text.replaceAll("\r\n", "\n").split("\n");
  if (lines.at(-1) === "") lines.pop();
  if (start > lines.length) {
    throw new ToolProblem(
      `${path} has ${counted(lines.length, "line")}; there is no line ${start}.`,
    );
  }
  const part = clipped(lines, start, Math.min(end, lines.length));
  const facts = [
    `lines ${start}-${part.end} of ${lines.length}`,
    size,
    file.encoding === "utf-8" ? "" : file.encoding,
    lineEndsOf(file.text),
    part.cut > 0 ? `${counted(part.cut, "line")} cut at ${grouped(maxLine)} characters` : "",
  ];
  const header = `${path}: ${facts.filter((fact) => fact !== "").join(", ")}`;
  const more = part.end < Math.min(end, lines.length);
  const goOn = more ? `\n[Goes on: read_file with startLine ${part.end + 1}.]` : "";
  return {
    content: `${header}\n${part.text}${goOn}`,
    ...(more || part.cut > 0 ? { truncated: true } : {}),
  };
}

/** Whole lines up to the caps; at least one. */
function clipped(lines: readonly string[], start: number, end: number) {
  const kept: string[] = [];
  let characters = 0;
  let cut = 0;
  for (const line of lines.slice(start - 1, Math.min(end, start - 1 + maxLines))) {
    const text = line.length > maxLine ? `${whole(line.slice(0, maxLine))}…` : line;
    characters += text.length + 1;
    if (characters > maxCharacters && kept.length > 0) break;
    if (text !== line) cut++;
    kept.push(text);
  }
  return { text: kept.join("\n"), end: start + kept.length - 1, cut };
}
