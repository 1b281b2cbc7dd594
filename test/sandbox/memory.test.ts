/** The sandbox in memory keeps to the rules of the real one. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { CommandEnd, Sandbox } from "../../src/core/ports.ts";
import { type Files, openFiles } from "../../src/sandbox/files.ts";
import { memorySandbox } from "../../src/sandbox/memory.ts";

const contents = {
  "app.py": "import flask\napp = 1\n",
  "app/b.py": "b\r\n",
  "app/deep/c.txt": "needle in c\n",
  "node.bin": "a\0b",
  "日本/é.txt": "needle\n",
};

function onDisk(): Files {
  const out = mkdtempSync(join(tmpdir(), "skillet-test-"));
  for (const [path, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), content);
  }
  const files = openFiles({ out });
  onTestFinished(() => {
    files.close();
    rmSync(out, { recursive: true });
  });
  return files;
}

type Tried = Pick<Sandbox, "readFile" | "peek" | "writeFile" | "listFiles" | "searchFiles">;
const sizes = (listed: Awaited<ReturnType<Tried["listFiles"]>>) =>
  listed.files.map(({ path, kind, bytes }) => [path, kind, kind === "file" ? bytes : 0]);

describe("memory and disk answer alike", () => {
  const same: Record<string, (sandbox: Tried) => Promise<unknown>> = {
    reading: (sandbox) => sandbox.readFile("./app.py"),
    "reading binary": (sandbox) => sandbox.readFile("node.bin"),
    "reading nothing": (sandbox) => sandbox.readFile("none.txt"),
    "reading a folder": (sandbox) => sandbox.readFile("app"),
    peeking: (sandbox) => sandbox.peek("app.py"),
    "peeking at nothing": (sandbox) => sandbox.peek("none/x"),
    creating: (sandbox) => sandbox.writeFile("x/y.txt", "é\n"),
    "keeping line ends": async (sandbox) => {
      await sandbox.writeFile("app/b.py", "b\nc\n");
      return sandbox.peek("app/b.py");
    },
    protecting: (sandbox) => sandbox.writeFile("a/.git", "").catch((e) => e.name),
    dotdot: (sandbox) => sandbox.readFile("../x"),
    "empty path": (sandbox) => sandbox.readFile(""),
    listing: async (sandbox) => sizes(await sandbox.listFiles(".")),
    "listing a folder": async (sandbox) => sizes(await sandbox.listFiles("app")),
    "listing by pattern": async (sandbox) => sizes(await sandbox.listFiles(".", "**/*.{py,txt}")),
    "listing all": async (sandbox) => sizes(await sandbox.listFiles(".", "**")),
    "listing nothing": (sandbox) => sandbox.listFiles("none"),
    searching: (sandbox) => sandbox.searchFiles("needle", "."),
    "searching by glob": (sandbox) => sandbox.searchFiles("needle", ".", "app/**"),
    "searching a file": (sandbox) => sandbox.searchFiles("app", "app.py"),
    "searching with a bad pattern": (sandbox) => sandbox.searchFiles("(", "."),
    "expecting nothing": (sandbox) =>
      sandbox.writeFile("app.py", "", { expect: null }).catch((e) => e.name),
  };
  test.each(Object.entries(same))("%s", async (_, call) => {
    const outcome = (sandbox: Tried) =>
      call(sandbox).catch((thrown: Error) => `${thrown.name}: ${thrown.message}`);
    expect(await outcome(memorySandbox(contents))).toEqual(await outcome(onDisk()));
  });
});

test("a folder made readable answers to absolute paths and cannot be changed", async () => {
  const sandbox = memorySandbox({ "/skills/haiku/notes.md": "steps" });
  await expect(sandbox.readFile("/skills/haiku/notes.md")).rejects.toThrow(/outside/);
  sandbox.addReadable("/skills/haiku");
  expect((await sandbox.readFile("/skills/haiku/notes.md")).text).toBe("steps");
  await expect(sandbox.writeFile("/skills/haiku/notes.md", "")).rejects.toThrow(/not changed/);
  expect((await sandbox.listFiles(".")).files).toEqual([]);
  await sandbox.writeFile("/out/a.txt", "A");
  expect(sandbox.files.get("a.txt")).toBe("A");
});

test("commands are answered by the handler, and kept", async () => {
  const sandbox = memorySandbox(
    {},
    { run: ({ command }) => ({ output: `${command}!`, exitCode: command === "bad" ? 1 : 0 }) },
  );
  const { signal } = new AbortController();
  const running = sandbox.run({ command: "bad" }, signal);
  expect(await running.next()).toEqual({ done: false, value: "bad!" });
  expect(await running.next()).toEqual({
    done: true,
    value: { output: "bad!", exitCode: 1, timedOut: false, durationMs: 0, dropped: 0 },
  });
  expect(sandbox.commands).toEqual([{ command: "bad" }]);
});

test("what has no handler is refused or empty", async () => {
  const sandbox = memorySandbox();
  const { signal } = new AbortController();
  await expect(sandbox.start({ command: "server" })).rejects.toThrow(/can be started/);
  await expect(
    sandbox.http({ method: "GET", url: "http://127.0.0.1:5000/" }, signal),
  ).rejects.toThrow(/Nothing answers/);
  expect(await sandbox.listening(5000)).toBe(false);
  expect(sandbox.processes()).toEqual([]);
});

test("background commands are found by id and stopped at the end", async () => {
  let stopped = 0;
  const end: CommandEnd = { exitCode: 0, timedOut: false, durationMs: 1, output: "", dropped: 0 };
  const sandbox = memorySandbox(
    {},
    {
      start: ({ command }) => ({
        id: "p1",
        command,
        output: () => "up",
        ended: () => null,
        stop: async () => {
          stopped++;
          return end;
        },
      }),
    },
  );
  await sandbox.start({ command: "server" });
  expect(sandbox.process("p1")?.output()).toBe("up");
  await sandbox.close();
  expect([stopped, sandbox.processes()]).toEqual([1, []]);
});
