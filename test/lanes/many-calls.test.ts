/** Texts with more calls than a reply may carry, in every form; and texts that were made to be looked through again and again. */

import { describe, expect, test, vi } from "vitest";
import { mostCalls } from "../../src/core/reply-bounds.ts";
import type { Decision, ModelReply } from "../../src/core/types.ts";
import { readerNamed } from "../../src/lanes/index.ts";
import { LineMarks } from "../../src/lanes/line-marks.ts";
import { emitters, laneOf } from "../support/emit.ts";
import { random } from "../support/random.ts";

const tools = ["read_file", "list_files"].map((name) => ({
  name,
  description: "",
  parameters: { type: "object", properties: { path: { type: "string" } }, required: ["path"] },
}));

function decided(lane: string, reply: Partial<ModelReply>): Decision {
  const whole = { text: "", reasoning: "", calls: [], finish: "stop", usage: null, anomalies: [] };
  let minted = 0;
  const reader = readerNamed(lane);
  if (!reader) throw new Error(`no reader ${lane}`);
  return reader.decode({ ...whole, ...reply } as ModelReply, tools, () => `m${minted++}`);
}

const calls = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ name: "read_file", arguments: { path: `${at}` } }));

function expectTooMany(decision: Decision, text = ""): void {
  expect(decision).toMatchObject({ kind: "unreadable", problem: "too_many_calls", text });
  if (decision.kind !== "unreadable") return;
  expect(decision.hint).toMatch(/more than 128 calls.*none of them was run/);
  expect(decision.rejected).toHaveLength(mostCalls);
  for (const { name, reason } of decision.rejected ?? [])
    expect([name, reason]).toEqual(["read_file", "too_many_calls"]);
}

// These carry one call per reply.
const forms = Object.entries(emitters).filter(([form]) => !/^(react|qwen_flower)/.test(form));

describe.each(forms)("%s", (form, emit) => {
  const lane = laneOf(form);

  test("as many calls as a reply may carry are read", () => {
    const decision = decided(lane, { text: emit(calls(mostCalls)) });
    expect(decision.kind === "act" && decision.calls.map(({ arguments: args }) => args)).toEqual(
      calls(mostCalls).map(({ arguments: args }) => args),
    );
  });

  test.each([mostCalls + 1, 50_000])("of %i none is read, and the model is told", (count) => {
    expectTooMany(decided(lane, { text: emit(calls(count)) }));
  });
});

test("calls that leaked into the text of the native lane are counted as well; what was said before them stays", () => {
  const text = `I look at all of them.\n${emitters.hermes?.(calls(50_000))}`;
  expectTooMany(decided("auto", { text }), "I look at all of them.");
});

test.each([
  [
    "one by one",
    Array.from({ length: 50_000 }, () => ({ id: "", name: "read_file", text: '{"path":"a"}' })),
  ],
  [
    "in one bundle",
    [
      {
        id: "a",
        name: "multi_tool_use.parallel",
        text: JSON.stringify({
          tool_uses: calls(50_000).map(({ name, arguments: parameters }) => ({
            recipient_name: name,
            parameters,
          })),
        }),
      },
    ],
  ],
])("calls of the endpoint's own, %s", (_name, wire) => {
  expectTooMany(decided("native", { calls: wire }));
});

test("more items in one list than an argument list of a function may hold", () => {
  for (const lane of ["hermes", "mistral", "llama_json"]) {
    const list = JSON.stringify(calls(200_000));
    const text = { hermes: `<tool_call>${list}</tool_call>`, mistral: `[TOOL_CALLS]${list}` }[lane];
    expectTooMany(decided(lane, { text: text ?? list }));
  }
});

/** How often something is done while a text is read. */
function count(prototype: object, method: string, work: () => void): number {
  const spy = vi.spyOn(prototype as Record<string, () => void>, method);
  work();
  const times = spy.mock.calls.length;
  spy.mockRestore();
  return times;
}

test.each([
  [
    "qwen_xml",
    (many: string) => `<function=read_file>\n${many}</function>`,
    "<parameter=p>\n1\n</parameter>\n",
  ],
  [
    "xml_decision",
    (many: string) => `<action name="read_file">${many}</action>`,
    '<arg name="p">1</arg>',
  ],
  [
    "glm",
    (many: string) => `<tool_call>read_file\n${many}</tool_call>`,
    "<arg_key>p</arg_key>\n<arg_value>1</arg_value>\n",
  ],
  [
    "minimax",
    (many: string) => `<invoke name="read_file">\n${many}</invoke>`,
    '<parameter name="p">1</parameter>\n',
  ],
])(
  "the parameters of one call in %s: twice as many are twice the work",
  (lane, form, parameter) => {
    const work = (times: number) =>
      count(Set.prototype, "add", () => decided(lane, { text: form(parameter.repeat(times)) }));
    expect(work(2000) / work(1000)).toBeLessThan(2.2);
  },
);

/** Characters that are looked at, one by one or by the methods of a text. */
function charactersSeen(work: () => void): number {
  const { charCodeAt, indexOf, lastIndexOf, match } = String.prototype;
  let seen = 0;
  const spies = [
    vi.spyOn(String.prototype, "charCodeAt").mockImplementation(function (this: string, at) {
      seen += 1;
      return charCodeAt.call(this, at);
    }),
    vi.spyOn(String.prototype, "indexOf").mockImplementation(function (
      this: string,
      word,
      from = 0,
    ) {
      const found = indexOf.call(this, word, from);
      seen += (found < 0 ? this.length : found) - from;
      return found;
    }),
    vi.spyOn(String.prototype, "lastIndexOf").mockImplementation(function (
      this: string,
      word,
      from = this.length,
    ) {
      const found = lastIndexOf.call(this, word, from);
      seen += from - found;
      return found;
    }),
    vi.spyOn(String.prototype, "match").mockImplementation(function (
      this: string,
      pattern: { [Symbol.match](text: string): RegExpMatchArray | null },
    ) {
      seen += this.length;
      return match.call(this, pattern as RegExp);
    }),
  ];
  work();
  for (const spy of spies) spy.mockRestore();
  return seen;
}

test.each([
  ["in code", "`", "`"],
  ["in quotes", '"', '"'],
  ["in the open", "", ""],
])("calls %s on one long line: twice as many are twice the work", (_name, before, behind) => {
  const call = `${before}${emitters.hermes?.(calls(1)).replaceAll("\n", "")}${behind}${" x".repeat(200)} `;
  const work = (times: number) =>
    charactersSeen(() => decided("hermes", { text: call.repeat(times) }));
  expect(work(400) / work(200)).toBeLessThan(2.2);
});

test("marks counted bit by bit are those of the whole line", () => {
  const { below, pick } = random(7);
  const signs = ["`", "``", '"', "“", "”", "「", "」", "a", " "];
  for (let round = 0; round < 300; round++) {
    const text = Array.from({ length: 60 }, () => pick(signs)).join("");
    const marks = new LineMarks(text);
    for (let from = 0, to = 0; to < text.length; to += below(9)) {
      if (below(10) === 0) from = to;
      marks.read(from, to);
      const times = (pattern: RegExp) => (text.slice(from, to).match(pattern) ?? []).length;
      const { code, straight, opened, closed } = marks;
      expect([code, straight, opened, closed]).toEqual(
        [/`+/g, /"/g, /[“«「『]/g, /[”»」』]/g].map(times),
      );
    }
  }
});
