/** `--json-schema`: the answer is JSON that fits, or there is none. */

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { benchServer } from "../../bench/loopback-server.ts";
import { newHome, type RunOptions, skillet, startSkillet } from "../support/skillet.ts";

const schema = {
  type: "object",
  properties: { title: { type: "string" }, count: { type: "integer", minimum: 1 } },
  required: ["title", "count"],
  additionalProperties: false,
};
const good = '{"title": "a", "count": 2}';

async function run(
  said: string[],
  options: RunOptions & { flags?: string[]; schema?: string } = {},
) {
  const script = said.map((text) => ({ text }));
  const flags = options.flags ?? [];
  const given = options.schema ?? JSON.stringify(schema);
  return skillet(["-p", "Count", "--json-schema", given, ...flags], { script, ...options });
}

describe("an answer that takes forever to be checked", () => {
  const long = "a".repeat(40);
  test.each([
    ["a pattern", { properties: { a: { pattern: "^(a+)+$" } } }, `{"a":"${long}b"}`],
    ["names", { patternProperties: { "^(a+)+$": {} } }, `{"${long}b":1}`],
    [
      "a long list",
      { uniqueItems: true },
      `[${Array.from({ length: 40_000 }, (_, index) => `{"a":${index}}`)}]`,
    ],
  ])("%s: it does not fit, and the run ends", async (_, hard, answer) => {
    const { code, stdout, stderr } = await run([answer, answer], { schema: JSON.stringify(hard) });
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("could not be checked in 4 s");
  });

  const forever = JSON.stringify({ properties: { a: { pattern: "^(a+)+$" } } });
  const checking = ["--json-schema", forever, "--output-format", "stream-json"];

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("%s ends the run with %i while it is checked", async (signal, exit) => {
    const server = await benchServer([{ text: `{"a":"${long}b"}` }]);
    const { baseUrl } = server;
    const { child, ended } = startSkillet(["-p", "Count", ...checking], {
      home: newHome(),
      baseUrl,
    });
    const answered = new Promise<void>((resolve) => {
      child.stdout?.on("data", (piece) => {
        if (String(piece).includes('"role":"assistant"')) resolve();
      });
    });
    await answered;
    // The check begins behind the message; what it would take without the signal are seconds.
    await new Promise((resolve) => setTimeout(resolve, 300));
    child.kill(signal);
    const { code, stdout } = await ended;
    server.close();
    const facts = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect([code, facts.at(-1)]).toMatchObject([exit, { type: "turn_end", reason: "aborted" }]);
    // A check that had come to its end would have been told to the model, or as an error.
    expect(facts.filter(({ type }) => type === "error")).toEqual([]);
    expect(facts.filter(({ type }) => type === "message")).toHaveLength(2);
  });

  test("the time of the run goes on while it is checked", async () => {
    const { code, stdout } = await run([`{"a":"${long}b"}`], {
      schema: forever,
      flags: ["--max-time", "2s", "--output-format", "stream-json"],
    });
    expect(code).toBe(53);
    expect(stdout).toContain('"kind":"time"');
    expect(stdout).not.toContain("could not be checked");
  });

  test("open fences without end are passed over", async () => {
    const fences = "```a\n".repeat(40_000);
    const { code, stdout } = await run([`${fences}${good}`]);
    expect([code, stdout]).toEqual([0, `${good}\n`]);
  });

  test.each([
    ["a schema that is itself", { $ref: "#" }, "1"],
    [
      "a deep answer",
      { properties: { n: { $ref: "#" } } },
      `${'{"n":'.repeat(50_000)}1${"}".repeat(50_000)}`,
    ],
  ])("%s is no internal error", async (_, recursive, answer) => {
    const { code, stderr } = await run([answer, answer], { schema: JSON.stringify(recursive) });
    expect(code).toBe(1);
    expect(stderr).toContain("nested too deep");
    expect(stderr).not.toContain("internal error");
  });
});

describe("an answer that fits", () => {
  test.each([
    ["as it is", good],
    ["in a code fence", `\`\`\`json\n${good}\n\`\`\``],
    ["in a fence between words", `Here it is:\n\n\`\`\`\n${good}\n\`\`\`\nAnything else?`],
    ["behind a word", `Answer: ${good}`],
    ["the second of two fences", `\`\`\`json\n{"no": 1}\n\`\`\`\n\`\`\`json\n${good}\n\`\`\``],
  ])("%s: stdout is the JSON alone, after one request", async (_, text) => {
    const { code, stdout, requests } = await run([text]);
    expect([code, stdout, requests.length]).toEqual([0, `${good}\n`, 1]);
  });

  test("the model is told the schema", async () => {
    const { requests } = await run([good]);
    expect(requests[0]?.messages[0]?.content).toContain(JSON.stringify(schema));
  });

  test("json and stream-json carry it as the text of the turn", async () => {
    const object = await run([good], { flags: ["--output-format", "json"] });
    expect(JSON.parse(JSON.parse(object.stdout).text)).toEqual({ title: "a", count: 2 });
    const stream = await run([good], { flags: ["--output-format", "stream-json"] });
    const end = JSON.parse(stream.stdout.trim().split("\n").at(-1) ?? "");
    expect(end).toMatchObject({ type: "turn_end", reason: "done", text: good });
  });

  test("what is done before the answer is done as ever", async () => {
    const script = [
      { calls: [{ name: "write_file", arguments: { path: "a.txt", content: "x" } }] },
      { text: good },
    ];
    const { code, stdout } = await run([], { script, flags: ["--approval-mode", "auto-edit"] });
    expect([code, stdout]).toEqual([0, `${good}\n`]);
  });
});

describe("an answer that does not fit", () => {
  test("is asked for once more, with what is wrong", async () => {
    const { code, stdout, requests } = await run(['{"title": 1, "more": 2}', good]);
    expect([code, stdout, requests.length]).toEqual([0, `${good}\n`, 2]);
    const told = requests[1]?.messages.at(-1);
    expect(told?.role).toBe("user");
    expect(told?.content).toContain("`count` is missing");
    expect(told?.content).toContain("`more` is not a parameter");
  });

  test.each([
    ["prose", ["I counted two.", "Really two."]],
    ["JSON that does not fit", ["{}", '{"title": "a", "count": 0}']],
    ["JSON that is cut", ['{"title": "a", ', '{"title": "a", ']],
    [
      "values of the wrong type: nothing is coerced",
      ['{"title":"a","count":"2"}', '{"title":"a","count":"2"}'],
    ],
  ])("%s, twice: exit 1, nothing on stdout, one error with what is wrong", async (_, said) => {
    const { code, stdout, stderr, requests } = await run([...said, good]);
    expect([code, stdout, requests.length]).toEqual([1, "", 2]);
    expect(stderr).toContain("error: The answer does not fit the schema:");
    const object = await run([...said, good], { flags: ["--output-format", "json"] });
    expect(JSON.parse(object.stdout)).toMatchObject({
      exitCode: 1,
      reason: "error",
      text: "",
      errors: [{ where: "answer", kind: "schema" }],
    });
  });

  test("no request is made beyond the limit of steps", async () => {
    const { code, requests } = await run(["no", good], { flags: ["--max-turns", "1"] });
    expect([code, requests.length]).toEqual([53, 1]);
  });
});

describe("the schema", () => {
  test("may stand in a file", async () => {
    const home = newHome();
    writeFileSync(join(home, "work/answer.schema.json"), JSON.stringify(schema));
    const { code, stdout } = await run([good], { home, schema: "answer.schema.json" });
    expect([code, stdout]).toEqual([0, `${good}\n`]);
  });

  test.each([
    [
      "draft 2020-12",
      {
        $schema: "https://json-schema.org/draft/2020-12/schema",
        type: "array",
        prefixItems: [{ type: "integer" }],
        items: false,
      },
    ],
    [
      "draft 7",
      {
        $schema: "http://json-schema.org/draft-07/schema#",
        type: "array",
        items: [{ type: "integer" }],
        additionalItems: false,
      },
    ],
    [
      "no dialect, as in 2020-12",
      { type: "array", prefixItems: [{ type: "integer" }], items: false },
    ],
    [
      "no dialect, as in draft 7",
      { type: "array", items: [{ type: "integer" }], additionalItems: false },
    ],
    [
      "references within",
      { type: "array", items: { $ref: "#/$defs/n" }, $defs: { n: { type: "integer" } } },
    ],
    [
      "formats and words nobody knows",
      { type: "array", items: { type: "integer", format: "odd" }, "x-note": 1 },
    ],
  ])("%s", async (_, dialect) => {
    const { code, stdout } = await run(["[1]"], { schema: JSON.stringify(dialect) });
    expect([code, stdout]).toEqual([0, "[1]\n"]);
    const wrong = await run(['["a"]', '["a"]'], { schema: JSON.stringify(dialect) });
    expect(wrong.code).toBe(1);
  });

  test.each([
    ["no such file", "missing.json", "no such file"],
    ["a folder", ".", "cannot be the schema"],
    ["a device", "/dev/zero", "no file"],
    ["a pipe that nobody writes to", "pipe", "no file"],
    ["no JSON", "{ no", "no JSON"],
    ["a list in a file", "list.json", "no object"],
    ["no UTF-8 in a file", "latin.json", "cannot be the schema"],
    ["a type that is none", '{"type": "text"}', "cannot be the schema"],
    ["a pattern that is none", '{"type": "string", "pattern": "("}', "cannot be the schema"],
    ["a reference to nowhere", '{"$ref": "#/$defs/none"}', "cannot be the schema"],
    ["a reference to the net", '{"$ref": "https://example.org/a.json"}', "another document"],
    [
      "a reference to a file",
      '{"properties": {"a": {"$ref": "other.json#/a"}}}',
      "another document",
    ],
    ["one that answers later", '{"$async": true}', "$async"],
    ["a long one", `{"description": "${"x".repeat(70_000)}"}`, "64 KiB"],
    ["a deep one", `${'{"not":'.repeat(9_000)}{}${"}".repeat(9_000)}`, "cannot be the schema"],
  ])("%s is refused with one line and exit 42, and nothing is sent", async (_, given, why) => {
    const home = newHome();
    mkdirSync(join(home, "work"), { recursive: true });
    writeFileSync(join(home, "work/list.json"), "[1]");
    execFileSync("mkfifo", [join(home, "work/pipe")]);
    writeFileSync(join(home, "work/latin.json"), new Uint8Array([0x7b, 0xe9, 0x7d]));
    const { code, stdout, stderr, requests } = await run([good], { home, schema: given });
    expect([code, stdout, requests.length]).toEqual([42, "", 0]);
    expect(stderr).toContain(why);
    expect(stderr.trim().split("\n").length).toBeLessThanOrEqual(2);
    expect(stderr.length).toBeLessThan(2000);
  });
});
