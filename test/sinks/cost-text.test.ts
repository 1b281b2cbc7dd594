import { expect, test } from "vitest";
import { costText, money } from "../../src/sinks/cost-text.ts";

test("amounts are told with as many decimals as they need", () => {
  expect(money(12.3456, "USD")).toBe("12.35 USD");
  expect(money(0.0123456, "USD")).toBe("0.0123 USD");
  expect(money(0.0000042, "EUR")).toBe("0.0000042 EUR");
  expect(money(0.00000042, "")).toBe("0.00000042");
  expect(money(0, "")).toBe("0");
});

test("what is not known is said, and nothing is said where nothing is", () => {
  const usd = { amount: 0.5, currency: "USD" };
  expect(costText({ amounts: [usd], unknown: 0 })).toBe("0.5 USD");
  expect(costText({ amounts: [usd, { amount: 2, currency: "EUR" }], unknown: 1 })).toBe(
    "0.5 USD + 2.00 EUR and 1 model call of unknown cost",
  );
  expect(costText({ amounts: [], unknown: 3 })).toBe("");
});
