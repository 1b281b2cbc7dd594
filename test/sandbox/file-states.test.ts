/** Files as an undo sees them: bytes as they are, and nothing is done where something else stands by now. */

import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openFiles } from "../../src/sandbox/files.ts";
import { sha256 } from "../../src/sandbox/hash.ts";
import { temporaryFolder } from "../support/temporary.ts";

function opened() {
  const out = temporaryFolder();
  const files = openFiles({ out });
  onTestFinished(() => files.close());
  return { out, files, states: files.states };
}

const binary = Buffer.from([0, 0xff, 0xfe, 13, 10]);

test("what stands there is seen with its permissions, and what a write would make of it", async () => {
  const { out, files, states } = opened();
  writeFileSync(join(out, "a.bin"), binary);
  chmodSync(join(out, "a.bin"), 0o751);
  expect(await states.look("a.bin")).toEqual({
    bytes: binary,
    sha256: sha256(binary),
    mode: 0o751,
  });
  expect(await states.look("x/none")).toBeNull();
  expect(await states.planned("x/y/new.txt", "n\n")).toEqual({
    ...{ path: "x/y/new.txt", before: null, after: sha256("n\n"), folders: ["x", "x/y"] },
  });
  writeFileSync(join(out, "w.txt"), Buffer.from("\ufeffold\r\n", "utf16le"));
  const { after, folders } = await states.planned("w.txt", "new\r\n");
  await files.writeFile("w.txt", "new\r\n", { exactLineEnds: true });
  expect([after, folders]).toEqual([sha256(readFileSync(join(out, "w.txt"))), []]);
});

test("content is put back under its name with the permissions that are there, or those it had", async () => {
  const { out, states } = opened();
  writeFileSync(join(out, "a"), "old");
  chmodSync(join(out, "a"), 0o600);
  await states.put("a", binary, sha256("old"), 0o777);
  expect(readFileSync(join(out, "a"))).toEqual(binary);
  expect(statSync(join(out, "a")).mode & 0o777).toBe(0o600);
  await states.put("deep/er/b", binary, null, 0o755);
  expect(statSync(join(out, "deep/er/b")).mode & 0o777).toBe(0o755);
  await states.remove("deep/er/b", sha256(binary));
  await states.remove("deep/er/b", sha256(binary));
  await states.removeFolder("deep");
  expect(existsSync(join(out, "deep/er"))).toBe(true);
  await states.removeFolder("deep/er");
  await states.removeFolder("deep");
  await states.removeFolder("deep");
  expect(existsSync(join(out, "deep"))).toBe(false);
});

test("nothing is done where something else stands by now", async () => {
  const { out, states } = opened();
  writeFileSync(join(out, "a"), "mine");
  await expect(states.put("a", binary, sha256("old"))).rejects.toThrow("was changed");
  await expect(states.put("a", binary, null)).rejects.toThrow("was made");
  await expect(states.put("b", binary, sha256("old"))).rejects.toThrow("was removed");
  await expect(states.remove("a", sha256("old"))).rejects.toThrow("was changed");
  expect(readFileSync(join(out, "a"), "utf8")).toBe("mine");
  expect(existsSync(join(out, "b"))).toBe(false);
});

test("links, folders, hard links, protected places and paths outside are left alone", async () => {
  const { out, states } = opened();
  const elsewhere = temporaryFolder();
  writeFileSync(join(elsewhere, "f"), "theirs");
  symlinkSync(join(elsewhere, "f"), join(out, "link"));
  symlinkSync(elsewhere, join(out, "folder"));
  mkdirSync(join(out, "dir"));
  writeFileSync(join(out, "one"), "1");
  linkSync(join(out, "one"), join(out, "two"));
  const wrong = [
    "link",
    "folder/f",
    "dir",
    "one",
    ".git/config",
    "../x",
    `${elsewhere}/f`,
    "",
    "a/",
  ];
  for (const path of wrong) {
    await expect(states.look(path), path).rejects.toThrow();
    await expect(states.put(path, binary, sha256("theirs")), path).rejects.toThrow();
    await expect(states.remove(path, sha256("theirs")), path).rejects.toThrow();
  }
  await states.removeFolder("folder");
  await states.removeFolder("one");
  expect(readFileSync(join(elsewhere, "f"), "utf8")).toBe("theirs");
  expect(["folder", "link", "one", "dir"].every((name) => existsSync(join(out, name)))).toBe(true);
});

test("the model has not read what an undo put there", async () => {
  const { files, states } = opened();
  await files.writeFile("a", "new");
  expect(await files.peek("a")).toMatchObject({ seen: true });
  await states.put("a", Buffer.from("old"), sha256("new"));
  await states.put("a", Buffer.from("new"), sha256("old"));
  expect(await files.peek("a")).toMatchObject({ seen: false });
});
