import { expect, test } from "vitest";
import { completeFrom } from "../../src/app/complete.ts";
import { slashes } from "../../src/app/slash/index.ts";
import { openChat } from "../support/open-chat.ts";

test("Tab behind a command offers what may follow it; files behind @ as everywhere", async () => {
  const chat = await openChat();
  await chat.turn("first");
  await chat.slash("/name Flask board");
  await chat.slash("/clear");
  await chat.turn("second");
  const { id } = chat.session();
  await chat.slash("/clear");
  const { sandbox } = chat.session();
  await sandbox.writeFile("app.py", "x\n");
  const complete = completeFrom({
    commands: () => slashes.map(({ name }) => name),
    words: (name) =>
      slashes.find((slash) => slash.name === name)?.words?.(chat.session(), chat.config) ?? [],
    sandbox: () => chat.session().sandbox,
  });
  expect((await complete("/resume ")).choices.toSorted()).toEqual([id, "Flask board"].toSorted());
  expect(await complete("/resume Flask b")).toEqual({ word: "Flask b", choices: ["Flask board"] });
  expect((await complete("/lane na")).choices).toEqual(["native"]);
  expect((await complete("/approvals mode a")).choices).toEqual(["mode ask", "mode auto-edit"]);
  expect((await complete("/stop ")).choices).toEqual([]);
  const { id: p1 } = await sandbox.start({ command: "sleep 50", cwd: ".", timeoutMs: 60_000 });
  expect((await complete("/stop ")).choices).toEqual([p1]);
  expect((await complete("/lane @app")).choices).toEqual(["@app.py"]);
  expect((await complete("/res")).choices).toEqual(["/resume"]);
});
