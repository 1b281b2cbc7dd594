/** Slash commands that are about the session: another one, a copy, a name, and ways out of it. */

import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { historyOf } from "../../../src/core/folds.ts";
import { listSessions } from "../../../src/session/store.ts";
import { openChat } from "../../support/open-chat.ts";

test("/clear begins a new conversation in the same place, /resume goes back; what was never used is gone", async () => {
  const chat = await openChat();
  await chat.turn("first");
  const { id, out } = chat.session();
  expect(await chat.slash("/clear")).toContain(`/resume ${id}`);
  expect(chat.session().id).not.toBe(id);
  expect(chat.session().out).toBe(out);
  expect(chat.session().conversation.history).toEqual([]);
  expect(await chat.slash(`/resume ${id}`)).toContain("Resumed, 1 turn so far, the last: first");
  expect(chat.session().conversation.history).toHaveLength(2);
  expect(listSessions(chat.config.paths.state).map((session) => session.id)).toEqual([id]);
});

test("whoever comes back is shown how far it came, and the last prompt and answer", async () => {
  const chat = await openChat({ replies: ["first answer", `# Done\n\n${"It runs. ".repeat(40)}`] });
  await chat.turn("first");
  await chat.turn("look at it\n\n@ names what is in the output directory: app.py");
  const { id } = chat.session();
  await chat.slash("/clear");
  const told = await chat.slash(`/resume ${id}`);
  expect(told).toContain("Resumed, 2 turns so far, the last: look at it\n");
  expect(told).toMatch(/\n> look at it\n\n# Done\n\nIt runs\. It runs\. .*\n\nDONE /s);
  const copied = await chat.slash("/fork 1");
  expect(copied).toMatch(/\n> first\n\nfirst answer\n\nDONE .*\n\nThe files are as they are now/s);
  expect(copied).not.toContain("look at it");
  expect(await chat.slash("/clear")).not.toContain("first answer");
});

test("/resume without a word asks, and stays where it is when nothing fits", async () => {
  const chat = await openChat();
  await chat.turn("first");
  const { id } = chat.session();
  expect(await chat.slash("/resume")).toContain("This folder has no other session");
  await chat.slash("/clear");
  await chat.turn("second");
  chat.typed.push({ line: "7" }, { line: "nothing" }, { line: null });
  const asked = await chat.slash("/resume");
  expect(asked).toMatch(/ {2}1 {2}.* 1 turn .* first\n/);
  expect(asked).toContain('There is no session "7".');
  expect(chat.session().id).not.toBe(id);
  chat.typed.push({ line: "" });
  await chat.slash("/resume");
  expect(chat.session().id).toBe(id);
  expect(await chat.slash(`/resume ${id}`)).toContain("This is the session that is open.");
  expect(await chat.slash("/resume nowhere")).toContain('There is no session "nowhere".');
  expect(chat.session().id).toBe(id);
});

test("/fork copies up to the turn that is named, and only what was said until then", async () => {
  const chat = await openChat({ replies: ["one", "two", "three"] });
  expect(await chat.slash("/fork")).toContain("There is nothing to copy yet.");
  for (const prompt of ["first", "second", "third"]) await chat.turn(prompt);
  const { id } = chat.session();
  const history = [...chat.session().conversation.history];
  for (const wrong of ["0", "4", "x", "1.5"])
    expect(await chat.slash(`/fork ${wrong}`)).toContain(`There is no turn ${wrong}.`);
  chat.typed.push({ line: "２" });
  const asked = await chat.slash("/fork");
  expect(asked).toMatch(/1 {2}first\n +2 {2}second\n +3 {2}third\n/);
  expect(asked).toContain(`Forked from ${id}`);
  expect(chat.session().conversation.history).toEqual(history.slice(0, 4));
  expect(chat.session().fact.forkedFrom?.id).toBe(id);
  await chat.slash(`/resume ${id}`);
  expect(chat.session().conversation.history).toEqual(history);
});

test("/name is kept, shown and resumed by; two of one name are told", async () => {
  const chat = await openChat();
  await chat.turn("first");
  const { id } = chat.session();
  expect(await chat.slash("/name")).toContain("It has no name.");
  expect(await chat.slash("/name \u200b")).toContain("A name needs a letter");
  expect(await chat.slash("/name  Flask   board")).toContain('skillet --resume "Flask board"');
  expect(await chat.slash('/name say "hi"')).toContain(`skillet --resume ${id}`);
  await chat.slash("/name Flask board");
  await chat.slash("/clear");
  await chat.turn("second");
  const later = chat.session().id;
  expect(await chat.slash("/name flask BOARD")).toContain(`Session ${id} is called so too`);
  expect(await chat.slash("/resume flask board")).toContain("is the name of 2 sessions");
  await chat.slash("/name other");
  expect(await chat.slash("/resume flask")).toContain("Flask board: Resumed");
  expect([later, chat.session().name()]).toEqual([expect.not.stringMatching(id), "Flask board"]);
});

test("/export writes a page by the file's ending, without keys, and never over a file unasked", async () => {
  const key = "sk-proj-Abcdefghijklmnop1234567890";
  const chat = await openChat({ replies: [`Use <script>alert(1)</script> and ${key}`] });
  await chat.turn("how?");
  const work = chat.config.cwd;
  for (const [name, holds] of [
    ["a.md", "# Skillet session"],
    ["b.html", "&lt;script&gt;"],
    ["c.json", '"facts": ['],
  ] as const) {
    expect(await chat.slash(`/export ${name}`)).toBe(`Written: ${join(work, name)}\n`);
    const text = readFileSync(join(work, name), "utf8");
    expect(text).toContain(holds);
    expect(text).not.toContain(key);
    expect(statSync(join(work, name)).mode & 0o777).toBe(0o600);
  }
  writeFileSync(join(work, "a.md"), "mine");
  expect(await chat.slash("/export a.md")).toContain("is there already; nothing was written.");
  expect(readFileSync(join(work, "a.md"), "utf8")).toBe("mine");
  await chat.slash("/export a.md -y");
  expect(readFileSync(join(work, "a.md"), "utf8")).toContain("how?");
  mkdirSync(join(work, "folder.md"));
  expect(await chat.slash("/export folder.md -y")).toContain("is no plain file");
  symlinkSync(chat.config.paths.home, join(work, "sandbox/away"));
  symlinkSync(".", join(work, "sandbox/here"));
  for (const more of ["", " -y"]) {
    expect(await chat.slash(`/export sandbox/away/x.md${more}`)).toBe(
      `A link on the way to ${join(work, "sandbox/away/x.md")} leads out of the output directory. Name a file elsewhere.\n`,
    );
  }
  expect(readdirSync(chat.config.paths.home)).not.toContain("x.md");
  expect(await chat.slash("/export sandbox/here/x.md")).toContain("Written: ");
  expect(await chat.slash("/export none/x.md")).toContain("Cannot write");
  expect(await chat.slash("/export a.pdf")).toBe(
    "No page ends in .pdf; nothing was written. Name a file that ends in .md, .html or .json.\n",
  );
  expect(readdirSync(work)).not.toContain("a.pdf");
  await chat.slash("/export");
  expect(readdirSync(work)).toContain(`skillet-${chat.session().id}.md`);
});

test("/copy takes the last answer: by a program of the desktop, else by the terminal, and says so", async () => {
  const chat = await openChat({ replies: ["Code: \u001b[31mred\u0007 掲示板\n\tdone"] });
  expect(await chat.slash("/copy")).toContain("There is no answer to copy yet.");
  await chat.turn("how?");
  const written = await chat.slash("/copy");
  const [, encoded = ""] = /^\u001b\]52;c;([A-Za-z0-9+/=]+)\u0007/.exec(written) ?? [];
  expect(Buffer.from(encoded, "base64").toString()).toBe("Code: [31mred 掲示板\n\tdone");
  expect(written).toMatch(/Sent 23 characters to the terminal's clipboard/);
});

test("/copy feeds wl-copy or xclip where there is a desktop; one that fails is passed over", async () => {
  const chat = await openChat({ env: { WAYLAND_DISPLAY: "w", DISPLAY: ":0" } });
  await chat.turn("how?");
  const bin = join(chat.config.paths.home, "bin");
  mkdirSync(bin);
  const program = (name: string, body: string) => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  const before = process.env.PATH;
  process.env.PATH = `${bin}:${before}`;
  try {
    program("wl-copy", "exit 1");
    program("xclip", `cat > ${bin}/copied`);
    expect(await chat.slash("/copy")).toBe("Copied 4 characters with xclip.\n");
    expect(readFileSync(join(bin, "copied"), "utf8")).toBe("Yes.");
  } finally {
    process.env.PATH = before;
  }
});

test("an answer too long for a terminal's clipboard is not sent cut", async () => {
  const chat = await openChat({ replies: ["x".repeat(80_000)] });
  await chat.turn("much");
  expect(await chat.slash("/copy")).toBe(
    "The answer is too long for the terminal's clipboard (80,000 characters). Write it to a file: /export FILE\n",
  );
});

test("/editor sends what was saved, and nothing when it is empty or the editor failed", async () => {
  const texts: (string | null)[] = ["line one\nline two\n", " \n", null];
  const begun: string[] = [];
  const chat = await openChat({
    editText: async (text) => {
      begun.push(text);
      return texts.shift() ?? null;
    },
  });
  expect(await chat.slash("/editor begin here")).toBe("> line one\nline two\n");
  expect(await chat.slash("/editor")).toContain("nothing is sent");
  expect(await chat.slash("/editor")).toContain("The editor failed; nothing is sent.");
  expect([begun, chat.said]).toEqual([["begin here", "", ""], ["line one\nline two"]]);
  const without = await openChat();
  expect(await without.slash("/editor")).toBe(
    "No editor is set. For example: export EDITOR=nano\n",
  );
});

test("/cost tells tokens by model; without a price it says so", async () => {
  const chat = await openChat();
  expect(await chat.slash("/cost")).toBe("No model was asked yet.\n");
  await chat.turn("how?");
  expect(await chat.slash("/cost")).toMatch(
    /^scripted {2}1 model call {2}\d+ in \(\d+% cached\) \/ \d+ out {2}no price is configured\n$/,
  );
});

test("/bug writes what a report needs, without keys or the home's name, and sends nothing", async () => {
  const key = "sk-proj-Abcdefghijklmnop1234567890";
  const chat = await openChat({
    replies: [`It is ${key}`],
    env: { OPENAI_API_KEY: "k-of-this-user-1" },
  });
  await chat.turn("what is k-of-this-user-1?");
  const told = await chat.slash("/bug");
  const [, path = ""] = /^Written: (.*)$/m.exec(told) ?? [];
  expect(told).toContain("Nothing was sent. Look at it before you send it to anybody.");
  const text = readFileSync(path, "utf8");
  for (const secret of [key, "k-of-this-user-1", chat.config.paths.home])
    expect(text).not.toContain(secret);
  const bundle = JSON.parse(text);
  expect(bundle.version).toMatch(/^\d+\.\d+\.\d+/);
  expect(Object.keys(bundle)).toEqual([
    ...["version", "node", "system", "at", "fence", "diagnoses", "settings", "endpoint"],
    ...["harness", "session", "factsLeftOut", "facts"],
  ]);
  expect(bundle.facts.map(({ type }: { type: string }) => type)).toEqual(
    chat.session().entries.map(({ type }) => type),
  );
  expect(historyOf(bundle.facts)).toHaveLength(2);
});

test("/ps and /stop tell what runs in the background, also when nothing does", async () => {
  const chat = await openChat();
  expect(await chat.slash("/stop")).toBe("Nothing runs.\n");
  const { sandbox } = chat.session();
  const { id } = await sandbox.start({ command: "sleep 100", cwd: ".", timeoutMs: 60_000 });
  const short = await sandbox.start({ command: "true", cwd: ".", timeoutMs: 60_000 });
  await expect.poll(() => short.ended(), { timeout: 10_000 }).not.toBeNull();
  expect(await chat.slash("/ps")).toBe(`${id}  sleep 100\n`);
  expect(await chat.slash(`/stop ${short.id}`)).toBe(`${short.id} has ended already.\n`);
  expect(await chat.slash("/stop")).toBe(`Stopped ${id}.\n`);
  expect(await chat.slash("/ps")).toBe("Nothing runs.\n");
});
