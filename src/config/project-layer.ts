/** What a project brings besides skills: its settings, and notes for the model (AGENTS.md); each with whether it is trusted. */

import { realpathSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { isBelow } from "../core/path-match.ts";
import { findProject } from "./project.ts";
import { type ProjectFile, readProjectFile } from "./project-file.ts";
import { type TrustState, trustOf } from "./trust.ts";

export interface LayerFile extends ProjectFile {
  kind: "settings" | "notes";
  /** From the project, with `/`: what a person calls it. */
  name: string;
  path: string;
  state: TrustState;
}

export interface ProjectLayer {
  /** null: it has none that can be read. */
  settings: LayerFile | null;
  /** Nearest first. */
  notes: LayerFile[];
  /** What is there and cannot be used, one line each. */
  problems: string[];
}

export interface LayerInput {
  /** Where trusted folders are kept. */
  config: string;
  project: string;
  cwd: string;
  home: string;
  /** The output directory. */
  out: string;
}

const settingsName = ".skillet/settings.json";

/** Nothing of it is used by being read. Throws UserError (52) when the list of trusted folders cannot be read. */
export function readProjectLayer(input: LayerInput): ProjectLayer {
  const { config, project, out } = input;
  const trust = trustOf(config, project);
  const problems: string[] = [];
  const fileAt = (
    kind: LayerFile["kind"],
    name: string,
    path: string,
    root: string,
  ): LayerFile | null => {
    const file = readProjectFile(path, root);
    if (file === null) return null;
    if ("problem" in file) {
      problems.push(`${name} is not used: ${file.problem}.`);
      return null;
    }
    const writable = kind === "notes" && isBelow(realOf(path), realOf(out));
    const state = trust.of(name, file.sha256, writable);
    return { ...file, kind, name, path, state };
  };
  return {
    settings: fileAt("settings", settingsName, join(project, settingsName), project),
    notes: notesPlaces(input).flatMap(
      ({ path, root }) => fileAt("notes", nameOf(path, project), path, root) ?? [],
    ),
    problems,
  };
}

/**
 * Where notes may lie, nearest first: from the output directory, then from the working directory, each up to its repository's
 * root (itself where there is none), but not past the home directory or onto another file system.
 */
export function notesPlaces({
  cwd,
  home,
  out,
}: Pick<LayerInput, "cwd" | "home" | "out">): { path: string; root: string }[] {
  const places = new Map<string, string>();
  for (const start of [out, cwd].map(realOf)) {
    const device = statSync(start, { throwIfNoEntry: false })?.dev;
    if (device === undefined) continue;
    const root = findProject(start, home);
    for (let folder = start; ; folder = dirname(folder)) {
      if (statSync(folder).dev !== device) break;
      const path = join(folder, "AGENTS.md");
      if (!places.has(path)) places.set(path, root);
      if (folder === root) break;
    }
  }
  return [...places].map(([path, root]) => ({ path, root }));
}

/** What somebody would have to trust before it is used. */
export function untrustedOf({ settings, notes }: ProjectLayer): LayerFile[] {
  return [...(settings ? [settings] : []), ...notes].filter(({ state }) => state !== "trusted");
}

function nameOf(path: string, project: string): string {
  return relative(realOf(project), path).split(sep).join("/");
}

/** As it is where there is none, or none any more. */
function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
