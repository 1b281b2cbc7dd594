/** Whatever stands in a session's file, no reader of it throws anything but a line for the user. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exportText } from "../../src/app/export-session.ts";
import { planLines } from "../../src/app/replay/lines.ts";
import { sessionLine } from "../../src/app/session-line.ts";
import { resumedLines } from "../../src/app/stored-session.ts";
import { UserError } from "../../src/core/errors.ts";
import type { Fact } from "../../src/core/events.ts";
import { grantsOf, historyOf } from "../../src/core/folds.ts";
import { recordedTurns } from "../../src/core/recorded.ts";
import { nameIn, turnsOf } from "../../src/core/turns.ts";
import { usageByModel } from "../../src/core/usage-by-model.ts";
import { findSession } from "../../src/session/find.ts";
import { forkSession } from "../../src/session/fork.ts";
import { readLog } from "../../src/session/read.ts";
import { listSessions } from "../../src/session/store.ts";
import { lastTurn } from "../../src/sinks/last-turn.ts";
import { entriesOf, session, turn } from "../support/facts.ts";
import { temporaryFolder } from "../support/temporary.ts";

const wrong: unknown[] = [null, -1, "\u001b]0;x\u0007\u202e", [null], {}, true];

/** Facts that the turn does not have. */
const others: Fact[] = [
  { type: "session_name", name: "board" },
  {
    type: "skill_use",
    name: "flask-app",
    path: "/s/SKILL.md",
    sha256: "0".repeat(64),
    restricts: ["shell"],
  },
  { type: "checkpoint", id: "c1", files: [{ path: "a", before: null, after: "0".repeat(64) }] },
  { type: "compaction", reason: "full", before: 10, after: 5, replaces: 3, summary: "s" },
  { type: "check", name: "page", ok: false, expected: "200", actual: "500", durationMs: 3 },
  {
    type: "finding",
    rule: "r",
    severity: "high",
    cwe: "CWE-489",
    path: "a",
    line: 3,
    message: "m",
    waived: "w",
  },
  { type: "error", where: "model", kind: "auth", message: "no key", hint: "set one" },
  { type: "lane_change", from: "native", to: "hermes", reason: "unsupported" },
];

/** The same value with one part of it replaced, for each part and each wrong value. */
function* mutants(value: unknown): Generator<unknown> {
  yield* wrong;
  if (typeof value !== "object" || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    for (const other of mutants(part)) {
      if (Array.isArray(value)) yield value.map((one, at) => (String(at) === key ? other : one));
      else yield { ...value, [key]: other };
    }
    if (!Array.isArray(value)) {
      const { [key]: _, ...rest } = value as Record<string, unknown>;
      yield rest;
    }
  }
}

async function readAll(state: string, id: string, copies: boolean): Promise<void> {
  const [listed] = listSessions(state);
  if (!listed) throw new Error("It is not listed.");
  const line = sessionLine(listed);
  expect(line).not.toMatch(/[\u0007\u001b\u202e\n]/);
  const found = findSession(state, id);
  const log = readLog(found.path);
  const { entries } = log;
  historyOf(entries);
  grantsOf(entries);
  turnsOf(entries);
  nameIn(entries);
  usageByModel(entries, log.session?.model ?? "");
  if (log.session) {
    resumedLines(log.session, entries, { fork: {}, attended: false });
    const options = { interactive: true, color: false, columns: 80, all: "" };
    expect(await lastTurn(entries, log.session, options)).not.toMatch(/[\u0007\u001b\u202e]/);
    for (const told of planLines(log.session, recordedTurns(entries)))
      expect(told).not.toMatch(/[\u0007\u001b\u202e]/);
  }
  for (const format of ["md", "html", "json"] as const)
    expect(await exportText(format, log, [])).not.toMatch(/[\u0007\u001b\u202e]/);
  if (!copies) return;
  const copy = forkSession(state, found, { id: "copy", now: () => 0 });
  copy.discard();
}

test("each part of each fact replaced by what it should not be", async () => {
  const whole = entriesOf([session, ...turn(), ...others]);
  const state = temporaryFolder();
  const folder = join(state, "sessions", "any");
  mkdirSync(folder, { recursive: true });
  const seen = new Set<string>();
  for (const [index, entry] of whole.entries()) {
    for (const mutant of mutants(entry)) {
      const line = JSON.stringify(mutant);
      if (seen.has(`${index}${line}`)) continue;
      seen.add(`${index}${line}`);
      const lines = whole.map((one, at) => (at === index ? line : JSON.stringify(one)));
      writeFileSync(join(folder, "it.jsonl"), `${lines.join("\n")}\n`);
      try {
        // Copying syncs: of the first line always, of the others every tenth.
        await readAll(state, "it", index === 0 || seen.size % 10 === 0);
      } catch (thrown) {
        if (thrown instanceof UserError) continue;
        throw new Error(`entry ${index + 1}: ${line}`, { cause: thrown });
      }
    }
  }
  expect(seen.size).toBeGreaterThan(1000);
}, 120_000);
