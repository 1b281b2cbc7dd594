/** Plays a shipped skill as a model would that follows it to the letter, through the real command line and fence. */

import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import type { BenchTurn } from "../../bench/loopback-server.ts";
import type { Entry } from "../../src/core/events.ts";
import { certificateVariables } from "../../src/sandbox/certificates.ts";
import { readChecks } from "../../src/tools/verify/read-checks.ts";
import { newHome, skillet } from "./skillet.ts";

const top = new URL("../..", import.meta.url).pathname;

/** The folder of the scenarios; one folder each. */
export const scenarios = join(top, "test/scenarios/skills");

/**
 * One step of script.json. "load": use_skill; "ask": the questions of the skill's table, with its defaults; "write":
 * the files of project/, in one reply; "verify": the skill's own checks. Anything else is said as it stands.
 */
type Step = "load" | "ask" | "write" | "verify" | BenchTurn;

/** A text of what the model writes or runs, replaced; `check` is what must go red. */
interface Fault {
  from: string;
  to: string;
  check: string;
}

export interface Mutation extends Fault {
  what: string;
  /** Further faults in the same run, where a run is long. */
  and?: Fault[];
}

export interface SkillScenario {
  name: string;
  skill: string;
  prompt: string;
  turns: BenchTurn[];
  mutations: Mutation[];
  /** Hosts that the user has granted: this machine's registry, where script.json asks for it. */
  hosts: string[];
}

/** A folder is named after its skill, or `skill--case`. `registry` stands in for {{registry}} in script.json. */
export function readScenario(name: string, registry: string): SkillScenario {
  const skill = name.split("--")[0] ?? name;
  const at = (file: string) => join(scenarios, name, file);
  const script = readFileSync(at("script.json"), "utf8");
  const steps: Step[] = JSON.parse(script.replaceAll("{{registry}}", registry));
  return {
    name,
    skill,
    prompt: readFileSync(at("prompt.txt"), "utf8").trim(),
    turns: steps.map((step) => turnOf(step, skill, at("project"))),
    mutations: existsSync(at("mutations.json"))
      ? JSON.parse(readFileSync(at("mutations.json"), "utf8"))
      : [],
    hosts: script.includes("{{registry}}") ? [registry] : [],
  };
}

function turnOf(step: Step, skill: string, project: string): BenchTurn {
  if (typeof step === "object") return step;
  if (step === "load") return { calls: [{ name: "use_skill", arguments: { name: skill } }] };
  if (step === "verify") return { calls: [{ name: "verify", arguments: {} }] };
  if (step === "ask") {
    return { calls: [{ name: "ask_user", arguments: { questions: questionsOf(skill) } }] };
  }
  const files = Object.entries(filesBelow(project));
  return {
    calls: files.map(([path, content]) => ({ name: "write_file", arguments: { path, content } })),
  };
}

export function bodyOf(skill: string): string {
  return readFileSync(join(top, "skills", skill, "SKILL.md"), "utf8");
}

/** The rows of the table `| question | default |`. */
function questionsOf(skill: string): { question: string; default: string }[] {
  const [, table = ""] = bodyOf(skill).split("| question | default |\n| --- | --- |\n");
  const rows = table.split("\n\n")[0]?.split("\n") ?? [];
  return rows.map((row) => {
    const [, question = "", answer = ""] = row.split("|").map((cell) => cell.trim());
    return { question, default: answer };
  });
}

/** Left out: what programs make (packages, builds, caches) and git's own. */
const made = /(^|\/)(node_modules|__pycache__|dist|\.git|package-lock\.json)(\/|$)/;

export function filesBelow(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return Object.fromEntries(
    paths
      .filter((path) => !made.test(path) && statSync(join(folder, path)).isFile())
      .map((path) => [path, readFileSync(join(folder, path), "utf8")]),
  );
}

export interface Played {
  code: number | null;
  facts: Entry[];
  stderr: string;
  /** The output directory. */
  out: string;
  home: string;
}

/** `packages`: node_modules of an earlier run, moved in. The caller removes `home`. */
export async function play(
  scenario: SkillScenario,
  turns: readonly BenchTurn[],
  packages?: string,
): Promise<Played> {
  const home = newHome();
  const out = join(home, "work/sandbox");
  mkdirSync(out);
  const input = join(scenarios, scenario.name, "input");
  if (existsSync(input)) cpSync(input, out, { recursive: true });
  // What cannot be kept as a file here, such as a repository.
  const prepare = join(scenarios, scenario.name, "prepare.sh");
  if (existsSync(prepare)) execFileSync("sh", [prepare], { cwd: out, stdio: "ignore" });
  if (packages) renameSync(packages, join(out, "node_modules"));
  const env = Object.fromEntries(
    certificateVariables.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  );
  const grants = scenario.hosts.flatMap((host) => ["--allow", `network:${host}`]);
  const { code, stdout, stderr } = await skillet(
    ["-p", scenario.prompt, "--output-format", "stream-json", "--approval-mode", "yolo", ...grants],
    { home, script: turns, env },
  );
  const lines = stdout.trim().split("\n");
  return { code, stderr, out, home, facts: lines.map((line): Entry => JSON.parse(line)) };
}

/** What a model does, not what it checks: only these arguments are changed. */
const done = ["content", "newText", "command"];

/**
 * The script with its faults put in; each must find something to change. It ends behind the skill's own checks where one
 * of them has to go red: a model that sees that does not go on.
 */
export function mutated({ skill, turns }: SkillScenario, mutation: Mutation): BenchTurn[] {
  const changed = [mutation, ...(mutation.and ?? [])].reduce(withFault, turns);
  const checks = join(top, "skills", skill, "checks.json");
  const own = existsSync(checks) ? readChecks(JSON.parse(readFileSync(checks, "utf8"))) : [];
  if (!own.some(({ name }) => name === mutation.check)) return changed;
  const last = changed.findIndex(({ calls }) => calls?.some(({ name }) => name === "verify"));
  return changed.slice(0, last + 1);
}

function withFault(turns: BenchTurn[], { from, to }: Fault): BenchTurn[] {
  let found = 0;
  const changed: BenchTurn[] = JSON.parse(JSON.stringify(turns), (key, value) => {
    if (!done.includes(key) || typeof value !== "string" || !value.includes(from)) return value;
    found++;
    return value.replaceAll(from, to);
  });
  if (found === 0) throw new Error(`Nothing in the script says ${JSON.stringify(from)}`);
  return changed;
}

export function tidy({ home }: Played): void {
  rmSync(home, { recursive: true, force: true });
}
