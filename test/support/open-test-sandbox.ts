/** A sandbox on a fresh output directory, as the product opens it, and the ways tests talk to it. */

import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command, CommandEnd, HostQuestion, TimeQuestion } from "../../src/core/ports.ts";
import { type OpenSandbox, openSandbox, type SandboxOptions } from "../../src/sandbox/open.ts";

export interface TestSandbox {
  sandbox: OpenSandbox;
  /** The output directory. */
  out: string;
  /** Beside it: host files that commands must not see go here. */
  around: string;
  /** Runs to the end; what was streamed stands in `shown`. */
  run(
    command: string,
    options?: Partial<Command> & {
      signal?: AbortSignal;
      /** To each question about a host; default: no. */
      answer?: (question: HostQuestion) => void;
      /** When its time is up; default: it is ended. */
      overdue?: (question: TimeQuestion) => void;
    },
  ): Promise<CommandEnd & { shown: string }>;
  [Symbol.asyncDispose](): Promise<void>;
}

const refuse = (question: HostQuestion) => question.answer(false);
const end = (question: TimeQuestion) => question.answer("end");

export async function openTestSandbox(
  options: Partial<SandboxOptions> & { folder?: string } = {},
): Promise<TestSandbox> {
  const base = options.folder ?? tmpdir();
  const around = realpathSync(mkdtempSync(join(base, "skillet-test-")));
  const out = options.out ?? join(around, "out");
  mkdirSync(out, { recursive: true });
  const sandbox = openSandbox({
    path: process.env.PATH ?? "",
    home: process.env.HOME ?? "/nonexistent",
    spoolDir: join(around, "spool"),
    temporary: around,
    ...options,
    out,
  });
  return {
    sandbox,
    out,
    around,
    async run(
      command,
      { signal = new AbortController().signal, answer = refuse, overdue = end, ...more } = {},
    ) {
      const running = sandbox.run({ command, ...more }, signal);
      let shown = "";
      for (;;) {
        const next = await running.next();
        if (next.done) return { ...next.value, shown };
        if (typeof next.value === "string") shown += next.value;
        else if ("host" in next.value) answer(next.value);
        else overdue(next.value);
      }
    },
    async [Symbol.asyncDispose]() {
      await sandbox.close();
      rmSync(around, { recursive: true, force: true });
    },
  };
}
