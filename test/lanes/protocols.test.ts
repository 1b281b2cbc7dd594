/** Each protocol with the values that break readers: whole, cut at every byte, talked about, and in any mixture. */

import { describe, expect, test } from "vitest";
import type { JsonObject, ToolSpec } from "../../src/core/types.ts";
import { readerNamed } from "../../src/lanes/index.ts";
import { loadCheckArguments } from "../../src/model/check-arguments.ts";
import { type DecodeOutput, decodeReply } from "../../src/model/decode.ts";
import { emitters, laneOf, type PlainCall } from "../support/emit.ts";

const checkArguments = await loadCheckArguments();

const text = { type: "string" };
const tools: ToolSpec[] = [
  {
    name: "write_file",
    description: "",
    parameters: {
      type: "object",
      properties: { path: text, content: text },
      required: ["path", "content"],
    },
  },
  {
    name: "set_options",
    description: "",
    parameters: {
      type: "object",
      properties: {
        "max.size": { type: "integer" },
        "keep-alive": { type: "boolean" },
        ratio: { type: "number" },
        label: { type: ["string", "null"] },
        tags: { type: "array", items: text },
        nested: { type: "object" },
        any: {},
      },
    },
  },
  { name: "git_status", description: "", parameters: { type: "object", properties: {} } },
];

async function decode(lane: string, written: string): Promise<DecodeOutput> {
  const reader = readerNamed(lane);
  if (!reader) throw new Error(`no reader ${lane}`);
  const body = Buffer.from(written);
  return decodeReply({ form: "text", body, tools, lane: reader, checkArguments, now: 0 });
}

const plain = ({ calls }: DecodeOutput): PlainCall[] =>
  calls.map(({ name, arguments: args }) => ({ name, arguments: args as JsonObject }));

const write = (content: string): PlainCall => ({
  name: "write_file",
  arguments: { path: "a.txt", content },
});

const awkward: Record<string, PlainCall> = {
  "nested quotes": write(`say "it's \\"fine\\"" and 'ok'`),
  "line breaks inside": write("one\n\n  two\n\tthree"),
  "entities and ampersands": write('a && b &amp; c &lt;p class="x"&gt; &copy;'),
  "other scripts": write("日本語 🎉 ünï \u200b \u2028 end"),
  "markup of a page": write("<html><body onclick='x()'>a < b > c</body></html>"),
  "JSON that stays a text": write('{"a": [1, {"b": null}]}'),
  "a number that stays a text": write("0012"),
  "a Markdown page with fences": write("# T\n\n```sh\nls\n```\n\ntext\n\n```json\n{}\n```"),
  backslashes: write("C:\\Users\\new \\d+ \\\\ end\\"),
  "empty content": write(""),
  "python words": write("None True False null"),
  "braces that do not pair": write("}}{ ] [ ( }"),
  "values of every type": {
    name: "set_options",
    arguments: {
      "max.size": -5,
      "keep-alive": false,
      ratio: 1.5e-3,
      label: "x",
      tags: ["a", 'b "c"', "d, e"],
      nested: { a: { b: [1, 2, { c: true }] }, d: null },
      any: [1, "two", null],
    },
  },
  "no arguments": { name: "git_status", arguments: {} },
};

/** The keys of Python calls are words. */
const fitsForm = (format: string, { arguments: args }: PlainCall) =>
  !["pythonic", "react"].includes(format) || !("max.size" in args);
const formats = Object.keys(emitters);

describe.each(formats)("%s", (format) => {
  const emit = emitters[format] as (calls: readonly PlainCall[]) => string;
  const lane = laneOf(format);
  const cases = Object.entries(awkward).filter(([, call]) => fitsForm(format, call));

  test.each(cases)("gives back %s", async (_name, call) => {
    const { error, ...output } = await decode(lane, emit([call]));
    expect({ calls: plain({ error, ...output }), error, text: output.text }).toEqual({
      calls: [call],
      error: null,
      text: "",
    });
    expect(output.source).toBe(`text:${lane}`);
  });

  test("gives back several calls in order, with the text before them", async () => {
    if (format === "react") return;
    const calls = [write("one"), { name: "git_status", arguments: {} }, write("two\n")];
    const words = ["llama_json", "harmony"].includes(format) ? "" : "First I look.\n\n";
    const output = await decode(lane, words + emit(calls));
    expect(plain(output)).toEqual(calls);
    expect(output.text).toBe(words.trim());
    expect(new Set(output.calls.map(({ id }) => id)).size).toBe(3);
  });

  test("runs no part of a call, wherever the text is cut", async () => {
    for (const [name, call] of cases) {
      const calls = format === "react" ? [call] : [call, write("tail of it")];
      const written = emit(calls);
      for (let length = 0; length < written.length; length++) {
        const ran = plain(await decode(lane, written.slice(0, length)));
        expect([name, length, ran]).toEqual([name, length, calls.slice(0, ran.length)]);
      }
    }
  });

  test("runs nothing that is only talked about", async () => {
    const call = emit([write("x")]);
    const hidden = [
      `Models write it like this:\n\n\`\`\`\n${call}\n\`\`\`\n\nThat is all.`,
      `Models write it like this:\n\n~~~xml\n${call}\n~~~\nThat is all.`,
      `<think>maybe ${call}</think>Nothing to do.`,
      `Nothing to do. <think>\n${call}\n</think>`,
      `> ${call.replaceAll("\n", "\n> ")}\n\nSo it was said.`,
    ];
    if (!call.includes("`")) hidden.push(`It is \`${call.replaceAll("\n", " ")}\` then.`);
    for (const talk of hidden) {
      for (const reader of [lane, "auto"]) {
        const output = await decode(reader, talk);
        expect([reader, talk, plain(output)]).toEqual([reader, talk, []]);
      }
    }
    for (const talk of [
      `He wrote "${call}" to me.`,
      `For example: ${call}`,
      `Text:\n\n    ${call.replaceAll("\n", "\n    ")}\n`,
      `Write ${call} and wait.`,
    ]) {
      const output = await decode("auto", talk);
      expect([talk, output.calls, output.text]).toEqual([talk, [], talk]);
    }
  });

  test("takes time linear in a very large argument", async () => {
    const content = 'line "x" <b> \\ 日本\n'.repeat(60_000);
    expect(plain(await decode(lane, emit([write(content.trimEnd())])))).toEqual([
      write(content.trimEnd()),
    ]);
  });
});
