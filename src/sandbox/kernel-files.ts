/** The kernel's own files below /proc that a jail must not write. */

import { existsSync } from "node:fs";

/**
 * What the kernel lets their owner write without asking for a capability. Their owner is real root, and real root stays
 * that to them, whatever he is called inside; for anybody else they are closed anyhow, but for the settings in `sys`.
 */
const ownedByRoot = ["irq", "bus", "fs", "acpi", "driver", "scsi", "asound", "sysrq-trigger"];

export function findKernelFiles(realRoot: boolean): string[] {
  const names = realRoot ? ["sys", ...ownedByRoot] : ["sys"];
  return names.map((name) => `/proc/${name}`).filter((path) => existsSync(path));
}
