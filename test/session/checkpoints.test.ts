import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sha256 } from "../../src/sandbox/hash.ts";
import { openKept, removeKept, shareKept } from "../../src/session/checkpoints.ts";
import { quickFolder } from "../support/temporary.ts";

const id = "20260102-030405-678abcd";
const [a, b, c] = ["aaaa", "bbbb", "cccc"].map((text) => Buffer.from(text)) as [
  Buffer,
  Buffer,
  Buffer,
];

test("contents are kept whole, for this user only, and given back only as they were", () => {
  const state = quickFolder();
  const kept = openKept(state, id);
  expect(existsSync(join(state, "checkpoints"))).toBe(false);
  kept.keep(sha256(a), a);
  kept.keep(sha256(a), a);
  const folder = join(state, "checkpoints", id);
  const file = join(folder, sha256(a));
  expect(readdirSync(folder)).toEqual([sha256(a)]);
  expect([join(folder, ".."), folder, file].map((path) => statSync(path).mode & 0o777)).toEqual([
    0o700, 0o700, 0o600,
  ]);
  expect([kept.has(sha256(a)), kept.has(sha256(b)), kept.has("../../x")]).toEqual([
    true,
    false,
    false,
  ]);
  expect(kept.read(sha256(a))).toEqual(a);
  writeFileSync(file, "other");
  expect(kept.read(sha256(a))).toBeNull();
  expect(kept.read("..")).toBeNull();
  expect(() => kept.keep("../x", a)).toThrow("no hash");
});

test("one that was cut short by a power failure is written anew, and half a file is nothing", () => {
  const state = quickFolder();
  openKept(state, id).keep(sha256(a), a);
  const folder = join(state, "checkpoints", id);
  truncateSync(join(folder, sha256(a)), 1);
  writeFileSync(join(folder, "123.tmp"), "half");
  const kept = openKept(state, id);
  kept.keep(sha256(a), a);
  expect(kept.read(sha256(a))).toEqual(a);
  expect(readdirSync(folder)).toEqual([sha256(a)]);
});

test("beyond the limit the oldest contents go, across runs as well; one that is kept again is young", () => {
  const state = quickFolder();
  const first = openKept(state, id, 8);
  first.keep(sha256(a), a);
  first.keep(sha256(b), b);
  const folder = join(state, "checkpoints", id);
  utimesSync(join(folder, sha256(a)), 1, 1);
  utimesSync(join(folder, sha256(b)), 2, 2);
  const second = openKept(state, id, 8);
  second.keep(sha256(a), a);
  second.keep(sha256(c), c);
  expect([a, b, c].map((bytes) => second.has(sha256(bytes)))).toEqual([true, false, true]);
  second.keep(sha256(b), b);
  expect(readdirSync(folder).sort()).toEqual([sha256(b), sha256(c)].sort());
});

test("a link in the place of a content is not read", () => {
  const state = quickFolder();
  const folder = join(state, "checkpoints", id);
  mkdirSync(folder, { recursive: true });
  const elsewhere = join(state, "elsewhere");
  writeFileSync(elsewhere, a);
  symlinkSync(elsewhere, join(folder, sha256(a)));
  const kept = openKept(state, id);
  expect(kept.read(sha256(a))).toBeNull();
  kept.keep(sha256(a), a);
  expect(kept.read(sha256(a))).toEqual(a);
  expect(readFileSync(elsewhere, "utf8")).toBe("aaaa");
});

test("a folder that others can look into is closed", () => {
  const state = quickFolder();
  mkdirSync(join(state, "checkpoints", id), { recursive: true });
  chmodSync(join(state, "checkpoints", id), 0o755);
  openKept(state, id).keep(sha256(a), a);
  expect(statSync(join(state, "checkpoints", id)).mode & 0o777).toBe(0o700);
});

test("a copy of a session keeps what the original kept, also when that is removed", () => {
  const state = quickFolder();
  const copy = "20260102-030405-678copy";
  shareKept(state, id, copy);
  expect(existsSync(join(state, "checkpoints"))).toBe(false);
  openKept(state, id).keep(sha256(a), a);
  shareKept(state, id, copy);
  removeKept(state, id);
  expect(existsSync(join(state, "checkpoints", id))).toBe(false);
  expect(openKept(state, copy).read(sha256(a))).toEqual(a);
  expect(() => removeKept(state, "../x")).toThrow("no id");
});
