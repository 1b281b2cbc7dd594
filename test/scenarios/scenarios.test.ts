/**
 * A scenario is a folder: prompt.txt, script.json (what the model says), flags.json (optional), input/ (the output
 * directory before), expected/ (after), events.txt (the sequence of fact types), exit.txt (the exit code; default 0).
 */

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Entry } from "../../src/core/events.ts";
import { historyOf } from "../../src/core/folds.ts";
import { newHome, skillet } from "../support/skillet.ts";

const here = new URL(".", import.meta.url).pathname;
const cases = readdirSync(here).filter((name) => existsSync(join(here, name, "prompt.txt")));

function filesBelow(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return Object.fromEntries(
    paths
      .filter((path) => statSync(join(folder, path)).isFile())
      .map((path) => [path, readFileSync(join(folder, path), "utf8")]),
  );
}

test.each(cases)("%s", async (name) => {
  const at = (file: string) => join(here, name, file);
  const read = (file: string, fallback: string) =>
    existsSync(at(file)) ? readFileSync(at(file), "utf8") : fallback;
  const home = newHome();
  const out = join(home, "work/sandbox");
  mkdirSync(out);
  for (const [from, to] of [
    ["input", out],
    ["home", home],
  ] as const)
    if (existsSync(at(from))) cpSync(at(from), to, { recursive: true });

  const flags: string[] = JSON.parse(read("flags.json", '["--approval-mode", "yolo"]'));
  const script = JSON.parse(read("script.json", "[]"));
  const { code, stdout, requests } = await skillet(
    ["-p", read("prompt.txt", "").trim(), "--output-format", "stream-json", ...flags],
    { home, script },
  );

  const facts = stdout
    .trim()
    .split("\n")
    .map((line): Entry => JSON.parse(line));
  expect(facts.map(({ type }) => type).join("\n")).toBe(read("events.txt", "").trim());
  expect(filesBelow(out)).toEqual(filesBelow(at("expected")));
  expect(code).toBe(Number(read("exit.txt", "0")));
  // The log alone rebuilds what the model was told: each request is a prefix of the folded history.
  const told = historyOf(facts).map(({ role, content }) => [role, content]);
  for (const { messages } of requests) {
    const sent = messages.slice(1).map(({ role, content }) => [role, content ?? ""]);
    expect(told.slice(0, sent.length)).toEqual(sent);
  }
});
