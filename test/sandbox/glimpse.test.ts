/** Files as they stood before a command: what is seen of them, and what counts as gone. */

import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type GlimpseLimits, openGlimpses } from "../../src/sandbox/glimpse.ts";
import { openRoot } from "../../src/sandbox/pinned-walk.ts";

const limits: GlimpseLimits = { entries: 100, fileBytes: 1000, bytes: 10_000, textOnly: true };

function world(files: Record<string, string>) {
  const out = realpathSync(mkdtempSync(join(tmpdir(), "skillet-glimpse-")));
  const root = openRoot(out, true);
  onTestFinished(() => {
    root.close();
    rmSync(out, { recursive: true });
  });
  const write = (path: string, text: string) => {
    mkdirSync(join(out, path, ".."), { recursive: true });
    writeFileSync(join(out, path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  const glimpses = openGlimpses(root);
  /** What is told to be gone after `change`, with what it held. */
  const after = (change: () => void, more: Partial<GlimpseLimits> = {}) => {
    const before = glimpses.look({ ...limits, ...more });
    change();
    return glimpses.gone(before).map(({ path, bytes }) => [path, bytes?.toString() ?? null]);
  };
  return { out, glimpses, write, after, at: (path: string) => join(out, path) };
}

test("what is gone is told with what it held, sorted; what stays is not", () => {
  const { after, at } = world({ "b.txt": "B", "a/x.txt": "X", "a/deep/y.txt": "Y", stays: "S" });
  const gone = after(() => {
    rmSync(at("a"), { recursive: true });
    rmSync(at("b.txt"));
  });
  expect(gone).toEqual([
    ["a/deep/y.txt", "Y"],
    ["a/x.txt", "X"],
    ["b.txt", "B"],
  ]);
});

test("what holds something else is told with what it held; what was only touched or moved is not", () => {
  const { glimpses, write, at } = world({
    ...{ "b.txt": "B", "a/x.txt": "X", same: "S", old: "O", over: "V", big: "x".repeat(2000) },
  });
  const before = glimpses.look(limits);
  write("b.txt", "C");
  write("a/x.txt", "X and more");
  utimesSync(at("same"), 1, 1);
  renameSync(at("old"), at("new"));
  renameSync(at("over"), at("a/y.txt"));
  write("over", "W");
  write("big", "y".repeat(2000));
  const told = glimpses.changed(before).map(({ was, now }) => [was.path, `${was.bytes}`, `${now}`]);
  expect(told).toEqual([
    ["a/x.txt", "X", "X and more"],
    ["b.txt", "B", "C"],
    ["over", "V", "W"],
  ]);
});

test("what was moved over another file stands nowhere any more", () => {
  const { after, at } = world({ "a.txt": "A", "u.txt": "U" });
  expect(after(() => renameSync(at("u.txt"), at("a.txt")))).toEqual([["u.txt", "U"]]);
});

test("what became a link, a folder or nothing is not told to be changed", () => {
  const { glimpses, at } = world({ "a.txt": "A", "b.txt": "B", "c.txt": "C" });
  const before = glimpses.look(limits);
  rmSync(at("a.txt"));
  rmSync(at("b.txt"));
  rmSync(at("c.txt"));
  symlinkSync("/etc/hostname", at("a.txt"));
  mkdirSync(at("b.txt"));
  expect(glimpses.changed(before)).toEqual([]);
});

test("a file that changes between two looks is read again, also within the same moment and size", () => {
  const { after, write, at } = world({ "a.txt": "0" });
  for (let round = 1; round < 30; round++) {
    write("a.txt", String(round % 10));
    if (round % 3 === 0) utimesSync(at("a.txt"), 1, 1);
    expect(after(() => rmSync(at("a.txt")))).toEqual([["a.txt", String(round % 10)]]);
  }
});

test("moved is not gone; another file in the place of it, and one put back, are not either", () => {
  const { after, write, at } = world({ "a.txt": "A", "b.txt": "B", "d/c.txt": "C" });
  const gone = after(() => {
    renameSync(at("a.txt"), at("moved.txt"));
    renameSync(at("d"), at("e"));
    rmSync(at("b.txt"));
    write("b.txt", "other");
  });
  expect(gone).toEqual([]);
});

test("a new file is no moved one, whatever number the disk gives it", () => {
  const { after, write, at } = world({});
  for (let round = 0; round < 20; round++) {
    write("old.txt", "same");
    const gone = after(() => {
      rmSync(at("old.txt"));
      write("new.txt", "same");
      utimesSync(at("new.txt"), 5, 5);
    });
    expect(gone).toEqual([["old.txt", "same"]]);
    rmSync(at("new.txt"));
  }
});

test("a folder that is closed, or has become a Python environment, holds its files still", () => {
  const { after, write, at } = world({ "a/x.txt": "X", "b/y.txt": "Y" });
  const gone = after(() => {
    if (process.getuid?.() !== 0) chmodSync(at("a"), 0);
    write("b/pyvenv.cfg", "");
  });
  chmodSync(at("a"), 0o755);
  expect(gone).toEqual([]);
});

test("what a link, a second name or a fetched folder leads to is not read", () => {
  const { after, at, out } = world({
    "node_modules/m/i.js": "1",
    ".git/config": "2",
    "env/pyvenv.cfg": "",
    "env/lib/x.py": "3",
    "twice.txt": "two names",
  });
  const outside = `${out}-outside`;
  mkdirSync(outside);
  onTestFinished(() => rmSync(outside, { recursive: true }));
  writeFileSync(join(outside, "secret.txt"), "secret");
  symlinkSync(outside, at("folder"));
  symlinkSync(join(outside, "secret.txt"), at("file"));
  linkSync(at("twice.txt"), join(outside, "twice.txt"));
  const gone = after(() => {
    for (const name of ["node_modules", ".git", "env", "twice.txt", "folder", "file"])
      rmSync(at(name), { recursive: true });
  });
  expect(gone).toEqual([["twice.txt", null]]);
});

test("what is too large, too much or no text is named without what it held", () => {
  const files = {
    "a.txt": "a".repeat(900),
    "b.txt": "b".repeat(900),
    "c.bin": "c\0",
    "d.txt": "d",
  };
  const { after, at, write } = world({ ...files, "e.txt": "e".repeat(1001) });
  const remove = () => {
    for (const name of ["a.txt", "b.txt", "c.bin", "d.txt", "e.txt"]) rmSync(at(name));
  };
  const gone = (found: unknown[][]) =>
    Object.fromEntries(found.map(([path, text]) => [path, text === null ? null : String(text)[0]]));
  const some = { bytes: 1000 };
  expect(gone(after(remove, some))).toEqual({
    ...{ "a.txt": "a", "b.txt": null, "c.bin": null, "d.txt": "d", "e.txt": null },
  });
  for (const [path, text] of Object.entries(files)) write(path, text);
  write("e.txt", "e".repeat(1001));
  const whole = { textOnly: false, fileBytes: 5000 };
  expect(gone(after(remove, whole))).toEqual({
    ...{ "a.txt": "a", "b.txt": "b", "c.bin": "c", "d.txt": "d", "e.txt": "e" },
  });
});

test("only so many entries are looked at, the nearest first", () => {
  const deep = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`d/${at}.txt`, "x"]));
  const { after, at } = world({ ...deep, "z.txt": "Z" });
  const gone = after(() => rmSync(at("d"), { recursive: true }), { entries: 12 });
  expect(gone).toHaveLength(10);
});
