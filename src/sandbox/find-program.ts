/** Finds the system's programs that a fence is made of. */

import { existsSync } from "node:fs";
import { join } from "node:path";

const folders = ["/usr/bin", "/bin", "/usr/local/bin", "/usr/sbin", "/sbin"];

/** The packaged one first: Ubuntu's AppArmor profile covers /usr/bin/bwrap and no copy of it. null: not installed. */
export function findProgram(name: string, path: string): string | null {
  const more = path.split(":").filter((folder) => folder.startsWith("/"));
  return (
    [...folders, ...more].map((folder) => join(folder, name)).find((file) => existsSync(file)) ??
    null
  );
}
