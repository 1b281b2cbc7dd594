/** What goes to a model of an output that comes in pieces: the same as of the whole, wherever it was cut. */

import { describe, expect, test } from "vitest";
import { cleanOutput, OutputCleaner } from "../../src/core/clean-output.ts";
import { keyShapes } from "../../src/core/key-shapes.ts";

const letters = "Ab1Cd2Ef3Gh4Ij5Kl6Mn7Op8Qr9St0Uv1Wx2Yz3";
const body = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7";
/** One of each kind, put together here so that no file of this repository holds one. */
const keys: Record<string, string> = {
  "api-key": `sk-${letters}`,
  modelscope: `ms-${"0123abcd"}-${"0a1b"}-${"0a1b"}-${"0a1b"}-${"0123456789ab"}`,
  github: `ghp_${letters}`,
  gitlab: `glpat-${letters.slice(0, 20)}`,
  aws: `AKIA${"ABCDEFGHIJKLMNOP"}`,
  slack: `xoxb-${letters.slice(0, 12)}`,
  huggingface: `hf_${letters.slice(0, 34)}`,
  google: `AIza${letters.slice(0, 35)}`,
  npm: `npm_${letters.slice(0, 36)}`,
  stripe: `sk_live_${letters.slice(0, 24)}`,
  "private-key": `-----BEGIN RSA PRIVATE KEY-----\n${body}\n${body}\n-----END RSA PRIVATE KEY-----`,
};

function inPieces(pieces: readonly string[]): string {
  const cleaner = new OutputCleaner();
  return pieces.map((piece) => cleaner.push(piece)).join("") + cleaner.end();
}

/** At every place in two, and in pieces of every size up to nine. */
function cuts(text: string): string[][] {
  const twos = Array.from(text, (_, at) => [text.slice(0, at), text.slice(at)]);
  const sizes = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((size) =>
    Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
      text.slice(at * size, at * size + size),
    ),
  );
  return [...twos, ...sizes];
}

function expectTheSame(text: string): void {
  const whole = cleanOutput(text);
  for (const pieces of cuts(text)) {
    const clean = inPieces(pieces);
    if (clean !== whole) expect({ pieces, clean }).toEqual({ pieces, clean: whole });
  }
}

test("there is a key of every kind that is looked for", () => {
  expect(Object.keys(keys).sort()).toEqual(keyShapes.map(({ kind }) => kind).sort());
});

describe.each(Object.entries(keys))("%s", (kind, key) => {
  test.each([
    ["alone", key],
    ["behind a word", `KEY=${key}\nnext line\n`],
    ["between quotes", `{"key": "${key}", "more": 1}`],
    ["behind a written escape", `a\\n${key} b\\u001b[31m${key}\\u001b[0m`],
    ["twice", `${key} ${key}`],
    [
      "in colour",
      `\u001b[01;31m\u001b[K${key.slice(0, 4)}\u001b[m\u001b[K${key.slice(4)}\u001b[0m\n`,
    ],
  ])("is taken out wherever it is cut: %s", (_where, text) => {
    const clean = cleanOutput(text);
    expect(clean).toContain(`[redacted:${kind}]`);
    expect(clean).not.toContain(key.slice(6, 26));
    expectTheSame(text);
  });
});

test("what is no key stays, wherever it is cut", () => {
  const text = [
    "task-1234567890ABCDEFGHIJKLMNOP risk-free sk-radio-button-group ms-auto gh_ hf_ AKIA",
    "a-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\n------\n-----BEGIN PRIVATE KEY----- is how it begins, of course, and here it is only spoken of",
    "Downloading ███████ 12 ms\r100 %\r\n掲示板 é \u0000\u00ff",
    "xoxb-short npm_ sk_live_x rk_live_",
  ].join("\n");
  expect(cleanOutput(text)).toBe(text);
  expectTheSame(text);
});

test("escapes go, wherever they are cut; what is none stays", () => {
  const text = "\u001b[1;31mred\u001b[0m\u001b[2K\u001b[?25l[31m \u001b[ \u001b \u001b";
  expect(cleanOutput(text)).toBe("red[31m \u001b[ \u001b \u001b".replace("\u001b[ ", "\u001b[ "));
  expectTheSame(text);
});

test("what waits for an answer is there at once: only what may become a key is held back", () => {
  const shown = (text: string) => new OutputCleaner().push(text);
  for (const text of ["Overwrite? (y/N) ", "Password:", "Listening on 3000", "files", "> ", "a-b"])
    expect(shown(text)).toBe(text);
  expect(shown("Key: sk-abc")).toBe("Key: ");
  expect(shown("in 12 ms")).toBe("in 12 ");
});

test("nothing is held back for ever", () => {
  const cleaner = new OutputCleaner();
  const long = `sk-${"a".repeat(10_000)}`;
  expect(cleaner.push(long)).toBe(long);
  expect(cleaner.push(`\u001b[${"1".repeat(100)}`)).toHaveLength(102);
  const block = `-----BEGIN PRIVATE KEY-----\n${`${body}\n`.repeat(2000)}`;
  expect(cleaner.push(`\n${block}`)).toBe("\n[redacted:private-key]");
  expect(cleaner.push("over\n")).toBe("over\n");
  expect(cleaner.end()).toBe("");
});

test("random texts of keys, words and cuts come out as they would in one piece", () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  const parts = [
    ...Object.values(keys),
    " ",
    "\n",
    "=",
    "\\n",
    "a",
    "-",
    "sk",
    "gh",
    "-----BEGIN ",
    "\u001b[31m",
    "\u001b",
    "[",
    "0m",
    "é",
    "task",
  ];
  for (let round = 0; round < 400; round++) {
    const text = Array.from({ length: 12 }, () => parts[random(parts.length)] ?? "").join("");
    const pieces: string[] = [];
    for (let at = 0; at < text.length; ) {
      const size = 1 + random(40);
      pieces.push(text.slice(at, at + size));
      at += size;
    }
    const clean = inPieces(pieces);
    expect({ pieces, clean }).toEqual({ pieces, clean: cleanOutput(text) });
  }
});
