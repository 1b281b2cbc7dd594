/** The profile for macOS's sandbox-exec: everything is denied that is not named here. Pure; checked against a golden file. */

import { foldersAbove } from "./folders-above.ts";

export interface SeatbeltOptions {
  /** Absolute, without links (/private/var, not /var). */
  out: string;
  /** Private to the session; stands for /tmp and HOME. */
  scratch: string;
  readable: readonly string[];
  /** Absolute paths below `out` that stay read-only, whether they exist or not. */
  protect: readonly string[];
}

const system = [
  "/usr",
  "/bin",
  "/sbin",
  "/System",
  "/Library/Developer",
  "/Applications/Xcode.app/Contents/Developer",
  "/opt",
  "/private/etc/ssl",
  "/private/var/select",
];
const files = [
  "/private/etc/localtime",
  "/private/etc/passwd",
  "/private/etc/protocols",
  "/private/etc/services",
];
const devices = ["/dev/null", "/dev/zero", "/dev/random", "/dev/urandom"];

/**
 * Later rules win. There is no network at all, not even loopback: macOS has no network namespaces, so that the only
 * loopback would be the machine's own, with whatever else listens there.
 */
export function seatbeltProfile({ out, scratch, readable, protect }: SeatbeltOptions): string {
  const below = (paths: readonly string[]) =>
    paths.map((path) => `(subpath ${quoted(path)})`).join(" ");
  const exactly = (paths: readonly string[]) =>
    paths.map((path) => `(literal ${quoted(path)})`).join(" ");
  return [
    "(version 1)",
    "(deny default)",
    "(allow process-fork process-exec)",
    "(allow signal (target same-sandbox))",
    "(allow process-info* (target same-sandbox))",
    "(allow sysctl-read)",
    "(allow ipc-posix-sem)",
    `(allow mach-lookup (global-name "com.apple.system.opendirectoryd.libinfo") (global-name "com.apple.system.logger"))`,
    `(allow file-read-metadata)`,
    `(allow file-read* ${below([...system, ...readable, out, scratch])} ${exactly(["/", ...files, ...devices])})`,
    `(allow file-write* ${below([out, scratch])} ${exactly(devices)})`,
    ...(protect.length > 0 ? [`(deny file-write* ${below(protect)})`] : []),
    `(deny file-write* (regex #"/\\.git(/|$)"))`,
    // What is moved away takes what is protected in it along, to a name that no rule knows.
    `(deny file-write-unlink ${exactly([out, scratch, ...foldersAbove(out, protect)])})`,
    `(deny file-write-setugid)`,
    "",
  ].join("\n");
}

/** A string of the profile language. Control characters have no business in a path that is fenced. */
function quoted(path: string): string {
  if (/[\u0000-\u001f\u007f]/.test(path))
    throw new Error("A path with control characters cannot be fenced.");
  return `"${path.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
