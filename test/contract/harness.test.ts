/** `skillet harness`, `--print-harness`, `skillet models learned|forget`. */

import { expect, test } from "vitest";
import { newHome, skillet } from "../support/skillet.ts";

test("the harness is printed with the source of each choice, and nothing is asked", async () => {
  const run = await skillet(["harness", "--json", "-m", "qwen3.7-plus"], {
    noEndpoint: true,
    env: { OPENAI_BASE_URL: "http://127.0.0.1:9/v1" },
  });
  expect(run.code).toBe(0);
  const told = JSON.parse(run.stdout);
  expect(told).toMatchObject({
    family_preset: "qwen",
    model_name: "qwen3.7-plus",
    base_url: "http://127.0.0.1:9/v1",
    protocol: "native",
    tool_delivery: "api_parameter",
    native_tool_call_preferred: true,
    decision_lane_preference: "native_tool_calls",
    lane_chain: ["native", "hermes", "json_decision", "xml_decision", "react"],
    echo_fields: ["reasoning_content"],
    params_dropped: [],
    context_window: 131072,
    sources: { family_preset: "family", model_name: "configured", base_url: "environment" },
  });
  expect(Object.keys(told.sources).sort()).toEqual(
    Object.keys(told)
      .filter((name) => name !== "sources")
      .sort(),
  );
});

test("--print-harness prints the same as text and asks nothing", async () => {
  const run = await skillet(["-p", "hi", "--print-harness"]);
  expect(run).toMatchObject({ code: 0, requests: [] });
  expect(run.stdout).toMatch(/^family_preset: +unknown {3}\(default\)$/m);
});

test("nothing learned yet, and nothing to forget", async () => {
  const home = newHome();
  expect(await skillet(["models", "learned"], { home })).toMatchObject({
    code: 0,
    stdout: "Nothing was learned yet.\n",
  });
  expect(await skillet(["models", "forget", "x"], { home })).toMatchObject({ code: 42 });
});
