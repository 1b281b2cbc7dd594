/** Where everything lies that Skillet reads and keeps, by the words of the documentation. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LoadedLayers } from "../config/load.ts";
import type { TrustState } from "../config/trust.ts";
import { userSettingsFile } from "../config/user-settings.ts";

export interface ConfigFile {
  path: string;
  exists: boolean;
  /** Of what a project brings: whether it is used as it stands. */
  state?: TrustState;
}

/** Shipped with the package; the same two steps up from the sources and from the bundle. */
const schemaFile = fileURLToPath(new URL("../../settings.schema.json", import.meta.url));

export function configFiles({
  paths,
  project,
  brings,
}: Pick<LoadedLayers, "paths" | "project" | "brings">): Record<string, ConfigFile> {
  const at = (path: string) => ({ path, exists: existsSync(path) });
  const { settings } = brings;
  return {
    user: at(userSettingsFile(paths)),
    project: {
      ...at(join(project, ".skillet", "settings.json")),
      ...(settings ? { state: settings.state } : {}),
    },
    rules: at(join(paths.config, "project-rules.json")),
    trusted: at(join(paths.config, "trusted.json")),
    skills: at(join(paths.config, "approved-skills.json")),
    sessions: at(join(paths.state, "sessions")),
    cache: at(paths.cache),
    schema: at(schemaFile),
  };
}
