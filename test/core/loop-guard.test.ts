import { expect, test } from "vitest";
import { play, type Said } from "../support/play.ts";

const same: Said = { calls: [{ name: "shell", arguments: { command: "echo same" } }] };
const other: Said = { calls: [{ name: "shell", arguments: { command: "echo other" } }] };
const forty = (...said: Said[]) =>
  Array.from({ length: 40 }, (_, index) => said[index % said.length] ?? same);

test("the same call with the same result is told after four times and ends the turn after eight", async () => {
  const { end, ran, history, facts } = await play(forty(same), { maxSteps: 50 });
  expect(end.reason).toBe("limit");
  expect(ran).toHaveLength(8);
  expect(history.filter(({ role }) => role === "user")).toHaveLength(2);
  expect(facts.find(({ type }) => type === "error")).toMatchObject({
    where: "loop",
    kind: "circle",
  });
});

test("calls that change are work, however many there are", async () => {
  const { end, ran } = await play(forty(same, other), { maxSteps: 30 });
  expect(end.reason).toBe("max_steps");
  expect(ran).toHaveLength(30);
});
