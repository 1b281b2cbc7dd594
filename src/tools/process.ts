/** process: what a background command printed since, or its end. */

import { type Process, type Sandbox, type Tool, ToolProblem } from "../core/ports.ts";
import { textOf, wordsOf } from "./arguments.ts";
import { commandResult, endOf, withoutEnd } from "./command-result.ts";
import { oneLine } from "./figures.ts";

export const processTool: Tool = {
  name: "process",
  description: "Read a background command's new output, or stop it.",
  parameters: {
    type: "object",
    properties: {
      id: { type: "string" },
      action: { type: "string", enum: ["output", "stop"] },
    },
    required: ["id", "action"],
  },
  // Looking at and ending what was started here, inside the fence, takes nothing from anybody.
  effect: () => ({ kind: "none" }),
  async run(args, { sandbox }) {
    const action = textOf(args, "action");
    const found = find(wordsOf(args, "id").trim(), sandbox);
    const output = found.output();
    if (action === "output") {
      const end = found.ended();
      const head = `${found.id} ${end ? `ended: ${endOf(end)}` : "is running"}: ${oneLine(found.command, 80)}`;
      return { content: `${head}\n${withoutEnd(output) || "(no new output)"}` };
    }
    if (action !== "stop") throw new ToolProblem("`action` is output or stop.");
    const before = found.ended();
    const end = before ?? (await found.stop());
    const last = `${output}${before ? "" : found.output()}`;
    const result = commandResult({ ...end, output: last, dropped: 0 });
    const head = before ? `${found.id} had ended before` : `Stopped ${found.id}`;
    return { ...result, content: `${head}: ${result.content}` };
  },
};

function find(id: string, sandbox: Sandbox): Process {
  const found = sandbox.process(id);
  if (found) return found;
  const known = sandbox.processes().map((one) => `${one.id} (${oneLine(one.command, 40)})`);
  const list = known.length === 0 ? "There is none" : `There are: ${known.join(", ")}`;
  throw new ToolProblem(`No background command has the id \`${oneLine(id, 40)}\`. ${list}.`);
}
