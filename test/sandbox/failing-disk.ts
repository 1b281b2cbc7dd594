/**
 * Writes to a disk that is full, then to one that is read-only, and to one with another disk mounted in it. To be run
 * where it may mount (a mount namespace of its own); prints what was found as one JSON object.
 */

import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { ToolProblem } from "../../src/core/ports.ts";
import { openFiles } from "../../src/sandbox/files.ts";

const [, , base = ""] = process.argv;
const mount = (...args: string[]) => execFileSync("mount", args);
const found: Record<string, unknown> = { user: process.getuid?.() };

mount("-t", "tmpfs", "-o", "size=256k,nr_inodes=40", "none", base);
const out = join(base, "out");
mkdirSync(out);
const files = openFiles({ out });
const old = "old line\n".repeat(2000);
await files.writeFile("a.txt", old);
const refusal = async (action: Promise<unknown>) => {
  try {
    return `let through: ${JSON.stringify(await action)}`;
  } catch (thrown) {
    if (thrown instanceof ToolProblem) return thrown.message;
    throw thrown;
  }
};
const state = () => ({
  intact: readFileSync(join(out, "a.txt"), "utf8") === old,
  names: readdirSync(out).sort(),
});

fill(join(base, "filler"));
found["full, rewriting"] = await refusal(files.writeFile("a.txt", "new line\n".repeat(5000)));
found["full, making"] = await refusal(files.writeFile("b.txt", "x".repeat(100_000)));
found["full, then"] = state();
rmSync(join(base, "filler"));
found["space again"] = await files.writeFile("b.txt", "x".repeat(100_000));
rmSync(join(out, "b.txt"));

// No bytes but names are used up.
let made = 0;
try {
  for (; ; made++) writeFileSync(join(base, `empty-${made}`), "");
} catch (thrown) {
  found["no more names"] = (thrown as NodeJS.ErrnoException).code;
}
found["no names, rewriting"] = await refusal(files.writeFile("a.txt", "new"));
found["no names, making a folder"] = await refusal(files.writeFile("d/b.txt", "new"));
found["no names, then"] = state();
for (const name of readdirSync(base)) if (name.startsWith("empty-")) rmSync(join(base, name));

mount("-o", "remount,bind,ro", base);
found["read-only, rewriting"] = await refusal(files.writeFile("a.txt", "new"));
found["read-only, making a folder"] = await refusal(files.writeFile("d/b.txt", "new"));
found["read-only, then"] = state();
found["read-only, reading"] = (await files.readFile("a.txt")).bytes;
mount("-o", "remount,bind,rw", base);

mkdirSync(join(out, "other"));
writeFileSync(join(out, "over.txt"), "");
mount("-t", "tmpfs", "none", join(out, "other"));
writeFileSync(join(out, "other/secret.txt"), "SECRET");
mount("--bind", join(out, "other/secret.txt"), join(out, "over.txt"));
found["mount, reading below"] = await refusal(files.readFile("other/secret.txt"));
found["mount, writing below"] = await refusal(files.writeFile("other/new.txt", ""));
found["mount, reading a file"] = await refusal(files.readFile("over.txt"));
found["mount, writing a file"] = await refusal(files.writeFile("over.txt", ""));
writeFileSync(join(out, "zero"), "");
mount("--bind", "/dev/zero", join(out, "zero"));
found["device, reading"] = await refusal(files.readFile("zero"));
found["device, writing"] = await refusal(files.writeFile("zero", ""));
found["mount, searching"] = (await files.searchFiles("SECRET", ".")).hits;
found["mount, listing"] = (await files.listFiles(".", "**")).files.map(({ path }) => path);
process.stdout.write(JSON.stringify(found));

function fill(path: string): void {
  writeFileSync(path, "");
  for (const size of [65536, 4096, 512, 1]) {
    try {
      for (;;) appendFileSync(path, Buffer.alloc(size));
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== "ENOSPC") throw thrown;
    }
  }
}
