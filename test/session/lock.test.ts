import { execFileSync, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { UserError } from "../../src/core/errors.ts";
import { lockOwner, type Owner, ownSelf, takeLock } from "../../src/session/lock.ts";
import { temporaryFolder } from "../support/temporary.ts";

const self = ownSelf();

function lockHeldBy(owner: Partial<Owner> | string): string {
  const path = join(temporaryFolder(), "s.lock");
  writeFileSync(path, typeof owner === "string" ? owner : JSON.stringify({ ...self, ...owner }));
  return path;
}

test("a lock is held until it is given back, and leaves nothing behind", () => {
  const folder = temporaryFolder();
  const path = join(folder, "s.lock");
  const lock = takeLock(path);
  expect(() => takeLock(path)).toThrow(`This session is open in process ${process.pid}.`);
  expect(() => takeLock(path)).toThrow(UserError);
  lock.release();
  expect(readdirSync(folder)).toEqual([]);
  takeLock(path).release();
  expect(readdirSync(folder)).toEqual([]);
});

const dead = 4_194_304 + 1;
const stale: [what: string, Partial<Owner> | string][] = [
  ["a dead process", { pid: dead }],
  ["a process number that was given to somebody else", { startTime: "1" }],
  ["another boot", { bootId: "00000000-0000-0000-0000-000000000000" }],
  ["another boot, same process number", { bootId: "11111111-1111-1111-1111-111111111111", pid: 1 }],
  ["nobody: the file is empty", ""],
  ["nobody: the file is damaged", '{"pid":"x'],
  ["nobody: a path where a number should be", { startTime: "../../../tmp/x" }],
];

test.each(stale)("a lock of %s is taken over", (_what, owner) => {
  const path = lockHeldBy(owner);
  expect(lockOwner(path)).toBe(null);
  const lock = takeLock(path);
  expect(lockOwner(path)).toEqual(self);
  expect(() => takeLock(path)).toThrow(/is open in process/);
  lock.release();
  expect(readdirSync(join(path, ".."))).toEqual([]);
});

test.each<[string, (path: string, elsewhere: string) => void]>([
  ["a pipe", (path) => execFileSync("mkfifo", [path])],
  ["a folder", (path) => mkdirSync(path)],
  ["a link to nothing", (path, elsewhere) => symlinkSync(elsewhere, path)],
  ["a link to a device", (path) => symlinkSync("/dev/zero", path)],
])("%s in the place of a lock is an error with its name, at once", (_what, put) => {
  const folder = temporaryFolder();
  const path = join(folder, "s.lock");
  const elsewhere = join(folder, "elsewhere");
  put(path, elsewhere);
  expect(() => takeLock(path)).toThrow(`${path} is in the place of a lock, and is no plain file.`);
  expect(() => lockOwner(path)).toThrow(UserError);
  expect(existsSync(elsewhere)).toBe(false);
  expect(readdirSync(folder)).toEqual(["s.lock"]);
});

test("what stands under the name of a claim is not written through", () => {
  const folder = temporaryFolder();
  const path = join(folder, "s.lock");
  const other = join(folder, "other");
  writeFileSync(other, "kept");
  symlinkSync(other, `${path}.${self.pid}-${self.pidNamespace.replace(/\D/g, "")}`);
  expect(() => takeLock(path)).toThrow(UserError);
  expect(readFileSync(other, "utf8")).toBe("kept");
});

test("a chain of dead owners ends in the next one who lives", () => {
  const path = lockHeldBy({ pid: dead });
  takeLock(path, { self: { ...self, pid: dead, startTime: "2" } });
  takeLock(path, { self: { ...self, pid: dead, startTime: "3" } });
  const lock = takeLock(path);
  expect(lockOwner(path)).toEqual(self);
  lock.release();
  expect(readdirSync(join(path, ".."))).toEqual([]);
});

test("a lock of a living process is never taken over, nor one that cannot be judged from here", () => {
  const parent = readFileSync(`/proc/${process.ppid}/stat`, "utf8");
  const startTime = parent.slice(parent.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  const living = lockHeldBy({ pid: process.ppid, startTime });
  expect(() => takeLock(living)).toThrow(`This session is open in process ${process.ppid}.`);
  const elsewhere = lockHeldBy({ pid: 12, pidNamespace: "pid:[1]" });
  expect(() => takeLock(elsewhere)).toThrow("another container on this machine, process 12");
});

/** Tries when it is told to; who wins holds the lock until it is told to give it back. */
const contender = `
const { takeLock } = await import(process.env.LOCK_MODULE);
const { writeFileSync, rmSync } = await import("node:fs");
let lock;
process.on("message", ({ take, leave, proof }) => {
  if (take) {
    try {
      lock = takeLock(take);
      // Whoever wins makes this file; it must not be there.
      writeFileSync(proof, "", { flag: "wx" });
      process.send({ won: true });
    } catch (thrown) {
      process.send({ won: false, why: thrown.message });
    }
  } else {
    rmSync(proof);
    lock.release();
    process.send({});
  }
});
process.send({});
`;

interface Answer {
  won?: boolean;
  why?: string;
}

test("of eight processes that want one session at once, each round has exactly one winner", async () => {
  const folder = temporaryFolder();
  const proof = join(folder, "proof");
  const module = new URL("../../src/session/lock.ts", import.meta.url).href;
  const contenders = await Promise.all(Array.from({ length: 8 }, () => start(module)));
  for (let round = 0; round < 100; round++) {
    const take = join(folder, `${round % 10}.lock`);
    // Every second round somebody died with the lock in hand.
    if (round % 2 === 1)
      writeFileSync(take, JSON.stringify({ ...self, pid: dead, startTime: `${round}` }));
    const answers = await Promise.all(contenders.map((one) => one.ask({ take, proof })));
    const winners = contenders.filter((_, index) => answers[index]?.won);
    const refused = answers.filter(({ why }) => /is open in process \d+/.test(why ?? ""));
    expect({ round, winners: winners.length, refused: refused.length }).toEqual({
      round,
      winners: 1,
      refused: 7,
    });
    await winners[0]?.ask({ proof });
    expect(readdirSync(folder)).toEqual([]);
  }
});

async function start(module: string) {
  const child = spawn(process.execPath, ["--input-type=module", "-e", contender], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: { ...process.env, LOCK_MODULE: module },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const next = () =>
    new Promise<Answer>((resolve) => child.once("message", (answer) => resolve(answer as Answer)));
  await next();
  return {
    ask(question: object): Promise<Answer> {
      const answer = next();
      child.send(question);
      return answer;
    },
  };
}
