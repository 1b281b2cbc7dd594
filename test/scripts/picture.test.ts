import { expect, test } from "vitest";
import { pictureOf } from "../../scripts/screens/picture.ts";

const draw = (text: string, cursor = { column: 0, row: 0 }) =>
  pictureOf({ text, columns: 40, cursor, language: "ja" });

/** Each piece of text with the columns its characters stand in. */
function placed(picture: string) {
  return [...picture.matchAll(/<tspan x="([\d ]+)"[^>]*>([^<]*)/g)].map(([, places, text]) => ({
    text,
    columns: places?.split(" ").map((x) => Math.floor((Number(x) - 14) / 10)),
  }));
}

test("every character stands in its column, wide ones in two, and blanks need no keeping", () => {
  expect(placed(draw("  ok    検証 19 件"))).toEqual([
    { text: "ok", columns: [2, 3] },
    { text: "19", columns: [13, 14] },
    { text: "検証", columns: [8, 10] },
    { text: "件", columns: [16] },
  ]);
});

test("a character of several code units is not taken apart", () => {
  expect(placed(draw("a👍🏽b e\u0301f"))).toEqual([
    { text: "a", columns: [0] },
    { text: "b", columns: [3] },
    { text: "e\u0301", columns: [5] },
    { text: "f", columns: [6] },
    { text: "👍🏽", columns: [1] },
  ]);
});

test("a style goes on over the line's end, and ends where it is taken back", () => {
  const picture = draw("\x1b[1;32mone\ntwo\x1b[0m six");
  expect(picture).toContain('fill="#98c379" font-weight="bold">one<');
  expect(picture).toContain('fill="#98c379" font-weight="bold">two<');
  expect(picture).toMatch(/<tspan x="[\d ]+">six</);
});

test("a style that the picture would lose is an error, not a plain text", () => {
  expect(() => draw("\x1b[7mreverse\x1b[27m")).toThrow("SGR 7");
});

test("text is never markup, and the cursor below the last line is in the picture", () => {
  const picture = draw("<b>&amp;\n", { column: 2, row: 5 });
  expect(picture).toContain("&lt;b&gt;&amp;amp;");
  expect(picture).toContain('<rect x="34" y="119"');
  expect(picture).toContain('viewBox="0 0 428 154"');
});
