/** Finds the place that a path means: in the output directory, or in a folder that may be read. */

import { resolve } from "node:path";
import { UserError } from "../core/errors.ts";
import { isAtOrBelow } from "../core/path-match.ts";
import { ToolProblem } from "../core/ports.ts";
import { foldName, type Name, parsePath, protectedNames, quote } from "./path-rules.ts";
import type { FilePlace } from "./pinned-file.ts";
import { checkRoot, inFolder, joined, openRoot, type Root } from "./pinned-walk.ts";

/** A path that lies below one of the roots. */
export interface Place {
  root: Root;
  names: Name[];
  /** Relative to the output directory ("." is the directory itself), or absolute in a readable folder. */
  shown: string;
  /** It ended in a slash. */
  folder: boolean;
}

export interface Places {
  /** Throws ToolProblem for paths elsewhere and for spellings that are refused. */
  locate(path: string): Place;
  /** Throws ToolProblem for a place that may be read at most. */
  checkWritable(place: Place): void;
  /** One in the output directory becomes read-only instead. Throws UserError when there is no such folder. */
  addReadable(path: string): void;
  /** Relative to the output directory or absolute; elsewhere nothing can be written anyway. */
  readOnly(path: string): void;
  /** Throws ToolProblem when the output directory is no longer the folder that was opened. */
  checkStanding(): void;
  close(): void;
}

/** The kernel's own trees: every file in them is a door to somewhere else. */
const neverReadable = ["/proc", "/sys"];
/** Of the readable folders, told in a refusal. */
const maxTold = 5;

export function openPlaces(options: {
  out: string;
  readable?: readonly string[];
  protect?: readonly string[];
}): Places {
  const { protect = [], readable = [] } = options;
  const out = openRoot(options.out, true);
  const spelled = resolve(options.out);
  /** By the ways a path may start: each folder's real path, and how it was spelled when it was given. */
  const roots = new Map<string, Root>([
    [spelled, out],
    [out.path, out],
  ]);
  const isProtected = protectedNames(protect.filter((name) => !name.includes("/")));
  /** Paths of the output directory, folded, by name. */
  const frozen = new Map<string, readonly string[]>();

  const places: Places = {
    locate(path) {
      if (!path.startsWith("/")) {
        const { names, folder } = parsePath(path);
        return { root: out, names, shown: joined(names) || ".", folder };
      }
      const start = [...roots.keys()]
        .filter((prefix) => isAtOrBelow(path, prefix))
        .reduce<string | null>(
          (best, one) => (best && best.length >= one.length ? best : one),
          null,
        );
      const root = start === null ? undefined : roots.get(start);
      if (start === null || !root) throw outside(path, out, roots);
      const { names, folder } = parsePath(`.${path.slice(start === "/" ? 0 : start.length)}`, path);
      const rest = joined(names);
      const shown = root.writable
        ? rest || "."
        : rest
          ? `${root.path === "/" ? "" : root.path}/${rest}`
          : root.path;
      return { root, names, shown, folder };
    },

    checkWritable({ root, names, shown }) {
      if (!root.writable) throw new ToolProblem(`${shown} may be read, not changed.`);
      const hit = names.find(isProtected);
      if (hit)
        throw new ToolProblem(
          `${shown} is protected: ${hit.text} (version control, settings) is never written by a file tool. Nothing was changed.`,
        );
      const folded = names.map(({ raw }) => foldName(raw.toString()));
      if (
        [...frozen.values()].some((parts) => parts.every((part, index) => part === folded[index]))
      )
        throw new ToolProblem(`${shown} is read-only for this session. Nothing was changed.`);
    },

    addReadable(path) {
      const absolute = resolve(path);
      if (isInside(absolute)) return freeze(absolute);
      const root = openRoot(absolute, false);
      const ours = neverReadable.some((prefix) => isAtOrBelow(root.path, prefix));
      if (ours || isInside(root.path)) {
        root.close();
        if (!ours) return freeze(root.path);
        throw new UserError(`${root.path} cannot be made readable: it belongs to the kernel.`);
      }
      // Opened anew each time: a skill that was updated meanwhile is another folder under the same path.
      const before = roots.get(root.path);
      for (const [prefix, held] of roots) if (held === before) roots.set(prefix, root);
      for (const prefix of [absolute, root.path]) roots.set(prefix, root);
      if (before) before.close();
    },

    checkStanding: () => checkRoot(out),

    readOnly(path) {
      const absolute = resolve(out.path, path);
      if (isInside(absolute)) freeze(absolute);
    },

    close() {
      for (const root of new Set(roots.values())) root.close();
      roots.clear();
    },
  };
  function isInside(absolute: string): boolean {
    return isAtOrBelow(absolute, out.path) || isAtOrBelow(absolute, spelled);
  }

  /** The output directory itself is left as it is. */
  function freeze(absolute: string): void {
    const base = isAtOrBelow(absolute, out.path) ? out.path : spelled;
    const names = absolute.slice(base.length).split("/").filter(Boolean).map(foldName);
    if (names.length > 0) frozen.set(names.join("/"), names);
  }

  for (const path of readable) places.addReadable(path);
  for (const path of protect) if (path.includes("/")) places.readOnly(path);
  return places;
}

function outside(path: string, out: Root, roots: ReadonlyMap<string, Root>): ToolProblem {
  const others = [...new Set(roots.values())].filter((root) => root !== out);
  const told = others.slice(0, maxTold).map((root) => root.path);
  if (others.length > maxTold) told.push(`${others.length - maxTold} more`);
  const also = told.length > 0 ? ` Readable besides: ${told.join(", ")}.` : "";
  return new ToolProblem(
    `${quote(path)} is outside the output directory (${out.path}); use a path relative to that.${also}`,
  );
}

/** Does something in the folder that the place's last name is in. null: there is no such folder, or the place is a root. */
export function inParent<Result>(
  { root, names, shown }: Place,
  make: boolean,
  action: (at: FilePlace) => Result,
): Result | null {
  const name = names.at(-1);
  if (!name) return null;
  return inFolder(root, names.slice(0, -1), make, (folder) =>
    action({ folder, name, shown, device: root.device }),
  );
}

export function pathBelow({ shown }: Place, path: string): string {
  return shown === "." ? path : `${shown}/${path}`;
}
