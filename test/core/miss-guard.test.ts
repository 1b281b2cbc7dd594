import { describe, expect, test } from "vitest";
import { play, type Said } from "../support/play.ts";

const call = (name: string, args: object): Said => ({ calls: [{ name, arguments: args }] });
const miss = (path: string, nth: number) =>
  call("edit_file", { path, oldText: `no such text ${nth}`, newText: "x" });
const each = (length: number, say: (index: number) => Said) =>
  Array.from({ length }, (_, index) => say(index));
const files = () => new Map([["a", "one\ntwo\n"]]);
const told = (history: { role: string; content: string }[]) =>
  history.filter(({ role, content }) => role === "user" && content.includes("did not work"));

describe("a call that misses the same file again and again, each time with other words", () => {
  test("is told after three times to do it otherwise, and ends the turn after eight", async () => {
    const script = each(40, (index) => miss("a", index));
    const { end, history, facts, requests } = await play(script, { maxSteps: 50, files: files() });
    expect([end.reason, requests.length]).toEqual(["limit", 8]);
    expect(told(requests[2] ?? [])).toEqual([]);
    expect(told(requests[3] ?? [])[0]?.content).toContain("3 calls of edit_file for a");
    expect(told(history)).toHaveLength(1);
    expect(facts.find(({ type }) => type === "error")).toMatchObject({
      where: "loop",
      message: "8 calls of edit_file for a did not work, and none in between did.",
    });
  });

  test("looking at the file in between makes it no other", async () => {
    const script = each(40, (index) =>
      index % 2 ? call("shell", { command: `cat a ${index}` }) : miss("a", index),
    );
    const { end, requests } = await play(script, { maxSteps: 50, files: files() });
    expect([end.reason, requests.length]).toEqual(["limit", 15]);
  });

  test("a change that works starts the count anew", async () => {
    const script = each(40, (index) =>
      index % 7 === 6 ? call("write_file", { path: "a", content: `${index}` }) : miss("a", index),
    );
    const { end } = await play(script, { maxSteps: 50, files: files() });
    expect(end.reason).toBe("done");
  });

  test("each file has a count of its own", async () => {
    const script = each(40, (index) => miss(`f${index % 8}`, index));
    expect((await play(script, { maxSteps: 30, files: files() })).end.reason).toBe("max_steps");
  });

  test("what a person or a rule refuses is no miss", async () => {
    const script = each(20, (index) => call("write_file", { path: "a", content: `${index}` }));
    const { end, history } = await play(script, {
      maxSteps: 50,
      files: files(),
      answer: "not like that",
    });
    expect(end.reason).toBe("done");
    expect(told(history)).toEqual([]);
  });

  test("a person is asked once, and what they say goes to the model", async () => {
    const script = [...each(8, (index) => miss("a", index)), { text: "Fine." }];
    const { end, questions, history } = await play(script, {
      maxSteps: 50,
      files: files(),
      says: ["write it whole"],
    });
    expect(end).toEqual({ reason: "done", text: "Fine." });
    expect(questions).toEqual([
      "8 calls of edit_file for a did not work, and none in between did. What now?",
    ]);
    expect(history.at(-2)?.content).toBe("write it whole");
  });

  test("the same miss to the letter is asked about once, not as both", async () => {
    const script = [...each(8, () => miss("a", 1)), { text: "Fine." }];
    const { questions } = await play(script, { maxSteps: 50, files: files(), says: ["go on"] });
    expect(questions).toHaveLength(1);
  });
});
