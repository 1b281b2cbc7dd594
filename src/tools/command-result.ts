/** How the end of a command is told: a line with exit code and duration, then its output. */

import { cleanOutput } from "../core/clean-output.ts";
import type { CommandEnd } from "../core/ports.ts";
import type { ToolResult } from "../core/types.ts";
import { counted, lasted } from "./figures.ts";

/** What a shell adds 128 to, of the signals that end programs: the number alone tells few what happened. */
const signals: Record<number, string> = {
  ...{ 1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL", 6: "SIGABRT", 7: "SIGBUS" },
  ...{ 8: "SIGFPE", 9: "SIGKILL", 11: "SIGSEGV", 13: "SIGPIPE", 15: "SIGTERM" },
  ...{ 24: "SIGXCPU", 25: "SIGXFSZ", 31: "SIGSYS" },
};

/** "exit 0 after 1.2 s", "exit 139 (SIGSEGV) after 80 ms", "killed by SIGKILL after 85 ms", "timed out after 2 m 0 s, killed". */
export function endOf({ exitCode, signal, timedOut, stopped, durationMs }: CommandEnd): string {
  const after = `after ${lasted(durationMs)}`;
  if (stopped !== undefined) return `stopped by the fence ${after}: ${stopped}`;
  if (timedOut) return `timed out ${after}, killed`;
  if (exitCode === null) return `killed by ${signal ?? "a signal"} ${after}`;
  const name = signals[exitCode - 128];
  return `exit ${exitCode}${name ? ` (${name})` : ""} ${after}`;
}

/**
 * Never an error, whatever the exit code: the call did what was asked, and what the command came to stands in it. (A
 * failed command may have changed files all the same; the receipt must not forget that.)
 */
export function commandResult(end: CommandEnd, advice = ""): ToolResult {
  return resultOf(`${endOf(end)}${advice}`, end);
}

/** Of a command whose time was up, and that the user keeps; `id`: of the background command that it is now. */
export function keptResult(end: CommandEnd, id: string): ToolResult {
  const after = `after ${lasted(end.durationMs)}`;
  const first = `Running in the background as ${id}: the user kept it there ${after}.`;
  return { ...resultOf(first, end), background: true };
}

function resultOf(first: string, end: CommandEnd): ToolResult {
  const parts = [first, withoutEnd(end.output) || "(no output)"];
  const broken = end.output.split("\uFFFD").length - 1;
  if (broken > 0) parts.push(`[${counted(broken, "\uFFFD")}: bytes that are not UTF-8]`);
  if (end.encoding !== undefined) parts.push(`[printed in ${end.encoding}]`);
  if (end.dropped > 0) {
    const rest = end.spool ? `; all of it: read_file ${end.spool}` : "";
    parts.push(`[${counted(end.dropped, "byte")} left out${rest}]`);
  }
  for (const note of end.notes ?? []) parts.push(`[${note}]`);
  const blocked = end.blockedHosts ?? [];
  if (blocked.length > 0) {
    const hosts = JSON.stringify(blocked);
    parts.push(
      `[not allowed to reach ${blocked.join(", ")}; to ask for it, call shell with hosts: ${hosts}]`,
    );
  }
  return {
    content: parts.join("\n"),
    ...(end.exitCode === null ? {} : { exitCode: end.exitCode }),
    ...(end.dropped > 0 ? { truncated: true } : {}),
  };
}

/** Without the last line break. Cleaned once more: not every sandbox does it, and what was left out has put ends together. */
export function withoutEnd(output: string): string {
  return cleanOutput(output).replace(/\r?\n$/, "");
}
