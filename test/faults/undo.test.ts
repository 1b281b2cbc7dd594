/** kill -9 at each call with which a turn, an undo or a redo changes the disk: undo is right afterwards, or has nothing to do. */

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readLog } from "../../src/session/read.ts";
import { listSessions } from "../../src/session/store.ts";
import { report, some } from "../support/faults.ts";
import { straceWorks } from "../support/kill.ts";
import { quickFolder } from "../support/temporary.ts";

const program = new URL("../support/programs/undo-steps.ts", import.meta.url).pathname;
/** What changes a disk; what only looks makes no difference to what is there afterwards. */
const calls =
  "write,pwrite64,writev,rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,fsync,fdatasync,ftruncate,link,linkat,utimensat";

interface Place {
  state: string;
  out: string;
}

function place(): Place {
  const [state, out] = [quickFolder(), quickFolder()];
  writeFileSync(join(out, "a.txt"), "old a\n");
  writeFileSync(join(out, "c.txt"), "old c\n");
  return { state, out };
}

function run(what: string, { state, out }: Place, inject: string[] = []) {
  const [file = "", ...args] = [
    ...(inject.length > 0 ? ["strace", "-f", "-qq", ...inject] : []),
    ...[process.execPath, program, what, state, out],
  ];
  const env = { ...process.env, UV_USE_IO_URING: "0" };
  return spawnSync(file, args, { encoding: "utf8", env });
}

/** How many of those calls it makes; some are Node's own. */
function countOf(what: string, at: Place): number {
  const log = join(quickFolder(), "calls");
  const { stdout } = run(what, at, ["-o", log, "-e", `trace=${calls}`]);
  expect(stdout).toBe("done\n");
  return readFileSync(log, "utf8").split("\n").length - 1;
}

const kill = (when: number) => [
  "-o",
  "/dev/null",
  "-e",
  `trace=${calls}`,
  "-e",
  `inject=${calls}:signal=KILL:when=${when}`,
];

const texts = ({ out }: Place) =>
  ["a.txt", "c.txt", "deep/er/b.txt"].map((path) =>
    existsSync(join(out, path)) ? readFileSync(join(out, path), "utf8") : null,
  );
const before = ["old a\n", "old c\n", null];
const after = ["two\n", "other\n", "new\n"];
const done = (what: string, at: Place) => expect(run(what, at).stdout).toBe("done\n");
const names = ({ out }: Place) => readdirSync(out).filter((name) => !name.endsWith(".tmp"));

test.runIf(straceWorks)(
  "a turn killed anywhere is undone, and never half",
  () => {
    const count = countOf("turn", place());
    for (const when of some(numbers(count), 12)) {
      const at = place();
      run("turn", at, kill(when));
      const was = texts(at);
      // Without its first line a session is none, and nothing has been done in it.
      if (!begun(at)) {
        expect({ when, texts: was }).toEqual({ when, texts: before });
        continue;
      }
      done("undo", at);
      expect({ when, texts: texts(at) }).toEqual({ when, texts: before });
      done("redo", at);
      expect({ when, texts: texts(at) }).toEqual({ when, texts: was });
    }
    report(`turn killed at each of ${count} calls: undone 0 times wrong`);
  },
  1_200_000,
);

test.runIf(straceWorks).each([
  ["undo", before, "redo", after],
  ["redo", after, "undo", before],
] as const)(
  "an %s killed anywhere is brought to its end, or taken back",
  (what, end, back, start) => {
    const ready = () => {
      const at = place();
      done("turn", at);
      if (what === "redo") done("undo", at);
      return at;
    };
    const count = countOf(what, ready());
    for (const when of some(numbers(count), 10)) {
      const at = ready();
      run(what, at, kill(when));
      for (const [index, text] of texts(at).entries())
        expect([start[index], end[index]], `${what} ${when}`).toContain(text);
      const other = copyOf(at);
      done(what, at);
      expect({ when, texts: texts(at) }).toEqual({ when, texts: end });
      if (what === "undo")
        expect({ when, names: names(at) }).toEqual({ when, names: ["a.txt", "c.txt"] });
      // What had not begun cannot be taken back; then this goes one step further back, or nowhere.
      if (texts(other).every((text, index) => text === start[index])) continue;
      done(back, other);
      expect({ when, texts: texts(other) }).toEqual({ when, texts: start });
    }
    report(`${what} killed at each of ${count} calls: 0 third states, gone on with and taken back`);
  },
  1_200_000,
);

function begun({ state }: Place): boolean {
  return listSessions(state).some(({ path }) => readLog(path).session !== null);
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function copyOf({ state, out }: Place): Place {
  const copy = { state: quickFolder(), out: quickFolder() };
  mkdirSync(copy.state, { recursive: true });
  spawnSync("cp", ["-a", `${state}/.`, copy.state]);
  spawnSync("cp", ["-a", `${out}/.`, copy.out]);
  return copy;
}
