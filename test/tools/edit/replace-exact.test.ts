import { describe, expect, test } from "vitest";
import { replaceExact } from "../../../src/tools/edit/replace-exact.ts";
import { type Random, random } from "../../support/random.ts";

const plain = (text: string) => text.replaceAll("\r\n", "\n");

/** The text as characters, with CRLF as one: a second way to find a place. */
const units = (text: string) => text.match(/\r\n|./gsu) ?? [];

function randomText(numbers: Random, length: number, ends: readonly string[]): string {
  const letters = ["a", "b", " ", "\t", "é", "花", "😀", "$&", "END"];
  let text = "";
  for (let unit = 0; unit < length; unit++) {
    const letter = numbers.pick(letters);
    text += letter === "END" ? numbers.pick(ends) : letter;
  }
  return text;
}

/** Where the places are, found by walking over the units one by one. */
function placesByWalking(text: string, oldText: string): [number, number][] {
  const all = units(text);
  const wanted = units(plain(oldText));
  const offsets = [0];
  for (const unit of all) offsets.push((offsets.at(-1) ?? 0) + unit.length);
  const places: [number, number][] = [];
  for (let at = 0; at + wanted.length <= all.length; ) {
    const fits = wanted.every((unit, index) => plain(all[at + index] ?? "") === unit);
    if (fits) places.push([offsets[at] ?? 0, offsets[at + wanted.length] ?? 0]);
    at += fits ? wanted.length : 1;
  }
  return places;
}

const kinds = [
  ["LF", ["\n"]],
  ["CRLF", ["\r\n"]],
  ["mixed", ["\n", "\r\n"]],
] as const;

describe("replacing exactly", () => {
  test.each(kinds)(
    "2,000 random edits of %s text change their place and not a byte else",
    (_, ends) => {
      for (let seed = 1; seed <= 2000; seed++) {
        const numbers = random(seed);
        const text = randomText(numbers, 1 + numbers.below(40), ends);
        const all = units(text);
        const from = numbers.below(all.length);
        const piece = all.slice(from, from + 1 + numbers.below(6)).join("");
        const oldText = numbers.below(2) === 0 ? piece : plain(piece);
        const newText = randomText(numbers, numbers.below(8), ["\n"]);
        const places = placesByWalking(text, oldText);
        const many = numbers.below(2) === 0;

        const result = replaceExact(text, oldText, newText, many);
        const where = `seed ${seed}: ${JSON.stringify({ text, oldText, newText, many })}`;
        if (places.length > 1 && !many) {
          expect(result, where).toMatchObject({ kind: "ambiguous" });
          continue;
        }
        if (result.kind !== "replaced") throw new Error(`${where} gave ${result.kind}`);
        expect(result.lines.length, where).toBe(places.length);
        let rest = result.text;
        let done = 0;
        for (const [start, end] of places) {
          const untouched = text.slice(done, start);
          expect(rest.startsWith(untouched), where).toBe(true);
          rest = rest.slice(untouched.length);
          const written = units(rest).slice(0, units(newText).length).join("");
          expect(plain(written), where).toBe(newText);
          for (const unit of units(written)) {
            if (unit.endsWith("\n") && text.includes("\n")) expect(ends, where).toContain(unit);
          }
          rest = rest.slice(written.length);
          done = end;
        }
        expect(rest, where).toBe(text.slice(done));
      }
    },
  );

  test.each(kinds.slice(0, 2))(
    "2,000 random edits of %s text are undone by their reverse",
    (_, ends) => {
      let undone = 0;
      for (let seed = 1; seed <= 2000; seed++) {
        const numbers = random(seed);
        const text = randomText(numbers, 1 + numbers.below(60), ends);
        const all = units(text);
        const from = numbers.below(all.length);
        const oldText = plain(all.slice(from, from + 1 + numbers.below(10)).join(""));
        const newText = `<${randomText(numbers, numbers.below(8), ["\n"])}>`;
        const there = replaceExact(text, oldText, newText, false);
        if (there.kind !== "replaced") continue;
        const back = replaceExact(there.text, newText, oldText, false);
        // A piece of several lines knows their ends; one without takes those of the whole text.
        if (back.kind !== "replaced" || !text.includes("\n")) continue;
        if (!there.text.includes("\n")) continue;
        undone++;
        expect(back.text, `seed ${seed}`).toBe(text);
      }
      expect(undone).toBeGreaterThan(500);
    },
  );

  const matrix = ["\n", "\r\n"].flatMap((fileEnd) =>
    ["\n", "\r\n"].flatMap((oldEnd) =>
      ["", fileEnd].map((last) => [fileEnd, oldEnd, last] as const),
    ),
  );
  test.each(matrix)(
    "file %j, oldText %j, at the end %j: one word changes, the lines keep their ends",
    (end, oldEnd, last) => {
      const file = ["one", "two", "three"].join(end) + last;
      const result = replaceExact(file, `two${oldEnd}thr`, `2${oldEnd}thr`, false);
      expect(result).toEqual({
        kind: "replaced",
        text: ["one", "2", "three"].join(end) + last,
        lines: [2],
      });
    },
  );

  test("in a mixed file each replaced line keeps its own end", () => {
    const file = "a\r\nb\nc\r\nd\ne\r\n";
    const result = replaceExact(file, "a\nb\nc\nd\ne\n", "a\nb\nX\nd\ne\n", false);
    expect(result).toMatchObject({ text: "a\r\nb\nX\r\nd\ne\r\n" });
  });

  test("CRLF that only newText has is meant as it stands", () => {
    expect(replaceExact("a\nb\n", "a\n", "a\r\n", false)).toMatchObject({ text: "a\r\nb\n" });
  });

  test("a carriage return of its own is a character like any other", () => {
    expect(replaceExact("a\rb\r\nc", "a\rb", "x", false)).toMatchObject({ text: "x\r\nc" });
    expect(replaceExact("a\rb", "a\nb", "x", false)).toEqual({ kind: "missing" });
  });

  test("takes places one after the other, never one inside the other", () => {
    expect(replaceExact("aaaa", "aa", "b", true)).toMatchObject({ text: "bb", lines: [1, 1] });
  });
});
