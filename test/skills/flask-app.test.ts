/** The checks that flask-app brings pass for what its procedure leads to, and fail for each thing it forbids. */

import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ToolEvent } from "../../src/core/ports.ts";
import { openSandbox } from "../../src/sandbox/open.ts";
import { readChecks } from "../../src/tools/verify/read-checks.ts";
import { runChecks } from "../../src/tools/verify/run-checks.ts";
import { temporaryFolder } from "../support/temporary.ts";

const checks: unknown[] = JSON.parse(
  readFileSync(new URL("../../skills/flask-app/checks.json", import.meta.url), "utf8"),
);
const app = readFileSync(new URL("flask-app/app.py", import.meta.url), "utf8");

/** Names of the checks that fail; the folder after them. */
async function failing(
  source: string,
): Promise<{ failed: string[]; passed: number; left: string[] }> {
  const folder = temporaryFolder();
  const out = join(folder, "out");
  for (const name of ["out", "spool", "tmp"]) mkdirSync(join(folder, name));
  writeFileSync(join(out, "app.py"), source);
  const sandbox = openSandbox({
    out,
    path: process.env.PATH ?? "",
    home: process.env.HOME ?? "/",
    spoolDir: join(folder, "spool"),
    temporary: join(folder, "tmp"),
  });
  const signal = new AbortController().signal;
  const clock = {
    now: () => performance.now(),
    sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  };
  try {
    const told: ToolEvent[] = [];
    for await (const event of runChecks(readChecks(checks), {
      callId: "c",
      sandbox,
      clock,
      signal,
    })) {
      told.push(event);
    }
    const outcomes = told.filter((event) => event.type === "check");
    return {
      failed: outcomes.filter(({ ok }) => !ok).map(({ name }) => name),
      passed: outcomes.filter(({ ok }) => ok).length,
      left: readdirSync(out).filter((name) => name !== "__pycache__"),
    };
  } finally {
    await sandbox.close();
  }
}

/** The app with one line changed; a change that finds nothing to change is a fault of the test. */
function changed(from: string, to: string): string {
  expect(app).toContain(from);
  return app.replace(from, to);
}

const flask = () => {
  test("the procedure, followed to the letter, passes every check and leaves nothing behind", async () => {
    expect(await failing(app)).toEqual({ failed: [], passed: checks.length, left: ["app.py"] });
  });

  test("the app is bound to every interface: the check fails", async () => {
    const { failed } = await failing(changed('host="127.0.0.1"', 'host="0.0.0.0"'));
    expect(failed).toEqual(["bound to this machine, debug only by a setting"]);
  });

  const faults: [what: string, source: () => string, check: string][] = [
    [
      "no token is asked for",
      () => changed('if request.method == "POST":', "if False:"),
      "a post without token is refused",
    ],
    [
      "markup is not escaped",
      () => changed("{{ post.body }}", "{{ post.body|safe }}"),
      "markup is escaped in every field",
    ],
    [
      "names are not escaped",
      () => changed("{{ post.name }}", "{{ post.name|safe }}"),
      "markup is escaped in every field",
    ],
    [
      "a link deletes",
      () =>
        changed(
          '@app.post("/delete/<int:post_id>")',
          '@app.route("/delete/<int:post_id>", methods=["GET", "POST"])',
        ),
      "a link cannot delete",
    ],
    [
      "the debugger is on",
      () => changed('debug=os.environ.get("FLASK_DEBUG") == "1"', "debug=True, use_reloader=False"),
      "the debugger is off",
    ],
    [
      "empty posts are taken",
      () => changed("if not name or not body or ", "if "),
      "an empty post is refused",
    ],
  ];
  test.each(faults)("%s: the check fails", async (_, source, check) => {
    const { failed } = await failing(source());
    expect(failed).toContain(check);
  });
};

const hasFlask = spawnSync("python3", ["-c", "import flask"]).status === 0;
if (hasFlask) describe("flask-app", { timeout: 60_000 }, flask);
else
  test("Flask is not here (python3-flask): the checks of flask-app do not run", () =>
    expect(checks.length).toBeGreaterThan(10));
