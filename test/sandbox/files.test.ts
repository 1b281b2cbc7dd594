/** Reading and writing plain files through the fence. */

import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { UserError } from "../../src/core/errors.ts";
import { ToolProblem } from "../../src/core/ports.ts";
import { type FilesOptions, openFiles } from "../../src/sandbox/files.ts";
import { temporaryFolder } from "../support/temporary.ts";

function opened(options: Partial<FilesOptions> = {}) {
  const out = options.out ?? temporaryFolder();
  const files = openFiles({ out, ...options });
  onTestFinished(() => files.close());
  return { out, files };
}

const sha256OfA = "559aead08264d5795d3909718cdd05abd49572e84fe55590eef31a88a08fdffd";

test("a new file is written with the folders it needs", async () => {
  const { out, files } = opened();
  expect(await files.writeFile("app/templates/index.html", "<p>é</p>\n")).toEqual({
    path: "app/templates/index.html",
    bytes: 10,
    created: true,
  });
  expect(readFileSync(join(out, "app/templates/index.html"), "utf8")).toBe("<p>é</p>\n");
  expect(await files.readFile("app/templates/index.html")).toEqual({
    text: "<p>é</p>\n",
    bytes: 10,
    encoding: "utf-8",
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

test.each(["./a.txt", "a.txt", ".//a.txt", "./././a.txt"])(
  "%s is the file a.txt",
  async (spelling) => {
    const { out, files } = opened();
    expect((await files.writeFile(spelling, "A")).path).toBe("a.txt");
    expect(readdirSync(out)).toEqual(["a.txt"]);
  },
);

test("an absolute path below the output directory is the relative one", async () => {
  const { out, files } = opened();
  expect((await files.writeFile(`${out}/b/a.txt`, "A")).path).toBe("b/a.txt");
  expect((await files.readFile(`${out}//b/a.txt`)).text).toBe("A");
});

test("an output directory that is reached by a link answers to both its spellings", async () => {
  const base = temporaryFolder();
  mkdirSync(join(base, "real"));
  symlinkSync("real", join(base, "link"));
  const { files } = opened({ out: join(base, "link") });
  await files.writeFile(`${base}/link/a.txt`, "A");
  expect((await files.readFile(`${base}/real/a.txt`)).text).toBe("A");
});

test("the output directory's own name is an ordinary folder name", async () => {
  const out = join(temporaryFolder(), "sandbox");
  mkdirSync(out);
  const { files } = opened({ out });
  await files.writeFile("sandbox/a.txt", "A");
  expect(readFileSync(join(out, "sandbox/a.txt"), "utf8")).toBe("A");
});

test("what does not exist is told when read, and is nothing when peeked at", async () => {
  const { files } = opened();
  await expect(files.readFile("no/such.txt")).rejects.toThrow(
    new ToolProblem("no/such.txt does not exist."),
  );
  expect(await files.peek("no/such.txt")).toBeNull();
});

test("a file counts as seen when the model read or wrote exactly what stands there", async () => {
  const { out, files } = opened();
  const seen = async () => (await files.peek("a.txt"))?.seen;
  writeFileSync(join(out, "a.txt"), "one");
  expect(await seen()).toBe(false);
  await files.readFile("a.txt");
  expect(await seen()).toBe(true);
  writeFileSync(join(out, "a.txt"), "two");
  expect(await seen()).toBe(false);
  await files.writeFile("./a.txt", "three");
  expect(await seen()).toBe(true);
});

test("a write that expects other content than there is changes nothing", async () => {
  const { out, files } = opened();
  writeFileSync(join(out, "a.txt"), "A");
  const tries = [{ expect: "0".repeat(64) }, { expect: null }];
  for (const options of tries)
    await expect(files.writeFile("a.txt", "B", options)).rejects.toThrow(/Nothing was written/);
  await expect(files.writeFile("b.txt", "B", { expect: sha256OfA })).rejects.toThrow(/was removed/);
  expect(readFileSync(join(out, "a.txt"), "utf8")).toBe("A");
  expect(readdirSync(out)).toEqual(["a.txt"]);

  await files.writeFile("a.txt", "B", { expect: sha256OfA });
  await files.writeFile("new.txt", "N", { expect: null });
  expect(readFileSync(join(out, "a.txt"), "utf8")).toBe("B");
});

test.each([0o644, 0o755, 0o600, 0o444, 0o777])("a rewritten file keeps mode %o", async (mode) => {
  const { out, files } = opened();
  writeFileSync(join(out, "run.sh"), "#!/bin/sh\n");
  chmodSync(join(out, "run.sh"), mode);
  await files.writeFile("run.sh", "#!/bin/sh\nexit 1\n");
  expect(statSync(join(out, "run.sh")).mode & 0o7777).toBe(mode);
});

test("setuid and setgid are not carried over to new content", async () => {
  const { out, files } = opened();
  writeFileSync(join(out, "run.sh"), "");
  chmodSync(join(out, "run.sh"), 0o6755);
  await files.writeFile("run.sh", "exit 1\n");
  expect(statSync(join(out, "run.sh")).mode & 0o7777).toBe(0o755);
});

test("a reader that has the old file open keeps the old content: the name moves on in one step", async () => {
  const { out, files } = opened();
  await files.writeFile("a.txt", "old");
  const { ino } = statSync(join(out, "a.txt"));
  await files.writeFile("a.txt", "new");
  expect(statSync(join(out, "a.txt")).ino).not.toBe(ino);
  expect(readdirSync(out)).toEqual(["a.txt"]);
});

test("an empty file can be written and read", async () => {
  const { files } = opened();
  expect(await files.writeFile("empty", "")).toEqual({ path: "empty", bytes: 0, created: true });
  expect((await files.readFile("empty")).text).toBe("");
});

test("the largest file that is handled is 16 MiB", async () => {
  const { out, files } = opened();
  const most = 16 * 1024 * 1024;
  writeFileSync(join(out, "most.txt"), Buffer.alloc(most, "x"));
  writeFileSync(join(out, "more.txt"), Buffer.alloc(most + 1, "x"));
  expect((await files.readFile("most.txt")).bytes).toBe(most);
  await expect(files.readFile("more.txt")).rejects.toThrow(/16777217 bytes; at most 16777216/);
  await expect(files.writeFile("new.txt", "x".repeat(most + 1))).rejects.toThrow(/larger than/);
  expect(readdirSync(out)).toEqual(["more.txt", "most.txt"]);
});

test("half a character is never written", async () => {
  const { out, files } = opened();
  await expect(files.writeFile("a.txt", "a\ud800b")).rejects.toThrow(/half a character/);
  expect(readdirSync(out)).toEqual([]);
});

test("a name that is too long, or a path that is, is told", async () => {
  const { files } = opened();
  await expect(files.writeFile("x".repeat(256), "")).rejects.toThrow(/too long/);
  await expect(files.readFile("x/".repeat(3000))).rejects.toThrow(/longer than 4096/);
});

test("a path of a thousand folders works", async () => {
  const { files } = opened();
  const path = `${"d/".repeat(1000)}a.txt`;
  await files.writeFile(path, "deep");
  expect((await files.readFile(path)).text).toBe("deep");
});

test("a readable folder can be read and listed by absolute path, and not changed", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "SKILL.md"), "steps");
  const { files } = opened();
  await expect(files.readFile(`${folder}/SKILL.md`)).rejects.toThrow(
    /outside the output directory/,
  );
  files.addReadable(folder);
  expect((await files.readFile(`${folder}/SKILL.md`)).text).toBe("steps");
  expect((await files.listFiles(folder)).files).toEqual([
    { path: `${folder}/SKILL.md`, kind: "file", bytes: 5 },
  ]);
  expect((await files.searchFiles("ste", folder)).hits).toEqual([
    { path: `${folder}/SKILL.md`, line: 1, text: "steps" },
  ]);
  await expect(files.writeFile(`${folder}/new.md`, "")).rejects.toThrow(/may be read, not changed/);
  await expect(files.readFile("/etc/hostname")).rejects.toThrow(`Readable besides: ${folder}.`);
});

test("a readable folder above the output directory leaves that writable", async () => {
  const base = temporaryFolder();
  mkdirSync(join(base, "out"));
  const { files } = opened({ out: join(base, "out"), readable: [base] });
  await files.writeFile(`${base}/out/a.txt`, "A");
  await expect(files.writeFile(`${base}/a.txt`, "A")).rejects.toThrow(/may be read/);
});

test("a readable folder inside the output directory is read-only from then on", async () => {
  const { out, files } = opened();
  await files.writeFile("skills/haiku/SKILL.md", "steps");
  files.addReadable(join(out, "skills/haiku"));
  for (const path of ["skills/haiku/SKILL.md", "Skills/HAIKU/new.md", `${out}/skills/haiku/x`])
    await expect(files.writeFile(path, "")).rejects.toThrow(/read-only/);
  expect((await files.readFile("skills/haiku/SKILL.md")).text).toBe("steps");
  await files.writeFile("skills/other/SKILL.md", "free");
});

test("readOnly holds for what does not exist yet, and protect for names and for paths", async () => {
  const out = temporaryFolder();
  const { files } = opened({ out, protect: ["secrets.env", join(out, "logs")] });
  files.readOnly("kept");
  for (const path of ["kept/a.txt", "kept", "x/Secrets.ENV", "logs/today", "LOGS/today"])
    await expect(files.writeFile(path, "")).rejects.toThrow(/Nothing was changed/);
  await files.writeFile("kept.txt", "");
});

test("names that only begin like protected ones are free", async () => {
  const { files } = opened();
  const paths = [".gitignore", ".github/workflows/ci.yml", "git/config", ".gitattributes"];
  for (const path of paths) await files.writeFile(path, "");
});

test("a protected file can be read", async () => {
  const { out, files } = opened();
  mkdirSync(join(out, ".git"));
  writeFileSync(join(out, ".git/HEAD"), "ref: refs/heads/main\n");
  expect((await files.readFile(".git/HEAD")).text).toBe("ref: refs/heads/main\n");
});

test("folders of the kernel cannot be made readable, nor what is no folder", () => {
  const { files, out } = opened();
  writeFileSync(join(out, "file"), "");
  for (const path of ["/proc", "/proc/self", "/sys/kernel", "/no/such/folder"])
    expect(() => files.addReadable(path)).toThrow(UserError);
  expect(() => openFiles({ out: join(out, "file") })).toThrow(UserError);
});

test("a folder that was made readable again after an update is read as it is now", async () => {
  const base = temporaryFolder();
  const skill = join(base, "skill");
  mkdirSync(skill);
  const { files } = opened({ readable: [skill] });
  const { rmSync } = await import("node:fs");
  rmSync(skill, { recursive: true });
  mkdirSync(skill);
  writeFileSync(join(skill, "SKILL.md"), "new");
  await expect(files.readFile(`${skill}/SKILL.md`)).rejects.toThrow(/replaced/);
  files.addReadable(skill);
  expect((await files.readFile(`${skill}/SKILL.md`)).text).toBe("new");
});

test("no descriptor is left open, whatever came of a call", async () => {
  const { out, files } = opened();
  symlinkSync("/etc", join(out, "link"));
  const count = () => readdirSync("/proc/self/fd").length;
  await files.writeFile("a/b/c.txt", "x");
  const before = count();
  for (let round = 0; round < 20; round++) {
    await files.readFile("a/b/c.txt");
    await files.writeFile("a/b/c.txt", `${round}`);
    await files.listFiles(".", "**");
    await files.searchFiles("x", ".");
    for (const path of ["link/x", "a", "a/b/c.txt/d", "no/x"])
      await files.readFile(path).catch((thrown) => expect(thrown).toBeInstanceOf(ToolProblem));
    await files.writeFile("link", "").catch(() => {});
    await files.searchFiles("^(a+)+$", "link").catch(() => {});
  }
  expect(count()).toBe(before);
  expect(lstatSync(join(out, "link")).isSymbolicLink()).toBe(true);
});

test("a link in the output directory cannot make a folder elsewhere readable", async () => {
  const base = temporaryFolder();
  for (const name of ["real", "elsewhere"]) mkdirSync(join(base, name));
  writeFileSync(join(base, "elsewhere/secret.txt"), "SECRET");
  symlinkSync("real", join(base, "link"));
  symlinkSync("../elsewhere", join(base, "real/skill"));
  const { files } = opened({ out: join(base, "link") });
  for (const spelling of ["link", "real"]) files.addReadable(join(base, spelling, "skill"));
  for (const path of ["skill/secret.txt", join(base, "elsewhere/secret.txt")])
    await expect(files.readFile(path)).rejects.toThrow(ToolProblem);
});

test("the output directory stays writable when it is named as readable", async () => {
  const { out, files } = opened();
  files.addReadable(out);
  files.addReadable("/tmp/..");
  await files.writeFile("a.txt", "A");
  expect((await files.readFile(`${out}/a.txt`)).text).toBe("A");
});

test("a readable folder answers to each spelling it was given by, after an update too", async () => {
  const base = temporaryFolder();
  mkdirSync(join(base, "skill"));
  writeFileSync(join(base, "skill/a.txt"), "A");
  for (const name of ["one", "two"]) symlinkSync("skill", join(base, name));
  const { files } = opened({ readable: [join(base, "one"), join(base, "two")] });
  files.addReadable(join(base, "skill"));
  for (const name of ["one", "two", "skill"])
    expect((await files.readFile(join(base, name, "a.txt"))).text).toBe("A");
  files.close();
});
