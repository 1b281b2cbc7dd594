import { expect, test } from "vitest";
import { priceOf } from "../../src/app/price.ts";

const price = (input: number) => ({ input, output: 1 });
const here = { baseUrl: "http://127.0.0.1:8000/v1", model: "m" };

test("an entry counts for the address and the model it names; the one that names most wins", () => {
  const endpoints = {
    all: { price: price(1) },
    address: { baseUrl: "http://127.0.0.1:8000/v1/", price: price(2) },
    model: { model: "m", price: price(3) },
    both: { ...here, price: price(4) },
    free: { ...here },
  };
  expect(priceOf({ endpoints }, here)?.input).toBe(4);
  expect(priceOf({ endpoints }, { ...here, model: "n" })?.input).toBe(2);
  expect(priceOf({ endpoints }, { ...here, baseUrl: "http://other/v1" })?.input).toBe(3);
  expect(priceOf({ endpoints }, { baseUrl: "http://other/v1", model: "n" })?.input).toBe(1);
});

test("an entry by provider counts for the provider's address", () => {
  const endpoints = { cloud: { provider: "openai", price: price(5) } };
  expect(priceOf({ endpoints }, here)).toBeNull();
  expect(priceOf({ endpoints }, { ...here, baseUrl: "https://api.openai.com/v1" })?.input).toBe(5);
});
