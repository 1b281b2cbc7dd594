import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../src/sandbox/temporary-folder.ts";
import { temporaryFolder as placeFor } from "../support/temporary.ts";

const module = new URL("../../src/sandbox/temporary-folder.ts", import.meta.url).href;

/** Runs it in a process of its own; as root could do everything, root becomes somebody else. */
function asUser(place: string, program: string): string {
  const source = `import { mkdirSync, chmodSync } from "node:fs";
    import { temporaryFolder } from ${JSON.stringify(module)};
    const place = ${JSON.stringify(place)};
    ${program}`;
  const args = ["--input-type=module", "-e", source];
  const root = process.getuid?.() === 0;
  const words = root
    ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", process.execPath, ...args]
    : [process.execPath, ...args];
  chmodSync(place, 0o777);
  return execFileSync(words[0] as string, words.slice(1), { encoding: "utf8" });
}

test("goes with all that is in it, also what its owner may not enter or change", () => {
  const place = placeFor();
  asUser(
    place,
    `const { path, remove } = temporaryFolder("t", place);
     mkdirSync(path + "/closed/deep/er", { recursive: true });
     chmodSync(path + "/closed/deep", 0o555);
     chmodSync(path + "/closed", 0);
     remove();
     remove();`,
  );
  expect(readdirSync(place)).toEqual([]);
});

test("goes with a process that is left at once", () => {
  const place = placeFor();
  const left = asUser(
    place,
    `const { path } = temporaryFolder("t", place);
     mkdirSync(path + "/closed/deep", { recursive: true });
     chmodSync(path + "/closed", 0);
     process.stdout.write(path);
     process.exit(0);`,
  );
  expect(left).toContain(join(place, "skillet-t-"));
  expect(readdirSync(place)).toEqual([]);
});

test("follows no link", () => {
  const place = placeFor();
  mkdirSync(join(place, "theirs"));
  writeFileSync(join(place, "theirs/file"), "");
  const { path, remove } = temporaryFolder("t", place);
  symlinkSync(join(place, "theirs"), join(path, "link"));
  remove();
  expect(existsSync(path)).toBe(false);
  expect(readdirSync(join(place, "theirs"))).toEqual(["file"]);
});
