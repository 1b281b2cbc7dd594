import { describe, expect, test } from "vitest";
import type { Question } from "../../src/core/types.ts";
import { toolBench } from "../support/tool-bench.ts";

const questions: Question[] = [
  { question: "Stack?", options: ["Flask", "Express"], default: "Flask" },
  { question: "Title?" },
];

describe("ask_user", () => {
  test("puts all questions at once and tells each answer", async () => {
    const asked: Question[][] = [];
    const ask = async (all: Question[]) => {
      asked.push(all);
      return ["Express", " My board "];
    };
    const { tools, call } = toolBench({ ask });
    const { effect, result } = await call("ask_user", { questions });
    expect(tools.get("ask_user")?.alone).toBe(true);
    expect(effect).toEqual({ kind: "none" });
    expect(asked).toEqual([questions]);
    expect(result).toEqual({ content: "Stack? → Express\nTitle? → My board" });
  });

  test("what the user says besides goes to the model as well", async () => {
    const ask = async () => ["Express", "My board", "newest on top"];
    const { result } = await toolBench({ ask }).call("ask_user", { questions });
    expect(result.content).toBe(
      "Stack? → Express\nTitle? → My board\nBesides, the user says: newest on top",
    );
  });

  test("an empty answer means the default, or none", async () => {
    const { result } = await toolBench({ ask: async () => ["", ""] }).call("ask_user", {
      questions,
    });
    expect(result.content).toBe("Stack? → Flask\nTitle? → (no answer)");
  });

  test("where nobody is, the defaults hold and are told as such", async () => {
    const { result } = await toolBench().call("ask_user", { questions: questions.slice(0, 1) });
    expect(result).toEqual({
      content: "Nobody is there to answer; the defaults hold:\nStack? → Flask",
    });
  });

  test("where nobody is, a question without a default ends the turn and is named", async () => {
    const { result } = await toolBench().call("ask_user", { questions });
    expect(result).toEqual({
      content:
        'Nobody is there to answer, and there is no default for: "Title?". The prompt has to say it.',
      isError: true,
      stop: "approval_needed",
    });
  });

  test("cancelling stops the turn", async () => {
    const { result } = await toolBench({ ask: async () => null }).call("ask_user", { questions });
    expect(result).toMatchObject({ isError: true, stop: "aborted" });
  });

  test.each([
    [[], "at least one question"],
    ["Stack?", "at least one question"],
    [[{ question: "" }], "Each question is an object"],
    [[{ question: "a", options: "b" }], "list of texts"],
    [[{ question: "a", default: 1 }], "must be text"],
    [Array(13).fill({ question: "a" }), "At most 12"],
  ])("answers %j with the form that is expected", async (bad, words) => {
    await expect(toolBench().call("ask_user", { questions: bad })).rejects.toThrow(words);
  });
});
