/** What a user can mend is said in the user's language, wherever in the source it stands. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, expect, test } from "vitest";
import { ja } from "../../../src/core/messages/ja/index.ts";
import { useLanguage } from "../../../src/core/messages/language.ts";
import { translated } from "../../../src/core/messages/phrase.ts";
import { zh } from "../../../src/core/messages/zh/index.ts";

const source = new URL("../../../src/", import.meta.url).pathname;
const paths = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((path) =>
  path.endsWith(".ts"),
);

afterAll(() => useLanguage("en"));

/** A literal text, with `{1}`, `{2}` ... where values stand; undefined: what is said is made elsewhere. */
function literal(node: ts.Node | undefined): string | undefined {
  if (!node) return undefined;
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.templateSpans.reduce(
    (text, { literal }, index) => `${text}{${index + 1}}${literal.text}`,
    node.head.text,
  );
}

/** The message of each `new UserError(...)`, and its hint. */
function saidIn(path: string): string[] {
  const file = ts.createSourceFile(path, readFileSync(join(source, path), "utf8"), 99, true);
  const said: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isNewExpression(node) && node.expression.getText(file) === "UserError") {
      const [message, options] = node.arguments ?? [];
      const properties = options && ts.isObjectLiteralExpression(options) ? options.properties : [];
      const hint = properties.find((one) => one.name?.getText(file) === "hint");
      const value = hint && ts.isPropertyAssignment(hint) ? hint.initializer : undefined;
      const hints =
        value && ts.isConditionalExpression(value) ? [value.whenTrue, value.whenFalse] : [value];
      for (const one of [message, ...hints]) said.push(...(literal(one) ?? "").split("\n"));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return said;
}

/** What is put in is translated by itself, or it is a line to type. */
const byThemselves =
  /^(?:export \{1\}=|\{1\} Go on with: |For example: skillet skills new |Use when |Install it: |\{1\}\.$)/;

/** Three words of ours in a row. */
function wordsOf(text: string): string[] {
  return [...text.matchAll(/(?=\b([a-z]+ [a-z]+ [a-z]+)\b)/gi)].map(([, words = ""]) => words);
}

test.each([
  ["ja", ja],
  ["zh", zh],
] as const)("every error of the user's and its remedy are in %s", async (language, { told }) => {
  await useLanguage(language);
  const missing = paths
    .flatMap(saidIn)
    .flatMap((text) => text.split(/(?<=[.!?]) (?=[A-Z/])/))
    .filter((text) => /[a-z]{3}/.test(text) && !byThemselves.test(text))
    .filter((text) => {
      if (Object.hasOwn(told, text)) return false;
      const filled = text.replace(/\{\d\}/g, "7");
      const shown = translated(filled);
      // A sentence that is wider than it must be takes in words of ours as a value, and leaves them as they are.
      return shown === filled || wordsOf(filled).some((words) => shown.includes(words));
    });
  expect([...new Set(missing)]).toEqual([]);
});
