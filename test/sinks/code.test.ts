import { expect, test } from "vitest";
import { codeColour } from "../../src/sinks/code.ts";
import { stylesOf } from "../../src/sinks/style.ts";

/** Comments as «», strings as ‹›, keywords as [], numbers as (). */
function marked(info: string, code: string): string {
  const colour = codeColour(info, stylesOf(true));
  return code
    .split("\n")
    .map(colour)
    .join("\n")
    .replace(/\x1b\[2m(.*?)\x1b\[22m/g, "«$1»")
    .replace(/\x1b\[32m(.*?)\x1b\[39m/g, "‹$1›")
    .replace(/\x1b\[35m(.*?)\x1b\[39m/g, "[$1]")
    .replace(/\x1b\[36m(.*?)\x1b\[39m/g, "($1)");
}

test.each([
  ["python", "def f(x): # why", "[def] f(x): «# why»"],
  ["py", "s = 'it\\'s #1'", "s = ‹'it\\'s #1'›"],
  ["python", 'x = """a\n# b\n""" + 2', 'x = ‹"""a›\n‹# b›\n‹"""› + (2)'],
  ["ts", "const a = `x\ny`; // z", "[const] a = ‹`x›\n‹y`›; «// z»"],
  ["js", "a /* b\nc */ d", "a «/*»« b»\n«c */» d"],
  ["js", "x.default = 0x1F + 1.5e3", "x.default = (0x1F) + (1.5e3)"],
  ["sh", "echo $# http://x#y # z", "[echo] $# http://x#y «# z»"],
  ["rust", "fn f<'a>(c: &'a u8) { 'x' }", "[fn] f<'a>(c: &'a u8) { ‹'x'› }"],
  ["SQL", "SELECT a -- b", "[SELECT] a «-- b»"],
  ["json", '{"a": [true, -1]}', '{‹"a"›: [[true], -(1)]}'],
  [
    "html",
    '<a href="x">don\'t</a><!-- y\nz -->',
    '[<a] href=‹"x"›>don\'t[</a]>«<!--»« y»\n«z -->»',
  ],
  ["yaml", "a: yes # b", "a: [yes] «# b»"],
  ["text", "if 1 # 'x'", "if 1 # 'x'"],
  ["", "return 1", "return 1"],
])("%s: %j", (info, code, expected) => {
  expect(marked(info, code)).toBe(expected);
});

test("an unclosed string of one line ends with the line", () => {
  expect(marked("js", "let a = 'x\nlet b")).toBe("[let] a = ‹'x›\n[let] b");
});

test("differences are coloured by their signs", () => {
  const colour = codeColour("diff", stylesOf(true));
  expect(["+a", "-b", " c", "@@ 1"].map(colour)).toEqual([
    "\x1b[32m+a\x1b[39m",
    "\x1b[31m-b\x1b[39m",
    " c",
    "\x1b[36m@@ 1\x1b[39m",
  ]);
});

test("without colour, and where a line is data, the code stays as it is", () => {
  expect(codeColour("js", stylesOf(false))("let a = 1")).toBe("let a = 1");
  const long = `let a = "${"x".repeat(3000)}"`;
  expect(codeColour("js", stylesOf(true))(long)).toBe(long);
});

test("whatever the code, nothing of it is lost", () => {
  const signs = [
    "'",
    '"',
    "`",
    "/*",
    "*/",
    "//",
    "#",
    "\\",
    "<a",
    "let ",
    "1",
    "𠮷",
    " ",
    "\n",
    "'x'",
  ];
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % below;
  };
  for (let round = 0; round < 300; round++) {
    const code = Array.from({ length: 40 }, () => signs[random(signs.length)]).join("");
    for (const info of ["js", "py", "rust", "html", "sh", "sql", "lua"]) {
      const out = code
        .split("\n")
        .map(codeColour(info, stylesOf(true)))
        .join("\n");
      expect(out.replace(/\x1b\[\d+m/g, "")).toBe(code);
    }
  }
});
