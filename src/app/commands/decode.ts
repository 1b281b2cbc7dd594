/** `skillet decode`: a recorded reply, read the way a live one is; why a call was or was not recognised (DESIGN 6.4). */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { display } from "../../core/display.ts";
import { messageOf, UserError } from "../../core/errors.ts";
import { jsonLine } from "../../core/json-line.ts";
import { nearest } from "../../core/nearest.ts";
import type { JsonObject, ToolSpec } from "../../core/types.ts";
import { readerNamed, readerNames } from "../../lanes/index.ts";
import { loadCheckArguments } from "../../model/check-arguments.ts";
import { decodeReply } from "../../model/decode.ts";
import { clock } from "../clock.ts";
import type { Command } from "../command.ts";
import type { Flag, FlagValues } from "../flags.ts";
import { exactArguments } from "./exact-arguments.ts";

const forms = ["text", "sse", "json-body"] as const;

const flags: readonly Flag[] = [
  {
    name: "lane",
    type: "string",
    value: "LANE",
    describe: `How it is read (default auto): ${readerNames.join(", ")}`,
    group: "Run:",
  },
  {
    name: "tools",
    type: "string",
    value: "FILE",
    describe: "The tools that were offered: an OpenAI tools array",
    group: "Run:",
  },
  { name: "text", type: "boolean", describe: "stdin is what the model wrote", group: "Run:" },
  { name: "sse", type: "boolean", describe: "stdin is a recorded event stream", group: "Run:" },
  { name: "json-body", type: "boolean", describe: "stdin is a JSON body", group: "Run:" },
  {
    name: "status",
    type: "string",
    value: "N",
    describe: "HTTP status of the reply (default 200)",
    group: "Run:",
  },
  {
    name: "headers",
    type: "string",
    value: "FILE",
    describe: "Its headers: a JSON object of names and values",
    group: "Run:",
  },
];

export const decode: Command = {
  name: "decode",
  usage:
    "decode [--lane LANE] [--tools FILE] [--text|--sse|--json-body] [--status N] [--headers FILE] < REPLY",
  describe: "Read a recorded reply and print its calls, text, usage or error as JSON",
  flags,
  async run(_, io) {
    const { words, flags: given } = exactArguments(io.argv, flags);
    if (words.length > 0)
      throw new UserError(
        `skillet decode reads stdin and takes no words: "${shown(words.join(" "))}".`,
        {
          hint: "For example: skillet decode --text < reply.txt",
        },
      );
    const lane = laneOf(given);
    const status = statusOf(given);
    const wanted = formOf(given);
    const tools = given.tools === undefined ? [] : toolsIn(fileOf(given, "tools", io.cwd));
    const headers = given.headers === undefined ? {} : headersIn(fileOf(given, "headers", io.cwd));
    if (io.stdinIsTerminal)
      throw new UserError("skillet decode reads a reply from stdin, and there is none.", {
        hint: "For example: skillet decode --sse < recording.txt",
      });
    const reply = await io.readStdin();
    const output = await decodeReply({
      form: (wanted ?? formByLook(reply)) === "text" && isGood(status) ? "text" : "wire",
      body: Buffer.from(reply),
      status,
      headers,
      tools,
      lane,
      checkArguments: await loadCheckArguments(),
      now: clock.now(),
    });
    io.out(`${jsonLine(output)}\n`);
    return 0;
  },
};

function laneOf({ lane = "auto" }: FlagValues) {
  const reader = readerNamed(String(lane));
  if (reader) return reader;
  const near = nearest(String(lane), readerNames);
  throw new UserError(`No lane or form named "${shown(String(lane))}".`, {
    hint: near ? `Did you mean ${near}?` : `There are ${readerNames.join(", ")}.`,
  });
}

function statusOf({ status = "200" }: FlagValues): number {
  const number = Number(status);
  if (Number.isInteger(number) && number >= 100 && number <= 599) return number;
  throw new UserError(`--status must be an HTTP status, not "${shown(String(status))}".`, {
    hint: "For example --status 429.",
  });
}

function isGood(status: number): boolean {
  return status >= 200 && status <= 299;
}

function formOf(given: FlagValues): (typeof forms)[number] | undefined {
  const chosen = forms.filter((form) => given[form] === true);
  if (chosen.length > 1)
    throw new UserError(
      `stdin cannot be ${chosen.map((form) => `--${form}`).join(" and ")} at once.`,
      {
        hint: "Give one of them, or none: then it is told by its look.",
      },
    );
  return chosen[0];
}

/** An event stream begins with one of its fields, a body is an object of the API; anything else is text. */
function formByLook(reply: string): (typeof forms)[number] {
  const start = reply.replace(/^\uFEFF/, "").trimStart();
  if (/^(data|event|id|retry)?:/.test(start)) return "sse";
  if (!start.startsWith("{") && !start.startsWith("[")) return "text";
  try {
    const value: unknown = JSON.parse(start);
    const first: unknown = Array.isArray(value) ? value[0] : value;
    const isBody =
      typeof first === "object" && first !== null && ("choices" in first || "error" in first);
    return isBody ? "json-body" : "text";
  } catch {
    return "text";
  }
}

function fileOf(given: FlagValues, flag: "tools" | "headers", cwd: string): unknown {
  const path = String(given[flag]);
  try {
    return JSON.parse(readFileSync(resolve(cwd, path), "utf8").replace(/^\uFEFF/, ""));
  } catch (cause) {
    const isJson = cause instanceof SyntaxError;
    const why = isJson ? "is no JSON" : `cannot be read: ${messageOf(cause)}`;
    throw new UserError(`--${flag} ${shown(path)} ${shown(why)}.`, {
      hint:
        flag === "tools"
          ? "It holds an OpenAI tools array."
          : "It holds a JSON object of names and values.",
      cause,
    });
  }
}

/** In the API's form, or the function alone. Throws UserError. */
function toolsIn(value: unknown): ToolSpec[] {
  const list = Array.isArray(value) ? value : isObject(value) ? value.tools : undefined;
  if (!Array.isArray(list))
    throw new UserError("--tools holds no list of tools.", {
      hint: 'It looks like [{"type": "function", "function": {"name": "...", "parameters": {...}}}].',
    });
  return list.map((one: unknown, index) => {
    const spec = isObject(one) && isObject(one.function) ? one.function : one;
    if (!isObject(spec) || typeof spec.name !== "string" || spec.name === "")
      throw new UserError(`Tool ${index + 1} in --tools has no name.`, {
        hint: 'Each is {"type": "function", "function": {"name": "..."}}.',
      });
    const { name, description, parameters } = spec;
    return {
      name,
      description: typeof description === "string" ? description : "",
      parameters: isObject(parameters) ? parameters : { type: "object", properties: {} },
    };
  });
}

function headersIn(value: unknown): Record<string, string> {
  if (!isObject(value))
    throw new UserError("--headers holds no JSON object of names and values.", {
      hint: 'For example {"retry-after": "20"}.',
    });
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name.toLowerCase(),
      Array.isArray(one) ? one.join(", ") : String(one),
    ]),
  );
}

function shown(text: string): string {
  return display(text, { oneLine: true });
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
