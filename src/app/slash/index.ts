/** Every slash command, in the order of /help. */

import { phrase, translated } from "../../core/messages/phrase.ts";
import { approvals } from "./approvals.ts";
import { bug } from "./bug.ts";
import { checkpoints } from "./checkpoints.ts";
import { clear } from "./clear.ts";
import { copy } from "./copy.ts";
import { cost } from "./cost.ts";
import { diff } from "./diff.ts";
import { editor } from "./editor.ts";
import { exporting } from "./export.ts";
import { fork } from "./fork.ts";
import { lane } from "./lane.ts";
import { model } from "./model.ts";
import { name } from "./name.ts";
import { open } from "./open.ts";
import { plan } from "./plan.ts";
import { ps } from "./ps.ts";
import { receipt } from "./receipt.ts";
import { redo } from "./redo.ts";
import { resume } from "./resume.ts";
import { skills } from "./skills.ts";
import type { Slash } from "./slash.ts";
import { stop } from "./stop.ts";
import { undo } from "./undo.ts";
import { verify } from "./verify.ts";

const help: Slash = {
  name: "help",
  describe: "this list",
  inJob: "skillet --help",
  run: ({ write }) => write(slashHelp()),
};

/** Named here for the list; the conversation leaves before it would run. */
const exit: Slash = { name: "exit", describe: "leave (or Ctrl-C twice, or Ctrl-D)", run: () => {} };

export const slashes: readonly Slash[] = [
  help,
  skills,
  plan,
  approvals,
  verify,
  receipt,
  diff,
  undo,
  redo,
  checkpoints,
  model,
  lane,
  ps,
  stop,
  open,
  resume,
  fork,
  name,
  clear,
  copy,
  exporting,
  editor,
  cost,
  bug,
  exit,
];

function slashHelp(): string {
  const row = (name: string, what: string) => `  /${name.padEnd(12)}${what}\n`;
  const list = slashes.map(({ name, describe }) => row(name, translated(describe))).join("");
  const skill = phrase(
    "start the skill of that name, with what follows as its arguments (/skill:NAME where a command has it)",
  );
  const keys = phrase(
    "Ctrl-C stops the turn and what it runs, twice leaves. Everything else is sent to the model.",
  );
  const editor = phrase(
    "!COMMAND runs a command of yours in the fence; @ completes a file, Tab commands and files; Ctrl-R searches earlier prompts; Ctrl-J is a new line.",
  );
  return `${list}${row("NAME", skill)}  ${editor}\n  ${keys}\n`;
}
