import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { historyOf } from "../../src/core/folds.ts";
import { findSession } from "../../src/session/find.ts";
import { folderNameOf, newSessionId } from "../../src/session/id.ts";
import { sealsOf } from "../../src/session/seals.ts";
import {
  createSession,
  latestSession,
  listSessions,
  removeSession,
  resumeSession,
  sessionOwner,
} from "../../src/session/store.ts";
import { corpora, corporaPresent } from "../support/corpora.ts";
import { session as sample, turn } from "../support/facts.ts";
import { temporaryFolder } from "../support/temporary.ts";

/** A clock that goes on a second with each look at it. */
function clock(start = Date.UTC(2026, 0, 2, 3, 4, 5)) {
  let time = start;
  return () => {
    time += 1000;
    return time;
  };
}

function startSession(state: string, id: string, cwd: string, now = clock()) {
  const opened = createSession(state, { ...sample, id, cwd }, { now, seals: sealsOf(state) });
  for (const fact of turn()) opened.log.append(fact);
  opened.close();
  return opened;
}

test("what is closed or discarded stays so: a file that has the name later is not touched", () => {
  const state = temporaryFolder();
  const id = "20260102-030405-678abcd";
  const first = createSession(state, { ...sample, id, cwd: "/a" }, { now: clock() });
  first.discard();
  const second = createSession(state, { ...sample, id, cwd: "/a" }, { now: clock() });
  first.discard();
  first.close();
  expect(readFileSync(second.path, "utf8")).not.toBe("");
  second.close();
  second.discard();
  expect(readFileSync(second.path, "utf8")).not.toBe("");
});

test("ids sort by time, are plain, and differ within one millisecond", () => {
  let state = 1;
  const random = () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
  const times = [0, 1, 999, 1000, Date.UTC(2026, 0, 2), Date.UTC(2026, 0, 2, 3, 4, 5, 678)];
  const ids = times.map((time) => newSessionId(time, random));
  expect(ids.toSorted()).toEqual(ids);
  expect(newSessionId(times[5] ?? 0, () => 0)).toBe("20260102-030405-678aaaa");
  expect(new Set(Array.from({ length: 100 }, () => newSessionId(0, random))).size).toBe(100);
  for (const id of ids) expect(id).toMatch(/^[\w-]+$/);
});

test("folders are readable and differ for directories of one name", () => {
  expect(folderNameOf("/home/user/my board")).toMatch(/^my-board-[0-9a-f]{16}$/);
  expect(folderNameOf("/home/user/掲示板")).toMatch(/^掲示板-[0-9a-f]{16}$/);
  expect(folderNameOf("/")).toMatch(/^root-/);
  expect(folderNameOf("/a/..")).toMatch(/^folder-/);
  expect(folderNameOf("/a/x")).not.toBe(folderNameOf("/b/x"));
});

test("a session is started, continued and remembers everything", () => {
  const state = temporaryFolder();
  const started = startSession(state, "first", "/home/user/board");
  const options = { now: clock(), seals: sealsOf(state) };
  const again = resumeSession(latestSession(state, "/home/user/board"), options);
  expect(again.session).toMatchObject({ id: "first", model: sample.model });
  expect(again.problems).toEqual([]);
  expect(historyOf(again.entries)).toEqual(historyOf(turn()));
  const next = again.log.append({ type: "turn_start", prompt: "more" });
  expect(next.seq).toBe((again.entries.at(-1)?.seq ?? 0) + 1);
  again.close();
  expect(readFileSync(started.path, "utf8").trimEnd().split("\n")).toHaveLength(turn().length + 2);
});

test("the list is newest first, and one directory sees its own", () => {
  const state = temporaryFolder();
  startSession(state, "old", "/a", clock(Date.UTC(2026, 0, 1)));
  startSession(state, "new", "/b", clock(Date.UTC(2026, 0, 3)));
  startSession(state, "middle", "/a", clock(Date.UTC(2026, 0, 2)));
  expect(listSessions(state).map(({ id }) => id)).toEqual(["new", "middle", "old"]);
  expect(listSessions(state, "/a").map(({ id }) => id)).toEqual(["middle", "old"]);
  expect(latestSession(state, "/a").id).toBe("middle");
  expect(listSessions(state, "/c")).toEqual([]);
  expect(() => latestSession(state, "/c")).toThrow("This folder has no session to continue.");
  expect(listSessions(join(state, "nowhere"))).toEqual([]);
});

test("a summary tells what was asked, when, and how it ended", () => {
  const state = temporaryFolder();
  const { path } = startSession(state, "one", "/a");
  expect(listSessions(state)).toEqual([
    {
      id: "one",
      path,
      cwd: "/a",
      out: sample.out,
      model: sample.model,
      sandbox: "bwrap",
      startedAt: "2026-01-02T03:04:06.000Z",
      updatedAt: "2026-01-02T03:04:25.000Z",
      title: "I want a simple BBS. 掲示板を作りたい",
      reason: "done",
      bytes: statSync(path).size,
    },
  ]);
});

test("a turn that was cut short has no reason", () => {
  const state = temporaryFolder();
  const opened = createSession(state, { ...sample, id: "cut" }, { now: clock() });
  for (const fact of [...turn(), ...turn().slice(0, 5)]) opened.log.append(fact);
  opened.close();
  expect(listSessions(state)).toMatchObject([{ id: "cut", reason: null }]);
});

test("a session is found by the start of its id, never by a path", () => {
  const state = temporaryFolder();
  startSession(state, "20260102-a1", "/a");
  startSession(state, "20260102-b2", "/b");
  startSession(state, "20260102-b", "/b");
  expect(findSession(state, "20260102-a").id).toBe("20260102-a1");
  expect(findSession(state, "20260102-b").id).toBe("20260102-b");
  expect(() => findSession(state, "2026")).toThrow(
    '"2026" is the start of the id or name of 3 sessions.',
  );
  for (const none of ["x", "", "../20260102-a1", "/etc/passwd", ".", "*"]) {
    expect(() => findSession(state, none)).toThrow(`There is no session "${none}".`);
  }
});

test("a session that is open is refused with its process named, and a copy of its damage is not made", () => {
  const state = temporaryFolder();
  const opened = createSession(state, { ...sample, id: "busy" }, { now: clock() });
  const summary = findSession(state, "busy");
  expect(sessionOwner(summary)).toBe(process.pid);
  writeFileSync(summary.path, '{"seq":2,"at":', { flag: "a" });
  const before = readFileSync(summary.path);
  expect(() => resumeSession(summary, { now: clock() })).toThrow(`process ${process.pid}`);
  expect(() => removeSession(summary)).toThrow(`process ${process.pid}`);
  expect(readFileSync(summary.path)).toEqual(before);
  opened.close();
  expect(sessionOwner(summary)).toBe(null);
});

test("what is no lock in the place of one keeps no list from being made, and nobody opens the session", () => {
  const state = temporaryFolder();
  const { path } = startSession(state, "one", "/a");
  mkdirSync(path.replace(/jsonl$/, "lock"));
  const summary = findSession(state, "one");
  expect(sessionOwner(summary)).toBe(null);
  expect(() => resumeSession(summary, { now: clock() })).toThrow("is in the place of a lock");
});

test("removing takes the log and what was set aside, and nothing else", () => {
  const state = temporaryFolder();
  const { path } = startSession(state, "one", "/a");
  startSession(state, "one-more", "/a");
  writeFileSync(path, '{"torn', { flag: "a" });
  resumeSession(findSession(state, "one"), { now: clock() }).close();
  const folder = join(path, "..");
  expect(readdirSync(folder)).toHaveLength(3);
  removeSession(findSession(state, "one"));
  expect(readdirSync(folder)).toEqual(["one-more.jsonl"]);
});

test("files are 0600 and folders 0700 under any umask, also those that were there before", () => {
  const state = temporaryFolder();
  const sessions = join(state, "sessions");
  mkdirSync(join(sessions, folderNameOf("/a")), { recursive: true });
  chmodSync(sessions, 0o755);
  chmodSync(join(sessions, folderNameOf("/a")), 0o777);
  for (const mask of [0, 0o777]) {
    const before = process.umask(mask);
    try {
      const opened = createSession(
        state,
        { ...sample, cwd: mask === 0 ? "/a" : "/b", id: `mask${mask}` },
        { now: clock() },
      );
      for (const name of readdirSync(join(opened.path, ".."))) {
        expect(statSync(join(opened.path, "..", name)).mode & 0o777).toBe(0o600);
      }
      expect(statSync(join(opened.path, "..")).mode & 0o777).toBe(0o700);
      expect(statSync(sessions).mode & 0o777).toBe(0o700);
      opened.close();
    } finally {
      process.umask(before);
    }
  }
});

test("links, folders and foreign files among the sessions are passed over", () => {
  const state = temporaryFolder();
  const { path } = startSession(state, "one", "/a");
  const folder = join(path, "..");
  symlinkSync("/etc/passwd", join(folder, "link.jsonl"));
  mkdirSync(join(folder, "folder.jsonl"));
  writeFileSync(join(folder, "..jsonl"), "");
  writeFileSync(join(folder, "notes.txt"), "");
  writeFileSync(join(folder, "empty.jsonl"), "");
  writeFileSync(join(folder, "noise.jsonl"), Buffer.alloc(200_000, 0xff));
  const listed = listSessions(state);
  expect(listed.map(({ id }) => id).toSorted()).toEqual(["empty", "noise", "one"]);
  expect(findSession(state, "empty")).toMatchObject({ problem: "its first line cannot be read" });
  expect(() => resumeSession(findSession(state, "noise"), { now: clock() })).toThrow(
    "The first line of this session cannot be read",
  );
});

test("what a file calls itself is not believed", () => {
  const state = temporaryFolder();
  const { path } = startSession(state, "real", "/a");
  const text = readFileSync(path, "utf8").replace('"id":"real"', '"id":"../../evil"');
  writeFileSync(path, text);
  expect(listSessions(state)).toMatchObject([{ id: "real" }]);
  const resumed = resumeSession(findSession(state, "real"), { now: clock() });
  expect(resumed.session.id).toBe("real");
  resumed.close();
});

test("a list of long sessions reads only their ends", () => {
  const state = temporaryFolder();
  const opened = createSession(state, { ...sample, id: "long" }, { now: clock() });
  opened.log.append({ type: "turn_start", prompt: "x".repeat(1000) });
  for (let i = 0; i < 300; i++) {
    opened.log.append({ type: "message", message: { role: "user", content: "日本".repeat(1000) } });
  }
  for (const fact of turn().slice(-1)) opened.log.append(fact);
  opened.close();
  expect(listSessions(state)).toMatchObject([
    { id: "long", title: `${"x".repeat(79)}…`, reason: "done" },
  ]);
});

test(`session files from elsewhere are listed, resumed, written to and resumed again${corporaPresent ? "" : ": no case files beside the checkout"}`, () => {
  if (!corporaPresent) return;
  const state = temporaryFolder();
  const folder = join(state, "sessions", "foreign");
  mkdirSync(folder, { recursive: true });
  const names = ["e01", "e02", "e03", "e04", "e05", "e06", "e07", "e08"];
  for (const name of names) {
    copyFileSync(`${corpora}hostile/session/${name}.jsonl`, join(folder, `${name}.jsonl`));
  }
  expect(
    listSessions(state)
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(names);
  expect(findSession(state, "e08").problem).toMatch(/version 99/);
  for (const name of names.slice(0, 7)) {
    const opened = resumeSession(findSession(state, name), { now: clock() });
    for (const fact of turn()) opened.log.append(fact);
    opened.close();
    const again = resumeSession(findSession(state, name), { now: clock() });
    expect(historyOf(again.entries)).toEqual(historyOf(turn()));
    expect(again.entries).toHaveLength(opened.entries.length + turn().length);
    again.close();
  }
  expect(() => resumeSession(findSession(state, "e08"), { now: clock() })).toThrow(/version 99/);
});
