/** Folders that are never an output directory, even when they are named: the system's own, and those where a user's keys lie. */

import { isAtOrBelow, isBelow } from "../core/path-match.ts";

/** Themselves and all below them. Names of the Filesystem Hierarchy Standard 3.0, and macOS's own. */
const system = [
  "/bin",
  "/boot",
  "/dev",
  "/etc",
  "/lib",
  "/lib32",
  "/lib64",
  "/libx32",
  "/proc",
  "/sbin",
  "/sys",
  "/usr",
  "/System",
  "/Library",
  "/private/etc",
];

/** Below them people do keep work: sources, and files that live in memory. */
const work = ["/usr/src", "/usr/local/src", "/dev/shm"];

/** They hold what many programs share; a folder below them may well be somebody's work. */
const shared = ["/Applications", "/home", "/opt", "/run", "/srv", "/Users", "/var", "/var/lib"];

/** Below the home folder, themselves and all in them: keys, and what starts by itself at the next login. */
const personal = [
  ".aws",
  ".azure",
  ".config/autostart",
  ".config/gcloud",
  ".config/gh",
  ".config/systemd",
  ".docker",
  ".gnupg",
  ".kube",
  ".local/bin",
  ".local/share/keyrings",
  ".mozilla",
  ".password-store",
  ".ssh",
  "Library",
];

/** What speaks against `real`, as a sentence; undefined: nothing is known. Both are real paths. */
export function foreignFolder(real: string, home: string): string | undefined {
  const within = (folder: string) => isAtOrBelow(real, folder);
  if (work.some((folder) => isBelow(real, folder))) return undefined;
  const owner = system.find(within) ?? shared.find((folder) => folder === real);
  if (owner) return `The output directory cannot be ${real}, which belongs to the system.`;
  return real === `${home}/.config` || personal.some((name) => within(`${home}/${name}`))
    ? `The output directory cannot be ${real}, where keys lie or what starts by itself.`
    : undefined;
}
