/** What an output directory takes is counted in blocks, whatever it pretends to be. */

import { execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { diskUse } from "../../src/sandbox/disk-use.ts";

const MiB = 1024 * 1024;
let out: string;
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), "skillet-use-"));
});
afterEach(() => rmSync(out, { recursive: true, force: true }));

const used = async (since = 0, pids: number[] = []) => diskUse({ out, since, pids });

test("a sparse file is small, a written one is not, and hard links count once", async () => {
  const before = (await used()).used;
  writeFileSync(join(out, "sparse"), "");
  truncateSync(join(out, "sparse"), 1024 * MiB);
  expect((await used()).used - before).toBeLessThan(MiB);
  writeFileSync(join(out, "full"), Buffer.alloc(4 * MiB, 1));
  for (let copy = 0; copy < 5; copy++) linkSync(join(out, "full"), join(out, `link${copy}`));
  const after = (await used()).used - before;
  expect(after).toBeGreaterThanOrEqual(4 * MiB);
  expect(after).toBeLessThan(5 * MiB);
});

test("many small files count, empty ones as well", async () => {
  const before = await used();
  mkdirSync(join(out, "deep"));
  for (let file = 0; file < 1000; file++)
    writeFileSync(join(out, "deep", `${file}`), file < 500 ? "x" : "");
  const after = await used();
  expect(after.inodes - before.inodes).toBe(1001);
  expect(after.used - before.used).toBeGreaterThan(1000 * 512);
});

test("names that are no UTF-8 count, and what is too deep for a path is known to be hidden", async () => {
  const before = (await used()).used;
  execFileSync("bash", ["-c", "head -c 4194304 /dev/zero > $'caf\\xe9'"], { cwd: out });
  expect((await used()).used - before).toBeGreaterThanOrEqual(4 * MiB);
  const deep = `d=$(printf 'x%.0s' {1..200}); for i in {1..30}; do mkdir $d; cd $d; done`;
  execFileSync("bash", ["-c", deep], { cwd: out, stdio: "ignore" });
  expect((await used()).hidden).toBe(true);
  execFileSync("rm", ["-rf", out]);
});

test("links are not followed, and what was there before is not changed", async () => {
  symlinkSync("/", join(out, "root"));
  symlinkSync(".", join(out, "round"));
  const { inodes, changed, used: bytes } = await used();
  expect(inodes).toBe(3);
  expect(changed).toBe(bytes);
  expect((await used(Date.now() + 5000)).changed).toBe(0);
});

test("a removed file that is still open counts", async () => {
  const script = "exec 3>gone; head -c 4194304 /dev/zero >&3; rm gone; echo ready; read wait";
  const child = spawn("bash", ["-c", script], { cwd: out, stdio: ["pipe", "pipe", "inherit"] });
  try {
    await new Promise((resolve) => child.stdout.once("data", resolve));
    expect((await used()).used).toBeLessThan(MiB);
    expect((await used(0, [child.pid ?? 0])).used).toBeGreaterThanOrEqual(4 * MiB);
  } finally {
    child.kill();
  }
});

test.skipIf(process.getuid?.() === 0).each([0o000, 0o400])(
  "a folder that a command has closed hides something (%o)",
  async (mode) => {
    const closed = join(out, "closed");
    mkdirSync(closed);
    writeFileSync(join(closed, "x"), "");
    chmodSync(closed, mode);
    expect((await used()).hidden).toBe(true);
    expect((await used(Date.now() + 5000)).hidden).toBe(false);
    chmodSync(closed, 0o700);
  },
);

test("a directory that is not there takes nothing", async () => {
  expect(await diskUse({ out: join(out, "no"), since: 0, pids: [] })).toMatchObject({ used: 0 });
});
