/** A whole sandbox in memory: the same rules for paths, patterns and line ends, no disk, no processes. For tests and examples. */

import {
  type Command,
  type CommandEnd,
  type FileContent,
  type HttpReply,
  type HttpRequest,
  type Process,
  type Sandbox,
  type TimeAnswer,
  ToolProblem,
} from "../core/ports.ts";
import { parseGlob } from "./glob.ts";
import { sha256 } from "./hash.ts";
import { keepLineEnds } from "./line-ends.ts";
import { knownAs } from "./new-content.ts";
import { parsePath, protectedNames } from "./path-rules.ts";
import { joined } from "./pinned-walk.ts";
import { searchTexts } from "./search.ts";

export interface MemoryOptions {
  /** Default: /out. */
  out?: string;
  /** Answers a command. One that is timed out is asked about, and answers again when it is given more time. Default: exit 0, no output. */
  run?: (command: Command) => RunResult | Promise<RunResult>;
  /** A background command, or one that is kept when its time is up. Default: none can be started. */
  start?: (command: Command) => Process | Promise<Process>;
  /** Default: nothing answers. */
  http?: (request: HttpRequest, signal: AbortSignal) => Promise<HttpReply>;
  /** Default: nothing listens. */
  listening?: (port: number) => boolean | Promise<boolean>;
}

export type RunResult = Pick<CommandEnd, "output" | "exitCode"> & Partial<CommandEnd>;

export type MemorySandbox = Sandbox & {
  /** The files by path, to be looked at; paths in folders made readable are absolute. */
  files: Map<string, string>;
  /** Every command that ran or was started, in order. */
  commands: Command[];
};

const maxListed = 500;

/** A file whose text holds a NUL counts as binary. */
export function memorySandbox(
  initial: Readonly<Record<string, string>> = {},
  options: MemoryOptions = {},
): MemorySandbox {
  const out = options.out ?? "/out";
  const files = new Map(Object.entries(initial));
  const commands: Command[] = [];
  const readable: string[] = [];
  const seen = new Map<string, string>();
  const running = new Map<string, Process>();
  const isProtected = protectedNames();

  /** The key of a path: "" is the output directory itself. */
  function keyOf(path: string): string {
    const inside =
      path === out ? "." : path.startsWith(`${out}/`) ? `.${path.slice(out.length)}` : path;
    const parsed = parsePath(inside);
    if (!parsed.absolute) return joined(parsed.names);
    const absolute = `/${joined(parsed.names)}`;
    if (readable.some((folder) => absolute === folder || absolute.startsWith(`${folder}/`)))
      return absolute;
    throw new ToolProblem(`"${absolute}" is outside the output directory (${out}).`);
  }

  function look(path: string): { key: string; content: FileContent | null } {
    const key = keyOf(path);
    const text = files.get(key);
    if (text === undefined) {
      if ([...files.keys()].some((name) => name.startsWith(`${key}/`)))
        throw new ToolProblem(`${key} is a folder. See it with list_files.`);
      return { key, content: null };
    }
    const binary = text.includes("\0");
    const content: FileContent = {
      text: binary ? null : text,
      bytes: Buffer.byteLength(text),
      encoding: binary ? "binary" : "utf-8",
      sha256: sha256(text),
    };
    return { key, content };
  }

  /** Files at or below a folder, sorted, with their paths below it. */
  function under(path: string): { key: string; rest: string }[] {
    const key = keyOf(path);
    if (files.has(key)) return [{ key, rest: key.slice(key.lastIndexOf("/") + 1) }];
    const prefix = key === "" ? "" : `${key}/`;
    const found = [...files.keys()]
      .filter((name) => name.startsWith(prefix) && (prefix !== "" || !name.startsWith("/")))
      .sort()
      .map((name) => ({ key: name, rest: name.slice(prefix.length) }));
    if (found.length === 0 && key !== "") throw new ToolProblem(`${key} does not exist.`);
    return found;
  }

  async function begin(command: Command): Promise<Process> {
    if (!options.start) throw new ToolProblem("No command can be started here.");
    const process = await options.start(command);
    running.set(process.id, process);
    return process;
  }

  return {
    label: "memory",
    confined: true,
    letsThrough: true,
    out,
    files,
    commands,

    async readFile(path) {
      const { key, content } = look(path);
      if (!content) throw new ToolProblem(`${key} does not exist.`);
      seen.set(key, content.sha256);
      return content;
    },

    async peek(path) {
      const { key, content } = look(path);
      return content && { ...content, ...knownAs(seen.get(key), content) };
    },

    async writeFile(path, text, { exactLineEnds, expect } = {}) {
      const { key, content } = look(path);
      if (key.startsWith("/")) throw new ToolProblem(`${key} may be read, not changed.`);
      if (key === "") throw new ToolProblem(". names a folder; a file is needed.");
      if (parsePath(key).names.some(isProtected)) throw new ToolProblem(`${key} is protected.`);
      if (expect !== undefined && (content?.sha256 ?? null) !== expect)
        throw new ToolProblem(`${key} was changed by something else meanwhile.`);
      const kept = exactLineEnds || !content?.text ? text : keepLineEnds(content.text, text);
      files.set(key, kept);
      seen.set(key, sha256(kept));
      return { path: key, bytes: Buffer.byteLength(kept), created: !content };
    },

    async listFiles(path, pattern) {
      const glob = pattern === undefined ? null : parseGlob(pattern);
      const found = new Map<string, { kind: "file" | "folder"; bytes: number }>();
      for (const { key, rest } of under(path)) {
        const names = rest.split("/");
        const start = key.slice(0, key.length - rest.length);
        let state = glob?.start;
        for (const [index, name] of names.entries()) {
          state = state && glob?.step(state, name);
          const shown = start + names.slice(0, index + 1).join("/");
          if (glob ? !state || !glob.matched(state) : index > 0) continue;
          const file = shown === key;
          found.set(shown, {
            kind: file ? "file" : "folder",
            bytes: file ? Buffer.byteLength(files.get(key) ?? "") : 0,
          });
        }
      }
      const all = [...found]
        .map(([at, entry]) => ({ path: at, ...entry }))
        .sort((a, b) => (a.path < b.path ? -1 : 1));
      return { files: all.slice(0, maxListed), more: Math.max(0, all.length - maxListed) };
    },

    async searchFiles(pattern, path, glob) {
      const search = searchTexts(pattern);
      const wanted = parseGlob(glob ?? "**");
      search.add(
        under(path)
          .filter(({ rest }) => wanted.matched(rest.split("/").reduce(wanted.step, wanted.start)))
          .map(({ key }) => ({ path: key, text: files.get(key) ?? "" }))
          .filter(({ text }) => !text.includes("\0")),
      );
      return search.result();
    },

    async *run(command, signal) {
      signal.throwIfAborted();
      commands.push(command);
      for (;;) {
        const result = (await options.run?.(command)) ?? { output: "", exitCode: 0 };
        if (result.output) yield result.output;
        const end = { timedOut: false, durationMs: 0, dropped: 0, ...result };
        if (!end.timedOut || !command.asksTime) return end;
        const said: { answer: TimeAnswer } = { answer: "end" };
        yield {
          timeoutMs: command.timeoutMs ?? 120_000,
          output: () => end.output,
          ended: new AbortController().signal,
          answer(choice: TimeAnswer) {
            said.answer = choice;
          },
        };
        if (said.answer === "end") return end;
        if (said.answer === "more") continue;
        const { id } = await begin(command);
        return { ...end, timedOut: false, exitCode: null, runsOn: id };
      }
    },

    async start(command) {
      commands.push(command);
      return begin(command);
    },

    process: (id) => running.get(id),
    processes: () => [...running.values()],
    async http(request, signal) {
      if (options.http) return options.http(request, signal);
      throw new ToolProblem(`Nothing answers at ${request.url}.`);
    },
    listening: async (port) => (await options.listening?.(port)) ?? false,
    addReadable: (path) => void readable.push(path.replace(/\/+$/, "")),
    async close() {
      for (const process of running.values()) await process.stop();
      running.clear();
    },
  };
}
