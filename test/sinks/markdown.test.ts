import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { type Lex, loadLexer, renderMarkdown } from "../../src/sinks/markdown.ts";
import { markdownProse, plainProse } from "../../src/sinks/prose.ts";
import { stylesOf } from "../../src/sinks/style.ts";
import { widthOf } from "../../src/sinks/width.ts";
import { corpora, corporaPresent } from "../support/corpora.ts";

let lex: Lex;
beforeAll(async () => {
  lex = await loadLexer();
});

const plain = stylesOf(false);
const colored = stylesOf(true);
const unstyled = (text: string) => text.replace(/\x1b\[[0-9;]*m/g, "");

const document = `# Bulletin board 掲示板

I wrote **app.py** and \`README.md\`, see [the docs](https://flask.local/docs)
and <https://plain.local>. A line\\* with an escape.

## Steps

1. Install
2. Run it:

   \`\`\`sh
   # not a heading
   python3 app.py

   echo done
   \`\`\`

   and look at it
3. Post something
   - nested one
     more of it
   - nested two
- [x] done
- [ ] not done

| file | lines | 説明 |
|:-----|------:|:----:|
| app.py | 43 | アプリ本体 |
| README.md | 1,022 | 説明書 |

> A quote
> of two lines

\`\`\`python
# a comment, not a heading
def f():

    return "**not bold**"
\`\`\`

Setext
------
***
~~old~~ _new_ ![logo](logo.png)
Last line without an end`;

function rendered(chunks: readonly string[], styles = colored, columns = 80): string {
  const prose = markdownProse(lex, styles, () => columns);
  return chunks.map((chunk) => prose.push(chunk)).join("") + prose.end();
}

test("a document is shown as headings, lists, tables, quotes and code", () => {
  expect(unstyled(rendered([document]))).toMatchInlineSnapshot(`
    "Bulletin board 掲示板

    I wrote app.py and README.md, see the docs (https://flask.local/docs)
    and https://plain.local. A line* with an escape.

    Steps

    1. Install
    2. Run it:

       \`\`\`sh
       # not a heading
       python3 app.py

       echo done
       \`\`\`

       and look at it
    3. Post something
       - nested one
         more of it
       - nested two
    - [x] done
    - [ ] not done

    file       lines     説明
    ---------  -----  ----------
    app.py        43  アプリ本体
    README.md  1,022    説明書

    > A quote
    > of two lines

    \`\`\`python
    # a comment, not a heading
    def f():

        return "**not bold**"
    \`\`\`

    Setext
    ----------------------------------------
    old new [image: logo] (logo.png)
    Last line without an end
    "
  `);
});

test("without colour the marks stay as they were written", () => {
  expect(rendered([document], plain)).toMatchInlineSnapshot(`
    "# Bulletin board 掲示板

    I wrote **app.py** and \`README.md\`, see the docs (https://flask.local/docs)
    and https://plain.local. A line* with an escape.

    ## Steps

    1. Install
    2. Run it:

       \`\`\`sh
       # not a heading
       python3 app.py

       echo done
       \`\`\`

       and look at it
    3. Post something
       - nested one
         more of it
       - nested two
    - [x] done
    - [ ] not done

    file       lines     説明
    ---------  -----  ----------
    app.py        43  アプリ本体
    README.md  1,022    説明書

    > A quote
    > of two lines

    \`\`\`python
    # a comment, not a heading
    def f():

        return "**not bold**"
    \`\`\`

    ## Setext
    ----------------------------------------
    ~~old~~ _new_ [image: logo] (logo.png)
    Last line without an end
    "
  `);
  expect(rendered([document], plain)).not.toContain("\x1b");
});

test("every way to cut the text into two pieces gives the same output", () => {
  const whole = rendered([document]);
  for (let cut = 0; cut <= document.length; cut++) {
    const parts = rendered([document.slice(0, cut), document.slice(cut)]);
    if (parts !== whole) expect({ cut, parts }).toEqual({ cut, parts: whole });
  }
  expect(rendered([...document])).toBe(whole);
  expect(rendered([document.replaceAll("\n", "\r\n")])).toBe(whole);
});

test("what is out never changes: a prefix of the text gives a prefix of the output", () => {
  const prose = markdownProse(lex, colored, () => 80);
  let out = "";
  for (const character of document) {
    out += prose.push(character);
    if (!rendered([document]).startsWith(out)) expect(out).toBe("a prefix");
  }
});

test("finished blocks are shown while the open one is held", () => {
  const prose = markdownProse(lex, plain, () => 80);
  expect(prose.push("One.\n\nTwo")).toBe("One.\n");
  expect(prose.tail(10)).toBe("Two");
  expect(prose.push(".\n- a\n- b\n")).toBe("\nTwo.\n- a\n");
  expect(prose.push("```js\nlet a;\n")).toBe("- b\n```js\nlet a;\n");
  expect(prose.push("let b;\n")).toBe("let b;\n");
  expect(prose.push("```\n")).toBe("```\n");
  expect(prose.end()).toBe("");
});

test("numbers of a list go on over its items", () => {
  expect(rendered(["3. c\n4. d\n\n5. e\n"], plain)).toBe("3. c\n4. d\n\n5. e\n");
});

test("the box of a task stands there once, also in a list with blank lines", () => {
  const text = "- [x] done\n\n  and told\n- [ ] not done\n";
  expect(rendered([text], plain)).toBe("- [x] done\n\n  and told\n- [ ] not done\n");
});

test("a table lines up in full-width text, and becomes records where it is too wide", () => {
  const text = "| 名前 | 数 |\n|---|--:|\n| 掲示板 | 1 |\n| a | 1000 |\n";
  const lines = rendered([text], plain).trimEnd().split("\n");
  expect(lines).toEqual(["名前      数", "------  ----", "掲示板     1", "a       1000"]);
  expect(lines.map(widthOf)).toEqual([12, 12, 12, 12]);
  expect(rendered([text], plain, 10)).toBe("名前: 掲示板\n数: 1\n\n名前: a\n数: 1000\n");
});

test("a link shows where it leads, unless that is its text", () => {
  const text = "[bank.local](https://evil.local) <https://a.local> [x@y.z](mailto:x@y.z)";
  expect(unstyled(rendered([text]))).toBe(
    "bank.local (https://evil.local) https://a.local x@y.z\n",
  );
});

test("escapes and controls in Markdown are shown, not done", () => {
  const text =
    "# \x1b[2J\n\n`\x1b]0;title\x07`\n\n```\n\x1b[31m\x9b2J\n```\n\n| \x1b[5m |\n|---|\n| \u202e |\n";
  const out = rendered([text], plain);
  expect(out).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202e]/);
  expect(out).toContain("\\x1b[2J");
  expect(out).toContain("\\u{202e}");
});

test("hostile output comes out the same however it is cut", () => {
  const folder = `${corpora}hostile/output/`;
  const names = corporaPresent ? ["o01", "o02", "o03", "o04", "o05", "o06", "o07", "o11"] : [];
  const texts = names.map((name) => readFileSync(`${folder}${name}.bin`, "utf8").slice(0, 400));
  for (const text of [...texts, "a\x1b]8;;http://x\x1b\\b\r\nc\rd\u202ee\n\ud83d\udc4d\x9b"]) {
    const whole = rendered([text]);
    for (let cut = 1; cut < text.length; cut++) {
      expect(rendered([text.slice(0, cut), text.slice(cut)])).toBe(whole);
    }
  }
});

test("nesting beyond any sense is shown as it is, and does not stop the program", () => {
  const text = `${">".repeat(7000)} deep\n\n${"1. ".repeat(2500)}\n`;
  expect(unstyled(rendered([text]))).toContain("deep");
  expect(() => renderMarkdown(">".repeat(100_000), lex, plain, 80)).not.toThrow();
});

test("text without line ends is given out whole at its end", () => {
  const text = "word ".repeat(100_000);
  expect(rendered([text], plain).trimEnd().split(/\s+/)).toEqual(text.trimEnd().split(" "));
});

test("running text is broken between words, below its list mark, and nowhere in a word", () => {
  const text = [
    "The page is built and answers on the loopback.",
    "",
    "- one item that is **too long for** it, (truly)",
    "  - a nested one that is too long as well",
    "",
    "> a quote that is too long for one line",
    "",
    "# A heading that is too long for one line",
    "",
  ].join("\n");
  expect(unstyled(rendered([text], colored, 24))).toBe(
    [
      "The page is built and",
      "answers on the loopback.",
      "",
      "- one item that is too",
      "  long for it, (truly)",
      "  - a nested one that is",
      "    too long as well",
      "",
      "> a quote that is too",
      "> long for one line",
      "",
      "A heading that is too",
      "long for one line",
      "",
    ].join("\n"),
  );
});

test("what is copied stays in one piece: addresses that are wider than a line, and code", () => {
  const link = `https://host.example/${"path/".repeat(8)}`;
  const code = `npm run build -- ${"--flag ".repeat(8)}x`;
  const lines = rendered([`see ${link} there\n\n\`\`\`\n${code}\n\`\`\`\n`], plain, 24).split("\n");
  expect(lines).toContain(link);
  expect(lines).toContain(code);
});

test("a style goes on in the next row, and a sign stays with the styled word before it", () => {
  const out = rendered(["see **bold words here**, and more"], colored, 15);
  expect(out).toBe("see \x1b[1mbold words\x1b[22m\n\x1b[1mhere\x1b[22m, and more\n");
});

test("Japanese is broken between words, and no row begins with what ends a sentence", () => {
  expect(rendered(["掲示板を作りました。次へ「進みます」。"], plain, 18)).toBe(
    "掲示板を\n作りました。次へ\n「進みます」。\n",
  );
});

test("plain text comes out line by line, as it was written", () => {
  const prose = plainProse();
  expect(prose.push("a **b**\r\nc")).toBe("a **b**\n");
  expect(prose.tail(5)).toBe("c");
  expect(prose.push("d")).toBe("");
  expect(prose.end()).toBe("cd\n");
  expect(prose.end()).toBe("");
});
