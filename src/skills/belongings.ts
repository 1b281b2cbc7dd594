/** What lies beside a SKILL.md: its files, and its checks. Links that leave the folder are named, never followed. */

import { readdirSync, realpathSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { messageOf } from "../core/errors.ts";
import { describeHidden, findHidden, stripHidden } from "./hidden.ts";
import { problem, Refusal, type SkillProblem } from "./problem.ts";
import { readSkillFile } from "./read.ts";

/** How many files a model is told of (client guide of the specification). */
const maxListed = 50;
const maxWalked = 2000;
const maxDepth = 6;
const maxChecksBytes = 256 * 1024;

export interface Belongings {
  /** Relative paths with `/`, sorted, without SKILL.md itself; at most 50. */
  files: string[];
  problems: SkillProblem[];
}

/** Hidden files and `node_modules` are left out; what cannot be read is a problem. */
export function belongingsOf(folder: string, skillFile: string): Belongings {
  const files: string[] = [];
  const problems: SkillProblem[] = [];
  const warn = (path: string, message: string) =>
    problems.push({ path, ...problem("warning", message) });
  try {
    for (const { path, name, kind } of walkFolder(folder)) {
      if (kind === "link") {
        warn(path, "The link leaves the skill's folder; it is skipped.");
        continue;
      }
      if ((statSync(path).mode & 0o6000) !== 0) {
        warn(path, "The file has a setuid or setgid bit; no copy of it keeps that.");
      }
      const hidden = findHidden(name);
      if (hidden) {
        warn(
          stripHidden(path),
          `Its name has ${describeHidden(hidden)}; the model is not told of it.`,
        );
      } else if (path !== skillFile) files.push(name);
    }
  } catch (thrown) {
    warn(folder, `Not all files beside the skill can be listed: ${messageOf(thrown)}`);
  }
  return { files: files.sort().slice(0, maxListed), problems };
}

export interface Walked {
  path: string;
  /** Relative to the folder, with `/`. */
  name: string;
  /** link: one that leads out of the folder, or nowhere. */
  kind: "file" | "link";
}

export interface WalkOptions {
  /** Also what is hidden or lies in `node_modules`: for hashes and copies. Default: false. */
  everything?: boolean;
}

/** Plain files below a folder, breadth first. Throws Refusal beyond 2,000 entries or six levels. */
export function* walkFolder(folder: string, options: WalkOptions = {}): Generator<Walked> {
  const real = realpathSync.native(folder);
  const open = [{ at: folder, depth: 1 }];
  const seen = new Set([real]);
  let walked = 0;
  for (let next = open.shift(); next; next = open.shift()) {
    if (next.depth > maxDepth) throw new Refusal(`Folders nested more than ${maxDepth} deep.`);
    for (const entry of readdirSync(next.at, { withFileTypes: true })) {
      // A repository of its own changes with every fetch, and nothing in it is the skill.
      if (entry.name === ".git") continue;
      if (++walked > maxWalked) throw new Refusal(`More than ${maxWalked} files and folders.`);
      if (!options.everything && (entry.name.startsWith(".") || entry.name === "node_modules")) {
        continue;
      }
      const path = join(next.at, entry.name);
      const name = relative(folder, path).split(sep).join("/");
      let [isFile, isFolder] = [entry.isFile(), entry.isDirectory()];
      if (entry.isSymbolicLink()) {
        const target = targetOf(path);
        if (target === null || !`${target}${sep}`.startsWith(`${real}${sep}`)) {
          yield { path, name, kind: "link" };
          continue;
        }
        const stats = statSync(target);
        [isFile, isFolder] = [stats.isFile(), stats.isDirectory() && !seen.has(target)];
        seen.add(target);
      }
      if (isFile) yield { path, name, kind: "file" };
      else if (isFolder) open.push({ at: path, depth: next.depth + 1 });
    }
  }
}

function targetOf(path: string): string | null {
  try {
    return realpathSync.native(path);
  } catch {
    // A link into nothing, or in a circle: named as one that leads out.
    return null;
  }
}

export const checksFile = "checks.json";

/** The data of `checks.json`; null: there is none, or it is a problem. `bytes`: what was read; missing: nothing was. */
export function checksOf(folder: string): {
  checks: unknown[] | null;
  problems: SkillProblem[];
  bytes?: Buffer;
} {
  const path = join(folder, checksFile);
  if (!statSync(path, { throwIfNoEntry: false })) return { checks: null, problems: [] };
  try {
    const bytes = readSkillFile(path, { maxBytes: maxChecksBytes });
    const checks: unknown = JSON.parse(bytes.toString("utf8"));
    const isObject = (item: unknown) =>
      typeof item === "object" && item !== null && !Array.isArray(item);
    if (Array.isArray(checks) && checks.every(isObject)) return { checks, problems: [], bytes };
    throw new Refusal("checks.json must be a list of objects.");
  } catch (thrown) {
    const message =
      thrown instanceof SyntaxError ? `Not JSON: ${messageOf(thrown)}` : messageOf(thrown);
    return { checks: null, problems: [{ path, ...problem("error", message) }] };
  }
}
