import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { UserError } from "../../src/core/errors.ts";
import { historyOf } from "../../src/core/folds.ts";
import { logSink, openLog } from "../../src/session/log.ts";
import { readLog, recoverLog } from "../../src/session/read.ts";
import { session, turn } from "../support/facts.ts";
import { play } from "../support/play.ts";
import { quickFolder, temporaryFolder } from "../support/temporary.ts";

const now = () => Date.UTC(2026, 0, 2, 3, 4, 5);
const newPath = () => join(temporaryFolder(), "s.jsonl");

test("each fact is one line with its place and time first", () => {
  const path = newPath();
  const log = openLog(path, { now });
  log.append({ type: "turn_start", prompt: "one\ntwo" });
  log.close();
  expect(readFileSync(path, "utf8")).toBe(
    '{"seq":1,"at":"2026-01-02T03:04:05.000Z","type":"turn_start","prompt":"one\\ntwo"}\n',
  );
});

test("what is appended is what is read back", () => {
  const path = newPath();
  const log = openLog(path, { now });
  const written = [session, ...turn()].map((fact) => log.append(fact));
  log.close();
  expect(readLog(path)).toEqual({
    session: written[0],
    entries: written,
    problems: [],
    lastSeq: written.length,
  });
});

test("the log alone rebuilds the history of a played turn", async () => {
  const path = newPath();
  const log = openLog(path, { now });
  const { history } = await play(
    [
      { text: "Writing.", calls: [{ name: "write_file", arguments: { path: "a", content: "A" } }] },
      { calls: [{ name: "shell", arguments: { command: "fail" } }] },
      { text: "Done." },
    ],
    { sink: (event) => void logSink(log)(event) },
  );
  log.close();
  expect(historyOf(readLog(path).entries)).toEqual(history);
});

test("line separators, bidi marks, C1 controls and lone surrogates are written escaped and read back the same", () => {
  const path = newPath();
  const log = openLog(path, { now });
  const prompt = "a\u2028b\u2029c\u0085d\u202ee\ud800f\u009bg\u007f";
  log.append({ type: "turn_start", prompt });
  log.close();
  const text = readFileSync(path, "utf8");
  expect(text).toMatch(/^[\x20-\x7e\n]+$/);
  expect(text).toContain("\\u2028b\\u2029c\\u0085d\\u202ee\\ud800f\\u009bg\\u007f");
  expect(readLog(path).entries[0]).toMatchObject({ prompt });
});

test("a torn last line is never glued to the next one", () => {
  const path = newPath();
  writeFileSync(path, '{"seq":1,"at":"x","type":"turn_st');
  const log = openLog(path, { now, lastSeq: 1 });
  log.append({ type: "turn_start", prompt: "next" });
  log.close();
  expect(readFileSync(path, "utf8").split("\n")).toHaveLength(3);
  expect(readLog(path).entries).toMatchObject([{ seq: 2, prompt: "next" }]);
});

test("the file is private whatever the umask and whatever it was before", () => {
  const path = newPath();
  writeFileSync(path, "");
  chmodSync(path, 0o666);
  openLog(path, { now }).close();
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const before = process.umask(0);
  try {
    const fresh = newPath();
    openLog(fresh, { now }).close();
    expect(statSync(fresh).mode & 0o777).toBe(0o600);
  } finally {
    process.umask(before);
  }
});

test("a log that is a link or a folder is not opened", () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "dir.jsonl"));
  symlinkSync("/dev/null", join(folder, "link.jsonl"));
  expect(() => openLog(join(folder, "link.jsonl"), { now })).toThrow(/symbolic link/);
  expect(() => openLog(join(folder, "dir.jsonl"), { now })).toThrow(UserError);
});

test("a disk that takes nothing stops the run with one line, and stays stopped", () => {
  const path = newPath();
  const log = openLog(path, { now });
  // The number under which the log holds its file is given to a device that is always full.
  const held = readdirSync("/proc/self/fd").find((number) => linkOf(number) === path);
  closeSync(Number(held));
  expect(openSync("/dev/full", "w")).toBe(Number(held));
  const append = () => log.append({ type: "turn_start", prompt: "x" });
  expect(append).toThrow(/^The session log could not be written: no space left on the disk/);
  expect(append).toThrow(expect.objectContaining({ exitCode: 1, name: "UserError" }));
  expect(() => log.sync()).toThrow(/no space left/);
  log.close();
  log.close();
});

function linkOf(descriptor: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    return "";
  }
}

test("a closed log takes nothing more", () => {
  const path = newPath();
  const log = openLog(path, { now });
  log.close();
  expect(() => log.append({ type: "turn_start", prompt: "x" })).toThrow("is closed");
  expect(readFileSync(path, "utf8")).toBe("");
});

test("the sink writes every fact and no delta", () => {
  const path = newPath();
  const log = openLog(path, { now });
  const sink = logSink(log);
  void sink({ type: "text_delta", text: "hello" });
  for (const fact of turn()) void sink(fact);
  void sink({ type: "notice", text: "hello" });
  log.close();
  expect(readLog(path).entries.map(({ type }) => type)).toEqual(turn().map(({ type }) => type));
});

// In parts, each with the time of a test: on a machine with much to do, all of it takes longer than one has.
const parts = 4;

test.each(Array.from({ length: parts }, (_, part) => [part + 1]))(
  "a log of 60 records cut at every byte loses no complete record and glues none (part %i of 4)",
  (part) => {
    const path = newPath();
    const log = openLog(path, { now });
    const facts = [session, ...turn(), ...turn("二番目"), ...turn("三番目"), ...turn("四番目")];
    for (const fact of facts.slice(0, 60)) log.append(fact);
    log.close();
    const whole = readFileSync(path);
    expect(readLog(path).entries).toHaveLength(60);
    const ends = lineEnds(whole);
    const place = (of: number) => Math.ceil((of * (whole.length + 1)) / parts);
    const cuts = Array.from(
      { length: place(part) - place(part - 1) },
      (_, at) => place(part - 1) + at,
    );
    expect(cuts.length).toBeGreaterThan(whole.length / parts - 1);

    const folder = quickFolder();
    let notices = 0;
    for (const cut of cuts) {
      const copy = join(folder, `${cut}.jsonl`);
      writeFileSync(copy, whole.subarray(0, cut));
      // A record is complete when its last byte is there, with or without the line feed.
      const complete = ends.filter((end) => end <= cut).length;
      const torn = cut > 0 && !ends.includes(cut) && !ends.includes(cut - 1);
      const { entries, problems, lastSeq } = recoverLog(copy);
      const again = openLog(copy, { now, lastSeq });
      again.append({ type: "turn_start", prompt: "next" });
      again.close();
      const after = readFileSync(copy);
      const kept = whole.subarray(0, complete === 0 ? 0 : (ends[complete - 1] ?? 0) + 1);
      const next = `{"seq":${complete + 1},"at":"2026-01-02T03:04:05.000Z","type":"turn_start","prompt":"next"}\n`;
      const sound =
        entries.length === complete &&
        problems.length === (torn ? 1 : 0) &&
        after.equals(Buffer.concat([kept, Buffer.from(next)]));
      if (!sound) expect({ cut, complete, problems, after: after.toString() }).toBe("sound");
      if (torn) {
        notices++;
        const offset = problems[0]?.offset ?? -1;
        const aside = readFileSync(`${copy}.torn-${offset}`);
        if (!aside.equals(whole.subarray(offset, cut))) expect({ cut, offset }).toBe("set aside");
      }
    }
    const unended = cuts.filter((cut) => cut > 0 && !ends.includes(cut) && !ends.includes(cut - 1));
    expect(notices).toBe(unended.length);
  },
);

/** Where each record ends, without its line feed. */
function lineEnds(bytes: Buffer): number[] {
  const ends: number[] = [];
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) ends.push(at);
  return ends;
}
