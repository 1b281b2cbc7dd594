/** The layers of the configuration, and which of them says what: default < user < project < environment < flag. */

import { UserError } from "../core/errors.ts";
import type { Environment } from "./paths.ts";
import { type Setting, type Settings, settingsTable } from "./settings.ts";

export type Layer = "default" | "user" | "project" | "environment" | "flag";

export interface Layers {
  user: Settings;
  /** As it stands in the project's file; empty where nobody trusts it. */
  project: Settings;
  env: Environment;
  flags: Readonly<Record<string, unknown>>;
}

export interface Said {
  /** null: nobody says anything, and the default is none. */
  value: unknown;
  layer: Layer;
  /** The variable or the flag it comes from; missing: a file, or nobody. */
  by?: string;
}

export interface Ignored {
  name: keyof Settings;
  value: unknown;
  why: string;
}

/** What holds for one setting. Throws UserError (42) for a flag or variable whose value cannot be one. */
export function said(name: keyof Settings, layers: Layers): Said {
  const setting = settingsTable[name];
  const flag = flagOf(name);
  if (layers.flags[flag] !== undefined) {
    return checked(setting, { value: layers.flags[flag], layer: "flag", by: `--${flag}` });
  }
  const variable = setting.variables?.find((one) => layers.env[one]);
  if (variable) {
    const text = layers.env[variable] ?? "";
    const value = setting.meaning ? setting.meaning(text, variable) : text;
    return checked(setting, { value, layer: "environment", by: variable });
  }
  const below = saidByUser(name, layers);
  if (name === "rules") return below;
  const wished = layers.project[name];
  const used = wished === undefined ? undefined : setting.project?.(wished, below.value);
  return used === undefined ? below : { value: used, layer: "project" };
}

/** The rules of the project's settings that are used: those that deny or ask. */
export function projectRulesUsed({ project }: Pick<Layers, "project">): string[] {
  const { rules } = project;
  return (rules && (settingsTable.rules.project?.(rules, undefined) as string[] | undefined)) ?? [];
}

/** What the project's settings want and may not have. */
export function ignoredOf(layers: Layers): Ignored[] {
  return (Object.keys(layers.project) as (keyof Settings)[]).flatMap((name): Ignored[] => {
    const value = layers.project[name];
    if (name === "$schema" || value === undefined) return [];
    const { project, notOfProject } = settingsTable[name];
    const below = saidByUser(name, layers).value;
    const used = project?.(value, below);
    if (name === "rules" && Array.isArray(value)) {
      const left = value.filter((rule) => !(used as string[] | undefined)?.includes(rule));
      return left.length > 0 ? [{ name, value: left, why: tightens }] : [];
    }
    // What is as it is anyway is no wish that was refused.
    if (used !== undefined || JSON.stringify(value) === JSON.stringify(below)) return [];
    return [{ name, value, why: notOfProject ?? tightens }];
  });
}

const tightens = "a project may tighten, never loosen";

function saidByUser(name: keyof Settings, layers: Layers): Said {
  const { user } = layers;
  return user[name] === undefined || isOverridden(name, layers)
    ? { value: settingsTable[name].default, layer: "default" }
    : { value: user[name], layer: "user" };
}

/**
 * An endpoint in the environment takes the place of the settings' one, whole: the key of that one must not go to another
 * host. A model alone takes the place of the settings' model unless the settings name a provider, whose models are others.
 */
function isOverridden(name: keyof Settings, { user, env, flags }: Layers): boolean {
  if (flags.provider !== undefined || flags["base-url"] !== undefined) return false;
  const url = env.OPENAI_BASE_URL || env.QWEN_BASE_URL;
  if (name === "provider" || name === "baseUrl" || name === "apiKeyEnv") return Boolean(url);
  if (name !== "model") return false;
  const family = url && !env.OPENAI_BASE_URL ? "QWEN_MODEL" : "OPENAI_MODEL";
  return Boolean(env[family]) && (Boolean(url) || user.provider === undefined);
}

/** maxTurns: max-turns */
export function flagOf(name: string): string {
  return name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}

function checked({ kind }: Setting, found: Said): Said {
  if (kind.check(found.value)) return found;
  throw new UserError(`${found.by} must be ${kind.is}, not ${JSON.stringify(found.value)}.`, {
    hint: "skillet --help names the values.",
  });
}
