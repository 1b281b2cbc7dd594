/** The whole journey of a newcomer, with the demo's model: questions, plan, files, checks, repair, a change, undo, leaving and coming back. */

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, onTestFinished, test } from "vitest";
import { pathWithFlask } from "../../src/app/demo/python.ts";
import { demoPrompt, demoScript } from "../../src/app/demo/script.ts";
import { type OpenSession, openSession } from "../../src/app/open-session.ts";
import { recall } from "../../src/app/recall.ts";
import { newSession, type Resume } from "../../src/app/resume.ts";
import { runSlash } from "../../src/app/slash/run.ts";
import { terminalApprover } from "../../src/approval/terminal.ts";
import { loadConfig } from "../../src/config/load.ts";
import { useLanguage } from "../../src/core/messages/language.ts";
import { phrase } from "../../src/core/messages/phrase.ts";
import { startScriptedServer } from "../../src/model/scripted-server.ts";
import { receiptText } from "../../src/sinks/receipt-text.ts";
import { scriptedConsole, type Typed } from "../support/scripted-console.ts";
import { newHome } from "../support/skillet.ts";

const path = await pathWithFlask(process.env.PATH ?? "");
const hasFlask = spawnSync("python3", ["-c", "import flask"], { env: { PATH: path } }).status === 0;

/** A home with the demo's model; every turn gets the keys that are pressed in it. */
async function journey() {
  const home = newHome();
  const server = await startScriptedServer({ model: "scripted model", ...demoScript() });
  onTestFinished(() => server.close());
  const config = await loadConfig({
    cwd: join(home, "work"),
    env: { HOME: home, PATH: path },
    flags: { "base-url": server.baseUrl, model: "scripted model" },
    stdoutIsTerminal: true,
  });
  const provider = "scripted model";
  const endpoint = { provider, baseUrl: server.baseUrl, apiKey: null, model: provider };
  let console = scriptedConsole([]);
  const approver = () => terminalApprover(console);
  const open = (resume: Resume): Promise<OpenSession> =>
    openSession({
      ...{ config, endpoint, resume, sinks: [], entrySinks: [], notice: () => {}, attended: true },
      approver: {
        ask: (questions, signal) => approver().ask?.(questions, signal) ?? Promise.resolve(null),
        grant: (wishes, signal) =>
          approver().grant?.(wishes, signal) ?? Promise.resolve({ granted: false }),
        plan: (judged, read, signal) => {
          const { plan } = approver();
          if (!plan) throw new Error("Nobody is there.");
          return plan(judged, read, signal);
        },
        review: (pending, signal) => approver().review(pending, signal),
      },
    });
  let session = await open(newSession);
  onTestFinished(() => session.close());
  return {
    config,
    session: () => session,
    text: (name: string) => readFileSync(join(session.out, name), "utf8"),
    /** What was shown of the questions. */
    async turn(prompt: string, keys: Typed[]): Promise<string> {
      console = scriptedConsole(keys);
      await session.conversation.turn(prompt, new AbortController().signal);
      expect(console.left()).toEqual([]);
      return console.shown();
    },
    async slash(line: string, keys: string[] = []): Promise<string> {
      let written = "";
      const write = (text: string) => {
        written += text;
      };
      const answered = { ...scriptedConsole(keys), write };
      const reopen = async () => session;
      const nothing = async () => {};
      await runSlash(line, {
        ...{ session, config, write, reopen, recall: nothing },
        console: answered,
        signal: new AbortController().signal,
      });
      expect(answered.left()).toEqual([]);
      return written;
    },
    async comeBack() {
      const { id } = session;
      await session.close();
      session = await open({ ...newSession, id });
      const seen = scriptedConsole([]);
      await recall(session, config, seen);
      return [...session.resumed, seen.shown()].join("\n");
    },
  };
}

describe.runIf(hasFlask)("from a vague wish to something that runs", { timeout: 120_000 }, () => {
  afterEach(() => useLanguage("en"));

  test.each(["en", "ja"] as const)(
    "in %s: three answers, and it is built and proven",
    async (language) => {
      await useLanguage(language);
      const { session, turn, slash, text, comeBack } = await journey();

      const built = await turn(demoPrompt(), [{ line: "" }, "b", "y"]);
      expect(built).toContain(phrase("Stack?"));
      expect(built).toContain(`${phrase("PLAN?")}  `);
      expect(built).toContain("app.py  requirements.txt  README.md  .gitignore");
      expect(built).toContain("  | PORT=5000 DATA_FILE=/tmp/checks-data.json python3 app.py");
      // The repair is a change, so it is asked with its difference.
      expect(built).toContain("| +     require_token()");
      const receipt = session().conversation.receipt();
      expect(receipt).toMatchObject({
        reason: "done",
        verified: "yes",
        questions: 4,
        start: "python3 app.py",
      });
      expect(receipt.files.map((file) => file.path)).toHaveLength(4);
      expect(receiptText(receipt)[0]).toBe(`${phrase("DONE")}  ${phrase("verified")}`);

      const before = text("app.py");
      const changed = await turn("add pagination", ["y"]);
      expect(changed).toContain("| + MAX_NAME, MAX_BODY, PER_PAGE = 40, 2000, 10");
      const next = session().conversation.receipt();
      expect(next).toMatchObject({ verified: "yes" });
      expect(receiptText(next).join("\n")).toContain(phrase("{1} by the plan", 1));
      expect(text("app.py")).not.toBe(before);

      await slash("/undo", ["y"]);
      expect(text("app.py")).toBe(before);

      expect(await comeBack()).toContain("> add pagination\n");
      // What the plan granted holds after coming back, so the same checks are not asked about again.
      expect(await slash("/approvals")).toContain("write_file:app.py");
      await turn("run the checks", []);
    },
  );

  test("step by step: every step is asked, twelve files or four are one review", async () => {
    const { session, turn } = await journey();
    const shown = await turn(demoPrompt(), [{ line: "" }, "s", "return", "y", "y", "y"]);
    expect(shown).toContain("REVIEW  4 new files");
    expect(session().conversation.receipt()).toMatchObject({ verified: "yes" });
  });

  test("a plan that is refused builds nothing", async () => {
    const { session, turn } = await journey();
    await turn(demoPrompt(), [{ line: "" }, "n"]);
    expect(session().conversation.receipt()).toMatchObject({
      files: [],
      commands: [],
      verified: "not_run",
    });
  });
});
