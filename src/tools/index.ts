/** The model's tools, in the order it is told of them. */

import type { Skills, Tool } from "../core/ports.ts";
import { askUser } from "./ask-user.ts";
import { editFileTool } from "./edit-file.ts";
import { listFiles } from "./list-files.ts";
import { processTool } from "./process.ts";
import { proposePlanTool } from "./propose-plan.ts";
import { readFile } from "./read-file.ts";
import { searchFiles } from "./search-files.ts";
import { shell } from "./shell.ts";
import { useSkillTool } from "./use-skill.ts";
import { verifyTool } from "./verify.ts";
import { writeFileTool } from "./write-file.ts";

export interface BuiltinToolsOptions {
  /** With none to list there is no use_skill. */
  skills: Skills;
  /** `- name: description` lines for the model; empty: it has to search. */
  catalogue: string;
  /** The skill_use facts of a session that goes on: those skills stand in its history. Default: none. */
  openedSkills?: Iterable<{ name: string; sha256: string }>;
  /** Whether the model is told that it can propose plans: where somebody can approve them. Default: false. */
  plans?: boolean;
}

/** The order is always the same: tools are part of the prefix that prompt caches keep. One set per session. */
export function builtinTools(options: BuiltinToolsOptions): Map<string, Tool> {
  const { skills, catalogue, openedSkills: opened = [], plans = false } = options;
  const tools: Tool[] = [
    readFile,
    writeFileTool(),
    editFileTool(),
    listFiles,
    searchFiles,
    shell,
    processTool,
    ...(skills.list().length > 0 ? [useSkillTool({ catalogue, opened })] : []),
    askUser,
    proposePlanTool(plans),
    verifyTool(),
  ];
  return new Map(tools.map((tool) => [tool.name, tool]));
}
