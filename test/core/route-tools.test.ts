/** Which tools a turn is told of when there are too many. */

import { expect, test } from "vitest";
import type { Tool } from "../../src/core/ports.ts";
import { routeTools } from "../../src/core/route-tools.ts";

function tool(name: string, description = "", optional = true): Tool {
  return {
    name,
    description,
    optional,
    parameters: { type: "object" },
    effect: () => ({ kind: "none" }),
    run: async () => ({ content: "" }),
  };
}

const builtIn = Array.from({ length: 10 }, (_, at) => tool(`own_${at}`, "", false));
const many = [
  ...Array.from({ length: 30 }, (_, at) => tool(`thing_${at}`, "Does something else.")),
  tool("getWeather", "Returns the weather of a city."),
  tool("add_numbers", "Adds two numbers."),
  tool("tenki", "東京などの天気を調べる"),
];

test("up to twenty are all told, in their order", () => {
  const few = [...many.slice(0, 10), ...builtIn];
  expect(routeTools(few, "anything")).toEqual({ told: few, left: [] });
});

test("of more the fitting ones are kept, the built-in ones always", () => {
  const tools = [...many, ...builtIn];
  const { told, left } = routeTools(tools, "What's the weather in Tokyo? Also add 17 and 25.");
  const names = told.map(({ name }) => name);
  expect(told).toHaveLength(20);
  expect(names).toEqual(expect.arrayContaining(["getWeather", "add_numbers"]));
  expect(names).toEqual(expect.arrayContaining(builtIn.map(({ name }) => name)));
  expect(left).toHaveLength(tools.length - 20);
  expect(routeTools(tools, "東京の天気は？").told.map(({ name }) => name)).toContain("tenki");
});

test("the order stays, and so do the bytes for the same prompt", () => {
  const tools = [...builtIn, ...many];
  const { told } = routeTools(tools, "weather");
  expect(told).toEqual(tools.filter((one) => told.includes(one)));
  expect(routeTools(tools, "weather")).toEqual(routeTools(tools, "weather"));
});

test("more than twenty built-in ones are all told", () => {
  const own = Array.from({ length: 25 }, (_, at) => tool(`own_${at}`, "", false));
  expect(routeTools([...own, ...many], "x").told).toEqual(own);
});
