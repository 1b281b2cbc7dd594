/** Streams that are closed, full, or read by somebody who leaves early: no stack, a documented code, the session whole. */

import { expect, test } from "vitest";
import { commandNames } from "../../src/app/launch.ts";
import { exitCodes } from "../../src/core/errors.ts";
import { readLog } from "../../src/session/read.ts";
import { report, some } from "../support/faults.ts";
import { brokenRun, logsIn, stepsOf } from "../support/long-run.ts";
import { newHome, startSkillet } from "../support/skillet.ts";

/** Signals end with 128 and their number; of what a run does itself only Ctrl-C's, when nobody reads any more. */
const documented: readonly number[] = [...Object.values(exitCodes), 130, 141];

const streams: Record<string, string> = {
  "a reader who leaves after a byte": '"$@" | head -c 1 >/dev/null; exit $PIPESTATUS',
  "a reader who is not there": '"$@" | true; exit $PIPESTATUS',
  "a full disk as stdout": 'exec "$@" >/dev/full',
  "a full disk as stderr": 'exec "$@" 2>/dev/full',
  "stdout closed": 'exec "$@" >&-',
  "stderr closed": 'exec "$@" 2>&-',
  "stdin closed": 'exec "$@" <&-',
  "all closed": 'exec "$@" <&- >&- 2>&-',
};
const behind = (stream: string) => ["bash", "-c", streams[stream] ?? "", "bash"];

const commands = [
  ["--version"],
  ["--help"],
  ["--no-such-flag"],
  ["-p", "-"],
  ...commandNames.filter((name) => name !== "demo").flatMap((name) => [[name], [name, "--json"]]),
];
const cells = Object.keys(streams).flatMap((stream) => commands.map((args) => ({ stream, args })));

test("every command ends well on every stream", async () => {
  const home = newHome();
  for (const { stream, args } of some(cells, 10)) {
    const { code, stdout, stderr } = await startSkillet(args, { home, behind: behind(stream) })
      .ended;
    const told = `${stdout}${stderr}`;
    expect({ stream, args, code, told }).toEqual({
      ...{ stream, args },
      code: expect.toSatisfy((given: number) => documented.includes(given)),
      told: expect.not.stringMatching(/^\s+at |internal error|Unhandled/m),
    });
  }
  report(`${cells.length} commands on broken streams: 0 stacks, documented codes`);
}, 600_000);

/** What is not there to be written to does not change how a run ends; what fails is exit 1; nobody reading is a stop. */
const ends: Record<string, Record<string, number[]>> = {
  text: { default: [0], "a full disk as stdout": [1] },
  json: { default: [0], "a full disk as stdout": [1] },
  "stream-json": {
    default: [0],
    "a full disk as stdout": [1],
    "a reader who leaves after a byte": [0, 130],
    "a reader who is not there": [130],
  },
};
const runs = Object.keys(ends).flatMap((format) =>
  Object.keys(streams).map((stream) => ({ format, stream })),
);

test.each(some(runs, 3))(
  "a run in $format with $stream leaves a whole session",
  async ({ format, stream }) => {
    const run = await brokenRun(stepsOf(3));
    const { code, stderr } = await run.start(["-p", "go", "--output-format", format], {
      behind: behind(stream),
    }).ended;
    expect(ends[format]?.[stream] ?? ends[format]?.default).toContain(code);
    expect(stderr).not.toMatch(/^\s+at |internal error/m);
    const { entries, problems } = readLog(logsIn(run.home)[0] ?? "");
    expect(problems).toEqual([]);
    if (code !== 1) expect(entries.at(-1)).toMatchObject({ type: "turn_end" });
    const again = await run.start(["-c", "-p", "go on"]).ended;
    expect(again).toMatchObject({ code: 0, stdout: "Done.\n" });
    expect(run.server.refused).toEqual([]);
  },
  60_000,
);
