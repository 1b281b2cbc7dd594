import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { countSession } from "../../src/session/count.ts";
import { findSession, sessionsNamed } from "../../src/session/find.ts";
import { createSession, latestSession, listSessions } from "../../src/session/store.ts";
import { corpora, corporaPresent } from "../support/corpora.ts";
import { session, turn } from "../support/facts.ts";
import { temporaryFolder } from "../support/temporary.ts";

const now = () => Date.UTC(2026, 0, 2);

function started(state: string, id: string, name = "", cwd = "/a") {
  const opened = createSession(state, { ...session, id, cwd }, { now });
  for (const fact of turn()) opened.log.append(fact);
  if (name) opened.log.append({ type: "session_name", name });
  opened.close();
  return opened.path;
}

test("a session is found by its name and by the start of it, whatever the case", () => {
  const state = temporaryFolder();
  started(state, "20260102-a", "Flask board");
  started(state, "20260102-b", "掲示板");
  for (const words of ["flask board", "Flask", "  FLASK   board"])
    expect(findSession(state, words).id).toBe("20260102-a");
  expect(findSession(state, "掲示").id).toBe("20260102-b");
  for (const none of ["board", "", " ", "flask board 2", "../a"])
    expect(() => findSession(state, none)).toThrow("There is no session");
});

test("of two with one name that of this folder is meant; in one folder the line names both", () => {
  const state = temporaryFolder();
  started(state, "a1", "board", "/a");
  started(state, "b1", "board", "/b");
  expect(findSession(state, "board", "/a").id).toBe("a1");
  expect(findSession(state, "board", "/b").id).toBe("b1");
  expect(() => findSession(state, "board", "/c")).toThrow('"board" is the name of 2 sessions.');
  started(state, "a2", "Board", "/a");
  expect(() => findSession(state, "board", "/a")).toThrow('"board" is the name of 2 sessions.');
  expect(sessionsNamed(state, "BOARD")).toHaveLength(3);
});

test("a whole name wins over a start, a whole id over both", () => {
  const state = temporaryFolder();
  started(state, "x1", "board");
  started(state, "x2", "board two");
  started(state, "board2", "x1");
  expect(findSession(state, "board").id).toBe("x1");
  expect(findSession(state, "x1").id).toBe("x1");
  expect(() => findSession(state, "boar")).toThrow("is the start of the id or name of 3 sessions");
});

test("turns and names are counted in the whole file, also where it is damaged or written by others", () => {
  const state = temporaryFolder();
  const path = started(state, "one", "first");
  const line = (fact: object) =>
    `${JSON.stringify({ seq: 99, at: "2026-01-02T00:00:00.000Z", ...fact })}\n`;
  appendFileSync(
    path,
    line({ type: "message", message: { role: "user", content: '"type":"turn_start"' } }),
  );
  appendFileSync(
    path,
    line({
      type: "decision",
      step: 1,
      kind: "act",
      calls: [{ id: "1", name: "x", arguments: { type: "turn_start", prompt: "no" } }],
      rejected: [],
    }),
  );
  appendFileSync(path, '{"type": "turn_start", "prompt": "of another writer"}\n');
  appendFileSync(path, `\0\0\0${line({ type: "turn_start", prompt: "behind damage" })}`);
  appendFileSync(
    path,
    '{"type":"session_name","name":5}\n{"type":"session_name","name":"second"}\n',
  );
  appendFileSync(path, line({ type: "turn_start", prompt: "p".repeat(9_000_000) }));
  appendFileSync(path, '{"seq":120,"at":"","type":"session_name","na');
  expect(countSession(path)).toEqual({ turns: 4, name: "second" });
});

test("what is no file has no turns", () => {
  const state = temporaryFolder();
  mkdirSync(join(state, "folder.jsonl"));
  for (const name of ["folder.jsonl", "missing.jsonl"])
    expect(countSession(join(state, name))).toEqual({ turns: 0, name: "" });
  writeFileSync(join(state, "empty"), "");
  expect(countSession(join(state, "empty"))).toEqual({ turns: 0, name: "" });
});

test("a session in which nothing was said is not the last one", () => {
  const state = temporaryFolder();
  started(state, "real");
  const later = () => Date.UTC(2026, 5, 1);
  createSession(state, { ...session, id: "blank", cwd: "/a" }, { now: later }).close();
  expect(listSessions(state).map(({ id, blank }) => [id, blank])).toEqual([
    ["blank", true],
    ["real", undefined],
  ]);
  expect(latestSession(state, "/a").id).toBe("real");
});

test("a first prompt that is longer than what a list reads still gives the title", () => {
  const state = temporaryFolder();
  const opened = createSession(state, { ...session, id: "long", cwd: "/a" }, { now });
  const prompt = `Build "a\\b" \n掲示板 ${"and more ".repeat(20_000)}`;
  opened.log.append({ type: "turn_start", prompt });
  opened.close();
  const [summary] = listSessions(state, "/a");
  expect(summary?.title).toMatch(/^Build "a\\b" 掲示板 and more and more .*…$/);
  expect(summary?.blank).toBe(undefined);
});

test.runIf(corporaPresent)("hostile files are counted without a fault", () => {
  for (let index = 1; index <= 8; index++)
    expect(countSession(`${corpora}hostile/session/e0${index}.jsonl`).turns).toBe(0);
});
