/** Undo by checkpoint: the facts, and `skillet undo` outside of a session (DESIGN 6.1, 6.3; docs/undo.md). */

import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openChat } from "../support/open-chat.ts";
import { newHome, type Run, skillet } from "../support/skillet.ts";

const hash = (content: string | Buffer) => createHash("sha256").update(content).digest("hex");
const write = (path: string, content: string) => ({
  name: "write_file",
  arguments: { path, content },
});
const edit = (path: string, oldText: string, newText: string) => ({
  name: "edit_file",
  arguments: { path, oldText, newText },
});

/** A home whose output directory holds these files. */
function homeHolding(files: Record<string, string | Buffer>): string {
  const home = newHome();
  const out = join(home, "work", "sandbox");
  mkdirSync(out);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(out, path, ".."), { recursive: true });
    writeFileSync(join(out, path), content);
  }
  return home;
}

type Calls = { name: string; arguments: Record<string, unknown> }[];

/** One turn in which the model makes these calls, a reply for each list. */
function turn(home: string, replies: readonly Calls[], more: readonly string[] = []): Promise<Run> {
  const script = [...replies.map((calls) => ({ calls })), { text: "Done." }];
  return skillet(["-p", "change it", "--approval-mode", "yolo", ...more], { home, script });
}

const undo = (home: string, ...args: string[]) =>
  skillet(["undo", ...args], { home, noEndpoint: true });
const at = (home: string, path = "") => join(home, "work", "sandbox", path);
const text = (home: string, path: string) => readFileSync(at(home, path), "utf8");
const factsOf = async (home: string) => {
  const { stdout } = await skillet(["sessions", "list", "--json"], { home, noEndpoint: true });
  const [{ id }] = JSON.parse(stdout);
  const shown = await skillet(["sessions", "show", id, "--json"], { home, noEndpoint: true });
  return JSON.parse(shown.stdout);
};
const kept = (home: string) => join(home, ".local/state/skillet/checkpoints");

describe("what a turn changes", () => {
  test("stands in the log before it is done, with the content before kept for this user only", async () => {
    const home = homeHolding({ "a.txt": "old\n" });
    const run = await turn(home, [
      [write("a.txt", "new\n"), write("src/b.txt", "b\n")],
      [edit("a.txt", "new", "newer")],
    ]);
    expect(run.code).toBe(0);
    const { facts } = await factsOf(home);
    const told = facts.filter(({ type }: { type: string }) => type === "checkpoint");
    expect(told).toMatchObject([
      { id: "c1", files: [{ path: "a.txt", before: hash("old\n"), after: hash("new\n") }] },
      {
        id: "c1",
        files: [{ path: "src/b.txt", before: null, after: hash("b\n") }],
        folders: ["src"],
      },
      { id: "c1", files: [{ path: "a.txt", before: hash("new\n"), after: hash("newer\n") }] },
    ]);
    for (const [index, fact] of facts.entries()) {
      if (fact.type === "checkpoint") expect(facts[index + 1].type).toBe("tool_start");
    }
    const [session = ""] = readdirSync(kept(home));
    const folder = join(kept(home), session);
    // What the turn itself made in between is nothing that anybody wants back.
    expect(readdirSync(folder)).toEqual([hash("old\n")]);
    expect(readFileSync(join(folder, hash("old\n")), "utf8")).toBe("old\n");
    expect(statSync(join(folder, hash("old\n"))).mode & 0o777).toBe(0o600);
    expect([kept(home), folder].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o700]);
    expect(run.stderr).toContain("  undo      skillet undo c1\n");
  });

  test("is no checkpoint where nothing changes or the write is refused", async () => {
    const home = homeHolding({ "a.txt": "same\n" });
    await turn(home, [
      [write("a.txt", "same\n"), write(".git/config", "x"), edit("a.txt", "none", "b")],
    ]);
    const { facts } = await factsOf(home);
    expect(facts.some(({ type }: { type: string }) => type === "checkpoint")).toBe(false);
    const { stdout, code } = await undo(home, "-y");
    expect([stdout, code]).toEqual(["No change of a file stands.\n", 0]);
  });

  test("is told in the json result, and goes with the session", async () => {
    const home = homeHolding({ "a.txt": "old\n" });
    const { stdout } = await turn(home, [[write("a.txt", "new\n")]], ["--output-format", "json"]);
    const { sessionId, checkpoints } = JSON.parse(stdout);
    expect(checkpoints).toEqual(["c1"]);
    expect(existsSync(join(kept(home), sessionId))).toBe(true);
    await skillet(["sessions", "rm", sessionId, "-y"], { home, noEndpoint: true });
    expect(existsSync(join(kept(home), sessionId))).toBe(false);
  });
});

describe("skillet undo", () => {
  test("puts everything back as it was before the turn, byte for byte, and redoes it", async () => {
    const latin = Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x0a]);
    const binary = Buffer.from([0, 1, 2, 0xff, 0xfe, 0]);
    const wide = Buffer.from("\ufeff日本語\r\n", "utf16le");
    const home = homeHolding({ "latin.txt": latin, "data.bin": binary, "ja.txt": wide });
    chmodSync(at(home, "latin.txt"), 0o640);
    await turn(home, [
      [
        write("latin.txt", "text\n"),
        write("data.bin", "text\n"),
        edit("ja.txt", "日本", "和"),
        write("app/deep/new.py", "print()\n"),
      ],
    ]);
    chmodSync(at(home, "app/deep/new.py"), 0o755);
    const after = readFileSync(at(home, "ja.txt"));
    expect(after.equals(wide)).toBe(false);

    const first = await undo(home, "-y");
    expect(first.code).toBe(0);
    expect(first.stdout).toContain("Undone c1: 3 restored, 1 removed. Back: skillet undo c2");
    expect(readFileSync(at(home, "latin.txt")).equals(latin)).toBe(true);
    expect(statSync(at(home, "latin.txt")).mode & 0o777).toBe(0o640);
    expect(readFileSync(at(home, "data.bin")).equals(binary)).toBe(true);
    expect(readFileSync(at(home, "ja.txt")).equals(wide)).toBe(true);
    expect(existsSync(at(home, "app"))).toBe(false);

    expect((await undo(home, "c2", "-y")).code).toBe(0);
    expect(text(home, "data.bin")).toBe("text\n");
    expect(readFileSync(at(home, "ja.txt")).equals(after)).toBe(true);
    expect(statSync(at(home, "app/deep/new.py")).mode & 0o777).toBe(0o755);

    expect((await undo(home, "-y")).code).toBe(0);
    expect(readFileSync(at(home, "data.bin")).equals(binary)).toBe(true);
    expect(existsSync(at(home, "app"))).toBe(false);
  });

  test("goes turn by turn, and an id means that one", async () => {
    const home = homeHolding({});
    await turn(home, [[write("a.txt", "1\n"), write("b.txt", "1\n")]]);
    await turn(home, [[write("a.txt", "2\n")]], ["-c"]);
    const list = await undo(home, "--list");
    expect(list.stdout).toMatch(/^c1 {3}"change it" {2}a\.txt, b\.txt\nc2 {3}.*a\.txt\n$/);
    // Of c1 only what no later turn changed again.
    const one = await undo(home, "c1", "-y");
    expect(one.stdout).toContain("kept: changed again by c2");
    expect([text(home, "a.txt"), existsSync(at(home, "b.txt"))]).toEqual(["2\n", false]);
    await undo(home, "-y");
    expect(text(home, "a.txt")).toBe("1\n");
    await undo(home, "c1", "-y");
    expect(existsSync(at(home, "a.txt"))).toBe(false);
  });

  test("never touches what was changed since, unless it is named", async () => {
    const home = homeHolding({ "a.txt": "old\n", "b.txt": "old\n", "c.txt": "old\n" });
    await turn(home, [[write("a.txt", "n\n"), write("b.txt", "n\n"), write("c.txt", "n\n")]]);
    writeFileSync(at(home, "a.txt"), "mine\n");
    rmSync(at(home, "b.txt"));
    const looked = await undo(home, "--dry-run", "--json");
    expect(JSON.parse(looked.stdout)).toMatchObject({
      dryRun: true,
      undoes: "c1",
      checkpoint: null,
      files: [
        { path: "a.txt", action: "keep", reason: "changed since, by you or a command" },
        { path: "b.txt", action: "keep", reason: "removed since, by you or a command" },
        { path: "c.txt", action: "restore" },
      ],
    });
    expect(text(home, "c.txt")).toBe("n\n");
    const run = await undo(home, "-y", "--json");
    expect(JSON.parse(run.stdout)).toMatchObject({
      dryRun: false,
      checkpoint: "c2",
      files: [{ action: "keep" }, { action: "keep" }, { action: "restore" }],
    });
    expect(text(home, "a.txt")).toBe("mine\n");
    expect(existsSync(at(home, "b.txt"))).toBe(false);
    expect(text(home, "c.txt")).toBe("old\n");
    expect((await undo(home, "c1", "-y", "--restore", "a.txt", "--restore", "b.txt")).code).toBe(0);
    expect([text(home, "a.txt"), text(home, "b.txt")]).toEqual(["old\n", "old\n"]);
    // What was the user's is not lost either.
    await undo(home, "c3", "-y");
    expect([text(home, "a.txt"), existsSync(at(home, "b.txt"))]).toEqual(["mine\n", false]);
  });

  test("gives back what the user made of a file while the turn ran", async () => {
    const home = homeHolding({ "a.txt": "old\n" });
    await turn(home, [
      [write("a.txt", "new\n")],
      [{ name: "shell", arguments: { command: "echo mine >> a.txt" } }],
      [{ name: "read_file", arguments: { path: "a.txt" } }],
      [write("a.txt", "newer\n")],
    ]);
    const { stdout } = await undo(home, "-y");
    expect(stdout).toContain("Commands ran in that turn: what they changed is not taken back.");
    expect(text(home, "a.txt")).toBe("new\nmine\n");
  });

  test("asks when it can, and says what to type when nobody is there", async () => {
    const home = homeHolding({ "a.txt": "old\n" });
    await turn(home, [[write("a.txt", "new\n")]]);
    const { code, stdout, stderr } = await undo(home);
    expect(code).toBe(60);
    expect(stdout).toContain('UNDO c1 (before "change it")\n  1 a.txt  restore\n');
    expect(stderr).toContain("skillet undo c1 -y");
    expect(text(home, "a.txt")).toBe("new\n");
  });

  test.each([
    [["c9"], 42, 'There is no checkpoint "c9"'],
    [["c1", "c2"], 42, "one checkpoint at a time"],
    [["-y", "--restore", "z.txt"], 42, '"z.txt" is no file of that checkpoint'],
    [["--session", "nope"], 42, 'There is no session "nope"'],
  ])("refuses %j with one line", async (args, exit, message) => {
    const home = homeHolding({ "a.txt": "old\n" });
    await turn(home, [[write("a.txt", "new\n")]]);
    const { code, stderr } = await undo(home, ...args);
    expect(code).toBe(exit);
    expect(stderr).toContain(message);
    expect(text(home, "a.txt")).toBe("new\n");
  });

  test("follows no link that was put in the place of a file or a folder", async () => {
    const home = homeHolding({ "a.txt": "old\n", "src/b.txt": "old\n" });
    await turn(home, [[write("a.txt", "new\n"), write("src/b.txt", "new\n")]]);
    const elsewhere = join(home, "elsewhere");
    mkdirSync(elsewhere);
    for (const name of ["a.txt", "b.txt"]) writeFileSync(join(elsewhere, name), "new\n");
    rmSync(at(home, "a.txt"));
    symlinkSync(join(elsewhere, "a.txt"), at(home, "a.txt"));
    rmSync(at(home, "src"), { recursive: true });
    symlinkSync(elsewhere, at(home, "src"));
    const { stdout, code } = await undo(home, "-y");
    expect(code).toBe(0);
    expect(stdout).toMatch(/a\.txt +left alone: a\.txt is a symbolic link/);
    expect(stdout).toMatch(/src\/b\.txt +left alone: src is a symbolic link/);
    for (const name of ["a.txt", "b.txt"])
      expect(readFileSync(join(elsewhere, name), "utf8")).toBe("new\n");
  });

  test("refuses where the output directory is gone, or is the home", async () => {
    const home = homeHolding({ "a.txt": "old\n" });
    await turn(home, [[write("a.txt", "new\n")]]);
    renameSync(at(home), `${at(home)}-moved`);
    const gone = await undo(home, "-y");
    expect(gone.code).toBe(42);
    expect(gone.stderr).toContain("The output directory is gone");
    expect(existsSync(at(home))).toBe(false);
    symlinkSync(home, at(home));
    const all = await undo(home, "-y");
    expect(all.code).toBe(42);
    expect(all.stderr).toContain("The output directory cannot be");
  });

  test("refuses where the session is open elsewhere, or another one is changing its output directory", async () => {
    const home = homeHolding({ "a.txt": "old\n" });
    await turn(home, [[write("a.txt", "new\n")]]);
    const { id } = (await factsOf(home)).session;
    const chat = await openChat({ home });
    await chat.slash(`/resume ${id}`);
    expect(chat.session().id).toBe(id);
    const open = await undo(home, "--session", id, "-y");
    expect(open.code).toBe(1);
    expect(open.stderr).toContain(`Session ${id} is open in process ${process.pid}.`);
    expect(open.stderr).toContain("Type /undo there.");
    // Looking is no harm, and there it can be done.
    const looked = await undo(home, "--session", id, "--dry-run");
    expect([looked.code, looked.stdout]).toEqual([0, expect.stringContaining("1 a.txt  restore")]);
    expect((await undo(home, "--session", id, "--list")).stdout).toContain("a.txt");
    expect(text(home, "a.txt")).toBe("new\n");
    await chat.slash("/clear");
    expect(chat.session().id).not.toBe(id);
    expect(chat.session().claim()).toBeNull();
    const claimed = await undo(home, "--session", id, "-y");
    expect(claimed.code).toBe(1);
    expect(claimed.stderr).toContain("Another session is changing");
    expect(text(home, "a.txt")).toBe("new\n");
    await chat.slash(`/resume ${id}`);
    chat.typed.push("y");
    expect(await chat.slash("/undo")).toContain("Undone c1");
    expect(text(home, "a.txt")).toBe("old\n");
  });

  test("changes nothing in a hidden folder of the home because a log says so", async () => {
    const home = homeHolding({ "a.txt": "old\n" });
    await turn(home, [[write("a.txt", "new\n")]]);
    const hidden = join(home, ".board");
    renameSync(at(home), hidden);
    const sessions = join(home, ".local/state/skillet/sessions");
    const folder = join(sessions, readdirSync(sessions)[0] ?? "");
    const log = join(folder, readdirSync(folder)[0] ?? "");
    writeFileSync(log, readFileSync(log, "utf8").replace(at(home).replace(/\/$/, ""), hidden));
    for (const words of [["undo", "-y"], ["verify"], ["-c", "-p", "go"]]) {
      const script = [{ text: "Hi." }];
      const run = await skillet(words, { home, script, noEndpoint: words[0] !== "-c" });
      if (words[0] !== "verify") expect(run.stderr).toContain("lies hidden in your home");
      expect(run.code).toBe(42);
      expect(run.requests).toEqual([]);
    }
    expect(readFileSync(join(hidden, "a.txt"), "utf8")).toBe("new\n");
    const named = await turn(home, [[write("b.txt", "b\n")]], ["-c", "--out", hidden]);
    expect(named.code).toBe(0);
    expect(existsSync(join(hidden, "b.txt"))).toBe(true);
    // A folder of keys is none, whoever names it.
    const keys = join(home, ".ssh");
    renameSync(hidden, keys);
    const refused = await turn(home, [[write("c.txt", "c\n")]], ["-c", "--out", keys]);
    expect(refused.code).toBe(42);
    expect(existsSync(join(keys, "c.txt"))).toBe(false);
  });

  test("says so when the content is damaged or no longer there", async () => {
    const home = homeHolding({ "a.txt": "old\n", "b.txt": "other\n" });
    await turn(home, [[write("a.txt", "new\n"), write("b.txt", "new\n")]]);
    const folder = join(kept(home), readdirSync(kept(home))[0] ?? "");
    rmSync(join(folder, hash("old\n")));
    writeFileSync(join(folder, hash("other\n")), "not it\n");
    const { stdout, code } = await undo(home, "-y");
    expect(code).toBe(1);
    expect(stdout).toContain("left alone: its earlier content is no longer kept");
    expect(stdout).toContain("b.txt was left: its earlier content is damaged");
    expect([text(home, "a.txt"), text(home, "b.txt")]).toEqual(["new\n", "new\n"]);
  });
});

test("the model is told with the next prompt, once, and the receipt counts what stands", async () => {
  const home = homeHolding({ "a.txt": "old\n" });
  await turn(home, [[write("a.txt", "new\n"), write("b.txt", "b\n")]]);
  await undo(home, "-y");
  const { receipt } = await factsOf(home);
  expect([receipt.files, receipt.checkpoints]).toEqual([[], []]);
  const next = await turn(home, [[write("a.txt", "again\n")]], ["-c"]);
  const said = next.requests[0]?.messages.filter(({ role }) => role === "user") ?? [];
  expect(said.map(({ content }) => content)).toEqual([
    "change it",
    expect.stringMatching(/: "a\.txt", "b\.txt" \(removed\)\. Read them again/),
    "change it",
  ]);
  // It has not seen what stands there now.
  const { facts } = await factsOf(home);
  const effects = facts.filter(({ type }: { type: string }) => type === "tool_result");
  expect(effects.at(-1).effect).toMatchObject({ path: "a.txt", change: "overwrite" });
  const third = await turn(home, [], ["-c"]);
  const last = third.requests[0]?.messages.slice(-2).map(({ role }) => role);
  expect(last).toEqual(["assistant", "user"]);
});

describe("what commands change", () => {
  const shell = (command: string) => ({ name: "shell", arguments: { command } });

  test("is listed and kept, and goes back only where the user says so", async () => {
    const home = homeHolding({
      "a.txt": "mine\n",
      "b.txt": "b\n",
      "c.txt": "mine too\n",
      "d.txt": "d\n",
    });
    const run = await turn(home, [
      [shell("cp b.txt a.txt; sed -i s/too/2/ c.txt; echo new > new.txt; touch d.txt")],
      [shell("echo more >> a.txt")],
    ]);
    expect(run.stderr).toContain("skillet undo c1; what commands changed only where you say so");
    const { stdout } = await undo(home, "--dry-run");
    expect(stdout).toContain(
      "  1 a.txt  kept: changed while a command ran\n  2 c.txt  kept: changed while a command ran\n",
    );
    expect(stdout).not.toMatch(/b\.txt|d\.txt|new\.txt/);
    await undo(home, "-y");
    expect([text(home, "a.txt"), text(home, "c.txt")]).toEqual(["b\nmore\n", "mine 2\n"]);
    await undo(home, "-y", "--restore", "a.txt");
    expect([text(home, "a.txt"), text(home, "c.txt")]).toEqual(["mine\n", "mine 2\n"]);
    expect((await undo(home, "c2", "-y")).stdout).toContain("1 restored");
    expect(text(home, "a.txt")).toBe("b\nmore\n");
  });

  test("does not stand between the user and the last turn that wrote files", async () => {
    const home = homeHolding({ "a.txt": "old\n", "log.txt": "0\n" });
    await turn(home, [[write("a.txt", "new\n")]]);
    await turn(home, [[shell("echo 1 >> log.txt")]], ["-c"]);
    await undo(home, "-y");
    expect([text(home, "a.txt"), text(home, "log.txt")]).toEqual(["old\n", "0\n1\n"]);
    await undo(home, "c2", "-y", "--restore", "log.txt");
    expect(text(home, "log.txt")).toBe("0\n");
  });

  test("a file that was moved over another comes back beside it", async () => {
    const home = homeHolding({ "a.txt": "a\n", "u.txt": "untracked\n" });
    await turn(home, [[shell("mv u.txt a.txt")]]);
    await undo(home, "-y", "--restore", "a.txt");
    expect([text(home, "a.txt"), text(home, "u.txt")]).toEqual(["a\n", "untracked\n"]);
  });

  test("leaves what the turn wrote to the turn, and what was verified to its verification", async () => {
    const home = homeHolding({ "a.txt": "old\n" });
    const run = await turn(home, [
      [write("a.txt", "new\n"), write("app.py", "print(open('a.txt').read())\n")],
      [shell("echo more >> a.txt")],
      [
        {
          name: "verify",
          arguments: { checks: [{ run: "echo 2 >> a.txt; python3 app.py", contains: "new" }] },
        },
      ],
    ]);
    expect(run.stderr).toContain("DONE  verified");
    const { stdout } = await undo(home, "--dry-run");
    expect(stdout).toContain("a.txt   kept: changed since, by you or a command\n");
  });
});

describe("what commands remove", () => {
  const shell = (command: string) => ({ name: "shell", arguments: { command } });
  const some = { "src/a.txt": "a", "src/deep/b.txt": "b", "c.log": "c", keep: "k" };

  test("is kept before it goes, told in the receipt, and comes back with its permissions", async () => {
    const home = homeHolding(some);
    chmodSync(at(home, "src/a.txt"), 0o755);
    const run = await turn(home, [[shell("rm -rf src *.log gone")]]);
    expect(existsSync(at(home, "src"))).toBe(false);
    expect(run.stderr).toMatch(/removed +src \(2 files\), \*\.log \(1 file\)/);
    expect(run.stderr).toContain("  undo      skillet undo c1;");
    const { facts } = await factsOf(home);
    const types = facts.map(({ type }: { type: string }) => type);
    expect(types.indexOf("checkpoint")).toBeLessThan(types.indexOf("tool_start"));
    expect((await undo(home, "-y")).stdout).toContain("3 made again");
    expect([text(home, "src/a.txt"), text(home, "src/deep/b.txt"), text(home, "c.log")]).toEqual([
      "a",
      "b",
      "c",
    ]);
    expect(statSync(at(home, "src/a.txt")).mode & 0o777).toBe(0o755);
    // And it can go again.
    expect((await undo(home, "c2", "-y")).stdout).toContain("3 removed");
    expect(existsSync(at(home, "src/a.txt"))).toBe(false);
    expect(text(home, "keep")).toBe("k");
  });

  test("what such a command left stays as it is, and what the model wrote in its place is taken back first", async () => {
    const home = homeHolding(some);
    await turn(home, [
      [shell("rm -rf gone src/a.txt; false")],
      [write("src/a.txt", "new")],
      [shell("rm keep src/deep/b.txt || true; echo mine > keep")],
    ]);
    const { stdout } = await undo(home, "-y");
    expect(text(home, "src/a.txt")).toBe("a");
    expect(text(home, "src/deep/b.txt")).toBe("b");
    expect(text(home, "keep")).toBe("mine\n");
    expect(stdout).toContain("keep");
  });

  test("of more than 500 files no copy is kept, and what is not removed is no change", async () => {
    const many = Object.fromEntries(Array.from({ length: 501 }, (_, at) => [`many/${at}`, "x"]));
    const home = homeHolding({ ...many, keep: "k" });
    const run = await turn(home, [[shell("rm -rf many")], [shell("test -f none && rm keep")]]);
    expect(run.stderr).toContain("many (501 files)");
    const { stdout } = await undo(home, "--dry-run");
    expect(stdout).not.toContain("many/");
    expect(text(home, "keep")).toBe("k");
  });

  const commit = "git -c user.name=n -c user.email=e@x commit -qm m";
  const py = (code: string) => shell(`python3 -c '${code}'`);

  test("by their own code is kept as far as it is small text, told, and comes back", async () => {
    const home = homeHolding({ ...some, "big.bin": Buffer.alloc(300_000), "b.bin": "a\0b" });
    chmodSync(at(home, "keep"), 0o755);
    const code =
      'import os, shutil; shutil.rmtree("src"); [os.remove(f) for f in ("keep", "big.bin", "b.bin")]';
    const run = await turn(home, [[py(code)], [py('open("late.txt", "w").write("1")')]]);
    expect(run.stderr).toContain(
      "Taken away: keep, src/a.txt, src/deep/b.txt. A copy is kept for undo.",
    );
    expect(run.stderr).toContain("Taken away, and no copy is kept: b.bin, big.bin.");
    expect(run.stderr).toMatch(/removed +keep \(1 file\), src \(2 files\)/);
    const { facts } = await factsOf(home);
    const checkpoints = facts.filter(({ type }: { type: string }) => type === "checkpoint");
    expect(checkpoints).toMatchObject([
      {
        id: "c1",
        files: [
          { path: "keep", before: hash("k"), after: null, mode: 0o755 },
          { path: "src/a.txt", before: hash("a"), after: null },
          { path: "src/deep/b.txt", before: hash("b"), after: null },
        ],
      },
    ]);
    expect((await undo(home, "-y")).stdout).toContain("3 made again");
    expect([text(home, "keep"), text(home, "src/a.txt"), text(home, "src/deep/b.txt")]).toEqual([
      "k",
      "a",
      "b",
    ]);
    expect(statSync(at(home, "keep")).mode & 0o777).toBe(0o755);
    expect(text(home, "late.txt")).toBe("1");
  });

  test("is what stood there last: what the model or the command itself wrote in between", async () => {
    const home = homeHolding({ "a.txt": "first" });
    await turn(home, [
      [py('open("a.txt", "w").write("second")')],
      [write("made.txt", "made"), py('import os; os.remove("a.txt"); os.remove("made.txt")')],
    ]);
    expect((await undo(home, "-y")).stdout).toContain("1 made again");
    expect(text(home, "a.txt")).toBe("second");
    // The turn itself had made it.
    expect(existsSync(at(home, "made.txt"))).toBe(false);
  });

  test("what was moved, replaced or put back is not taken away", async () => {
    const home = homeHolding(some);
    const run = await turn(home, [
      [shell("mv keep kept; mv src source; python3 -c 1")],
      [shell("cp c.log x && mv x c.log")],
      [shell("mkdir d && mv kept d/ && true; touch new")],
    ]);
    expect(run.stderr).not.toContain("Taken away");
    expect((await undo(home, "--dry-run")).stdout).toContain("No change of a file stands.");
  });

  test.each([
    ["git clean -fdq", "git clean -fdq (1 file)"],
    ["find . -newer tracked.txt -name '*.bin' -delete", "x.bin (1 file)"],
    ["ls *.bin | xargs rm", "x.bin (1 file)"],
    ["find . -name '*.bin' -delete", "find . -name *.bin -delete (1 file)"],
    [
      "find . -type f -name x.bin -exec rm {} +",
      "find . -type f -name x.bin -exec rm {} + (1 file)",
    ],
  ])("of words that do not name it, all that fits is kept: %s", async (command, told) => {
    const home = homeHolding({ "tracked.txt": "t" });
    await turn(home, [[shell(`git init -q && git add tracked.txt && ${commit}`)]]);
    writeFileSync(at(home, "x.bin"), Buffer.alloc(300_000, 1));
    const run = await turn(home, [[shell(command)]]);
    expect(existsSync(at(home, "x.bin"))).toBe(false);
    expect(run.stderr.includes("Taken away: x.bin. A copy is kept for undo.")).toBe(
      told.startsWith("x.bin"),
    );
    expect(run.stderr).toContain(`removed   ${told}\n`);
    await undo(home, "-y");
    expect(readFileSync(at(home, "x.bin"))).toEqual(Buffer.alloc(300_000, 1));
  });

  test("a command that is stopped is told as well, and git's own changes of the work tree are git's", async () => {
    const home = homeHolding({ "a.txt": "a", "b.txt": "b" });
    await turn(home, [[shell(`git init -q && git add a.txt && ${commit}`)]]);
    const run = await turn(home, [
      [
        {
          name: "shell",
          arguments: {
            command: "python3 -c 'import os, time; os.remove(\"b.txt\"); time.sleep(60)'",
            timeoutMs: 1500,
          },
        },
      ],
      [shell("git rm -q --cached a.txt && git stash -q -u && ls")],
    ]);
    expect(run.stderr).toContain("Taken away: b.txt. A copy is kept for undo.");
    expect(run.stderr).not.toContain("a.txt.");
  });

  test("links out of the output directory are not followed, and what is fetched is not looked into", async () => {
    const home = homeHolding({
      "node_modules/x/i.js": "1",
      "env/pyvenv.cfg": "",
      "env/lib/m.py": "2",
    });
    mkdirSync(join(home, "outside"));
    writeFileSync(join(home, "outside/secret.txt"), "secret");
    symlinkSync(join(home, "outside"), at(home, "link"));
    const run = await turn(home, [
      [
        py(
          'import os, shutil; os.remove("link"); shutil.rmtree("node_modules"); shutil.rmtree("env")',
        ),
      ],
    ]);
    expect(run.stderr).not.toContain("Taken away");
    expect(existsSync(kept(home))).toBe(false);
  });
});
