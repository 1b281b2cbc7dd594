import { expect, test } from "vitest";
import { promptSize } from "../support/prompt-size.ts";

test("instructions, tools and the catalogue of the shipped skills are at most 1,500 tokens together", async () => {
  const { total, ...parts } = await promptSize();
  expect(parts["  of it the catalogue"]).toBeGreaterThan(0);
  expect(total).toBeLessThanOrEqual(1500);
});
