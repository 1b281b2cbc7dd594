/** What stands between the fence and a command: a few lines of shell that set its limits and then become it. */

import { existsSync } from "node:fs";
import { inheritedDescriptors } from "./inherited-descriptors.ts";
import type { CommandLimits } from "./limits.ts";

export interface Launcher {
  /** The shell that commands are written for. */
  shell: string;
  /** The words that run a command, behind the fence. */
  words(command: string): string[];
}

/**
 * It tells that the fence stands (an empty line on the fence's own stderr), makes stdout and stderr one pipe so that their
 * order is kept, closes what Skillet itself was started with, and sets the limits. A limit that is already lower stays.
 */
export function makeLauncher(limits: CommandLimits): Launcher {
  const bash = existsSync("/bin/bash");
  const shell = bash ? "/bin/bash" : "/bin/sh";
  const inherited = inheritedDescriptors();
  // dash cannot name a descriptor above 9.
  const own =
    bash && inherited.some((descriptor) => descriptor > 9) ? ["/bin/bash", "--posix"] : ["/bin/sh"];
  const script = [
    "echo >&2",
    "exec 2>&1",
    ...inherited.map((descriptor) => `exec ${descriptor}>&-`),
    ...limitLines(limits),
    // dash says -p where others say -u.
    lower(`-u ${limits.processes}`, `-p ${limits.processes}`),
    'exec "$0" -c "$1"',
  ].join("; ");
  return { shell, words: (command) => [...own, "-c", script, shell, command] };
}

/** Of what one process may use, for a POSIX shell. */
export function limitLines({ openFiles, fileBytes, memoryBytes }: CommandLimits): string[] {
  return [
    lower("-c 0"),
    lower(`-n ${openFiles}`),
    // Blocks of 512 bytes in a POSIX shell; kilobytes for data.
    lower(`-f ${Math.floor(fileBytes / 512)}`),
    lower(`-d ${Math.floor(memoryBytes / 1024)}`),
  ];
}

function lower(...flags: string[]): string {
  return flags.map((flag) => `ulimit ${flag} 2>/dev/null`).join(" || ");
}
