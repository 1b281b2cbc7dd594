import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { outputClaim } from "../../src/app/output-claim.ts";
import { folderNameOf } from "../../src/session/id.ts";
import { ownSelf } from "../../src/session/lock.ts";
import { openTestSandbox } from "../support/open-test-sandbox.ts";
import { temporaryFolder } from "../support/temporary.ts";

const never = () => {
  throw new Error("there was nothing to clear up");
};

test("the first who changes a directory has it until it is given back, and others read who that is", () => {
  const state = temporaryFolder();
  const [mine, other] = [
    outputClaim(state, "/srv/out", never),
    outputClaim(state, "/srv/out", never),
  ];
  const elsewhere = outputClaim(state, "/srv/other", never);
  expect([mine.claim(), mine.claim(), elsewhere.claim()]).toEqual([null, null, null]);
  expect(other.claim()).toMatchObject({
    message: `Another session is changing /srv/out, in process ${process.pid}.`,
    hint: "Close it there, or choose another folder with --out DIR.",
    exitCode: 1,
  });
  expect(statSync(join(state, "locks")).mode & 0o777).toBe(0o700);
  mine.release();
  expect(other.claim()).toBe(null);
  for (const claim of [other, elsewhere]) claim.release();
  expect(readdirSync(join(state, "locks"))).toEqual([]);
});

test("whoever follows a session that was killed clears up what it left half written, and nothing else", async () => {
  const state = temporaryFolder();
  await using box = await openTestSandbox();
  const dead = { ...ownSelf(), startTime: "1" };
  mkdirSync(join(state, "locks"));
  writeFileSync(join(state, "locks", `${folderNameOf(box.out)}.lock`), JSON.stringify(dead));
  mkdirSync(join(box.out, "deep/er"), { recursive: true });
  const halves = [".skillet-abc_DEF-0123.tmp", "deep/er/.skillet-x.tmp"];
  const others = [".skillet-notes", "deep/skillet-x.tmp", "a.txt"];
  for (const path of [...halves, ...others]) writeFileSync(join(box.out, path), "half");
  const claim = outputClaim(state, box.out, box.sandbox.sweep);
  expect(claim.claim()).toBe(null);
  const left = readdirSync(box.out, { recursive: true }).sort();
  expect(left).toEqual([...others, "deep", "deep/er"].sort());
  expect(readFileSync(join(box.out, "a.txt"), "utf8")).toBe("half");
  claim.release();
});

test.each([
  ["/srv/out", "/srv/out/deep/er", "it lies in /srv/out"],
  ["/srv/out/deep/er", "/srv/out", "/srv/out/deep/er lies in it"],
  ["/", "/srv", "it lies in /"],
])(
  "a session in %s waits for one in %s, as both would change the same files",
  (mine, other, how) => {
    const state = temporaryFolder();
    const theirs = outputClaim(state, other, never);
    const ours = outputClaim(state, mine, never);
    expect(theirs.claim()).toBe(null);
    expect(ours.claim()).toMatchObject({
      message: `Another session is changing ${other}, in process ${process.pid}; ${how}.`,
      hint: "Close it there, or choose another folder with --out DIR.",
      exitCode: 1,
    });
    expect(readdirSync(join(state, "locks"))).toHaveLength(1);
    theirs.release();
    expect(ours.claim()).toBe(null);
    expect(theirs.claim()).not.toBe(null);
    ours.release();
    expect(readdirSync(join(state, "locks"))).toEqual([]);
  },
);

test("folders beside each other, or that only begin alike, are changed at the same time", () => {
  const state = temporaryFolder();
  const claims = ["/srv/out", "/srv/out2", "/srv/ou", "/srv/other/out"].map((out) =>
    outputClaim(state, out, never),
  );
  expect(claims.map(({ claim }) => claim())).toEqual([null, null, null, null]);
  for (const claim of claims) claim.release();
});

test("a session that was killed in a folder below is in nobody's way", () => {
  const state = temporaryFolder();
  mkdirSync(join(state, "locks"));
  const dead = { ...ownSelf(), startTime: "1", of: "/srv/out/deep" };
  writeFileSync(
    join(state, "locks", `${folderNameOf("/srv/out/deep")}.lock`),
    JSON.stringify(dead),
  );
  const claim = outputClaim(state, "/srv/out", never);
  expect(claim.claim()).toBe(null);
  claim.release();
});

test("a folder with the longest path there is, of letters that JSON writes long, is claimed once", () => {
  const state = temporaryFolder();
  const out = `/${"\x01".repeat(4094)}`;
  const [mine, other] = [outputClaim(state, out, never), outputClaim(state, out, never)];
  expect(mine.claim()).toBe(null);
  expect(other.claim()).not.toBe(null);
  mine.release();
});
