import { expect, test } from "vitest";
import { stylesOf } from "../../src/sinks/style.ts";
import { clip, pad, widthOf } from "../../src/sinks/width.ts";

test.each([
  ["abc", 3],
  ["", 0],
  ["掲示板", 6],
  ["ｱｲｳ", 3],
  ["ＡＢ１", 6],
  ["é", 1],
  ["e\u0301", 1],
  ["が", 2],
  ["か\u3099", 2],
  ["한국", 4],
  ["👍", 2],
  ["👍🏽", 2],
  ["👨‍👩‍👧", 2],
  ["❤️", 2],
  ["❤", 1],
  ["🇯🇵", 2],
  ["🇯🇵🇩🇪", 4],
  ["…·—", 3],
  [stylesOf(true).bold("掲示板"), 6],
])("%j takes %i columns", (text, columns) => {
  expect(widthOf(text)).toBe(columns);
});

test("clipping never exceeds the columns and never halves a wide character", () => {
  expect(clip("掲示板", 6)).toBe("掲示板");
  expect(clip("掲示板", 5)).toBe("掲示…");
  expect(clip("掲示板", 4)).toBe("掲…");
  for (let columns = 1; columns < 20; columns++) {
    expect(widthOf(clip("ab掲示板cdかが👍🏽xyz", columns))).toBeLessThanOrEqual(columns);
  }
});

test("padding fills up to the columns on the side that is asked for", () => {
  expect(pad("板", 5)).toBe("板   ");
  expect(pad("板", 5, "right")).toBe("   板");
  expect(pad("板", 5, "center")).toBe(" 板  ");
  expect(pad("too long", 3)).toBe("too long");
});
