/** /undo, /redo, /checkpoints and /diff in a conversation that goes on from an earlier run. */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type OpenChat, openChat } from "../../support/open-chat.ts";
import { newHome, skillet } from "../../support/skillet.ts";

const write = (path: string, content: string) => ({
  name: "write_file",
  arguments: { path, content },
});

/** A chat that has resumed a session of two turns. */
async function resumed(): Promise<{ chat: OpenChat; at: (path: string) => string }> {
  const home = newHome();
  const at = (path: string) => join(home, "work/sandbox", path);
  mkdirSync(at(""));
  writeFileSync(at("a.txt"), "one\ntwo\nthree\n");
  const turn = (prompt: string, calls: ReturnType<typeof write>[], more: string[] = []) =>
    skillet(["-p", prompt, "--approval-mode", "yolo", ...more], {
      home,
      script: [{ calls }, { text: "Done." }],
    });
  await turn("begin", [write("a.txt", "one\n2\nthree\n"), write("src/b.txt", "b\n")]);
  await turn("add \u001b[2Jpages", [write("src/b.txt", "b\nmore\n")], ["-c"]);
  const list = await skillet(["sessions", "list", "--json"], { home, noEndpoint: true });
  const [{ id }] = JSON.parse(list.stdout);
  const chat = await openChat({ home });
  await chat.slash(`/resume ${id}`);
  return { chat, at };
}

const textOf = (path: string) => readFileSync(path, "utf8");

test("undo is shown, asked, done and told; redo puts it back", async () => {
  const { chat, at } = await resumed();
  expect(await chat.slash("/checkpoints")).toBe(
    'c1   "begin"  a.txt, src/b.txt\nc2   "add \\x1b[2Jpages"  src/b.txt\n',
  );
  chat.typed.push("n");
  const asked = await chat.slash("/undo");
  expect(asked).toContain('UNDO c2 (before "add \\x1b[2Jpages")\n  1 src/b.txt  restore\n');
  expect(asked).toContain("Nothing outside sandbox is touched");
  expect(asked).toContain("Nothing was changed.");
  chat.typed.push("escape");
  expect(await chat.slash("/undo c2")).toContain("Nothing was changed.");
  expect(textOf(at("src/b.txt"))).toBe("b\nmore\n");

  chat.typed.push("y");
  expect(await chat.slash("/undo")).toContain("Undone c2: 1 restored. Back: /redo");
  expect(textOf(at("src/b.txt"))).toBe("b\n");
  chat.typed.push("Y");
  expect(await chat.slash("/undo")).toContain("Undone c1: 1 restored, 1 removed. Back: /redo");
  expect([textOf(at("a.txt")), existsSync(at("src"))]).toEqual(["one\ntwo\nthree\n", false]);
  expect(await chat.slash("/undo")).toBe("Nothing to undo. /checkpoints lists what there is.\n");
  expect(await chat.slash("/receipt")).not.toContain("written");

  chat.typed.push("y", "y");
  expect(await chat.slash("/redo")).toContain(
    "Redone c1: 1 restored, 1 made again. Back: /undo c5",
  );
  expect(await chat.slash("/redo")).toContain("Redone c2: 1 restored. Back: /undo c6");
  expect([textOf(at("a.txt")), textOf(at("src/b.txt"))]).toEqual(["one\n2\nthree\n", "b\nmore\n"]);
  expect(await chat.slash("/redo")).toBe("Nothing to redo. /checkpoints lists what there is.\n");
  expect(await chat.slash("/receipt")).toContain("/undo c2 (later: skillet undo c2)");
  expect(await chat.slash("/undo c9")).toContain('There is no checkpoint "c9".');
  expect(await chat.slash("/redo c2")).toContain("c2 has not been undone");
});

test("of a file that was changed since, its owner decides", async () => {
  const { chat, at } = await resumed();
  writeFileSync(at("a.txt"), "mine\n");
  // A single key is enough where there is one such file; Enter and others answer nothing.
  chat.typed.push("r", "2", "return", "z", "r", "k", "1", "y");
  const asked = await chat.slash("/undo c1");
  expect(asked).toContain("  1 a.txt      kept: changed since, by you or a command\n");
  expect(asked).toContain("  2 src/b.txt  kept: changed again by c2\n");
  expect(asked).toContain(
    "\n  1 a.txt      restore, although changed since, by you or a command\n",
  );
  expect(asked).toContain("\n[n] leave it so  [r] restore what is kept\n");
  expect(asked).toContain("\n[y] do it  [n] no  [r] restore what is kept  [k] keep it after all\n");
  expect(asked).toContain("\n[y] do it  [n] no  [k] keep it after all\n");
  expect(asked.match(/Only the keys that are shown answer this/g)).toHaveLength(2);
  expect(textOf(at("a.txt"))).toBe("mine\n");
  expect(existsSync(at("src"))).toBe(false);
  chat.typed.push("r", "1", "y");
  await chat.slash("/undo c1");
  expect(textOf(at("a.txt"))).toBe("one\ntwo\nthree\n");
  chat.typed.push("y");
  await chat.slash("/redo");
  expect(textOf(at("a.txt"))).toBe("mine\n");
});

test("the model is told before the next prompt and has to read again", async () => {
  const { chat } = await resumed();
  chat.typed.push("y");
  await chat.slash("/undo");
  await chat.turn("go on");
  const [news, prompt] = chat.session().conversation.history.slice(-3);
  expect(news?.content).toMatch(/^\(From Skillet: .*"src\/b\.txt"\. Read them again/);
  expect(prompt?.content).toBe("go on");
});

test("a copy of the session can undo what it brought along", async () => {
  const { chat, at } = await resumed();
  const { id } = chat.session();
  await chat.slash("/fork 1");
  expect(chat.session().id).not.toBe(id);
  chat.typed.push("y");
  // The second turn is not part of the copy: for it somebody else changed the file.
  expect(await chat.slash("/undo")).toContain(
    "2 src/b.txt  kept: changed since, by you or a command\n",
  );
  expect(textOf(at("src/b.txt"))).toBe("b\nmore\n");
  expect(textOf(at("a.txt"))).toBe("one\ntwo\nthree\n");
});

test("/diff shows what a turn made of files, since a checkpoint, or one file since the start", async () => {
  const { chat, at } = await resumed();
  expect(await chat.slash("/diff")).toMatch(/^src\/b\.txt {2}changed since before c2 {2}\+1 -0\n/);
  const first = await chat.slash("/diff c1");
  expect(first).toContain("  | - two\n  | + 2\n");
  expect(first).toContain("src/b.txt  new since before c1  +2 -0");
  writeFileSync(at("a.txt"), Buffer.from([0, 1, 2]));
  expect(await chat.slash("/diff a.txt")).toContain("a.txt  binary, 14 bytes then, 3 bytes now");
  expect(await chat.slash("/diff nothing")).toContain('"nothing" is no checkpoint, and no file');
});

test("what was verified is verified again once an undo and a redo have brought all of it back", async () => {
  const home = newHome();
  const at = (path: string) => join(home, "work/sandbox", path);
  const checks = [{ file: "a.txt", contains: ["A"] }];
  const files = [write("a.txt", "A\n"), write("b.txt", "B\n")];
  await skillet(["-p", "begin", "--approval-mode", "yolo"], {
    home,
    script: [
      { calls: files },
      { calls: [{ name: "verify", arguments: { checks } as never }] },
      { text: "Done." },
    ],
  });
  const list = await skillet(["sessions", "list", "--json"], { home, noEndpoint: true });
  const chat = await openChat({ home });
  await chat.slash(`/resume ${JSON.parse(list.stdout)[0].id}`);
  const changed = "not verified: something changed after the last checks";
  expect(await chat.slash("/receipt")).not.toContain(changed);
  const taken = async (command: string) => {
    chat.typed.push("y");
    await chat.slash(command);
    return chat.slash("/receipt");
  };
  expect(await taken("/undo")).toContain(changed);
  const again = await taken("/redo");
  expect(again).not.toContain(changed);
  expect(again).toContain("verified");
  expect([textOf(at("a.txt")), textOf(at("b.txt"))]).toEqual(["A\n", "B\n"]);

  // One byte of one file, by somebody else: the undo leaves it, and what the redo brings back is not all of it.
  writeFileSync(at("b.txt"), "b\n");
  expect(await taken("/undo")).toContain(changed);
  expect(await taken("/redo")).toContain(changed);
});
