/** The skills of a session: found, parsed, ranked by root; looked at again on each turn, so that a new file is there. */

import { realpathSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { messageOf } from "../core/errors.ts";
import { type OpenedSkill, type Skill, type Skills, ToolProblem } from "../core/ports.ts";
import { type FoundSkill, findSkills, unreadable } from "./find.ts";
import { type KeepInput, keepSkill } from "./keep.ts";
import { nestedSkill } from "./nested.ts";
import { openSkill, skillFrom } from "./open-skill.ts";
import type { KnownSkill, RefusedSkill } from "./parse.ts";
import { parseSkillFile } from "./parse-file.ts";
import { problem, type SkillProblem } from "./problem.ts";
import { readSkillFile } from "./read.ts";
import { searchSkills } from "./search.ts";
import { contentOf, holds, type SkillContent } from "./trust.ts";

/** Bytes of skills that nobody has approved, of all roots: a folder that brings more is not read for minutes. */
const maxUntrusted = 256 * 1024 * 1024;

export interface SkillRoot {
  /** A folder of skills, a skill's folder, or a skill's file; missing on disk: no skills, no problem. */
  path: string;
  /** Where it comes from, for people: flag, project, user, bundled. */
  source: string;
  /** False: what lies there is named and not loaded, unless `approves` says otherwise. */
  trusted: boolean;
  /** Whether a skill of an untrusted root may load with exactly this content. Missing: none may. */
  approves?: (content: SkillContent, path: string) => boolean;
  /** What lies outside of this folder, by any links, is no skill of the root; a real path. Missing: links lead where they like. */
  within?: string;
}

export interface ShelfOptions {
  /** First wins. */
  roots: readonly SkillRoot[];
  /** Names, in any letter case, of skills that are switched off; missing: none. */
  disabled?: readonly string[];
  /** The output directory, by its real path: what lies there the model could have written, and is no skill. Missing: none. */
  never?: string;
  /**
   * A private folder for copies of skills that are trusted by content: an opened one names its copy as its folder. Missing:
   * it names its own, which can change under whoever reads it.
   */
  keepIn?: () => string;
}

/** A candidate as it stands on the shelf, loaded or not. */
export interface ShelvedSkill {
  found: FoundSkill;
  root: SkillRoot;
  /** null: not trusted, and so not read. */
  parsed: KnownSkill | RefusedSkill | null;
  /** Of a skill whose trust hangs on its content: what that is now; null: it is trusted by its root, or cannot be read. */
  content: SkillContent | null;
  /** Switched off by the user. */
  disabled: boolean;
  /** Path of the skill that has the name instead; null: none. */
  shadowedBy: string | null;
}

export interface Shelf extends Skills {
  /** Looks at the disk again; only changed files are parsed. Never throws for what lies there. */
  refresh(): Promise<void>;
  /** What is wrong or left out, with file, line and reason; empty: nothing. */
  problems(): SkillProblem[];
  /** Every candidate, also those that are not loaded; for listings. */
  all(): readonly ShelvedSkill[];
}

/** Throws nothing: a root that cannot be read is a problem, not an end. */
export async function openShelf(options: ShelfOptions): Promise<Shelf> {
  let parsed = new Map<string, { stamp: string; skill: KnownSkill | RefusedSkill }>();
  const opening = new Map<string, SkillProblem[]>();
  const off = new Set((options.disabled ?? []).map((name) => name.toLowerCase()));
  let shelved: ShelvedSkill[] = [];
  let listed: Skill[] = [];
  let byName = new Map<string, ShelvedSkill>();
  let found: SkillProblem[] = [];

  async function refresh(): Promise<void> {
    const visited = new Set<string>();
    const scratch = Buffer.allocUnsafe(64 * 1024);
    let unread = maxUntrusted;
    const next: ShelvedSkill[] = [];
    const known: typeof parsed = new Map();
    found = [];
    for (const root of options.roots) {
      const finding = await findSkills(root.path, visited);
      found.push(...finding.problems);
      for (const skill of finding.found) {
        if (options.never !== undefined && liesIn(options.never, skill)) {
          const message = "It lies in the output directory, where the model could write it.";
          found.push({ path: skill.path, ...problem("warning", message) });
          continue;
        }
        if (root.within !== undefined && !liesIn(root.within, skill)) {
          const message = `A link leads out of the ${root.source}; it is used only where you name it: --skill PATH.`;
          found.push({ path: skill.path, ...problem("warning", message) });
          continue;
        }
        const content = root.trusted || unread < 0 ? null : contentIn(skill, found);
        for (const { bytes } of content?.files ?? []) unread -= bytes;
        let fresh: KnownSkill | RefusedSkill | null = null;
        if (mayLoad(root, skill, content)) {
          const stamp = content?.sha256 ?? skill.stamp;
          const before = parsed.get(skill.path);
          fresh =
            before?.stamp === stamp ? before.skill : await parseFound(skill, content, scratch);
          if (fresh) known.set(skill.path, { stamp, skill: fresh });
        }
        const name = fresh && "name" in fresh ? fresh.name : skill.home;
        const disabled = off.has(name.toLowerCase());
        next.push({ found: skill, root, parsed: fresh, content, disabled, shadowedBy: null });
      }
    }
    if (unread < 0) {
      const message = `Skills of more than ${maxUntrusted} bytes are not looked at.`;
      found.push({ path: next.at(-1)?.root.path ?? "", ...problem("warning", message) });
    }
    parsed = known;
    shelved = next;
    byName = rank(shelved, found);
    listed = [...byName.values()].flatMap(listable).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async function open(name: string): Promise<OpenedSkill | undefined> {
    const slash = name.indexOf("/");
    const whole = lookUp(name, byName, shelved);
    const parent = whole ?? lookUp(name.slice(0, Math.max(0, slash)), byName, shelved);
    if (!parent) return undefined;
    const content = parent.root.trusted ? null : contentIn(parent.found, []);
    if (!mayLoad(parent.root, parent.found, content)) throw changed(name);
    const { folder, path } = parent.found;
    const found = whole ? parent.found : folder && nestedSkill(folder, name.slice(slash + 1));
    if (!found) return undefined;
    const home = folder ?? dirname(path);
    const opened = await openSkill(found, parent.root.source, name, {
      holds: (file, bytes) => content === null || holds(content, home, file, bytes),
    });
    if (!opened) throw changed(name);
    const { skill, problems } = opened;
    if (content && folder && skill.folder && options.keepIn) {
      const kept = keptFolder({ content, folder, path, keepIn: options.keepIn }, name);
      if (kept === null) throw changed(name);
      skill.folder = join(kept, relative(folder, skill.folder));
    }
    if (!whole) skill.name = `${nameOf(parent)}/${skill.name}`;
    opening.set(parent.found.path, problems);
    return skill;
  }

  await refresh();
  return {
    refresh,
    open,
    list: () => listed,
    all: () => shelved,
    search: (query) => searchSkills(listed, query),
    problems: () => [
      ...found,
      ...shelved.flatMap(problemsOf),
      ...shelved.flatMap((skill) => opening.get(skill.found.path) ?? []),
    ],
  };
}

/** As `keepSkill`; what the system has against it is told to the model. */
function keptFolder(
  { keepIn, ...skill }: Omit<KeepInput, "keepIn"> & { keepIn: () => string },
  name: string,
): string | null {
  try {
    return keepSkill({ ...skill, keepIn: keepIn() });
  } catch (thrown) {
    throw new ToolProblem(
      `The skill "${name}" cannot be kept as it was approved: ${messageOf(thrown)}`,
    );
  }
}

/** Trust is by root, or by content; what cannot be read cannot be approved. */
function mayLoad(root: SkillRoot, { path }: FoundSkill, content: SkillContent | null): boolean {
  return root.trusted || (content !== null && root.approves?.(content, path) === true);
}

function contentIn(skill: FoundSkill, problems: SkillProblem[]): SkillContent | null {
  try {
    return contentOf(skill);
  } catch (thrown) {
    problems.push(unreadable(skill.path, thrown));
    return null;
  }
}

function changed(name: string): ToolProblem {
  return new ToolProblem(
    `The skill "${name}" has changed since it was approved; the user has to approve it again.`,
  );
}

/** By any links, of the file or of folders above it. */
function liesIn(folder: string, { path }: FoundSkill): boolean {
  try {
    return realpathSync.native(path).startsWith(`${folder}${sep}`);
  } catch {
    // It went away since it was found.
    return false;
  }
}

/** null: it is not what was approved a moment ago. `scratch` holds the bytes of one file at a time: parsing decodes them before it first waits. */
async function parseFound(
  { path, folder, home }: FoundSkill,
  content: SkillContent | null,
  scratch: Buffer,
): Promise<KnownSkill | RefusedSkill | null> {
  const place = { home, loose: folder === null };
  const { parsed, bytes } = await parseSkillFile(path, place, { scratch });
  if (content && !holds(content, folder ?? dirname(path), path, bytes)) return null;
  return parsed.status === "refused" ? parsed : knownOf(parsed);
}

/** Of a thousand skills the rest would only fill memory. */
function knownOf(parsed: KnownSkill): KnownSkill {
  const { status, name, description, bodyBytes, problems } = parsed;
  const { argumentHint, manualOnly, userInvocable } = parsed;
  return {
    ...{ status, name, description, bodyBytes, problems },
    ...{ argumentHint, manualOnly, userInvocable },
  };
}

/** Gives each name to the first that has it. Identical copies give way quietly, different ones with a warning. */
function rank(
  shelved: readonly ShelvedSkill[],
  problems: SkillProblem[],
): Map<string, ShelvedSkill> {
  const byName = new Map<string, ShelvedSkill>();
  for (const skill of shelved) {
    if (skill.disabled || !skill.parsed || skill.parsed.status === "refused") continue;
    const name = skill.parsed.name.toLowerCase();
    const winner = byName.get(name);
    if (!winner) {
      byName.set(name, skill);
      continue;
    }
    skill.shadowedBy = winner.found.path;
    if (sameBytes(skill.found.path, winner.found.path)) continue;
    const message = `The skill "${skill.parsed.name}" is not used: ${winner.found.path} (${winner.root.source}) has the same name and comes first.`;
    problems.push({ path: skill.found.path, ...problem("warning", message) });
  }
  return byName;
}

function sameBytes(a: string, b: string): boolean {
  try {
    return readSkillFile(a).equals(readSkillFile(b));
  } catch {
    // One of them went away: they are not the same, and the next refresh tells the rest.
    return false;
  }
}

/** By name, then by the folder's name, letter case ignored. */
function lookUp(
  name: string,
  byName: ReadonlyMap<string, ShelvedSkill>,
  shelved: readonly ShelvedSkill[],
): ShelvedSkill | undefined {
  const wanted = name.normalize("NFKC").trim().toLowerCase();
  return (
    byName.get(wanted) ??
    shelved.find(
      ({ found, parsed, shadowedBy, disabled }) =>
        parsed !== null &&
        !disabled &&
        parsed.status !== "refused" &&
        shadowedBy === null &&
        found.home.normalize("NFKC").toLowerCase() === wanted,
    )
  );
}

function nameOf({ found, parsed }: ShelvedSkill): string {
  return parsed && parsed.status !== "refused" ? parsed.name : found.home;
}

function listable({ found, root, parsed }: ShelvedSkill): Skill[] {
  return parsed && parsed.status !== "refused" ? [skillFrom(found, root.source, parsed)] : [];
}

function problemsOf({ found, root, parsed, disabled }: ShelvedSkill): SkillProblem[] {
  const { path } = found;
  if (disabled) return [];
  if (parsed === null) {
    const message = `Skipped: the ${root.source} skill "${found.home}" is not trusted.`;
    return [{ path, ...problem("warning", message) }];
  }
  return parsed.problems
    .filter(({ severity }) => severity !== "note")
    .map((it) => ({ path, ...it }));
}
