import { expect, test } from "vitest";
import { completeFrom } from "../../src/app/complete.ts";
import { slashes } from "../../src/app/slash/index.ts";
import { openChat } from "../support/open-chat.ts";
import { openTestSandbox } from "../support/open-test-sandbox.ts";

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

test("a file's name in a command of the user's own is one word of the shell, whatever it is made of", async () => {
  await using box = await openTestSandbox();
  const { sandbox } = box;
  const complete = completeFrom({ commands: () => [], words: () => [], sandbox: () => sandbox });
  const names = [
    "a;touch pwned",
    "b$(id)",
    "c`id`",
    "d'q\"",
    "e f",
    "g\\h",
    "i!j",
    "k*l",
    "~m",
    "日本",
  ];
  for (const name of [...names, "plain-1.txt"]) await sandbox.writeFile(name, name);
  for (const name of names) {
    const [start = ""] = name;
    const typed = start === "~" ? "\\~" : start;
    const { word, choices } = await complete(`!cat ${typed}`);
    expect(word).toBe(typed);
    expect(choices).toHaveLength(1);
    const { output } = await box.run(`cat ${choices[0]}`);
    expect(output).toBe(name);
    // What is begun with quotes goes on.
    expect(await complete(`!cat ${choices[0]}`)).toEqual({ word: choices[0], choices });
  }
  expect((await complete("!cat pl")).choices).toEqual(["plain-1.txt"]);
  expect((await complete("see @e")).choices).toEqual([]);
});
