/** How much one command may use. */

export interface CommandLimits {
  /** Wall time of a foreground command in ms, when the call names none. */
  timeoutMs: number;
  /** Processes and threads of one jail. The kernel does not count them for real root; the next one holds for him too. */
  processes: number;
  /** Processes and threads of the whole session, where the kernel can count them (Linux 6.14 and later). */
  sessionProcesses: number;
  /** Data memory of one process in bytes. Not address space: that would break WebAssembly, which reserves far more. */
  memoryBytes: number;
  /** Size of one file in bytes. */
  fileBytes: number;
  /** Open files of one process. */
  openFiles: number;
  /** Kept of the output for the model: that many bytes of its start and as many of its end. */
  keptBytes: number;
  /** Of the full output, written to the spool; the rest is counted and lost. */
  spoolBytes: number;
  /** Of all full outputs of the session together, written to the spool. */
  sessionSpoolBytes: number;
  /** By how much the output directory may grow in a session, in blocks on the disk. */
  outputBytes: number;
  /** Of its disk, what commands leave free; 2 % of the disk where that is less. */
  freeBytes: number;
  /** Scratch of the session, in memory: of /tmp, of HOME and of /dev/shm, each, in bytes. */
  scratchBytes: number;
  /** Folders of the output directory that are looked into for repositories, nearest first; with more of them no command runs. */
  folders: number;
}

const MiB = 1024 * 1024;

export const defaultLimits: CommandLimits = {
  timeoutMs: 120_000,
  processes: 1024,
  sessionProcesses: 4096,
  memoryBytes: 4096 * MiB,
  fileBytes: 2048 * MiB,
  openFiles: 8192,
  keptBytes: 16 * 1024,
  spoolBytes: 64 * MiB,
  sessionSpoolBytes: 1024 * MiB,
  outputBytes: 10 * 1024 * MiB,
  freeBytes: 1024 * MiB,
  scratchBytes: 1024 * MiB,
  folders: 100_000,
};
