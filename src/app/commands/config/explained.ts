/** Every setting with its value and the layer that says it, safe to show: what looks like a key is not. */

import { ignoredOf, type Layer, projectRulesUsed, said } from "../../../config/layers.ts";
import type { LoadedLayers } from "../../../config/load.ts";
import { parseSettings } from "../../../config/parse-settings.ts";
import { projectRules } from "../../../config/project-rules.ts";
import { type Settings, settingNames, settingsTable } from "../../../config/settings.ts";
import { redactor } from "../../../session/redact.ts";
import { environmentSays, knownKeys } from "../../endpoint.ts";

export interface Explained {
  name: string;
  /** null: none; `otherwise` says what holds then. */
  value: unknown;
  layer: Layer;
  /** The variable or the flag. */
  by?: string;
  describe: string;
  otherwise?: string;
}

export interface Refused {
  name: string;
  value: unknown;
  why: string;
}

export function explain(loaded: LoadedLayers): Explained[] {
  const { layers } = loaded;
  const safe = safely(loaded);
  const value = (name: keyof Settings) => said(name, layers).value as string | null;
  const outside: Partial<Record<string, { value: string; by: string }>> = environmentSays({
    model: value("model"),
    provider: value("provider"),
    baseUrl: value("baseUrl"),
    variables: layers.env,
  });
  return (settingNames as (keyof Settings)[])
    .filter((name) => name !== "$schema")
    .map((name) => {
      const { describe, otherwise } = settingsTable[name];
      const found = name === "rules" ? rulesSaid(loaded) : said(name, layers);
      const env = found.layer === "default" ? outside[name] : undefined;
      const told = env ? { ...env, layer: "environment" as const } : found;
      return {
        name,
        ...told,
        value: safe(name, told.value),
        describe,
        ...(otherwise && told.value === null ? { otherwise } : {}),
      };
    });
}

/** What the project's settings want and do not get, because they may not or because nobody trusts them. */
export async function refused(loaded: LoadedLayers): Promise<Refused[]> {
  const safe = safely(loaded);
  const { settings } = loaded.brings;
  const hidden = ({ name, value, why }: Refused) => ({ name, value: safe(name, value), why });
  if (settings === null || settings.state === "trusted")
    return ignoredOf(loaded.layers).map(hidden);
  const why =
    settings.state === "changed"
      ? "it has changed since it was trusted; skillet config trust"
      : "this folder is not trusted; skillet config trust";
  // What is not used is not judged either: a file that cannot be read is found when somebody trusts it.
  const wants = await parseSettings(settings.text, settings.path, () => {}).catch(() => ({}));
  return Object.entries(wants)
    .filter(([name]) => name !== "$schema")
    .map(([name, value]) => hidden({ name, value, why }));
}

/** Those of all layers, for they add up; the layer is the last that adds one. */
function rulesSaid({ layers, paths, project }: LoadedLayers) {
  const given = (name: string) => (layers.flags[name] as string[] | undefined) ?? [];
  const parts: [Layer, string[]][] = [
    ["user", [...(layers.user.rules ?? []), ...projectRules(paths.config, project)]],
    ["project", projectRulesUsed(layers)],
    [
      "flag",
      [
        ...given("allow").map((rule) => `allow ${rule}`),
        ...given("allow-host").map((host) => `allow network:${host}`),
        ...given("deny").map((rule) => `deny ${rule}`),
      ],
    ],
  ];
  const value = parts.flatMap(([, rules]) => rules);
  const layer = parts.findLast(([, rules]) => rules.length > 0)?.[0] ?? "default";
  return { value: value.length > 0 ? value : null, layer };
}

function safely({ layers }: LoadedLayers): (name: string, value: unknown) => unknown {
  const { env, user } = layers;
  const keys = knownKeys(
    { apiKeyEnv: user.apiKeyEnv ?? null, endpoints: user.endpoints ?? {}, variables: env },
    { apiKey: null },
  );
  const { clean } = redactor(keys);
  return (name, value) =>
    name === "apiKeyEnv" && typeof value === "string" && !isVariableName(value)
      ? "[not the name of a variable]"
      : clean(value);
}

export function isVariableName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
}
