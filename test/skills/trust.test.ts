/** An approval covers the content that was approved, and no other. */

import { rmSync, symlinkSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listingOf } from "../../src/skills/listing.ts";
import { openShelf } from "../../src/skills/shelf.ts";
import { type Approved, contentOf, trustOf } from "../../src/skills/trust.ts";
import { folderWith, writeFiles } from "../support/folder-with.ts";

const text = "---\nname: a\ndescription: Does a.\n---\nSteps.\n";

function skill() {
  const root = folderWith({ "a/SKILL.md": text, "a/scripts/run.sh": "echo 1", "a/.env": "A=1" });
  const found = { path: join(root, "a/SKILL.md"), folder: join(root, "a"), home: "a", stamp: "" };
  return { root, found };
}

test("what was never approved is new, what is unchanged is trusted", () => {
  const { found } = skill();
  const content = contentOf(found);
  expect(trustOf(content, undefined)).toEqual({ kind: "new" });
  expect(trustOf(contentOf(found), content)).toEqual({ kind: "trusted" });
  expect(content.text).toBe(text);
});

test("a change of any file is told by path, hidden ones as well", () => {
  const { root, found } = skill();
  const approved = contentOf(found);
  writeFiles(root, { "a/.env": "A=2", "a/new.md": "n" });
  rmSync(join(root, "a/scripts"), { recursive: true });
  expect(trustOf(contentOf(found), approved)).toEqual({
    kind: "changed",
    change: { added: ["new.md"], removed: ["scripts/run.sh"], changed: [".env"] },
  });
});

test("a link that points somewhere else is a change, and is not followed", () => {
  const { root, found } = skill();
  symlinkSync("/etc/hostname", join(root, "a/link"));
  const approved = contentOf(found);
  unlinkSync(join(root, "a/link"));
  symlinkSync("/etc/passwd", join(root, "a/link"));
  expect(trustOf(contentOf(found), approved)).toMatchObject({ change: { changed: ["link"] } });
});

test("a name that moves from one file to another is a change", () => {
  const first = folderWith({ "SKILL.md": text, a: "1", b: "2" });
  const second = folderWith({ "SKILL.md": text, a: "2", b: "1" });
  const of = (folder: string) =>
    contentOf({ path: join(folder, "SKILL.md"), folder, home: "a", stamp: "" }).sha256;
  expect(of(first)).not.toBe(of(second));
});

test("a skill of an untrusted root loads only with approved content, looked at again when it is opened", async () => {
  const { root } = skill();
  let approved: Approved | undefined;
  const approves = (content: Approved) => trustOf(content, approved).kind === "trusted";
  const shelf = await openShelf({
    roots: [{ path: root, source: "project", trusted: false, approves }],
  });
  expect(shelf.list()).toEqual([]);
  const [only] = shelf.all();
  if (!only) throw new Error("not found");
  approved = contentOf(only.found);
  await shelf.refresh();
  expect((await shelf.open("a"))?.body).toBe("Steps.");
  writeFiles(root, { "a/scripts/run.sh": "echo 2" });
  await expect(shelf.open("a")).rejects.toThrow(/changed since it was approved/);
  await shelf.refresh();
  expect(shelf.list()).toEqual([]);
});

test("a listing tells source, trust, shadow and what is switched off", async () => {
  const first = folderWith({ "a/SKILL.md": text, "off/SKILL.md": text.replace("a\n", "off\n") });
  const second = folderWith({ "a/SKILL.md": text, "broken.md": "---js\n---\n" });
  const third = folderWith({ "theirs/SKILL.md": text.replace("a\n", "theirs\n") });
  const shelf = await openShelf({
    roots: [
      { path: first, source: "user", trusted: true },
      { path: second, source: "bundled", trusted: true },
      { path: third, source: "project", trusted: false },
    ],
    disabled: ["OFF"],
  });
  expect(shelf.list().map(({ name }) => name)).toEqual(["a"]);
  expect(await shelf.open("off")).toBe(undefined);
  const rows = (await listingOf(shelf)).map((row) => [
    row.name,
    row.status,
    row.source,
    row.trusted,
    row.disabled,
    row.shadowedBy,
  ]);
  expect(rows).toEqual([
    ["a", "loaded", "user", true, false, null],
    ["a", "loaded", "bundled", true, false, join(first, "a/SKILL.md")],
    ["off", "loaded", "user", true, true, null],
    ["theirs", "loaded", "project", false, false, null],
    [null, "refused", "bundled", true, false, null],
  ]);
});
