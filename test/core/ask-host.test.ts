/** A question about a host in the middle of a command: judged like any effect, logged under the command's own id. */

import { expect, test } from "vitest";
import { askAboutHost } from "../../src/core/ask-host.ts";
import type { Event } from "../../src/core/events.ts";
import { grantsOf } from "../../src/core/folds.ts";
import { policyOf } from "../../src/core/policy.ts";
import type { Approver, Environment, Pending } from "../../src/core/ports.ts";
import { parseRule } from "../../src/core/rules.ts";
import type { Approval, Rule } from "../../src/core/types.ts";

const call = { id: "c7", name: "shell", arguments: { command: "npm install" } };

interface Asking {
  rules?: string[];
  answer?: Partial<Approval>;
  throws?: boolean;
}

async function ask({ rules = [], answer = {}, throws }: Asking = {}) {
  const shown: Pending[] = [];
  const grants: Rule[] = [];
  const approver: Approver = {
    ask: null,
    async review(pending) {
      shown.push(...pending);
      if (throws) throw new Error("the terminal is gone");
      const said: Approval = { callId: "c7", granted: false, by: "user", scope: "once", ...answer };
      return [said];
    },
  };
  const environment = {
    policy: policyOf({ mode: "yolo", rules: rules.map((rule) => parseRule(rule)), confined: true }),
    grants,
    approver,
    signal: new AbortController().signal,
  } as unknown as Environment;
  const answers: unknown[][] = [];
  const question = {
    host: "registry.test",
    answer: (...given: unknown[]) => void answers.push(given),
  };
  const events: Event[] = [];
  const asking = askAboutHost(question, call, environment);
  let stop: boolean | undefined;
  try {
    for (;;) {
      const next = await asking.next();
      if (next.done) {
        stop = next.value;
        break;
      }
      events.push(next.value);
    }
  } catch (thrown) {
    expect(thrown).toMatchObject({ message: "the terminal is gone" });
  }
  return { answers, events, shown, grants, stop };
}

test("no mode lets it through: it is asked, and the facts bear the command's id", async () => {
  const { answers, events, shown, stop } = await ask({ answer: { granted: true } });
  expect(shown).toMatchObject([
    {
      call: { id: "c7", name: "network" },
      effect: { kind: "network", hosts: ["registry.test"], command: "npm install" },
    },
  ]);
  expect(events).toMatchObject([
    { type: "approval_request", calls: [{ callId: "c7", name: "network" }] },
    { type: "approval", callId: "c7", granted: true, by: "user" },
  ]);
  expect(answers).toEqual([[true, expect.anything()]]);
  expect(stop).toBe(false);
});

test("a rule answers without a question, either way", async () => {
  const yes = await ask({ rules: ["allow network:registry.test"] });
  expect(yes.shown).toEqual([]);
  expect(yes.answers[0]?.[0]).toBe(true);
  const no = await ask({ rules: ["deny network:*.test"] });
  expect(no.shown).toEqual([]);
  expect(no.answers).toEqual([[false, "A rule denies it: network:*.test."]]);
  expect(no.events).toMatchObject([{ type: "approval", granted: false, by: "policy" }]);
});

test("a yes for the session is a grant, in the session and from its log", async () => {
  const rule = "network:registry.test";
  const { events, grants } = await ask({ answer: { granted: true, scope: "session", rule } });
  expect(grants).toMatchObject([{ decide: "allow", tool: "network", pattern: "registry.test" }]);
  const entries = events.map((event, seq) => ({ ...event, seq, at: "" }));
  expect(grantsOf(entries as Parameters<typeof grantsOf>[0])).toMatchObject([
    { tool: "network", pattern: "registry.test" },
  ]);
});

test("what was said with a no reaches the model, and Esc stops the turn", async () => {
  const no = await ask({ answer: { words: "use the cache", stop: true } });
  expect(no.answers).toEqual([[false, "the user said: use the cache"]]);
  expect(no.stop).toBe(true);
});

test("with nobody there it is refused, and told how to allow it", async () => {
  const { answers, stop } = await ask({ answer: { by: "unattended" } });
  expect(answers).toEqual([[false, expect.stringContaining("--allow-host registry.test")]]);
  expect(stop).toBe(false);
});

test("whatever goes wrong, the command is not left waiting", async () => {
  const { answers } = await ask({ throws: true });
  expect(answers).toEqual([[false]]);
});
