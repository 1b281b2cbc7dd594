import { describe, expect, test } from "vitest";
import { Area } from "../../src/input/area.ts";
import { cellsOf, textWidth } from "../../src/input/cells.ts";
import type { View } from "../../src/input/layout.ts";
import { VirtualTerminal } from "../support/virtual-terminal.ts";

function screen(columns = 20, height = 10) {
  const terminal = new VirtualTerminal(columns, height);
  const area = new Area({
    write: (text) => terminal.write(text),
    columns: () => terminal.columns,
    rows: () => terminal.height,
  });
  return { terminal, area };
}

function typed(text: string, cursor = cellsOf(text).length): View {
  return { prompt: "> ", cells: cellsOf(text), cursor };
}

test("what is typed grows and shrinks over the rows it needs, and the cursor is at the insertion point", () => {
  const { terminal, area } = screen();
  const text = "日本語の長い文章です、ok?";
  for (const length of [1, 5, 10, 13, 15, 9, 8, 3, 0]) {
    const cells = cellsOf(text).slice(0, length);
    area.show({ prompt: "> ", cells, cursor: cells.length });
    const flat = terminal.text.replaceAll("\n  ", "");
    expect(flat).toBe(`> ${cells.join("")}`.trimEnd());
  }
  expect(terminal.cursor).toEqual({ row: 0, column: 2 });
});

test("a character that does not fit stands in the next row, and so does the cursor before it", () => {
  const { terminal, area } = screen(12);
  area.show(typed("123456789日", 9));
  expect(terminal.text).toBe("> 123456789\n  日");
  expect(terminal.cursor).toEqual({ row: 1, column: 2 });
});

test("output goes above, what is typed stays below", () => {
  const { terminal, area } = screen();
  area.print("one\n");
  area.show(typed("typing"));
  area.print("two\nthree\n");
  expect(terminal.text).toBe("one\ntwo\nthree\n> typing");
});

test("output that has not ended its row goes on in it", () => {
  const { terminal, area } = screen();
  area.print("wait");
  area.show(typed("typing"));
  area.print(" and see");
  expect(terminal.text).toBe("wait and see\n> typing");
  area.print("\r            \r12 s");
  expect(terminal.text).toBe("12 s\n> typing");
  area.hide();
  expect(terminal.text).toBe("12 s");
  expect(terminal.cursor).toEqual({ row: 0, column: 4 });
});

test("output that fills its row to the last column goes on in the next one", () => {
  const { terminal, area } = screen(10);
  area.print("0123456789");
  area.show(typed("x"));
  area.print("abc");
  expect(terminal.text).toBe("0123456789\nabc\n> x");
});

test("at the bottom of the screen nothing of the output is lost", () => {
  const { terminal, area } = screen(20, 4);
  for (let line = 1; line <= 4; line++) area.print(`line ${line}\n`);
  area.show(typed("a text that is longer than a row is wide"));
  area.print("line 5\n");
  area.show(typed("short"));
  expect(terminal.text).toBe("line 1\nline 2\nline 3\nline 4\nline 5\n> short");
});

test("what is taller than the screen is shown around the insertion point", () => {
  const { terminal, area } = screen(20, 5);
  const lines = Array.from({ length: 30 }, (_, line) => `line ${line}`).join("\n");
  area.show(typed(lines));
  expect(terminal.text.split("\n")).toEqual(["  line 26", "  line 27", "  line 28", "  line 29"]);
  area.show(typed(lines, 0));
  expect(terminal.text.split("\n")[0]).toBe("> line 0");
});

test("what was sent stands in full, without the hints", () => {
  const { terminal, area } = screen(20, 5);
  area.show({ ...typed("sent"), below: ["a hint"] });
  area.leave();
  area.print("answer\n");
  expect(terminal.text).toBe("> sent\nanswer");
});

test("after the screen was lent it is drawn again", () => {
  const { terminal, area } = screen();
  area.show(typed("here"));
  area.stepAside(true);
  terminal.write("[1]+  Stopped\r\n$ fg\r\n");
  area.redraw();
  expect(terminal.text).toBe("> here\n[1]+  Stopped\n$ fg\n> here");
});

test("one character more at the end is written as that character", () => {
  let written = "";
  const area = new Area({ write: (text) => (written = text), columns: () => 80, rows: () => 24 });
  area.show(typed("hell"));
  area.show(typed("hello"));
  expect(written).toBe("o");
});

test("what stands above and below takes one row each, whatever is in it", () => {
  const { terminal, area } = screen();
  area.show({
    ...typed("x"),
    above: ["queued: two\nlines that are longer than a row"],
    below: ["a\nb"],
  });
  expect(terminal.text).toBe("queued: two lines …\n> x\na b");
  area.hide();
  expect(terminal.text).toBe("");
});

describe("without escapes", () => {
  function dumb(columns = 20, height = 10) {
    const terminal = new VirtualTerminal(columns, height);
    let written = "";
    const area = new Area({
      write(text) {
        written += text;
        terminal.write(text);
      },
      columns: () => terminal.columns,
      rows: () => terminal.height,
      plain: true,
      dumb: true,
    });
    return { terminal, area, written: () => written };
  }

  test("a row is changed in its place, and the cursor is at the insertion point", () => {
    const { terminal, area, written } = dumb();
    for (const [text, at] of [
      ["", 0],
      ["日", 1],
      ["日本語", 3],
      ["日本語", 1],
      ["日x本語", 2],
      ["日本語", 1],
      ["日本", 2],
      ["別", 1],
    ] as const) {
      area.show(typed(text, at));
      expect(terminal.text).toBe(`> ${text}`.trimEnd());
      const before = cellsOf(text).slice(0, at).join("");
      expect(terminal.cursor).toEqual({ row: 0, column: 2 + textWidth(before) });
    }
    area.show(typed("別の"));
    area.leave();
    area.print("answer\n");
    expect(terminal.text).toBe("> 別の\nanswer");
    expect(written()).not.toContain("\x1b");
  });

  test("a text grows over several rows in its place; what changes above is written anew below", () => {
    const { terminal, area, written } = dumb();
    const text = "one two three four five six";
    for (let length = 1; length <= text.length; length++) area.show(typed(text.slice(0, length)));
    expect(terminal.text).toBe("> one two three fou\n  r five six");
    area.show(typed(`X${text}`, 1));
    expect(terminal.text).toBe(
      "> one two three fou\n  r five six\n> Xone two three fo\n  ur five six",
    );
    area.leave();
    area.print("answer\n");
    expect(terminal.text.endsWith("ur five six\nanswer")).toBe(true);
    expect(written()).not.toContain("\x1b");
  });

  test("hints, output above, clearing, being lent and resized: nothing is lost, and no escape is written", () => {
    const { terminal, area, written } = dumb();
    area.print("wait");
    area.show({ ...typed("x"), below: ["a hint"] });
    expect(terminal.text).toBe("wait\n> x\na hint");
    area.show(typed("xy"));
    area.print("output\n");
    expect(terminal.text).toBe("wait\n> x\na hint\noutput\n> xy");
    area.clearScreen();
    area.stepAside(true);
    terminal.write("$ fg\r\n");
    area.redraw();
    terminal.columns = 12;
    area.redraw();
    area.show({ ...typed("xyz"), below: ["bye"] });
    area.leave();
    area.print("end\n");
    expect(terminal.text.endsWith("> xyz\nbye\nend")).toBe(true);
    expect(terminal.text.split("\n")).toEqual(
      expect.arrayContaining(["wait", "output", "$ fg", "end"]),
    );
    expect(written()).not.toContain("\x1b");
  });
});
