import { expect, test } from "vitest";
import { promptSize } from "../support/prompt-size.ts";

test.each([
  ["with nobody there", false],
  ["where plans can be approved", true],
])(
  "instructions, tools and the catalogue of the shipped skills are at most 1,500 tokens together, %s",
  async (_name, plans) => {
    const { total, ...parts } = await promptSize(plans);
    expect(parts["  of it the catalogue"]).toBeGreaterThan(0);
    expect(total).toBeLessThanOrEqual(1500);
  },
);
