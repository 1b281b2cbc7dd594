/** `@path` in a prompt: what is there is told to the model; what cannot be read whole is told to the user, with the reason. */

import { linkSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withMentions } from "../../src/app/mentions.ts";
import { useLanguage } from "../../src/core/messages/language.ts";
import { translated } from "../../src/core/messages/phrase.ts";
import { writeFiles } from "../support/folder-with.ts";
import { openTestSandbox } from "../support/open-test-sandbox.ts";

const MiB = 2 ** 20;

test("a file that is too large is named with its size, the bound and what helps, and still mentioned", async () => {
  await using box = await openTestSandbox();
  writeFiles(box.out, { "logs/big.log": "", "small.txt": "s" });
  truncateSync(join(box.out, "logs/big.log"), 17 * MiB);
  const told: string[] = [];
  const prompt = await withMentions("see @logs/big.log and @small.txt.", box.sandbox, (line) =>
    told.push(line),
  );
  expect(prompt).toMatch(/: logs\/big\.log, small\.txt$/);
  expect(told).toEqual([
    `@logs/big.log has ${17 * MiB} bytes; at most ${16 * MiB} are handled. Look at parts of it with a command (head, tail, grep).`,
  ]);
  await useLanguage("ja");
  try {
    expect(translated(told[0] ?? "")).toBe(
      `@logs/big.log は ${17 * MiB} バイトあります。扱えるのは ${16 * MiB} バイトまでです。コマンド(head、tail、grep)で一部を見ることはできます。`,
    );
  } finally {
    await useLanguage("en");
  }
});

test("links are told as what they are; of words that are no files nothing is said", async () => {
  await using box = await openTestSandbox();
  writeFiles(box.out, { "a.txt": "a", "src/b.txt": "b" });
  symlinkSync("a.txt", join(box.out, "link"));
  writeFileSync(join(box.around, "twice"), "t");
  linkSync(join(box.around, "twice"), join(box.out, "twice"));
  const told: string[] = [];
  const prompt = "@link @twice @src/ @nobody @/etc/passwd @../x a@b.c @app.route('/') @a.txt";
  expect(await withMentions(prompt, box.sandbox, (line) => told.push(line))).toMatch(
    /: link, twice, src\/, a\.txt$/,
  );
  expect(told).toEqual([
    expect.stringContaining("@link is a symbolic link"),
    expect.stringContaining("@twice has 2 hard links"),
  ]);
});
