/** propose_plan: what will be written and run, put to the user before any of it happens. */

import type { Plan, PlanAnswer, PlanItem, PlannedFile } from "../core/plan.ts";
import { planTool } from "../core/plan.ts";
import { type Tool, type ToolContext, ToolProblem } from "../core/ports.ts";
import type { JsonObject, ToolResult } from "../core/types.ts";
import { isObject } from "./arguments.ts";
import { planned } from "./planned.ts";
import { tidyFilePath } from "./tidy-path.ts";
import { commandsOfChecks } from "./verify.ts";

type Look = Pick<ToolContext, "sandbox" | "savedChecks">;

/** More than this nobody reads in one question. */
const most = { files: 60, packages: 40, commands: 20, hosts: 12, ports: 12, choices: 12 } as const;
type List = keyof typeof most;
/** Of one entry, in characters; commands may be longer. */
const maxEntry = 200;
const maxCommand = 2000;

const list = { type: "array", items: { type: "string" } };

/** `told`: whether the model is told of it. Where it is not, a call of it is answered all the same. */
export function proposePlanTool(told: boolean): Tool {
  const plans = planned<Plan>();
  const read = async (args: JsonObject, look: Look) =>
    plans.of(args) ?? plans.keep(args, await planOf(args, look));
  return {
    name: planTool,
    description: "Before building something new, propose what you will do.",
    parameters: {
      type: "object",
      properties: {
        files: list,
        packages: list,
        commands: list,
        hosts: list,
        ports: list,
        choices: list,
      },
    },
    ...(told ? {} : { untold: true }),
    async effect(args, look) {
      await read(args, look);
      return { kind: "none" };
    },
    plan: read,
    async run(_args, { plan }) {
      if (!plan) throw new ToolProblem("A plan cannot be answered here; go on without it.");
      return resultOf(plan);
    },
  };
}

async function planOf(args: JsonObject, look: Look): Promise<Plan> {
  const plan: Plan = {
    files: await filesOf(entries(args, "files"), look),
    packages: entries(args, "packages"),
    commands: entries(args, "commands"),
    checks: await checkCommands(look),
    hosts: entries(args, "hosts"),
    ports: [...new Set(entries(args, "ports").map(portIn))],
    choices: entries(args, "choices"),
  };
  if (plan.files.length + plan.commands.length > 0) return plan;
  throw new ToolProblem("A plan names the `files` it writes or the `commands` it runs.");
}

/** Each once, in order. Numbers stand for text (ports); a single text for a list of one. */
function entries(args: JsonObject, name: List): string[] {
  const value = args[name] ?? [];
  const given = typeof value === "string" ? [value] : value;
  if (!Array.isArray(given)) throw new ToolProblem(`\`${name}\` must be a list of texts.`);
  const found = given.map((one) => textIn(one, name).trim()).filter((one) => one !== "");
  const unique = [...new Set(found)];
  if (unique.length > most[name]) {
    throw new ToolProblem(
      `A plan has at most ${most[name]} ${name}, not ${unique.length}: plan a first part that works by itself.`,
    );
  }
  const longest = name === "commands" ? maxCommand : maxEntry;
  const long = unique.find((one) => one.length > longest);
  if (long !== undefined) {
    throw new ToolProblem(
      `An entry of \`${name}\` has ${long.length} characters; at most ${longest}.`,
    );
  }
  return unique;
}

/** Models write `{path: "app.py"}` or `{command: ...}` where a text is asked for. */
function textIn(value: unknown, name: List): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  const inner = isObject(value)
    ? (value.path ?? value.command ?? value.name ?? value.host ?? value.port)
    : undefined;
  if (typeof inner === "string" || typeof inner === "number") return String(inner);
  throw new ToolProblem(`\`${name}\` must be a list of texts.`);
}

/** The number alone: what is said with it is not for a list of ports. */
function portIn(text: string): string {
  const port = /^\d{1,5}(?!\d)/.exec(text)?.[0];
  if (port !== undefined && Number(port) >= 1 && Number(port) <= 65535) return port;
  throw new ToolProblem(`\`ports\` must be numbers from 1 to 65535.`);
}

async function filesOf(paths: readonly string[], look: Look): Promise<PlannedFile[]> {
  const files = new Map<string, PlannedFile>();
  for (const path of paths) {
    const file = await lookAt(path, look);
    files.set(file.path, file);
  }
  return [...files.values()];
}

/** A path that cannot be is a line of the plan with its reason: the rest may be fine. */
async function lookAt(path: string, { sandbox }: Look): Promise<PlannedFile> {
  try {
    const tidy = tidyFilePath(path, sandbox.out);
    return { path: tidy, exists: (await sandbox.peek(tidy)) !== null };
  } catch (thrown) {
    if (!(thrown instanceof ToolProblem)) throw thrown;
    return { path, exists: false, problem: thrown.message };
  }
}

/** Saved checks that cannot be read are the business of `verify`, when it comes. */
async function checkCommands({ savedChecks }: Look): Promise<string[]> {
  try {
    return [...new Set(commandsOfChecks((await savedChecks()) ?? []))];
  } catch (thrown) {
    if (thrown instanceof ToolProblem) return [];
    throw thrown;
  }
}

function resultOf({ approved, by, judged, edited, words, stop }: PlanAnswer): ToolResult {
  if (stop)
    return { content: "Not run: the user stopped the turn.", isError: true, stop: "aborted" };
  if (approved === null) {
    const why = words
      ? `the user wants another plan: ${words}\nPropose the changed plan.`
      : "the user said no to this plan. Ask what they want instead; do not build it.";
    return { content: `Not run: ${why}`, isError: true };
  }
  if (by === "policy") {
    return { content: `Noted; ${words}. Nothing is granted by it; build it now.` };
  }
  if (approved === "steps") {
    return { content: "The user agrees with the plan and approves it step by step: build it now." };
  }
  const { files, commands, checks, hosts } = judged;
  const left = [...files, ...commands, ...checks, ...hosts].filter(({ state }) =>
    ["asked", "refused"].includes(state),
  );
  return {
    content: [
      "The user approved the plan: build it now. Its new files, its commands exactly as written and its hosts for them go through; all else is asked as before.",
      ...(edited ? [`The user edited it; it now is: ${JSON.stringify(edited)}`] : []),
      ...left.map(leftWords),
    ].join("\n"),
  };
}

function leftWords({ text, state, why }: PlanItem): string {
  return `${state === "refused" ? "Refused" : "Asked when it comes"}: ${text}${why ? ` (${why})` : ""}`;
}
