/** Slash commands about what may be done: the plan, the grants, the mode, the lane, the checks. */

import { expect, test } from "vitest";
import { verifying } from "../../../src/app/verifying.ts";
import type { Entry, Fact } from "../../../src/core/events.ts";
import { grantsOf } from "../../../src/core/folds.ts";
import { type OpenChat, openChat } from "../../support/open-chat.ts";
import { realTools } from "../../support/real-tools.ts";

/** As if the user had approved it in this session. */
function granted(
  chat: OpenChat,
  name: string,
  preview: string,
  rules: string[],
  words?: string,
): void {
  const entries = chat.session().entries as Entry[];
  const add = (fact: Fact) =>
    entries.push({ seq: entries.length, at: "2026-01-01T00:00:00.000Z", ...fact });
  const callId = `call_${entries.length}`;
  add({
    type: "approval_request",
    calls: [{ callId, name, effect: { kind: "none" }, preview, reason: "" }],
  });
  if (name === "propose_plan")
    add({
      ...{ type: "approval", callId, granted: true, by: "user", scope: "once" },
      ...(words === undefined ? {} : { words }),
    });
  for (const rule of rules)
    add({ type: "approval", callId, granted: true, by: "user", scope: "session", rule });
}

test("/approvals lists mode, rules with their layer, and grants with what gave them; one is taken back for good", async () => {
  const chat = await openChat();
  granted(chat, "shell", "npm install express", ["shell:npm install"]);
  granted(chat, "propose_plan", "file app.py  (covered)", [
    "write_file:app.py",
    "shell:npm ci",
    "network:a.example",
  ]);
  const shown = await chat.slash("/approvals");
  expect(shown).toContain("mode ask");
  expect(shown).toContain("granted in this session (4):");
  expect(shown).toMatch(
    / 1 {2}allow shell:npm install {3}\(you, when asked for shell npm install express\)/,
  );
  expect(shown).toMatch(
    / 4 {2}allow network:a.example {3}\(the plan, exactly as it stands, for 1 commands? of it\)/,
  );
  expect(await chat.slash("/approvals revoke 1")).toContain("Taken back: allow shell:npm install");
  expect(grantsOf(chat.session().entries).map(({ pattern }) => pattern)).toEqual([
    "app.py",
    "npm ci",
    "a.example",
  ]);
  expect(await chat.slash("/approvals revoke 9")).toContain('No grant "9"');
  await chat.slash("/approvals revoke all");
  expect(grantsOf(chat.session().entries)).toEqual([]);
  // What goes on from this log does not have them either.
  expect(await chat.slash("/approvals revoke 1")).toContain("There are none.");
});

test("/approvals mode changes the mode, but not to yolo on the way", async () => {
  const chat = await openChat();
  expect(await chat.slash("/approvals mode auto-edit")).toContain("mode auto-edit");
  expect(chat.session().modes.current()).toBe("auto-edit");
  expect(await chat.slash("/approvals mode yolo")).toContain("--approval-mode yolo");
  expect(await chat.slash("/approvals mode fast")).toContain("Modes: ask, auto-edit, plan.");
  expect(await chat.slash("/approvals nonsense")).toContain("revoke N");
  expect(chat.session().modes.current()).toBe("auto-edit");
});

test("/plan tells how the plan stands; /plan GOAL puts the next turn, and only that, into mode plan", async () => {
  const chat = await openChat();
  expect(await chat.slash("/plan")).toContain("No plan yet");
  granted(chat, "propose_plan", "file app.py  (covered)\n\u001b[2J", ["write_file:app.py"]);
  const shown = await chat.slash("/plan");
  expect(shown).toContain("  | file app.py");
  expect(shown).not.toContain("\u001b");
  expect(shown).toContain("  | file app.py  (covered)\n");
  expect(shown).toContain("Approved; 1 of its lines stand.");
  expect(await chat.slash("/plan a board")).toContain("Mode plan for this request");
  expect(chat.said[0]).toMatch(/propose_plan[\s\S]*a board$/);
  const { modes } = chat.session();
  expect([modes.current(), modes.take(), modes.take()]).toEqual(["ask", "plan", "ask"]);
});

test("/plan calls nothing covered where nothing was granted, in the user's words", async () => {
  const chat = await openChat();
  const preview =
    "file app.py  (covered)\nrun curl x  (asked: No rule allows it.)\nhost a.example  (free)";
  granted(chat, "propose_plan", preview, []);
  const lines = (await chat.slash("/plan")).split("\n");
  expect(lines.slice(0, 3)).toEqual([
    "  | file app.py",
    "  | run curl x  (asked when it comes: No rule allows it.)",
    "  | host a.example  (needs no approval)",
  ]);
});

test("/plan says of a plan that was taken step by step that it grants nothing", async () => {
  const chat = await openChat();
  granted(chat, "propose_plan", "file app.py  (covered)", [], "step by step");
  expect(await chat.slash("/plan")).toBe(
    "  | file app.py\napproved step by step; nothing is granted\n",
  );
});

test("/lane shows the chain and why, and changes it from the next turn on", async () => {
  const chat = await openChat();
  const shown = await chat.slash("/lane");
  expect(shown).toMatch(/^native, then .+\(the default\)/);
  expect(await chat.slash("/lane hermes")).toBe("Now: hermes   (chosen)\n");
  await chat.turn("hello");
  const request = chat.session().entries.findLast(({ type }) => type === "model_request");
  expect(request).toMatchObject({ lane: "hermes", toolDelivery: "prompt" });
  expect(await chat.slash("/lane nonsense")).toContain('No lane named "nonsense"');
  expect(chat.session().lanes.chain()).toEqual(["hermes"]);
  expect(await chat.slash("/lane auto")).toMatch(/^Now: native, then/);
});

test("/verify without saved checks says where they come from", async () => {
  const chat = await openChat();
  expect(await chat.slash("/verify")).toContain("There are no saved checks yet.");
  expect(chat.said).toEqual([]);
});

test("/verify runs the saved checks the way of every call, with nobody asked for a reply", async () => {
  const world = await realTools({ checks: [{ run: "npm test" }] });
  const turn = await world.say([], ["y"], verifying);
  expect(turn.left).toEqual([]);
  expect(turn.requests).toEqual([]);
  const types = turn.facts.map(({ type }) => type);
  expect(types.filter((type) => type === "tool_result" || type === "check")).toEqual([
    "check",
    "tool_result",
  ]);
  expect(turn.facts.at(-1)).toMatchObject({ type: "turn_end", reason: "done", verified: "yes" });
  const refused = await world.say([], ["n"], verifying);
  expect(refused.facts.at(-1)).toMatchObject({ verified: "not_run" });
});
