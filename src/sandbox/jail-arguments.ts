/** The bubblewrap argument lists: one for the session's world, one for each jail inside it. Pure. */

import { foldersAbove } from "./folders-above.ts";

/** What the installed bubblewrap can do; older ones lack some options. */
export interface BubblewrapFeatures {
  /** 0.7.0: limits the size of a tmpfs. */
  size: boolean;
  /** 0.8.0: no user namespace inside the jail, which the system call filter refuses as well. */
  disableUserNamespaces: boolean;
}

/** How the host's top-level folders look: a folder is bound, a link (merged /usr) is made again, null is left out. */
export type SystemFolders = Readonly<Record<string, "folder" | { link: string } | null>>;

/** Jails see the user under this number, whoever runs Skillet. */
const user = ["--unshare-user", "--uid", "1000", "--gid", "1000"];

/**
 * Where the root of all jails is put together in the session's world. Jails need nothing of the system's own /sys and
 * every system has that folder, so its place can be taken without making one.
 */
const jailRoot = "/sys/root";

export const jailHome = "/home/skillet";

/** What of /etc programs need and that tells nothing of the machine's people or networks; no folder with private keys. */
export const etcFolders = [
  "alternatives",
  "crypto-policies",
  "fonts",
  "java",
  "java-11-openjdk",
  "java-17-openjdk",
  "java-21-openjdk",
  "java-25-openjdk",
  "pki/ca-trust",
  "pki/java",
  "pki/tls/certs",
  "ssl/certs",
];

/** Copied, for each mount costs every jail a little. */
export const etcFiles = [
  "debian_version",
  "ld.so.cache",
  "localtime",
  "mime.types",
  "os-release",
  "protocols",
  "services",
  "timezone",
];

export interface WorldOptions {
  out: string;
  systemFolders: SystemFolders;
  /** Absolute folders and files, visible in every jail, read-only: toolchains, --add-dir. Missing ones are left out. */
  readable: readonly string[];
  /** Of /tmp, of HOME and of /dev/shm, each. */
  scratchBytes: number;
  /**
   * Processes and threads of the whole session; the only bound that holds for real root. null: the kernel has one such
   * number for the whole machine (before 6.14), so it is left alone.
   */
  processes: number | null;
  features: BubblewrapFeatures;
}

/**
 * The session's world: loopback only, processes of its own, and the whole disk read-only but for the output directory,
 * so that whatever goes wrong while a jail is put together inside it cannot write anywhere else. The root of the jails
 * is assembled here once: each mount that a jail had to make itself would cost it a third of a millisecond.
 */
export function worldArguments(options: WorldOptions): string[] {
  const { out, systemFolders, readable, scratchBytes, processes, features } = options;
  const limit = processes === null ? "" : `echo ${processes} >/proc/sys/kernel/pid_max\n`;
  const tmpfs = (path: string) => [
    ...(features.size ? ["--size", String(scratchBytes)] : []),
    ...["--tmpfs", path],
  ];
  const inJail = (path: string) => `${jailRoot}${path}`;
  return [
    // Under any other number bubblewrap would need a second user namespace for /dev/pts, and whoever enters that one
    // has no say over the others.
    ...["--unshare-user", "--uid", "0", "--gid", "0", "--cap-drop", "ALL"],
    ...["--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-pid", "--die-with-parent"],
    ...["--ro-bind", "/", "/", "--dev-bind", "/dev", "/dev", "--bind", out, out],
    ...["--proc", "/proc", "--tmpfs", "/sys"],
    // A jail may mount its own /proc only where one without anything mounted over it is in sight (mount_too_revealing
    // in the kernel), and bubblewrap covers parts of the world's own when it runs as root.
    ...["--dev-bind", "/proc", "/sys/proc"],
    ...Object.entries(systemFolders).flatMap(([path, kind]) => {
      if (kind === null) return [];
      return kind === "folder"
        ? ["--ro-bind", path, inJail(path)]
        : ["--symlink", kind.link, inJail(path)];
    }),
    ...etcFolders.flatMap((name) => ["--ro-bind-try", `/etc/${name}`, inJail(`/etc/${name}`)]),
    ...[...tmpfs(inJail("/tmp")), ...tmpfs(inJail(jailHome))],
    ...["--dev", inJail("/dev"), ...tmpfs(inJail("/dev/shm")), "--remount-ro", inJail("/dev")],
    ...["--dir", inJail("/proc")],
    ...readable.flatMap((path) => ["--ro-bind-try", path, inJail(path)]),
    ...["--bind", out, inJail(out)],
    // Info about the first process goes to descriptor 3.
    ...["--info-fd", "3", "/bin/sh", "-c", limit + worldScript],
  ];
}

/** Writes the few files of /etc that tell of people and hosts, says that the world stands, and waits for the end of stdin. */
const worldScript = [
  `umask 022; chmod 755 ${jailRoot}/etc ${jailRoot}/home; chmod 1777 ${jailRoot}/tmp; cd ${jailRoot}/etc || exit 1`,
  `printf '%s\\n' root:x:0:0::/:/bin/sh skillet:x:1000:1000::${jailHome}:/bin/sh nobody:x:65534:65534::/:/bin/false >passwd`,
  "printf '%s\\n' root:x:0: skillet:x:1000: nogroup:x:65534: >group",
  "printf '%s\\n' '127.0.0.1 localhost' '::1 localhost' >hosts",
  "printf '%s\\n' 'passwd: files' 'group: files' 'hosts: files' 'services: files' 'protocols: files' >nsswitch.conf",
  // Not every system has all of them.
  `cp -L ${etcFiles.map((name) => `/etc/${name}`).join(" ")} . 2>/dev/null; mkdir -p ssl pki/tls`,
  "cp -L /etc/ssl/openssl.cnf ssl 2>/dev/null; cp -L /etc/ssl/cert.pem ssl 2>/dev/null",
  "cp -L /etc/pki/tls/openssl.cnf /etc/pki/tls/cert.pem pki/tls 2>/dev/null",
  "cd /; echo; exec cat >/dev/null",
].join("\n");

export interface JailOptions {
  /** The output directory, absolute. */
  out: string;
  /** Absolute; below the output directory. */
  cwd: string;
  /** What was made readable after the world was started; missing ones are left out. */
  readable: readonly string[];
  /** Absolute paths below the output directory that exist and stay read-only. */
  protect: readonly string[];
  environment: Readonly<Record<string, string>>;
  features: BubblewrapFeatures;
  /** Descriptor from which the system call filter is read. */
  seccompDescriptor: number;
  command: readonly string[];
}

/**
 * One jail inside the session's world. With paths to protect it takes two bubblewraps, one in the other: the outer one
 * takes the root, and only the inner one, which has nothing else of the disk in reach, follows paths that a program
 * still running in another jail could swap for a link meanwhile.
 */
export function jailArguments(options: JailOptions): string[] {
  // Not a plain bind: that would close the devices, which are the only ones in there.
  const root = [
    ...["--dev-bind", jailRoot, "/"],
    ...options.readable.flatMap((path) => ["--ro-bind-try", path, path]),
  ];
  if (options.protect.length === 0)
    return [...user, ...root, ...walls(options), ...inside(options)];
  return [
    ...[
      ...user,
      "--die-with-parent",
      "--cap-drop",
      "ALL",
      "--unshare-pid",
      ...root,
      "--proc",
      "/proc",
    ],
    ...["--", "bwrap", ...user, "--dev-bind", "/", "/", ...walls(options)],
    ...foldersAbove(options.out, options.protect).flatMap((path) => ["--bind", path, path]),
    ...options.protect.flatMap((path) => ["--ro-bind", path, path]),
    ...inside(options),
  ];
}

/**
 * Namespaces, no rights, and processes of its own. All of /proc is closed for writing: the kernel lets real root write
 * many files there without asking for a right, and real root stays that to it, whatever he is called inside.
 */
function walls({ features }: JailOptions): string[] {
  return [
    ...(features.disableUserNamespaces ? ["--disable-userns"] : []),
    ...["--unshare-pid", "--unshare-ipc", "--unshare-uts", "--hostname", "skillet"],
    ...["--die-with-parent", "--new-session", "--cap-drop", "ALL"],
    ...["--proc", "/proc", "--remount-ro", "/proc"],
  ];
}

function inside({ cwd, environment, seccompDescriptor, command }: JailOptions): string[] {
  return [
    ...["--remount-ro", "/", "--clearenv"],
    ...Object.entries(environment).flatMap(([name, value]) => ["--setenv", name, value]),
    ...["--chdir", cwd],
    ...["--seccomp", String(seccompDescriptor), "--", ...command],
  ];
}
