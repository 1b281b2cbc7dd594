/**
 * An attacker swaps a folder or a file with a link that leads out, as fast as the kernel lets it, while the file methods
 * read and write: how many attempts got out. `node bench/race.ts [attempts] [folder]` (default 900,000); reach: 0. The last rows
 * show the common method, a look at the real path and then an ordinary open, under the same attack. Exit 1 on an escape.
 */

import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ToolProblem } from "../src/core/ports.ts";
import { fileHelper, helperCommand, helperEnvironment } from "../src/sandbox/file-helper.ts";
import { openFiles } from "../src/sandbox/files.ts";
import { helperDisk } from "../src/sandbox/helper-disk.ts";
import { row } from "./measure.ts";

/** Five reads for a write, which takes five times as long. */
const total = Number(process.argv[2] ?? 900_000);
const reads = Math.round((total * 5) / 12);
const writes = Math.round(total / 12);

interface Access {
  read(path: string): string | null | Promise<string | null>;
  write(path: string, text: string): unknown;
  close(): void;
}

type Open = (out: string) => Access;

const pinned: Open = (out) => {
  const files = openFiles({ out });
  return {
    read: async (path) => (await files.readFile(path)).text,
    write: (path, text) => files.writeFile(path, text),
    close: files.close,
  };
};

/** Where there is no /proc. A question to another process takes some ten times as long: fewer attempts. */
const helped: Open = (out) => {
  const launch = {
    ...{ file: "/bin/sh", args: ["-c", helperCommand], cwd: "/", descriptors: [] },
    env: { PATH: "/usr/bin:/bin", ...helperEnvironment },
  };
  const files = openFiles({ out, disk: helperDisk(fileHelper(async () => launch)) });
  return {
    read: async (path) => (await files.readFile(path)).text,
    write: (path, text) => files.writeFile(path, text),
    close: files.close,
  };
};

/** What most programs do. */
const realpathFirst: Open = (out) => {
  const check = (path: string) => {
    if (!realpathSync(path).startsWith(`${out}/`)) throw new ToolProblem("outside");
  };
  return {
    read(path) {
      check(join(out, path));
      return readFileSync(join(out, path), "utf8");
    },
    write(path, text) {
      check(join(out, path));
      writeFileSync(join(out, path), text);
    },
    close: () => {},
  };
};

interface Cell {
  name: string;
  swap: "folder" | "file";
  action: "read" | "write";
}

const cells: Cell[] = [
  { name: "folder swapped, read", swap: "folder", action: "read" },
  { name: "file swapped, read", swap: "file", action: "read" },
  { name: "folder swapped, write", swap: "folder", action: "write" },
  { name: "file swapped, write", swap: "file", action: "write" },
];

async function race(cell: Cell, attempts: number, open: Open) {
  const base = realpathSync(mkdtempSync(join(process.argv[3] ?? tmpdir(), "skillet-race-")));
  const out = join(base, "out");
  const outside = join(base, "outside");
  mkdirSync(join(out, "d"), { recursive: true });
  mkdirSync(outside);
  const secret = join(outside, "f.txt");
  writeFileSync(secret, "SECRET");
  writeFileSync(join(out, "d/f.txt"), "inside");
  const [name, link, target] =
    cell.swap === "folder"
      ? [join(out, "d"), join(out, "l"), outside]
      : [join(out, "d/f.txt"), join(out, "d/l.txt"), secret];
  symlinkSync(target, link);
  const attacker = swapForEver(name, link);
  const access = open(out);
  let escapes = 0;
  let refused = 0;
  let done = 0;
  try {
    await swapped(name);
    for (; done < attempts; done++) {
      try {
        if (cell.action === "read") {
          if ((await access.read("d/f.txt")) === "SECRET") escapes++;
        } else await access.write("d/f.txt", "inside");
      } catch (thrown) {
        if (!(thrown instanceof ToolProblem) && !isFileError(thrown)) throw thrown;
        refused++;
      }
      if (cell.action === "read") continue;
      if (readFileSync(secret, "utf8") !== "SECRET") {
        escapes++;
        writeFileSync(secret, "SECRET");
      }
      if (cell.swap === "file") plantAgain(name, link, target);
    }
    // A temporary file that was made outside would be an escape as well.
    escapes += readdirSync(outside).length - 1;
    if (attacker.exitCode !== null) throw new Error("the attacker ended early");
  } finally {
    attacker.kill("SIGKILL");
    if (attacker.exitCode === null && attacker.signalCode === null) await once(attacker, "exit");
    access.close();
    rmSync(base, { recursive: true, force: true });
  }
  return { attempts: done, refused, escapes };
}

/**
 * A write that went well replaced the link; without exactly one link there is no attack. What is seen here may be wrong,
 * as the two are being swapped meanwhile: then the next look mends it.
 */
function plantAgain(name: string, link: string, target: string): void {
  const links = [name, link].filter((path) =>
    lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink(),
  );
  if (links.length === 1) return;
  const fresh = `${link}.fresh`;
  if (links.length === 0) symlinkSync(target, fresh);
  else writeFileSync(fresh, "inside");
  renameSync(fresh, link);
}

/** Swaps two names for ever: by renameat2(RENAME_EXCHANGE) through perl, elsewhere by three renames. */
function swapForEver(a: string, b: string): ChildProcess {
  const call = new Map([
    ["x64", 316],
    ["arm64", 276],
  ]).get(process.arch);
  const options: SpawnOptions = { stdio: ["ignore", "ignore", "inherit"] };
  if (call !== undefined && process.platform === "linux") {
    const exchange =
      "my ($n, $a, $b) = @ARGV; syscall($n + 0, -100, $a, -100, $b, 2) while getppid() != 1";
    return spawn("perl", ["-e", exchange, `${call}`, a, b], options);
  }
  const rename = `const { renameSync: r } = require("node:fs"); const [a, b] = process.argv.slice(1);
    for (;;) { try { r(a, a + ".x"); r(b, a); r(a + ".x", b); } catch {} }`;
  return spawn(process.execPath, ["-e", rename, a, b], options);
}

/** Until the attack can be seen to work. */
async function swapped(name: string): Promise<void> {
  const before = lstatSync(name).ino;
  const started = performance.now();
  while (lstatSync(name, { throwIfNoEntry: false })?.ino === before) {
    if (performance.now() - started > 5000) throw new Error("the attacker swaps nothing");
    await new Promise(setImmediate);
  }
}

function isFileError(thrown: unknown): boolean {
  return thrown instanceof Error && "syscall" in thrown;
}

let escaped = 0;
console.log(row("", "attempts", "refused", "escapes"));
const show = (name: string, result: Awaited<ReturnType<typeof race>>) => {
  const { attempts, refused, escapes } = result;
  console.log(row(name, `${attempts}`, `${refused}`, `${escapes}`));
};
let tried = 0;
for (const cell of cells) {
  const result = await race(cell, cell.action === "read" ? reads : writes, pinned);
  escaped += result.escapes;
  tried += result.attempts;
  show(cell.name, result);
}
console.log(row("all", `${tried}`, "", `${escaped}`));
console.log("\nby the helper process");
for (const cell of cells) {
  const result = await race(cell, Math.min(20_000, writes), helped);
  escaped += result.escapes;
  show(cell.name, result);
}
console.log("\nthe same attack on realpath, then open");
for (const cell of cells)
  show(cell.name, await race(cell, Math.min(20_000, writes), realpathFirst));
process.exitCode = escaped > 0 ? 1 : 0;
