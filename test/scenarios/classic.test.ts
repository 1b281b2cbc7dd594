/** The four classic programs of an agent with skills, put together from the public library over a scripted endpoint. */

import { expect, onTestFinished, test } from "vitest";
import {
  type Agent,
  chatModel,
  drive,
  type Entry,
  type Environment,
  type Event,
  loadCheckArguments,
  type Message,
  memorySandbox,
  native,
  openShelf,
  policyOf,
  runTurn,
  type Tool,
  ToolProblem,
} from "../../src/index.ts";
import { type ScriptedTurn, startScriptedServer } from "../../src/model/scripted-server.ts";
import { useSkillTool } from "../../src/tools/use-skill.ts";

const bundled = new URL("../../skills", import.meta.url).pathname;
const weather: Record<string, string> = { tokyo: "sunny, 24C", osaka: "rainy, 21C" };

/** `strict`: small letters only, as the tool that teaches by its errors. */
function weatherTool(strict: boolean): Tool {
  return {
    name: "get_weather",
    description: "Return the current weather for a city",
    parameters: {
      type: "object",
      properties: { city: { type: "string" } },
      required: ["city"],
    },
    effect: () => ({ kind: "none" }),
    async run({ city }) {
      const found = weather[strict ? String(city) : String(city).toLowerCase()];
      if (found) return { content: found };
      throw new ToolProblem(`'${city}' not found. Specify city in lowercase English.`);
    },
  };
}

const add: Tool = {
  name: "add",
  description: "Add two integers",
  parameters: {
    type: "object",
    properties: { a: { type: "integer" }, b: { type: "integer" } },
    required: ["a", "b"],
  },
  effect: () => ({ kind: "none" }),
  run: async ({ a, b }) => ({ content: String(Number(a) + Number(b)) }),
};

async function program(tools: readonly Tool[], turns: readonly ScriptedTurn[]) {
  const server = await startScriptedServer({ turns });
  onTestFinished(() => server.close());
  const clock = { now: () => Date.now(), sleep: async () => {} };
  const skills = await openShelf({ roots: [{ path: bundled, source: "bundled", trusted: true }] });
  const agent: Agent = {
    system: "You are helpful.",
    model: chatModel({ baseUrl: server.baseUrl, model: "m", clock, parallelToolCalls: true }),
    lanes: [native],
    tools: new Map(tools.map((tool) => [tool.name, tool])),
    checkArguments: await loadCheckArguments(),
    limits: { maxSteps: 6 },
  };
  const environment: Environment = {
    sandbox: memorySandbox(),
    skills,
    policy: policyOf({ mode: "ask", rules: [], confined: true, attended: false }),
    grants: [],
    approver: { review: async () => [], ask: null },
    savedChecks: async () => null,
    clock,
    signal: new AbortController().signal,
  };
  const history: Message[] = [];
  const events: Event[] = [];
  return {
    server,
    async say(prompt: string) {
      events.length = 0;
      const end = await drive(runTurn(prompt, history, agent, environment), [
        (event) => void events.push(event),
      ]);
      const results = events.flatMap((event) =>
        event.type === "tool_result" ? [[event.content, event.isError]] : [],
      );
      return { ...end, results, steps: events.filter(({ type }) => type === "decision").length };
    },
    decisions: () =>
      events.filter((event): event is Extract<Entry, { type: "decision" }> => {
        return event.type === "decision";
      }),
  };
}

test("weather and sum: two calls in one reply, both answered, one answer", async () => {
  const { say, server, decisions } = await program(
    [weatherTool(false), add],
    [
      {
        calls: [
          { name: "get_weather", arguments: { city: "Tokyo" } },
          { name: "add", arguments: { a: 17, b: 25 } },
        ],
      },
      { text: "The weather in Tokyo is sunny, 24C. Also, 17 + 25 is 42." },
    ],
  );
  const end = await say("What's the weather in Tokyo? Also, what's 17 + 25?");
  expect(end).toMatchObject({ reason: "done", steps: 2 });
  expect(end.results).toEqual([
    ["sunny, 24C", false],
    ["42", false],
  ]);
  expect(decisions()[0]).toMatchObject({ source: "native_tool_calls", nativeToolCallUsed: true });
  const [first, second] = server.requests as {
    parallel_tool_calls?: boolean;
    messages: object[];
  }[];
  expect(first?.parallel_tool_calls).toBe(true);
  expect(second?.messages).toHaveLength(5);
});

test("the follow-up is answered from the history, without a call", async () => {
  const { say, server } = await program(
    [weatherTool(false)],
    [
      { calls: [{ name: "get_weather", arguments: { city: "Tokyo" } }] },
      { text: "The weather in Tokyo is sunny, 24C." },
      // What was said before is there to answer from: a model without it could not.
      ({ body }) => ({
        text: JSON.stringify(body).includes("sunny, 24C") ? "That is 75.2F." : "Which city?",
      }),
    ],
  );
  await say("What's the weather in Tokyo?");
  const end = await say("Convert that city's temperature to Fahrenheit.");
  expect(end).toMatchObject({ reason: "done", text: "That is 75.2F.", results: [], steps: 1 });
  expect(server.requests).toHaveLength(3);
});

test("proofreading: the model loads the procedure and follows it", async () => {
  const shelf = await openShelf({ roots: [{ path: bundled, source: "bundled", trusted: true }] });
  const names = shelf.list().map(({ name, description }) => `- ${name}: ${description}`);
  const skill = useSkillTool({ catalogue: names.join("\n"), opened: [] });
  const { say, server } = await program(
    [skill],
    [
      { calls: [{ name: "use_skill", arguments: { name: "proofread" } }] },
      ({ lastResult }) => ({
        text: /typo|spelling/i.test(lastResult) ? "realy -> really (misspelling)" : "No procedure.",
      }),
    ],
  );
  const end = await say("Proofread this: Today is a realy nice day.");
  expect(end.text).toBe("realy -> really (misspelling)");
  expect(end.results[0]?.[0]).toContain('<skill name="proofread"');
  expect(JSON.stringify(server.requests[0])).toContain("- proofread:");
});

test("an error is read and mended: capital letters first, then small ones", async () => {
  const asked = (...cities: string[]): ScriptedTurn => ({
    calls: cities.map((city) => ({ name: "get_weather", arguments: { city } })),
  });
  const { say } = await program(
    [weatherTool(true)],
    [
      asked("Tokyo", "Osaka"),
      ({ lastResult }) =>
        /lowercase/.test(lastResult) ? (asked("tokyo", "osaka") as object) : { text: "I give up." },
      { text: "Tokyo: sunny, 24C. Osaka: rainy, 21C." },
    ],
  );
  const end = await say("What's the weather in Tokyo and Osaka?");
  expect(end).toMatchObject({ reason: "done", steps: 3 });
  expect(end.results.map(([, isError]) => isError)).toEqual([true, true, false, false]);
  expect(end.text).toBe("Tokyo: sunny, 24C. Osaka: rainy, 21C.");
});
