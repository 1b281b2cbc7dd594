/** What a backend is: how a command is started behind it, and what can be reached of its network. */

import type { Server, Socket } from "node:net";
import type { CommandLimits } from "./limits.ts";

/** One command, ready to be started as a child of Skillet's own. */
export interface Launch {
  file: string;
  args: string[];
  /** Of the launched program; what the command itself sees may be set by its arguments. */
  env: Record<string, string>;
  cwd: string;
  /** Descriptors passed on, as 3, 4 and so on; closed once it has started. */
  descriptors: number[];
  /**
   * The launched program only waits for a fence that, once it stands, ends with all that is in it when its first process ends.
   * Killing begins below the program then, and it takes its dead with it: orphans would have to be waited for by somebody
   * outside, and where nobody does, they keep the session's namespaces standing. Default: false, it is killed with the rest.
   */
  waits?: boolean;
  /**
   * Ends what killing the launched program and its group does not (a container, what fled the group); called once, after its
   * end. Rejects when it may still run. Missing: it is gone with them.
   */
  gone?: () => Promise<void>;
}

export interface Job {
  command: string;
  /** Absolute. */
  cwd: string;
  env: Readonly<Record<string, string>>;
  /** Absolute paths below the output directory that exist and that the command may not change. */
  protect: readonly string[];
}

export interface FenceOptions {
  /** Absolute, without links. */
  out: string;
  /** Folders and files that commands may read besides, absolute. */
  readable: readonly string[];
  /** The user's PATH and home, for the toolchains. */
  path: string;
  home: string;
  /** Names and values that the user wants commands to see. */
  environment: Readonly<Record<string, string>>;
  limits: CommandLimits;
  /** For files of the fence's own that are gone at once. */
  temporary: string;
  /** Programs by name that are not to be looked for. */
  programs?: Readonly<Record<string, string>>;
  /** For docker and podman. */
  container?: ContainerChoice;
}

export interface ContainerChoice {
  /** Default: `defaultImage`. It is never pulled. */
  image?: string;
  /** The user's variables, of which the engine's client is given those that say where the engine is. Default: none. */
  variables?: Readonly<Record<string, string | undefined>>;
}

export interface Fence {
  label: string;
  confined: boolean;
  /** What it does not fence, one line; missing: it is whole (or, unconfined, there is none). */
  caveat?: string;
  /** Where a folder that was made readable counts for commands as well. */
  addReadable(path: string): void;
  /** Starts what there is to start, once. Rejects with UserError (44) when it cannot work on this machine. */
  ready(): Promise<void>;
  launch(job: Job): Launch;
  /** A connection to a port of the session's loopback. Rejects when nothing answers. */
  connect(port: number, signal: AbortSignal): Promise<Socket>;
  /** A server on the session's loopback; null: the backend has no network of its own, and nothing to let through. */
  listen: (() => Promise<{ server: Server; port: number }>) | null;
  /** Ports of the session's loopback that something listens on. */
  listeningPorts(): Set<number>;
  close(): Promise<void>;
}
