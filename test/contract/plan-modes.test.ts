/** Plans in mode plan, with nobody there, and where nothing of them would be asked. */

import { describe, expect, test } from "vitest";
import { board, plan, run, say, write } from "../support/plan-calls.ts";
import { realTools } from "../support/real-tools.ts";
import { skillet } from "../support/skillet.ts";

describe("mode plan", () => {
  test("nothing runs before a plan is approved, and the refusal says what to do", async () => {
    const world = await realTools({ mode: "plan" });
    const turn = await world.say([say(write("app.py"), run("ls"))]);
    expect(turn.results.every((text) => text.includes("call propose_plan"))).toBe(true);
    expect(world.sandbox.files.size).toBe(0);
  });

  test("an approved plan leaves it for its turn: what is covered runs, the rest is asked; then it is back", async () => {
    const world = await realTools({ mode: "plan" });
    const turn = await world.say(
      [say(plan(board)), say(write("app.py")), say(run("ls"))],
      ["b", "n"],
    );
    expect(turn.left).toEqual([]);
    expect(world.sandbox.files.size).toBe(1);
    const later = await world.say([say(run("python3 app.py"))]);
    expect(later.results[0]).toContain("Mode plan");
  });

  test("a refused plan does not leave it", async () => {
    const world = await realTools({ mode: "plan" });
    const turn = await world.say([say(plan(board)), say(write("app.py"))], ["n"]);
    expect(turn.results[1]).toContain("Mode plan");
  });

  test("rules that allow everything do not leave it unasked", async () => {
    const rules = [{ decide: "allow", tool: "write_file" } as const];
    const world = await realTools({ mode: "plan", rules });
    expect((await world.say([say(plan({ files: ["a"] }))], ["n"])).left).toEqual([]);
  });
});

describe("with nobody there", () => {
  test("a plan is noted and grants nothing: it goes on under the rules", async () => {
    const world = await realTools({ attended: false });
    const turn = await world.say([say(plan(board)), say(write("app.py"))]);
    expect(turn.results[0]).toContain("nobody is there");
    expect(world.grants).toEqual([]);
    expect(turn.end.reason).toBe("approval_needed");
    expect(turn.facts.filter(({ type }) => type === "approval")[0]).toMatchObject({
      granted: true,
      by: "policy",
      scope: "once",
    });
  });

  test("on the command line as well, where the model was not even told of it", async () => {
    const script = [say(plan({ files: ["a.txt"] })), say(write("a.txt")), { text: "Done." }];
    const ran = await skillet(["-p", "go", "--approval-mode", "auto-edit"], { script });
    expect(ran.code).toBe(0);
    expect(ran.stderr).toContain("it grants nothing");
    const names = ran.requests[0]?.tools?.map((tool) => tool.function.name);
    expect(names).not.toContain("propose_plan");
    const planned = await skillet(["-p", "go", "--approval-mode", "plan"], { script });
    expect(planned.requests[0]?.tools?.map((tool) => tool.function.name)).toContain("propose_plan");
    expect(planned.code).toBe(0);
  });
});

test("where nothing of it would be asked, neither is the plan", async () => {
  const world = await realTools({ mode: "auto-edit" });
  const turn = await world.say([say(plan({ files: ["a.txt"] })), say(write("a.txt"))]);
  expect(turn.results[0]).toContain("nothing of it would be asked");
  expect(world.sandbox.files.size).toBe(1);
});
