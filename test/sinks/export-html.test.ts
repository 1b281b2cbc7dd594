/** What a page of HTML makes of a session: looks that can be told from its markup. */

import { expect, onTestFinished, test } from "vitest";
import type { Fact } from "../../src/core/events.ts";
import { useLanguage } from "../../src/core/messages/language.ts";
import { exportHtml } from "../../src/sinks/export-html.ts";
import { entriesOf, session, turn } from "../support/facts.ts";

const say = (content: string): Fact => ({
  type: "message",
  message: { role: "assistant", content },
});

function called(name: string, args: Record<string, unknown>, result: Partial<Fact> = {}): Fact[] {
  const toolCalls = [{ id: "c", name, arguments: args as never }];
  return [
    { type: "message", message: { role: "assistant", content: "", toolCalls } },
    {
      type: "tool_result",
      callId: "c",
      content: "out",
      isError: false,
      durationMs: 1,
      effect: null,
      ...result,
    } as Fact,
  ];
}

const page = (...facts: Fact[]) => exportHtml(session, entriesOf([session, ...facts]));

test("an answer is read as the Markdown it is", async () => {
  const text = `# 掲示板

**一覧**と*投稿*、\`app.py\`

| 項目 | 値 |
|---|---:|
| 投稿 | 100 |

1. 一
2. 二
   - 入れ子

> 引用`;
  const html = await page(say(text));
  expect(html).toContain("<h3>掲示板</h3>");
  expect(html).toContain("<p><strong>一覧</strong>と<em>投稿</em>、<code>app.py</code></p>");
  expect(html).toContain('<th class="right">値</th>');
  expect(html).toContain('<td class="right">100</td>');
  expect(html).toContain("<ol><li>一</li>");
  expect(html).toContain("<li>二<ul><li>入れ子</li></ul></li>");
  expect(html).toContain("<blockquote><p>引用</p></blockquote>");
});

test("code keeps its lines and has colour; a fence that never ends loses nothing", async () => {
  const html = await page(say("```python\ndef f():\n    return '<b>'\n"));
  expect(html).toContain(
    `<pre class="code"><span class="c35">def</span> f():\n    <span class="c35">return</span> <span class="c32">&#39;&lt;b&gt;&#39;</span></pre>`,
  );
});

test("nothing leads anywhere: links and images are text with their address", async () => {
  const html = await page(
    say('[docs](https://e.example/a) ![cat](https://e.example/c.png "t")\n\n<img src=x>'),
  );
  expect(html).toContain("<u>docs</u> (https://e.example/a)");
  expect(html).toContain("[image: cat] (https://e.example/c.png)");
  expect(html).toContain("&lt;img src=x&gt;");
  expect(html).not.toMatch(/<(?:a|img|link|script|iframe)[ >]|(?:src|href|url)\s*[=(]\s*["']/);
});

test("a call says what it is about, and opens where it failed", async () => {
  const shell = await page(...called("shell", { command: "npm test" }, { exitCode: 1 } as never));
  expect(shell).toContain('<details class="failed" open><summary><code>$ npm test</code>');
  const read = await page(...called("read_file", { path: "a.txt" }));
  expect(read).toContain("<details><summary><code>read_file a.txt</code>");
  const long = { isError: true, content: "x".repeat(9000) };
  expect(await page(...called("shell", { command: "make" }, long))).toContain(
    '<details class="failed"><summary>',
  );
});

test("an edit is shown as what went and what came", async () => {
  const html = await page(
    ...called("edit_file", { path: "a.py", oldText: "one\n<two>", newText: "three" }),
  );
  expect(html).toContain(
    '<span class="c31">- one</span>\n<span class="c31">- &lt;two&gt;</span>\n<span class="c32">+ three</span>',
  );
});

test("the receipt is a table, so that wide labels stand in line", async () => {
  const html = await page(...turn());
  expect(html).toContain(
    '<p class="verdict"><strong>DONE  not verified: nothing was checked</strong></p>',
  );
  expect(html).toContain("<tr><th>commands</th><td>1 run</td></tr>");
});

test("the page speaks the language that is spoken, and says which", async () => {
  await useLanguage("ja");
  onTestFinished(() => useLanguage("en"));
  const html = await page(...turn());
  expect(html).toContain('<html lang="ja">');
  expect(html).toContain("<h2>依頼 ");
  expect(html).toContain("<th>出力先</th>");
  expect(html).not.toMatch(/>(?:Prompt|Answer|Receipt|Session|allowed by)/);
});
