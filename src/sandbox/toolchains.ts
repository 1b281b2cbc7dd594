/** What the user's PATH offers outside the system folders, made usable in a jail without opening anybody's HOME. */

import {
  type Dirent,
  readdirSync,
  readFileSync,
  realpathSync,
  type Stats,
  statSync,
} from "node:fs";
import { basename, dirname, isAbsolute, join } from "node:path";
import { isSystemPath } from "./system-folders.ts";

export interface Toolchains {
  /** PATH of the jail: the user's order, shims replaced by the folders of the versions they would choose. */
  path: string;
  /** What has to be made readable for it. */
  readable: string[];
}

export interface ToolchainOptions {
  /** The user's PATH. */
  path: string;
  home: string;
}

/** A folder of programs and what they need besides. */
interface Place {
  bin: string;
  readable: string[];
}

const systemPath = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

/** Relative, missing and unreadable entries are left out; the system folders are always there, at the latest at the end. */
export function findToolchains({ path, home }: ToolchainOptions): Toolchains {
  const entries = [...path.split(":").filter(isAbsolute), ...systemPath];
  const places = [...new Set(entries)].flatMap((bin) => placesOf(bin.replace(/\/+$/, ""), home));
  return {
    path: [...new Set(places.map((place) => place.bin))].join(":"),
    readable: [...new Set(places.flatMap((place) => place.readable))],
  };
}

function placesOf(bin: string, home: string): Place[] {
  if (isSystemPath(bin)) return [{ bin, readable: [] }];
  if (!isFolder(bin) || tooWide(bin, home) || bin.endsWith("/node_modules/.bin")) return [];
  const root = dirname(bin);
  if (basename(bin) === "shims") return [...versions(root), ...installs(root, home)];
  if (basename(bin) !== "bin") return [programs(bin, home)];
  if (isFolder(join(root, "shims"))) return []; // a version manager's own commands
  if (isFolder(join(root, "tools/image"))) return volta(root);
  if (isPrefix(root, home)) return [prefix(root)];
  return [...rustup(home, root), programs(bin, home)];
}

/** pyenv, rbenv, nodenv, goenv: the file `version` names the folders below `versions` that count everywhere. */
function versions(root: string): Place[] {
  const names = text(join(root, "version")).split(/\s+/);
  return names
    .filter(isVersionName)
    .map((name) => join(root, "versions", name))
    .filter(hasBin)
    .map(prefix);
}

/** asdf: `.tool-versions` in the user's home names tool and version, below `installs`. */
function installs(root: string, home: string): Place[] {
  return text(join(home, ".tool-versions"))
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([tool, version]) => isVersionName(tool) && isVersionName(version))
    .map(([tool = "", version = ""]) => join(root, "installs", tool, version))
    .filter(hasBin)
    .map(prefix);
}

/** Volta: one JSON file names the versions behind all of its shims. */
function volta(root: string): Place[] {
  const chosen = json(join(root, "tools/user/platform.json")) as {
    node?: { runtime?: unknown; npm?: unknown };
    yarn?: unknown;
    pnpm?: unknown;
  } | null;
  const wanted: [string, unknown][] = [
    ["npm", chosen?.node?.npm],
    ["node", chosen?.node?.runtime],
    ["yarn", chosen?.yarn],
    ["pnpm", chosen?.pnpm],
  ];
  return wanted
    .filter(([, version]) => isVersionName(version))
    .map(([tool, version]) => join(root, "tools/image", tool, String(version)))
    .filter(hasBin)
    .map(prefix);
}

/** The proxies in ~/.cargo/bin look for settings under HOME; the toolchain they would choose goes before them. */
function rustup(home: string, root: string): Place[] {
  if (basename(root) !== ".cargo") return [];
  const settings = text(join(home, ".rustup/settings.toml"));
  const name = /^default_toolchain\s*=\s*"([^"]+)"/m.exec(settings)?.[1];
  const folder = join(home, ".rustup/toolchains", name ?? "");
  return isVersionName(name) && hasBin(folder) ? [prefix(folder)] : [];
}

/** A whole installation; a Python environment needs the one it was made from as well. */
function prefix(root: string): Place {
  const real = realpathSync(root);
  const base = /^home\s*=\s*(.+)$/m.exec(text(join(root, "pyvenv.cfg")))?.[1]?.trim();
  const bases = base && isAbsolute(base) && !isSystemPath(base) ? [dirname(base)] : [];
  return { bin: join(root, "bin"), readable: [...new Set([root, real, ...bases])] };
}

/** A folder of single programs; where they are links into an installation, that one comes along. */
function programs(bin: string, home: string): Place {
  const readable = [bin];
  for (const entry of entriesOf(bin)) {
    if (!entry.isSymbolicLink()) continue;
    const target = realpath(join(bin, entry.name));
    if (target === null || isSystemPath(target) || target.startsWith(`${bin}/`)) continue;
    const root = dirname(dirname(target));
    const whole = basename(dirname(target)) === "bin" && isPrefix(root, home);
    readable.push(...(whole ? prefix(root).readable : [target]));
  }
  return { bin, readable };
}

/** Something that was installed, as against somebody's project or home that has a `bin`. */
function isPrefix(root: string, home: string): boolean {
  if (tooWide(root, home) || root === join(home, ".local")) return false;
  const has = (name: string) => look(join(root, name)) !== undefined;
  const installed = ["lib", "lib64", "libexec", "include", "VERSION", "pyvenv.cfg"].some(has);
  return installed && ![".git", ".env", "package.json", "credentials.toml"].some(has);
}

/** Home itself, what lies above it, and the top-level folders: never for one program's sake. */
function tooWide(folder: string, home: string): boolean {
  return (
    folder === home || home.startsWith(`${folder}/`) || dirname(folder) === "/" || folder === "/"
  );
}

function isVersionName(name: unknown): name is string {
  return typeof name === "string" && /^[\w][\w.+@-]*$/.test(name) && name !== "system";
}

/** Empty for a folder whose programs may be started but not listed. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** undefined also for what this user may not look into: their shell finds nothing there either. */
function look(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function hasBin(root: string): boolean {
  return isFolder(join(root, "bin"));
}

function isFolder(path: string): boolean {
  return look(path)?.isDirectory() ?? false;
}

function text(path: string): string {
  return isFile(path) ? readFileSync(path, "utf8") : "";
}

function isFile(path: string): boolean {
  return look(path)?.isFile() ?? false;
}

function json(path: string): unknown {
  try {
    return JSON.parse(text(path) || "null");
  } catch {
    // Another program's file in a form we do not know offers nothing.
    return null;
  }
}

function realpath(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null; // a link that leads nowhere runs nowhere
  }
}
