/** Whether this kernel makes user namespaces for the one who asks; what bubblewrap stands on. */

import { existsSync, readFileSync } from "node:fs";

/** False only where a switch says so; anything less plain comes out when the fence is tried, and is told then. */
export function userNamespaces(): boolean {
  if (!existsSync("/proc/self/ns/user")) return false;
  const most = "/proc/sys/user/max_user_namespaces";
  const debian = "/proc/sys/kernel/unprivileged_userns_clone";
  if (existsSync(most) && number(most) === 0) return false;
  return process.getuid?.() === 0 || !existsSync(debian) || number(debian) !== 0;
}

function number(path: string): number {
  return Number(readFileSync(path, "latin1"));
}
