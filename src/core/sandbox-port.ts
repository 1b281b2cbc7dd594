/** What the core asks of the fence: files, commands, requests. */

/** What a file holds. Paths are relative to the output directory, or absolute below a readable root (skills, --add-dir). */
export interface FileContent {
  /** The text, decoded, byte-order mark removed, line ends as they are; null: binary. */
  text: string | null;
  bytes: number;
  /** utf-8, utf-8-bom, utf-16le, utf-16be, shift_jis, gbk, latin1 ...; binary when `text` is null. */
  encoding: string;
  sha256: string;
}

export interface WriteOptions {
  /** The text's line ends are meant as they stand (edits). Default: those of the existing file are kept. */
  exactLineEnds?: boolean;
  /** Refuse when the file's sha256 is no longer this (null: when it exists). Missing: no such check. */
  expect?: string | null;
}

export interface WriteResult {
  path: string;
  bytes: number;
  created: boolean;
}

export interface ListedFile {
  path: string;
  kind: "file" | "folder" | "link" | "other";
  bytes: number;
}

/** What a git repository does not track in its work tree. */
export interface Untracked {
  /** Files, links and folders, in the order of paths. `more`: those beyond the cap. */
  files: ListedFile[];
  more: number;
  /** Its .gitignore files, tracked or not. */
  ignores: string[];
  /** Whether something that is tracked lies below a folder. */
  holdsTracked(folder: string): boolean;
}

export interface SearchHit {
  path: string;
  line: number;
  text: string;
}

export interface Command {
  command: string;
  /** Relative to the output directory. Default: the directory itself. */
  cwd?: string;
  /** Wall time in ms; default 120,000. The whole jail dies at the end of it. */
  timeoutMs?: number;
  /** Hosts it may reach; empty or missing: none. */
  hosts?: string[];
  /** Whether hosts that nobody decided about come as questions. Missing or false: they are refused. */
  asksHosts?: boolean;
  /** Whether what becomes of it when its time is up comes as a question. Missing or false: it is ended. */
  asksTime?: boolean;
  /** Added to the clean environment. */
  env?: Record<string, string>;
}

/** A host that a command wants to reach and nobody has decided about. The command waits, its time stands still. */
export interface HostQuestion {
  /** The name, in small letters, with `:port` where that is neither 80 nor 443. */
  host: string;
  /** `why`: for the model, when it was refused; missing: it was blocked, nothing more. */
  answer(granted: boolean, why?: string): void;
}

/** end: the whole jail dies. more: as much time again. keep: it goes on in the background, and nobody waits for it. */
export type TimeAnswer = "end" | "more" | "keep";

/** The time of a command is up. It runs on until this is answered. */
export interface TimeQuestion {
  /** So long it may run at a time, in ms; `more` is as much again. */
  timeoutMs: number;
  /** What it printed so far, as in `CommandEnd`. */
  output(): string;
  /** Aborted when it ends by itself; an answer changes nothing any more. */
  ended: AbortSignal;
  /** The first answer counts. */
  answer(choice: TimeAnswer): void;
}

export interface CommandEnd {
  /** null: killed by a signal. */
  exitCode: number | null;
  signal?: string;
  timedOut: boolean;
  /** It has not ended: it goes on in the background under this id, and this is how it stands. Missing: it has ended. */
  runsOn?: string;
  /** Why the fence ended it, one line with what helps; missing: it did not. */
  stopped?: string;
  durationMs: number;
  /** stdout and stderr in the order they came, without escapes for a terminal and keys of services; head and tail kept, capped. */
  output: string;
  /** Bytes left out of `output`. */
  dropped: number;
  /** Where the full text can be read by `read_file`; missing: `output` is everything. */
  spool?: string;
  /** What it was written in, where `output` was decoded from another encoding than UTF-8; missing: it was not. */
  encoding?: string;
  /** What the fence has to say about it, one line each; missing: nothing. */
  notes?: string[];
  /** Hosts it tried to reach and may not; missing: none. */
  blockedHosts?: string[];
}

/** A command in the background. */
export interface Process {
  id: string;
  command: string;
  /** New output since the last call; capped like `CommandEnd.output`. */
  output(): string;
  /** null while it runs. */
  ended(): CommandEnd | null;
  /** Ends the whole jail of it; resolves when it is gone. */
  stop(): Promise<CommandEnd>;
}

export interface HttpRequest {
  method: string;
  /** Absolute, on loopback of the session's own network. */
  url: string;
  headers?: Record<string, string>;
  body?: string;
  /** Default 10,000. */
  timeoutMs?: number;
}

export interface HttpReply {
  status: number;
  /** Lower-case names; several of one name are joined by "\n" (set-cookie). */
  headers: Record<string, string>;
  /** At most 1 MiB. */
  body: string;
}

/** The fence around the output directory. Every method throws ToolProblem for what a model can mend. */
export interface Sandbox {
  /** bwrap, landlock, seatbelt, docker, podman, memory or unconfined; shown in prompts and logged. */
  label: string;
  /** False: commands are not fenced (`--sandbox none`). */
  confined: boolean;
  /** Whether commands can be let through to hosts at all. False: asking for one is refused before anybody is asked. */
  letsThrough: boolean;
  /** The output directory, absolute. */
  out: string;
  readFile(path: string): Promise<FileContent>;
  /**
   * What stands at a path without counting as read by the model; null: nothing. `seen`: the model read or wrote just
   * this. `stale`: it read or wrote something else there, and somebody changed it since.
   */
  peek(path: string): Promise<(FileContent & { seen: boolean; stale: boolean }) | null>;
  /** Atomic; makes missing folders; keeps mode, encoding, byte-order mark and line ends. */
  writeFile(path: string, text: string, options?: WriteOptions): Promise<WriteResult>;
  /** Sorted by path. `pattern` is a glob; missing: one level. */
  listFiles(path: string, pattern?: string): Promise<{ files: ListedFile[]; more: number }>;
  /**
   * By the list of the repository whose `.git` stands in a folder; git is not run. null: none stands there. Throws ToolProblem
   * where its list cannot be read. Missing: this cannot be told here.
   */
  untracked?(folder: string): Promise<Untracked | null>;
  /** Tracked files that hold something else than that list says, by path. As above, and ToolProblem where they are too many. */
  uncommitted?(folder: string): Promise<string[] | null>;
  /**
   * `pattern` is a regular expression (ECMAScript); bounded in time. `more`: hits beyond the cap. `skipped`: files that
   * were not searched (too large, hard-linked, closed to the user); missing: none.
   */
  searchFiles(
    pattern: string,
    path: string,
    glob?: string,
  ): Promise<{ hits: SearchHit[]; more: number; skipped?: number }>;
  /**
   * Streams output while it runs, and questions where it `asksHosts` or `asksTime`: each has to be answered. Returns how it
   * ended, or that it goes on in the background. Aborting kills the whole jail, but for what goes on in the background.
   */
  run(
    command: Command,
    signal: AbortSignal,
  ): AsyncGenerator<string | HostQuestion | TimeQuestion, CommandEnd>;
  start(command: Command): Promise<Process>;
  process(id: string): Process | undefined;
  processes(): Process[];
  /** One HTTP request inside the session's network. Rejects with a one-line message when nothing answers. */
  http(request: HttpRequest, signal: AbortSignal): Promise<HttpReply>;
  /** Whether something listens on that port of the session's network. */
  listening(port: number): Promise<boolean>;
  /** Makes a skill's folder readable (and visible to commands) from now on. */
  addReadable(path: string): void;
  /** Ends everything; nothing is left running. */
  close(): Promise<void>;
}
