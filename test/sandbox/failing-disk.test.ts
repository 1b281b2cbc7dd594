/** A disk that fails leaves the old content as it was, and says so. */

import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../support/temporary.ts";

const root = process.getuid?.() === 0;
const asUser = root ? ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"] : [];
const ownMounts = ["unshare", "--map-root-user", "--mount"];
const program = new URL("failing-disk.ts", import.meta.url).pathname;
const filesModule = new URL("../../src/sandbox/files.ts", import.meta.url).href;

function run(command: readonly string[]): string {
  const [file = "", ...args] = command;
  return execFileSync(file, args, { encoding: "utf8" });
}

const ways = { "the user who tests": [], ...(root ? { "an ordinary user": asUser } : {}) };

for (const [who, prefix] of Object.entries(ways)) {
  const [probe = "", ...rest] = [...prefix, ...ownMounts, "true"];
  if (spawnSync(probe, rest).status !== 0) {
    test(`a failing disk was not tried as ${who}: no mount namespace can be made here`, () => {
      expect(spawnSync(probe, rest).status).not.toBe(0);
    });
    continue;
  }
  test(`a full disk, a read-only disk, a mount and a device are told and change nothing, for ${who}`, () => {
    const base = temporaryFolder();
    chmodSync(base, 0o777);
    const found = JSON.parse(run([...prefix, ...ownMounts, process.execPath, program, base]));
    const untouched = { intact: true, names: ["a.txt"] };
    const full = "was not written: the disk is full. Nothing was changed.";
    const readOnly = "was not written: the disk is read-only. Nothing was changed.";
    const elsewhere = "is on another device (a mount); it is left alone.";
    expect(found).toEqual({
      user: 0,
      "full, rewriting": `a.txt ${full}`,
      "full, making": `b.txt ${full}`,
      "full, then": untouched,
      "space again": { path: "b.txt", bytes: 100_000, created: true },
      "no more names": "ENOSPC",
      "no names, rewriting": `a.txt ${full}`,
      "no names, making a folder": `d ${full}`,
      "no names, then": untouched,
      "read-only, rewriting": `a.txt ${readOnly}`,
      "read-only, making a folder": `d ${readOnly}`,
      "read-only, then": untouched,
      "read-only, reading": 18_000,
      "mount, reading below": `other ${elsewhere}`,
      "mount, writing below": `other ${elsewhere}`,
      "mount, reading a file": `over.txt ${elsewhere}`,
      "mount, writing a file": `over.txt ${elsewhere}`,
      "device, reading": "zero is a device, not a plain file.",
      "device, writing": "zero is a device, not a plain file.",
      "mount, searching": [],
      "mount, listing": ["a.txt", "other", "over.txt", "zero"],
    });
  });
}

test("what is closed to an ordinary user is told, and passed over by a search", () => {
  const out = temporaryFolder();
  chmodSync(out, 0o755);
  for (const folder of ["closed", "theirs"]) mkdirSync(join(out, folder));
  writeFileSync(join(out, "closed.txt"), "needle");
  writeFileSync(join(out, "open.txt"), "needle");
  chmodSync(join(out, "closed.txt"), 0o000);
  chmodSync(join(out, "closed"), 0o000);
  chmodSync(join(out, "theirs"), 0o555);
  const script = `
    import { openFiles } from ${JSON.stringify(filesModule)};
    const files = openFiles({ out: ${JSON.stringify(out)} });
    const refusal = (action) => action.then(JSON.stringify, ({ name, message }) => name + ": " + message);
    console.log(JSON.stringify([
      await refusal(files.readFile("closed.txt")),
      await refusal(files.listFiles("closed")),
      await refusal(files.writeFile("theirs/new.txt", "")),
      await refusal(files.writeFile("theirs/new/new.txt", "")),
      (await files.listFiles(".", "**")).files.length,
      await files.searchFiles("needle", "."),
    ]));`;
  const node = [process.execPath, "--input-type=module-typescript", "-e", script];
  expect(JSON.parse(run([...asUser, ...node]))).toEqual([
    "ToolProblem: closed.txt cannot be used: permission denied.",
    "ToolProblem: closed cannot be used: permission denied.",
    "ToolProblem: theirs/new.txt cannot be used: permission denied.",
    "ToolProblem: theirs/new cannot be used: permission denied.",
    4,
    { hits: [{ path: "open.txt", line: 1, text: "needle" }], more: 0, skipped: 1 },
  ]);
  chmodSync(join(out, "closed"), 0o755);
});

test("a writer that is killed leaves the old or the new content, never a mix", async () => {
  const out = temporaryFolder();
  const script = `
    import { openFiles } from ${JSON.stringify(filesModule)};
    const files = openFiles({ out: ${JSON.stringify(out)} });
    for (let round = 0; ; round++) {
      await files.writeFile("a.txt", "ab"[round % 2].repeat(500_000));
      if (round === 1) console.log("going");
    }`;
  for (let round = 0; round < 10; round++) {
    const child = spawn(process.execPath, ["--input-type=module", "-e", script]);
    await once(child.stdout, "data");
    for (let turn = 0; turn < round * 7; turn++) await new Promise(setImmediate);
    child.kill("SIGKILL");
    await once(child, "exit");
    const text = readFileSync(join(out, "a.txt"), "utf8");
    expect(text.length).toBe(500_000);
    expect(new Set(text).size).toBe(1);
  }
});
