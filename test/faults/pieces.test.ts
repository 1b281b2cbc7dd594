/** Output of commands comes in pieces, cut anywhere: what is shown and what is kept is what it would be in one piece. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { display, displayStream } from "../../src/core/display.ts";
import { Backlog } from "../../src/sandbox/backlog.ts";
import { KeptOutput } from "../../src/sandbox/kept-output.ts";
import { corpora, corporaPresent } from "../support/corpora.ts";
import { report } from "../support/faults.ts";

/** One of each: several scripts, an emoji of many parts, every kind of sequence a terminal acts on, and bytes that are no UTF-8. */
const own: [name: string, bytes: Buffer][] = [
  ["scripts", Buffer.from("a é 掲示板 👩‍👩‍👧‍👦 🇯🇵 e\u0301\r\nnext\ttab\n")],
  [
    "sequences",
    Buffer.from(
      "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x1bP1$q\x1b\\ \x9b1m \u202eabc\u202c \x00 \x08\x7f\n",
    ),
  ],
  [
    "no text",
    Buffer.from([
      0x61, 0xff, 0xfe, 0xe3, 0x81, 0x0a, 0xf0, 0x9f, 0x91, 0x62, 0xc0, 0x80, 0xed, 0xa0, 0x80,
      0x0a,
    ]),
  ],
];
const folder = join(corpora, "hostile/output");
const hostile = corporaPresent
  ? readdirSync(folder)
      .filter((name) => name.endsWith(".bin"))
      .map((name): [string, Buffer] => [name, readFileSync(join(folder, name))])
      .filter(([, bytes]) => bytes.length <= 4096)
  : [];

/** As the terminal gets it: decoded as it comes, and shown as it is decoded. */
async function shown(pieces: readonly Buffer[]): Promise<string> {
  const backlog = new Backlog();
  const stream = displayStream();
  let text = "";
  const reading = (async () => {
    for await (const item of backlog.items()) text += stream.push(String(item));
  })();
  for (const piece of pieces) {
    backlog.add(piece);
    await new Promise(setImmediate);
  }
  backlog.end();
  await reading;
  return text + stream.end();
}

function kept(pieces: readonly Buffer[]): string {
  const output = new KeptOutput({
    ...{ keptBytes: 16_384, spoolBytes: 0, session: { left: 0 }, spoolPath: "" },
  });
  for (const piece of pieces) output.add(piece);
  return output.get().output;
}

test.each([...own, ...hostile])(
  "%s cut at every byte is shown and kept as in one piece",
  async (_, bytes) => {
    const whole = display(new TextDecoder().decode(bytes));
    const keptWhole = kept([bytes]);
    for (let cut = 1; cut < bytes.length; cut++) {
      const pieces = [bytes.subarray(0, cut), bytes.subarray(cut)];
      const found = { cut, shown: await shown(pieces), kept: kept(pieces) };
      expect(found).toEqual({ cut, shown: whole, kept: keptWhole });
    }
    report(`${bytes.length - 1} cuts: shown and kept as in one piece`);
  },
);
