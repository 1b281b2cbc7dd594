/** kill -9 at random moments of a run of the built command line, and going on until it is done. */

import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { report, rounds } from "../support/faults.ts";
import { brokenRun, expectWhole, twelveSteps } from "../support/long-run.ts";

const kills = rounds(3, 200);

test(`${kills} kills at random moments of a run of twelve steps lose nothing, are refused nothing and do nothing twice`, async () => {
  let killed = 0;
  let cutCalls = 0;
  let tooEarly = 0;
  for (let round = 0; killed < kills; round++) {
    const run = await brokenRun();
    // Twice in one session, now and then: what was mended once is broken again.
    for (let breaks = 0; breaks < 1 + (round % 2); breaks++) {
      const resume = run.seen.length === 0 ? [] : ["-c"];
      const { child, ended } = run.start([...resume, "-p", "go on"]);
      // Somewhere in a step, by what has happened and not by the clock: the machine may be busy.
      await run.nthRequest(Math.floor(Math.random() * (twelveSteps.length + 1)), ended);
      await sleep(Math.random() * 60);
      child.kill("SIGKILL");
      const { signal, stderr } = await ended;
      expect(stderr).not.toMatch(/^\s+at /m);
      if (signal === "SIGKILL") killed++;
    }
    // Where not even its first line stands there is nothing to go on with.
    const log = run.log();
    const begun = log !== undefined && readFileSync(log).includes(0x0a);
    if (run.seen.length === 0) tooEarly++;
    const { code, stdout, stderr } = await run.start([...(begun ? ["-c"] : []), "-p", "go on"])
      .ended;
    expect({ code, stdout, stderr }).toMatchObject({ code: 0, stdout: "Done.\n" });
    const entries = expectWhole(run);
    const interrupted = entries.filter(
      (entry) => entry.type === "tool_result" && entry.content.startsWith("Interrupted"),
    );
    cutCalls += interrupted.length;
    expect(readdirSync(run.out).filter((name) => name.startsWith(".skillet"))).toEqual([]);
    expect(run.server.accepted.at(-1)?.filter(({ tool_calls }) => tool_calls)).toHaveLength(
      twelveSteps.length,
    );
  }
  report(
    `${killed} kills, ${tooEarly} before the first request, ${cutCalls} calls cut off: 0 lost, 0 refused, 0 done twice`,
  );
}, 1_200_000);
