/** Checks as the model (or a skill's checks.json) wrote them become checks that can run, or advice on what is wrong. */

import { isSecretPath } from "../../core/path-match.ts";
import { ToolProblem } from "../../core/ports.ts";
import type { JsonObject } from "../../core/types.ts";
import { isObject } from "../arguments.ts";
import { oneLine } from "../figures.ts";
import type { Check, HttpCheck, TextWish } from "./check.ts";
import { CheckReader } from "./check-reader.ts";

const maxChecks = 200;

/** One line per form: what a problem is answered with. */
export const forms = {
  start: '{"start": "python3 app.py", "port": 5000, "ready": "/", "env"?, "timeoutMs"?}',
  http: '{"http": "POST /post", "form" | "json" | "body", "headers"?, "tokens"?: false, "status": 302 | [400, 403], "contains"?, "lacks"?, "expectHeaders"?, "follow"?: true, "port"?, "name"?}',
  run: '{"run": "command", "exit": 0, "contains"?, "lacks"?, "timeoutMs"?}',
  file: '{"file": "path", "exists": true, "contains"?, "lacks"?}',
  stop: '{"stop": true}',
  portClosed: '{"portClosed": 5000}',
} as const;

type Form = keyof typeof forms;

const keys: Record<Form, readonly string[]> = {
  start: ["port", "ready", "env", "timeoutMs"],
  http: [
    ..."form json body headers tokens status contains lacks expectHeaders".split(" "),
    ..."follow port timeoutMs".split(" "),
  ],
  run: ["exit", "contains", "lacks", "timeoutMs"],
  file: ["exists", "contains", "lacks"],
  stop: [],
  portClosed: [],
};

/** All or none: a list with one bad check does not run. Throws ToolProblem that names it and shows its form. */
export function readChecks(values: readonly unknown[]): Check[] {
  if (values.length === 0) {
    throw new ToolProblem(`\`checks\` is empty. Forms: ${Object.values(forms).join(" ")}`);
  }
  if (values.length > maxChecks) throw new ToolProblem(`At most ${maxChecks} checks at once.`);
  let port: number | undefined;
  return values.map((value, index) => {
    const check = readCheck(value, index + 1, port);
    if (check.kind === "start") port = check.port;
    return check;
  });
}

/** `port` is that of the last start before it. */
function readCheck(value: unknown, number: number, port: number | undefined): Check {
  const form = isObject(value) ? formOf(value) : undefined;
  if (!isObject(value) || !form) {
    const shown = oneLine(JSON.stringify(value) ?? String(value), 120);
    const all = Object.values(forms).join("\n");
    throw new ToolProblem(
      `Nothing was run: check ${number}, ${shown}, has none of the forms:\n${all}`,
    );
  }
  const read = new CheckReader(value, `check ${number}`, forms[form]);
  read.only([form, "name", ...keys[form]]);
  switch (form) {
    case "start": {
      const command = read.text("start");
      return {
        kind: "start",
        name: read.optionalText("name") ?? `start ${command}`,
        command,
        port: read.port("port"),
        ...read.given("ready", read.path("ready")),
        ...read.given("env", read.texts("env")),
        ...read.given("timeoutMs", read.time("timeoutMs")),
      };
    }
    case "http":
      return readHttp(read, port);
    case "run": {
      const command = read.text("run");
      return {
        kind: "run",
        name: read.optionalText("name") ?? command,
        command,
        exit: read.count("exit") ?? 0,
        ...wish(read),
        ...read.given("timeoutMs", read.time("timeoutMs")),
      };
    }
    case "file": {
      const path = read.text("file");
      const exists = read.flag("exists") ?? true;
      const wished = wish(read);
      if (isSecretPath(path) && wished.contains.length + wished.lacks.length > 0) {
        read.fail("a check cannot look into a file that may hold keys");
      }
      if (!exists && wished.contains.length + wished.lacks.length > 0) {
        read.fail("a file that must not exist cannot contain or lack anything");
      }
      const name = read.optionalText("name") ?? `file ${path}${exists ? "" : " is not there"}`;
      return { kind: "file", name, path, exists, ...wished };
    }
    case "stop":
      if (value.stop !== true) read.fail("`stop` must be true");
      return { kind: "stop", name: read.optionalText("name") ?? "stop" };
    case "portClosed": {
      const closed = read.port("portClosed");
      const name = read.optionalText("name") ?? `port ${closed} is closed`;
      return { kind: "portClosed", name, port: closed };
    }
  }
}

/** The form is named by its first word; a check with two such words would hide one of them. */
function formOf(value: JsonObject): Form | undefined {
  const found = (Object.keys(forms) as Form[]).filter((form) => Object.hasOwn(value, form));
  return found.length === 1 ? found[0] : undefined;
}

function wish(read: CheckReader): TextWish {
  return { contains: read.list("contains"), lacks: read.list("lacks") };
}

function readHttp(read: CheckReader, started: number | undefined): HttpCheck {
  const { method, path, port: named } = read.request("http");
  const port = read.optionalPort("port") ?? named ?? started;
  if (port === undefined) {
    return read.fail('no start stands before it, so it needs a "port"');
  }
  const bodies = ["form", "json", "body"].filter((key) => read.has(key));
  if (bodies.length > 1) read.fail(`only one of ${bodies.join(", ")} can be sent`);
  const headers = read.texts("headers") ?? {};
  const body = read.has("json") ? read.json("json") : read.optionalText("body");
  const bare = bodies.length === 0 && method !== "GET" && method !== "HEAD";
  const form = read.fields("form") ?? (bare && method === "POST" ? {} : undefined);
  if (read.has("json")) setDefault(headers, "content-type", "application/json");
  return {
    kind: "http",
    name: read.optionalText("name") ?? `${method} ${path}`,
    method,
    path,
    port,
    headers,
    ...read.given("form", form),
    ...read.given("body", body),
    tokens: read.flag("tokens") ?? true,
    follow: read.flag("follow") ?? false,
    status: read.statuses("status"),
    expectHeaders: read.expectedHeaders("expectHeaders"),
    ...wish(read),
    ...read.given("timeoutMs", read.time("timeoutMs")),
  };
}

function setDefault(headers: Record<string, string>, name: string, value: string): void {
  if (!Object.keys(headers).some((key) => key.toLowerCase() === name)) headers[name] = value;
}
