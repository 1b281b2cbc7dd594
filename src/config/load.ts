/** Configuration, read once: defaults < user settings < project settings (trusted) < environment < flags. */

import { join, resolve } from "node:path";
import { exitCodes, messageOf, UserError } from "../core/errors.ts";
import type { Language } from "../core/messages/language.ts";
import { checkTool, formatRule, parseRule } from "../core/rules.ts";
import type { ApprovalMode, Rule } from "../core/types.ts";
import { languageFrom } from "./language.ts";
import { ignoredOf, type Layers, projectRulesUsed, said } from "./layers.ts";
import { parseSettings } from "./parse-settings.ts";
import { type Environment, type Paths, pathsOf } from "./paths.ts";
import { plainText } from "./plain-text.ts";
import { findProject } from "./project.ts";
import { type ProjectLayer, readProjectLayer, untrustedOf } from "./project-layer.ts";
import { projectRules } from "./project-rules.ts";
import { spanOf } from "./setting-kinds.ts";
import type { NamedEndpoint, SandboxChoice, Settings } from "./settings.ts";
import { trustOf } from "./trust.ts";
import { unreadable } from "./unreadable.ts";
import { userSettingsFile } from "./user-settings.ts";

export type OutputFormat = "text" | "json" | "stream-json";

export interface Config {
  readonly cwd: string;
  readonly paths: Paths;
  /** The folder with `.git` at or above cwd, else cwd. */
  readonly project: string;
  /** False: nobody trusts the project; what it brings does not exist for this run. */
  readonly projectTrusted: boolean;
  /** That something is not used because nobody trusts it, one line; null: nothing. `settings` is one of the warnings. */
  readonly untrusted: { readonly settings: string | null; readonly all: string | null };
  readonly model: string | null;
  readonly provider: string | null;
  readonly baseUrl: string | null;
  /** The variable the key is read from; null: the provider's. */
  readonly apiKeyEnv: string | null;
  /** By the user's own names; empty: none. */
  readonly endpoints: Readonly<Record<string, NamedEndpoint>>;
  /** Absolute. */
  readonly out: string;
  /** Whether `out` was chosen (flag or variable) and not the default or a setting. */
  readonly outGiven: boolean;
  readonly addDirs: readonly string[];
  /** Ports of the sandbox to open to the user's browser. */
  readonly openPorts: readonly number[];
  readonly approvalMode: ApprovalMode;
  readonly rules: readonly Rule[];
  readonly sandbox: SandboxChoice;
  /** The image for the sandboxes docker and podman; null: their default. */
  readonly sandboxImage: string | null;
  /** Hosts that commands may reach; each exact, or `*.example.org`. Empty: none. */
  readonly allowHosts: readonly string[];
  /** auto: the one that the endpoint is known for. */
  readonly lane: string;
  readonly stream: boolean;
  readonly toolChoice: string | null;
  readonly parallelToolCalls: boolean | null;
  readonly temperature: number | null;
  readonly api: "chat" | "responses";
  /** null: nothing is said about it. */
  readonly thinking: "off" | "low" | "medium" | "high" | null;
  /** Whether what was learned of an endpoint is used and kept. */
  readonly capCache: boolean;
  /** The model's context window in tokens; null: as learned, or as its family has it. */
  readonly contextWindow: number | null;
  /** Model calls in one turn. */
  readonly maxTurns: number;
  /** Whether `--max-turns` was given. */
  readonly maxTurnsGiven: boolean;
  /** Of one run: a process, with all its turns. null: no limit. */
  readonly maxTokensTotal: number | null;
  /** In the currency of the endpoint's price; null: no limit. */
  readonly maxBudget: number | null;
  readonly maxBudgetGiven: boolean;
  /** null: no limit. */
  readonly maxTimeMs: number | null;
  /** A new file for the model's traffic, absolute; null: none is kept. */
  readonly record: string | null;
  /** A cassette that answers instead of an endpoint, absolute; null: none. */
  readonly replay: string | null;
  readonly verify: "auto" | "required" | "off";
  readonly skills: boolean;
  readonly skillPaths: readonly string[];
  /** Names of skills that the user switched off. */
  readonly disabledSkills: readonly string[];
  readonly trustProjectSkills: boolean;
  readonly outputFormat: OutputFormat;
  /** Of the final answer: a file, or the schema itself where it begins with a brace; null: any text. */
  readonly jsonSchema: string | null;
  /** A file for what the run does and when, absolute; null: none is kept. */
  readonly debug: string | null;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color: boolean;
  /** Ring the terminal when a question waits. */
  readonly bell: boolean;
  /** A command line of the user's own for the same; null: none. */
  readonly notify: string | null;
  /** Whole lines only, nothing redrawn: asked for (screen readers), or because the terminal can do no more. */
  readonly plain: boolean;
  /** The terminal knows no escapes (`TERM=dumb`); then it is plain as well. */
  readonly dumb: boolean;
  /** Of what people read; the locale's where nothing else was chosen. */
  readonly lang: Language;
  /** Lines for stderr: what was ignored, and why. */
  readonly warnings: readonly string[];
  /** The variables that the rest may see, by name; nothing else of the environment is passed on. */
  readonly variables: Environment;
}

export interface LoadInput {
  cwd: string;
  env: Environment;
  /** As the command line gave them; what is missing was not given. */
  flags: Readonly<Record<string, unknown>>;
  stdoutIsTerminal: boolean;
}

export interface LoadedLayers {
  paths: Paths;
  project: string;
  /** Somebody trusts the folder, though perhaps not each file as it is now. */
  projectTrusted: boolean;
  brings: ProjectLayer;
  layers: Layers;
  /** Lines for stderr: what was ignored, and why. */
  warnings: string[];
}

/** Every layer by itself, for whoever tells which of them says what. Throws UserError (52) for what stands in a file. */
export async function loadLayers({ cwd, env, flags }: LoadInput): Promise<LoadedLayers> {
  const paths = pathsOf(env);
  const warnings: string[] = [];
  const warn = (line: string) => warnings.push(line);
  const project = findProject(cwd, paths.home);
  const user = await readSettings(userSettingsFile(paths), warn);
  const alone: Layers = { user, project: {}, env, flags };
  const out = resolve(cwd, said("out", alone).value as string);
  const brings = readProjectLayer({ config: paths.config, project, cwd, home: paths.home, out });
  const { settings } = brings;
  const projectTrusted = trustOf(paths.config, project).folder;
  const layers =
    settings?.state === "trusted"
      ? { ...alone, project: await parseSettings(settings.text, settings.path, warn) }
      : alone;
  for (const { name, why } of ignoredOf(layers)) {
    const { path } = settings ?? {};
    if (name === "rules") warn(`${path}: allow rules are ignored: ${why}.`);
    else warn(`${path}: "${name}" is ignored: ${why}.`);
  }
  warnings.push(...brings.problems);
  return { paths, project, projectTrusted, brings, layers, warnings };
}

/** Throws UserError: 42 for what was typed, 52 for what stands in a file. */
export async function loadConfig(input: LoadInput): Promise<Config> {
  const { cwd, env, flags } = input;
  const { paths, project, projectTrusted, brings, layers, warnings } = await loadLayers(input);
  const { user } = layers;
  const projectFile = join(project, ".skillet", "settings.json");
  const untrusted = {
    settings: untrustedLine({ ...brings, notes: [] }),
    all: untrustedLine(brings),
  };
  if (untrusted.settings !== null) warnings.push(untrusted.settings);
  const setting = <Name extends keyof Settings>(name: Name) =>
    said(name, layers).value as Required<Settings>[Name] | null;
  /** For those that have a default. */
  const always = <Name extends keyof Settings>(name: Name) =>
    said(name, layers).value as Required<Settings>[Name];
  const string = (name: string) =>
    typeof flags[name] === "string" ? (flags[name] as string) : undefined;
  const path = (name: string) => {
    const given = string(name);
    return given === undefined ? null : resolve(cwd, given);
  };
  const list = (name: string) => (Array.isArray(flags[name]) ? (flags[name] as string[]) : []);
  const bool = (name: string) =>
    typeof flags[name] === "boolean" ? (flags[name] as boolean) : undefined;
  const rules = [
    ...ownRules(user, { paths, project }),
    ...ruleList(projectRulesUsed(layers), "project", projectFile),
    ...list("allow").map(
      (rule): Rule => ({ ...checkTool(parseRule(rule, "allow")), decide: "allow", source: "flag" }),
    ),
    // One grant is enough: what commands may reach anyway is not asked again when a call names it.
    ...list("allow-host").map(
      (pattern): Rule => ({ decide: "allow", tool: "network", pattern, source: "flag" }),
    ),
    ...list("deny").map(
      (rule): Rule => ({ ...checkTool(parseRule(rule, "deny")), decide: "deny", source: "flag" }),
    ),
  ];
  warnings.push(...rules.flatMap(saidInVain));
  return Object.freeze({
    cwd,
    paths,
    project,
    projectTrusted,
    untrusted,
    model: setting("model"),
    provider: setting("provider"),
    baseUrl: setting("baseUrl"),
    apiKeyEnv: setting("apiKeyEnv"),
    endpoints: user.endpoints ?? {},
    out: resolve(cwd, always("out")),
    outGiven: string("out") !== undefined || Boolean(env.SKILLET_OUT),
    addDirs: list("add-dir").map((dir) => resolve(cwd, dir)),
    openPorts: list("open").map(portOf),
    approvalMode: always("approvalMode"),
    rules,
    sandbox: always("sandbox"),
    sandboxImage: setting("sandboxImage"),
    allowHosts: list("allow-host"),
    lane: string("lane") ?? "auto",
    stream: bool("stream") ?? true,
    toolChoice: string("tool-choice") ?? null,
    parallelToolCalls: bool("parallel-tool-calls") ?? null,
    temperature: (flags.temperature as number | undefined) ?? null,
    api: (string("api") ?? "chat") as Config["api"],
    thinking: setting("thinking"),
    capCache: bool("cap-cache") ?? true,
    contextWindow: setting("contextWindow"),
    maxTurns: always("maxTurns"),
    maxTurnsGiven: flags["max-turns"] !== undefined,
    maxTokensTotal: setting("maxTokensTotal"),
    maxBudget: setting("maxBudget"),
    maxBudgetGiven: flags["max-budget"] !== undefined,
    maxTimeMs: spanOf(setting("maxTime")),
    record: path("record"),
    replay: path("replay"),
    verify: always("verify"),
    skills: always("skills"),
    skillPaths: list("skill").map((path) => resolve(cwd, path)),
    disabledSkills: user.disabledSkills ?? [],
    trustProjectSkills: bool("trust-project-skills") ?? false,
    outputFormat: (string("output-format") ?? "text") as OutputFormat,
    jsonSchema: string("json-schema") ?? null,
    debug: path("debug"),
    quiet: bool("quiet") ?? false,
    verbose: bool("verbose") ?? false,
    ...looksOf(layers, input),
    bell: always("bell"),
    // The user's alone: it runs outside the fence.
    notify: user.notify ?? null,
    lang: languageOf(layers, env),
    warnings,
    variables: env,
  });
}

/** What people read, in which language: by flag or settings, else by the locale. */
export function languageOf(layers: Layers, env: Environment): Language {
  return (said("lang", layers).value as Language | null) ?? languageFrom(env);
}

/** How what people read looks. */
export function looksOf(
  layers: Layers,
  { env, stdoutIsTerminal }: Pick<LoadInput, "env" | "stdoutIsTerminal">,
): Pick<Config, "color" | "plain" | "dumb"> {
  const forReaders = said("screenReader", layers).value === true;
  const dumb = env.TERM === "dumb";
  const color = said("color", layers);
  // Of such a terminal the settings know nothing; who says it for this run means it.
  const isMeant = color.layer === "flag" || color.layer === "environment";
  const wanted = dumb && !isMeant ? false : ((color.value as boolean | null) ?? stdoutIsTerminal);
  return {
    color: !forReaders && wanted,
    plain: forReaders || dumb,
    dumb,
  };
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new UserError(`Not a port: ${text}`, { hint: "For example --open 5000." });
}

async function readSettings(path: string, warn: (line: string) => void): Promise<Settings> {
  let source: string;
  try {
    source = plainText(path);
  } catch (thrown) {
    if (
      (thrown as NodeJS.ErrnoException).code === "ENOENT" ||
      (thrown as NodeJS.ErrnoException).code === "ENOTDIR"
    )
      return {};
    throw unreadable(path, thrown);
  }
  return parseSettings(source, path, warn);
}

/** The user's own, as they stand in the files now. Throws UserError (52) where one cannot be read. */
export async function userRules(where: Pick<Config, "paths" | "project">): Promise<Rule[]> {
  const user = await readSettings(userSettingsFile(where.paths), () => {});
  return ownRules(user, where);
}

function ownRules(user: Settings, { paths, project }: Pick<Config, "paths" | "project">): Rule[] {
  return [
    ...ruleList(user.rules ?? [], "user", userSettingsFile(paths)),
    ...ruleList(projectRules(paths.config, project), "user", "project-rules.json"),
  ];
}

function ruleList(rules: readonly string[], source: "user" | "project", path: string): Rule[] {
  return rules.map((rule) => {
    try {
      return { ...parseRule(rule), source };
    } catch (thrown) {
      throw new UserError(`${path}: ${messageOf(thrown)}`, {
        exitCode: exitCodes.badConfiguration,
        cause: thrown,
      });
    }
  });
}

/** One line, whatever it is. What was declined is not mentioned again. */
function untrustedLine(brings: ProjectLayer): string | null {
  const waiting = untrustedOf(brings).filter(({ state }) => state !== "declined");
  if (waiting.length === 0) return null;
  const names = waiting.map(
    ({ name, state }) => `${name}${state === "changed" ? " (changed since it was trusted)" : ""}`,
  );
  return `${names.join(", ")}: not used, because this folder is not trusted. To use what it brings: skillet config trust`;
}

/** A rule that was kept and is about no tool there is: of another version, or mistyped. */
export function saidInVain(rule: Rule): string[] {
  try {
    checkTool(rule);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    const text = `${rule.decide} ${formatRule(rule)}`;
    return [`The rule "${text}" never applies. ${thrown.message} ${thrown.hint}`];
  }
}
