import { copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { UserError } from "../../src/core/errors.ts";
import type { Entry } from "../../src/core/events.ts";
import { historyOf } from "../../src/core/folds.ts";
import { receiptOf } from "../../src/core/receipt.ts";
import { linesOf } from "../../src/session/lines.ts";
import { openLog } from "../../src/session/log.ts";
import { readLog, recoverLog } from "../../src/session/read.ts";
import { corpora, corporaPresent } from "../support/corpora.ts";
import { entriesOf, session, turn } from "../support/facts.ts";
import { temporaryFolder } from "../support/temporary.ts";

const now = () => 0;

function logOf(text: string | Buffer): string {
  const path = join(temporaryFolder(), "s.jsonl");
  writeFileSync(path, text);
  return path;
}

const first = JSON.stringify({ seq: 1, at: "2026-01-02T03:04:05.000Z", ...session });
const prompt = (seq: number, text: string) =>
  JSON.stringify({ seq, at: "2026-01-02T03:04:06.000Z", type: "turn_start", prompt: text });
const promptsOf = (entries: readonly Entry[]) =>
  entries.flatMap((entry) => (entry.type === "turn_start" ? [entry.prompt] : []));

test("a torn last line is set aside by recovery, and only by recovery", () => {
  const path = logOf(`${first}\n${prompt(2, "one")}\n{"seq":3,"at":"20`);
  const before = readFileSync(path);
  const read = readLog(path);
  expect(promptsOf(read.entries)).toEqual(["one"]);
  expect(read.problems).toMatchObject([{ kind: "torn", bytes: 17 }]);
  expect(readFileSync(path)).toEqual(before);

  const offset = before.length - 17;
  const recovered = recoverLog(path);
  expect(recovered.entries).toEqual(read.entries);
  expect(recovered.problems.map(({ message }) => message)).toEqual([
    `The last line was cut short (at byte ${offset}, 17 bytes). Set aside in ${path}.torn-${offset}.`,
  ]);
  expect(readFileSync(path)).toEqual(before.subarray(0, offset));
  expect(readFileSync(`${path}.torn-${offset}`, "utf8")).toBe('{"seq":3,"at":"20');
  expect(statSync(`${path}.torn-${offset}`).mode & 0o777).toBe(0o600);
});

test("a complete last line without its line feed is kept", () => {
  const path = logOf(`${first}\n${prompt(2, "one")}`);
  const { entries, problems, lastSeq } = recoverLog(path);
  expect({ prompts: promptsOf(entries), problems, lastSeq }).toEqual({
    prompts: ["one"],
    problems: [],
    lastSeq: 2,
  });
});

test("damage in the middle is skipped, reported with its place, and left in the file", () => {
  const nul = "\0".repeat(512);
  const path = logOf(`${first}\n${prompt(2, "one")}\n${nul}\nnot json\n${prompt(3, "two")}\n`);
  const before = readFileSync(path);
  const { entries, problems } = recoverLog(path);
  expect(promptsOf(entries)).toEqual(["one", "two"]);
  expect(problems).toMatchObject([
    { kind: "damaged", bytes: 512 },
    { kind: "damaged", bytes: 8 },
  ]);
  expect(readFileSync(path)).toEqual(before);
});

test("records that stand on one line are all kept, also behind a stub", () => {
  const path = logOf(
    `${first}${prompt(2, "glued")}\n\0\0${prompt(3, "padded")}\n{"seq":4,"at":"2026","type":"tur${prompt(4, "behind a stub")}\n${prompt(5, "end")}\n`,
  );
  const { entries, problems } = readLog(path);
  expect(promptsOf(entries)).toEqual(["glued", "padded", "behind a stub", "end"]);
  expect(problems.map(({ kind }) => kind)).toEqual(["glued", "damaged", "damaged"]);
});

test("a newer version is refused with both versions named, and the file is untouched", () => {
  const path = logOf(`{"seq":1,"type":"session","version":99,"id":"x"}\n{"seq":2,"torn`);
  const before = readFileSync(path);
  expect(() => recoverLog(path)).toThrow(/version 99 of the log; this Skillet reads version 1/);
  expect(() => recoverLog(path)).toThrow(UserError);
  expect(readFileSync(path)).toEqual(before);
});

test("prototype keys change nothing, however they are spelt", () => {
  const path = logOf(
    `${first}\n{"seq":2,"type":"turn_start","prompt":"x","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}\n{"seq":3,"type":"tool_start","callId":"a","name":"b","arguments":{"\\u005f_proto__":{"polluted":1}}}\n`,
  );
  const { entries } = readLog(path);
  const copied = entries.map((entry) => Object.assign({}, entry));
  expect(entries).toHaveLength(3);
  for (const object of [...entries, ...copied, {}]) expect(object).not.toHaveProperty("polluted");
  expect(entries[2]).toMatchObject({ arguments: {} });
});

test("records of a known type without its fields are skipped, unknown types are let through", () => {
  const path = logOf(
    `${first}\n{"seq":2,"type":"message","message":null}\n{"seq":3,"type":"message","message":{"role":"tool"}}\n{"seq":4,"type":"turn_end"}\n{"seq":5,"type":"tool_result","callId":"a","content":"","isError":false,"durationMs":1,"effect":{"kind":"write"}}\n{"seq":6,"type":"of_the_future","x":1}\n[1]\n7\nnull\n`,
  );
  const { entries, problems } = readLog(path);
  expect(entries.map(({ type }) => type)).toEqual(["session", "of_the_future"]);
  expect(problems.map(({ kind }) => kind)).toEqual([
    ...Array(4).fill("foreign"),
    "order",
    ...Array(3).fill("damaged"),
  ]);
  expect(historyOf(entries)).toEqual([]);
  expect(receiptOf(entries, session)).toMatchObject({ reason: null });
});

test("gaps and repeats of the numbering are reported and nothing is dropped for them", () => {
  const path = logOf(`${first}\n${prompt(2, "a")}\n${prompt(2, "b")}\n${prompt(9, "c")}\n`);
  const { entries, problems, lastSeq } = readLog(path);
  expect(promptsOf(entries)).toEqual(["a", "b", "c"]);
  expect(problems.map(({ kind }) => kind)).toEqual(["order", "order"]);
  expect(lastSeq).toBe(9);
});

test("a whole log folds to the same receipt as the live facts", () => {
  const path = join(temporaryFolder(), "s.jsonl");
  const log = openLog(path, { now });
  const live = [session, ...turn()].map((fact) => log.append(fact));
  log.close();
  expect(receiptOf(readLog(path).entries, session)).toEqual(receiptOf(live, session));
});

test("lines longer than a chunk and lines across chunks come out whole", () => {
  const lines = ["a".repeat(3 << 20), "", "b", "c".repeat((1 << 20) - 3), "日本".repeat(400_000)];
  const path = logOf(
    `${lines.map((text) => JSON.stringify({ seq: 1, type: "x", text })).join("\n")}\n`,
  );
  expect(readLog(path).entries.map((entry) => ("text" in entry ? entry.text : ""))).toEqual(lines);
});

test("a line above the limit is told and not held", () => {
  const path = logOf(`${"x".repeat(5000)}\n${prompt(1, "after")}\n`);
  const descriptor = process.getBuiltinModule("node:fs").openSync(path, "r");
  const found = [...linesOf(descriptor, 1000)].map(({ bytes, length }) => [bytes === null, length]);
  process.getBuiltinModule("node:fs").closeSync(descriptor);
  expect(found).toEqual([
    [true, 5000],
    [false, prompt(1, "after").length],
  ]);
});

test("a million unclosed braces on one line are given up quickly", () => {
  const path = logOf(`${first}\n${'{"seq":'.repeat(200_000)}\n${prompt(2, "after")}\n`);
  const { entries, problems } = readLog(path);
  expect(promptsOf(entries)).toEqual(["after"]);
  expect(problems).toMatchObject([{ kind: "damaged" }]);
});

describe("damaged session files", () => {
  if (!corporaPresent) {
    test("are not tried: the case files are not beside the checkout", () => {
      expect(existsSync(corpora)).toBe(false);
    });
    return;
  }
  const cases: [name: string, records: number, problems: string[]][] = [
    ["e01", 3, ["torn"]],
    ["e02", 3, ["damaged"]],
    ["e03", 4, ["glued"]],
    ["e04", 4, []],
    ["e05", 4, ["foreign", "foreign"]],
    ["e06", 2, []],
    ["e07", 3, []],
  ];
  test.each(cases)(
    "%s is read, appended to and read again with nothing lost",
    (name, records, kinds) => {
      const path = join(temporaryFolder(), `${name}.jsonl`);
      copyFileSync(`${corpora}hostile/session/${name}.jsonl`, path);
      const before = readFileSync(path);
      const { entries, problems, lastSeq } = recoverLog(path);
      expect(entries).toHaveLength(records);
      expect(problems.map(({ kind }) => kind)).toEqual(kinds);
      const log = openLog(path, { now, lastSeq });
      for (const fact of turn()) log.append(fact);
      log.close();
      const again = readLog(path);
      expect(again.entries.slice(0, records)).toEqual(entries);
      expect(again.entries.slice(records).map(({ type }) => type)).toEqual(
        turn().map(({ type }) => type),
      );
      expect(again.problems.filter(({ kind }) => kind === "torn")).toEqual([]);
      const torn = problems.find(({ kind }) => kind === "torn");
      const kept = before.subarray(0, torn?.offset ?? before.length);
      expect(readFileSync(path).subarray(0, kept.length)).toEqual(kept);
      if (torn) expect(existsSync(`${path}.torn-${torn.offset}`)).toBe(true);
      expect(() => historyOf(again.entries)).not.toThrow();
    },
  );

  test("e08 is refused and keeps its bytes", () => {
    const path = join(temporaryFolder(), "e08.jsonl");
    copyFileSync(`${corpora}hostile/session/e08.jsonl`, path);
    expect(() => recoverLog(path)).toThrow(/version 99/);
    expect(readFileSync(path)).toEqual(readFileSync(`${corpora}hostile/session/e08.jsonl`));
  });
});

test("entries keep the order of the file, whatever their times say", () => {
  const backwards = entriesOf(turn()).map((entry, index) => ({
    ...entry,
    at: new Date(Date.UTC(2040 - index, 0, 1)).toISOString(),
  }));
  const path = logOf(`${backwards.map((entry) => JSON.stringify(entry)).join("\n")}\n`);
  expect(readLog(path).entries).toEqual(backwards);
});

test("a record that is nested deeper than any of ours is skipped and reported", () => {
  const deep = (levels: number) =>
    `{"type":"tool_start","callId":"c","name":"shell","arguments":${'{"a":'.repeat(levels)}1${"}".repeat(levels)}}`;
  const path = logOf(
    `${first}\n${deep(20_000)}\n${deep(200_000)}\n${deep(110)}\n${prompt(5, "two")}\n`,
  );
  const { entries, problems } = readLog(path);
  expect(entries.map(({ type }) => type)).toEqual(["session", "tool_start", "turn_start"]);
  expect(problems.filter(({ kind }) => kind === "foreign")).toHaveLength(2);
  expect(() => JSON.stringify(entries)).not.toThrow();
});

test.each([
  "c1\u001b]0;x\u0007",
  "c1; rm -rf ~",
  "c",
  "c1 ",
  "C1",
  "c-1",
  "",
  "c1234567890",
  "c1\n",
])("a checkpoint that calls itself %j is none: its id is shown and typed", (id) => {
  const checkpoint = { type: "checkpoint", files: [{ path: "a", before: null, after: null }] };
  const lines = [
    { ...checkpoint, id },
    { ...checkpoint, id: "c2", undoes: id },
  ];
  const path = logOf(`${first}\n${lines.map((line) => JSON.stringify(line)).join("\n")}\n`);
  const { entries, problems } = readLog(path);
  expect(entries.map(({ type }) => type)).toEqual(["session"]);
  expect(problems.map(({ kind }) => kind)).toEqual(["foreign", "foreign"]);
});
